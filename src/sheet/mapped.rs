//! Texts that know where their parts come from.

use crate::diag::Span;

/// A text, put together of parts of a source.
#[derive(Clone, Default, PartialEq, Eq, Hash, Debug)]
pub(super) struct Mapped {
    pub text: String,
    /// Where a part begins in the text, where it comes from, and whether it was copied.
    parts: Vec<(usize, Span, bool)>,
}

impl Mapped {
    /// A part of a source as it is.
    pub fn copied(text: &str, start: usize) -> Self {
        let mut mapped = Self::default();
        mapped.copy(text, start);
        mapped
    }

    /// Adds a text that stands at `start` in the source.
    pub fn copy(&mut self, text: &str, start: usize) {
        self.parts.push((self.text.len(), Span::new(start, start + text.len()), true));
        self.text.push_str(text);
    }

    /// Adds a text instead of what stands there in the source.
    pub fn put(&mut self, text: &str, source: Span) {
        self.parts.push((self.text.len(), source, false));
        self.text.push_str(text);
    }

    /// The place in the source.
    pub fn source(&self, span: Span) -> Span {
        Span::new(self.position(span.start, false), self.position(span.end, true))
    }

    fn position(&self, at: usize, is_end: bool) -> usize {
        // An end belongs to the part before it.
        let probe = if is_end { at.saturating_sub(1) } else { at };
        let index = self.parts.partition_point(|&(start, ..)| start <= probe);
        let Some(&(start, source, is_copy)) = self.parts.get(index.saturating_sub(1)) else {
            return 0;
        };
        match (is_copy, is_end) {
            (true, _) => (source.start + at.saturating_sub(start)).min(source.end),
            (false, false) => source.start,
            (false, true) => source.end,
        }
    }

    /// The text with some of its parts replaced: `(place, text)`, in order.
    pub fn replaced(&self, replacements: &[(Span, String)]) -> Self {
        let mut out = Self::default();
        let mut done = 0;
        for (place, text) in replacements {
            self.part(&mut out, Span::new(done, place.start));
            out.put(text, self.source(*place));
            done = place.end;
        }
        self.part(&mut out, Span::new(done, self.text.len()));
        out
    }

    /// Adds a part of this text to another.
    fn part(&self, out: &mut Self, span: Span) {
        for (i, &(start, source, is_copy)) in self.parts.iter().enumerate() {
            let end = self.parts.get(i + 1).map_or(self.text.len(), |&(next, ..)| next);
            let here = Span::new(start.max(span.start), end.min(span.end));
            if here.start >= end.min(span.end) {
                continue;
            }
            let text = here.text(&self.text);
            if is_copy {
                out.copy(text, source.start + (here.start - start));
            } else {
                out.put(text, source);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Mapped;
    use crate::diag::Span;

    #[test]
    fn places_are_found_again() {
        let source = "> a*x\n> + b";
        let mut mapped = Mapped::default();
        mapped.copy("a*x\n", 2);
        mapped.copy("+ b", 8);
        let find = |mapped: &Mapped, word: &str| {
            let at = mapped.text.find(word).unwrap();
            mapped.source(Span::new(at, at + word.len())).text(source).to_owned()
        };
        assert_eq!(find(&mapped, "x"), "x");
        assert_eq!(find(&mapped, "+ b"), "+ b");
        let put =
            mapped.replaced(&[(Span::new(0, 1), "(12)".into()), (Span::new(6, 7), "7".into())]);
        assert_eq!(put.text, "(12)*x\n+ 7");
        assert_eq!([find(&put, "12"), find(&put, "x"), find(&put, "7")], ["a", "x", "b"]);
    }
}
