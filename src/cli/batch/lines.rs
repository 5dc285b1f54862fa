//! Lines of any length, of which no more is kept than may be used.

use std::io::{self, BufRead};

/// The longest line, in bytes.
pub const LONGEST: usize = 4 << 20;

/// A line of the input, without its end.
#[derive(PartialEq, Eq, Debug)]
pub enum Line {
    /// A line.
    Whole(Vec<u8>),
    /// A line that is too long to be used.
    TooLong,
}

/// The next line; `None` at the end.
///
/// # Errors
/// If reading fails.
pub fn next(input: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let (mut is_too_long, mut is_there) = (false, false);
    loop {
        let part = match input.fill_buf() {
            Ok(part) => part,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if part.is_empty() {
            break;
        }
        is_there = true;
        let end = part.iter().position(|&byte| byte == b'\n');
        let (text, used) = match end {
            Some(end) => (&part[..end], end + 1),
            None => (part, part.len()),
        };
        if line.len() + text.len() > LONGEST {
            is_too_long = true;
            line = Vec::new();
        }
        if !is_too_long {
            line.extend_from_slice(text);
        }
        input.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(is_there.then_some(if is_too_long { Line::TooLong } else { Line::Whole(line) }))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Line, next};

    fn all(mut input: &[u8]) -> Vec<Line> {
        let mut lines = Vec::new();
        while let Some(line) = next(&mut input).unwrap() {
            lines.push(line);
        }
        lines
    }

    fn whole(text: &str) -> Line {
        Line::Whole(text.into())
    }

    #[test]
    fn lines_end_with_a_newline_or_the_input() {
        assert_eq!(all(b""), []);
        assert_eq!(all(b"a\n\nb"), [whole("a"), whole(""), whole("b")]);
        assert_eq!(all(b"a\r\n"), [whole("a\r")]);
        assert_eq!(all(b"\n"), [whole("")]);
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let text = [vec![b'x'; LONGEST + 1], b"\ny\n".to_vec()].concat();
        assert_eq!(all(&text), [Line::TooLong, whole("y")]);
        let text = [vec![b'x'; LONGEST], b"\n".to_vec()].concat();
        assert!(matches!(&all(&text)[..], [Line::Whole(line)] if line.len() == LONGEST));
    }
}
