//! A row of the rulebook.

use crate::pattern::Pat;

/// An equation between patterns that holds under its premises.
#[derive(Debug)]
pub struct Rule {
    /// The frozen id, `family.name`.
    pub id: &'static str,
    /// The caption, as a lecturer would call it.
    pub title: &'static str,
    /// The left side.
    pub lhs: Pat,
    /// The right side; no metavariable occurs here that the left side lacks.
    pub rhs: Pat,
    /// What must hold.
    pub when: &'static [Premise],
    /// An executable example in the expression language.
    pub example: Example,
    /// Where the equation is stated in the literature.
    pub cite: &'static str,
    /// Its lemma for Rocq.
    pub rocq: Rocq,
    /// Only the kernel makes a row: [`Kernel::by_rule`](super::Kernel::by_rule) believes it.
    pub seal: Seal,
}

/// What only the kernel's modules can make.
///
/// ```compile_fail
/// let forged = symderiv::kernel::Seal(()); // the field is private
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Seal(());

impl Seal {
    pub(in crate::kernel) const ROW: Self = Self(());
}

/// `before` becomes `after` by one application of the rule at the top.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The left side, in the expression language.
    pub before: &'static str,
    /// The right side.
    pub after: &'static str,
}

/// A premise of a rule; the letters are metavariables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Premise {
    /// The condition holds; it becomes a hypothesis of the theorem.
    Holds(Pat),
    /// The term is defined.
    Defined(u8),
    /// The term is differentiable with respect to the variable.
    Differentiable(u8, u8),
    /// The term does not depend on the variable.
    Free(u8, u8),
    /// The term is a literal integer of at least this size.
    IntegerAtLeast(u8, i64),
    /// The term is a literal negative integer.
    NegativeInteger(u8),
    /// The term is an even literal integer of at least 2.
    EvenIndex(u8),
    /// The term is an odd literal integer of at least 3.
    OddIndex(u8),
    /// The metavariable stands for a matrix that was declared symmetric.
    Symmetric(u8),
    /// The metavariable stands for a variable.
    Variable(u8),
    /// The metavariable stands for no matrix that was declared symmetric.
    Unstructured(u8),
    /// The term, put together of metavariables, is defined.
    DefinedTerm(Pat),
    /// The term, put together of metavariables, is differentiable with respect to the variable.
    DifferentiableTerm(Pat, u8),
    /// The term is an integer by its form.
    Integer(u8),
}

/// The rule's counterpart in a Rocq development.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rocq {
    /// The lemma's name in the prelude.
    Lemma(&'static str),
    /// There is none, for this reason.
    Lacks(&'static str),
}

/// Writes a table of rules; see `diff.rs` for the form.
macro_rules! rules {
    ($(#[$doc:meta])* $table:ident: $(
        $name:ident $id:literal $title:literal
        $lhs:tt => $rhs:tt
        when [$($premise:tt)*]
        eg $before:literal => $after:literal
        cite $cite:literal
        rocq $rocq:ident($lemma:literal)
    )*) => {
        $(
            #[doc = concat!($title, ": `", stringify!($lhs), " = ", stringify!($rhs), "`.")]
            pub static $name: $crate::kernel::Rule = $crate::kernel::Rule {
                id: $id,
                title: $title,
                lhs: $crate::pattern::pat!($lhs),
                rhs: $crate::pattern::pat!($rhs),
                when: &[$($crate::kernel::rule::premise!($premise)),*],
                example: $crate::kernel::Example { before: $before, after: $after },
                cite: $cite,
                rocq: $crate::kernel::Rocq::$rocq($lemma),
                seal: $crate::kernel::Seal::ROW,
            };
        )*
        $(#[$doc])*
        pub static $table: &[&$crate::kernel::Rule] = &[$(&$name),*];
    };
}

/// Writes a premise: `(differentiable ?u ?x)`, `(free ?c ?x)`, or a condition `(> ?u 0)`.
macro_rules! premise {
    (($word:ident ? $u:ident)) => {
        $crate::kernel::rule::premise!(@unary $word stringify!($u).as_bytes()[0])
    };
    ((differentiable ? $u:ident ? $x:ident)) => {
        $crate::kernel::Premise::Differentiable(
            stringify!($u).as_bytes()[0],
            stringify!($x).as_bytes()[0],
        )
    };
    ((free ? $u:ident ? $x:ident)) => {
        $crate::kernel::Premise::Free(stringify!($u).as_bytes()[0], stringify!($x).as_bytes()[0])
    };
    ((differentiable $term:tt ? $x:ident)) => {
        $crate::kernel::Premise::DifferentiableTerm(
            $crate::pattern::pat!($term),
            stringify!($x).as_bytes()[0],
        )
    };
    ((defined ($($term:tt)*))) => {
        $crate::kernel::Premise::DefinedTerm($crate::pattern::pat!(($($term)*)))
    };
    ((integer ? $u:ident $least:literal)) => {
        $crate::kernel::Premise::IntegerAtLeast(stringify!($u).as_bytes()[0], $least)
    };
    (@unary defined $u:expr) => { $crate::kernel::Premise::Defined($u) };
    (@unary negative_integer $u:expr) => { $crate::kernel::Premise::NegativeInteger($u) };
    (@unary even_index $u:expr) => { $crate::kernel::Premise::EvenIndex($u) };
    (@unary odd_index $u:expr) => { $crate::kernel::Premise::OddIndex($u) };
    (@unary integer $u:expr) => { $crate::kernel::Premise::Integer($u) };
    (@unary symmetric $u:expr) => { $crate::kernel::Premise::Symmetric($u) };
    (@unary unstructured $u:expr) => { $crate::kernel::Premise::Unstructured($u) };
    (@unary variable $u:expr) => { $crate::kernel::Premise::Variable($u) };
    ($condition:tt) => { $crate::kernel::Premise::Holds($crate::pattern::pat!($condition)) };
}

pub(crate) use {premise, rules};
