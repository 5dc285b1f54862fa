//! Captions and titles: words with LaTeX mathematics between dollar signs.

/// A part of a caption.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part<'a> {
    /// Words.
    Words(&'a str),
    /// LaTeX mathematics, without its dollar signs.
    Math(&'a str),
}

/// Takes a caption apart. A dollar sign without a partner is a word.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        let Some((math, behind)) = after.split_once('$') else { break };
        if !before.is_empty() {
            found.push(Part::Words(before));
        }
        found.push(Part::Math(math));
        rest = behind;
    }
    if !rest.is_empty() {
        found.push(Part::Words(rest));
    }
    found
}

/// Reasons as one phrase.
pub(super) fn phrase(reasons: &[String]) -> String {
    reasons.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Part, parts};

    #[test]
    fn mathematics_stands_between_dollars() {
        let rule = parts("product rule $(uv)' = u'v + uv'$");
        assert_eq!(rule, [Part::Words("product rule "), Part::Math("(uv)' = u'v + uv'")]);
        assert_eq!(parts("costs 3$"), [Part::Words("costs 3$")]);
        assert_eq!(parts("$x$"), [Part::Math("x")]);
        assert!(parts("").is_empty());
    }
}
