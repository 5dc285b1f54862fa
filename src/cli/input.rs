//! Where the query comes from.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use symderiv::syntax::limit;

/// A text and what it is called in messages.
pub struct Input {
    /// The query.
    pub source: String,
    /// Where it comes from.
    pub origin: String,
}

/// The words of the command line, standard input for `-`, or a file.
///
/// # Errors
/// If it cannot be read, or is not UTF-8.
pub fn read(words: &[String], file: Option<&Path>) -> Result<Input, String> {
    match (file, words) {
        (Some(path), _) if path != Path::new("-") => {
            let origin = path.display().to_string();
            let file = File::open(path).map_err(|e| format!("cannot open {origin}: {e}"))?;
            bounded(file, origin)
        }
        (Some(_), _) => bounded(io::stdin().lock(), "<stdin>".into()),
        (None, [word]) if word == "-" => bounded(io::stdin().lock(), "<stdin>".into()),
        (None, words) => {
            let source = words.join(" ").trim().to_owned();
            Ok(Input { source, origin: "<query>".into() })
        }
    }
}

/// The file with this name if there is one, else as [`read`].
///
/// # Errors
/// As [`read`].
pub fn read_file_or_words(words: &[String]) -> Result<Input, String> {
    match words {
        [name] if Path::new(name).is_file() => read(&[], Some(Path::new(name))),
        words => read(words, None),
    }
}

/// Reads no more than what shows that the text is too long: the reader says so.
fn bounded(from: impl Read, origin: String) -> Result<Input, String> {
    let most = u64::try_from(limit::BYTES).unwrap_or(u64::MAX).saturating_add(4);
    let mut bytes = Vec::new();
    from.take(most).read_to_end(&mut bytes).map_err(|e| format!("cannot read {origin}: {e}"))?;
    let is_cut = bytes.len() > limit::BYTES;
    let source = match String::from_utf8(bytes) {
        Ok(source) => source,
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            if !is_cut || valid <= limit::BYTES {
                return Err(format!("{origin} is not UTF-8 text: byte {} is wrong", valid + 1));
            }
            // Only the last character was cut.
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        }
    };
    // A byte order mark is no part of the text.
    let source = source.strip_prefix('\u{feff}').map_or(source.clone(), str::to_owned);
    Ok(Input { source, origin })
}

#[cfg(test)]
mod tests {
    use super::{bounded, read};
    use symderiv::syntax::limit;

    #[test]
    fn words_are_joined() {
        let words = ["d/dx".to_owned(), " -x".to_owned()];
        assert_eq!(read(&words, None).unwrap().source, "d/dx  -x");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(bounded(&b"x\xff"[..], "here".into()).is_err_and(|e| e.contains("byte 2")));
        assert!(read(&[], Some("/nowhere/at/all.sd".as_ref())).is_err());
        assert_eq!(bounded(&b"\xef\xbb\xbfx"[..], "here".into()).unwrap().source, "x");
    }

    #[test]
    fn no_more_is_read_than_shows_the_excess() {
        let long = "σ".repeat(limit::BYTES);
        let read = bounded(long.as_bytes(), "here".into()).unwrap();
        assert!(read.source.len() > limit::BYTES && read.source.len() < limit::BYTES + 16);
    }
}
