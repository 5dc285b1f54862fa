//! Files are read whole and replaced whole.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use symderiv::sheet::{Source, TEMPLATES};

/// The largest file that is read.
const MOST: u64 = 16 << 20;

/// Reads a text.
pub fn read(path: &Path) -> Result<Source, String> {
    let name = path.display().to_string();
    let size = fs::metadata(path).map_err(|e| e.to_string())?.len();
    if size > MOST {
        return Err(format!("it has more than {} MiB", MOST >> 20));
    }
    let bytes = fs::read(path).map_err(|e| e.to_string())?;
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())?;
    let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
    Ok(Source { name, text })
}

/// Replaces a file by another content in one step: whoever reads it finds the old or the new one.
pub fn replace(path: &Path, content: &[u8]) -> Result<(), String> {
    let failed = |error: io::Error| format!("cannot write {}: {error}", path.display());
    let name = path.file_name().ok_or_else(|| format!("{} is no file", path.display()))?;
    let new =
        path.with_file_name(format!(".{}.{}.new", name.to_string_lossy(), std::process::id()));
    let written = fs::File::create(&new)
        .and_then(|mut file| file.write_all(content).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        let _ = fs::remove_file(&new);
    }
    written.map_err(failed)
}

/// The files in a folder that have the names of templates.
pub fn listed(folder: &Path) -> Vec<PathBuf> {
    let paths = TEMPLATES.iter().map(|(name, _)| folder.join(name));
    paths.filter(|path| path.exists()).collect()
}

/// The user's templates: names and texts.
pub fn templates(folder: &Path) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    for path in listed(folder) {
        let source = read(&path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        found.push((name, source.text));
    }
    if found.is_empty() {
        let names: Vec<&str> = TEMPLATES.iter().map(|(name, _)| *name).collect();
        let shown = folder.display();
        return Err(format!("{shown} has none of the templates {}", names.join(", ")));
    }
    Ok(found)
}

/// A folder that is deleted in the end.
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes an empty folder for this process.
    pub fn new() -> Result<Self, String> {
        let folder = std::env::temp_dir().join(format!("symderiv-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)
            .map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
        Ok(Self(folder))
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
