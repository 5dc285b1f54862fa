//! Where the history is kept.

use std::env;
use std::fs;
use std::path::PathBuf;

/// A file in the platform's folder for data, or nothing if there is no such folder.
pub fn file() -> Option<PathBuf> {
    let folder = data_folder()?.join("symderiv");
    fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}

fn data_folder() -> Option<PathBuf> {
    if cfg!(windows) {
        return variable("APPDATA");
    }
    let home = variable("HOME");
    if cfg!(target_os = "macos") {
        return home.map(|home| home.join("Library/Application Support"));
    }
    variable("XDG_DATA_HOME").or_else(|| home.map(|home| home.join(".local/share")))
}

fn variable(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env::var_os(name)?);
    path.is_absolute().then_some(path)
}
