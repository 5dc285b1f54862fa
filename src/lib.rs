//! symderiv: a symbolic-math engine that proves what it prints.
//!
//! ```
//! use symderiv::print::{Format, render};
//! use symderiv::session::{Outcome, Session};
//!
//! let mut session = Session::new();
//! for outcome in session.run("d/dx sin(x^2)") {
//!     if let Outcome::Answer(answer) = outcome {
//!         let text = render(session.store(), &[answer], &Format::Source.options());
//!         assert!(text.contains("2*x*cos(x^2)"));
//!     }
//! }
//! ```
//!
//! This page is the architecture: what lives where, and what holds everywhere.
//!
//! # Five laws
//!
//! 1. *Nothing is printed that is not proved.* A derivation is a chain of theorems of the
//!    [`kernel`]; the steps that are shown are parts of the proof of the same run, put in their
//!    places by the kernel again ([`steps`]).
//! 2. *Search is never trusted, and the kernel never searches.* The [`strategy`] chooses; only the
//!    methods of [`kernel::Kernel`] make a [`kernel::Theorem`]. [`kernel::Kernel::replay`] checks a
//!    finished proof once more, by other means, in every test of a derivation.
//! 3. *Prove, refute, or say "undecided".* A proof is a chain of rules or an equal normal form; a
//!    refutation is an exact rational point at which certified enclosures are disjoint. Sampling
//!    and floating point decide nothing.
//! 4. *Conditions are a part of the statement.* `x/x = 1` is proved for `x ≠ 0`. A condition is
//!    dropped only if it follows from the others, or if neither side is defined without it.
//! 5. *Nothing is read silently.* What could be read in two ways is decided by what was declared,
//!    and said; what cannot be read is an error with its place.
//!
//! # What a theorem says
//!
//! An expression is a partial function over the reals. `Γ ⊢ s = t` says: wherever the conditions Γ
//! hold, `s` and `t` are defined at the same points and equal there. So reflexivity, symmetry,
//! transitivity and congruence need no conditions of their own; rewriting under a derivative needs
//! conditions that hold on a neighbourhood.
//!
//! Four other kinds of theorem are about functions on intervals: a limit
//! ([`kernel::Limit`]), a sign ([`kernel::Signed`]), monotony ([`kernel::Monotone`]) and the set of
//! values ([`kernel::ImageSet`]). Each has its own few rules in the kernel.
//!
//! Matrices have operators of their own ([`expr::MatOp`]), so that nothing that commutes the factors
//! of numbers meets them. Every node has a sort ([`expr::Sort`]): a number, a matrix of a shape, or
//! nothing, and a theorem has one sort on both sides. A comparison of a matrix with a number says
//! that it holds of every entry.
//!
//! # Floors
//!
//! A module imports from lower floors and from itself only; `tests/floors.rs` reads the sources and
//! fails otherwise.
//!
//! | floor | module | what lives there |
//! |---|---|---|
//! | 0 | [`num`] | exact rationals (small ones in machine words, others by num-rational), certified enclosures |
//! | 0 | [`budget`] | how much a question may cost |
//! | 0 | [`diag`] | places in the input, messages with a caret |
//! | 1 | [`expr`] | the hash-consed store, operators, substitution, the order of expressions |
//! | 1 | [`notation`] | binding powers and names of letters |
//! | 2 | [`pattern`] | patterns with metavariables, written as s-expressions |
//! | 2 | [`normal`] | normal forms: collected terms; polynomials and rational functions over a tower of generators; words of matrices |
//! | 2 | [`eval`] | values at exact points: exact, or enclosed to any number of digits |
//! | 3 | [`kernel`] | conditions, domains, the rulebook, theorems, replay |
//! | 4 | [`syntax`] | the expression language (nom) |
//! | 5 | [`library`] | functions defined in the language itself: `src/library/*.sd` |
//! | 5 | [`latex`] | other people's LaTeX: documents, lines, formulas with places, expressions |
//! | 6 | [`strategy`] | differentiate, simplify, factor, rewrite, show, refute; study a function |
//! | 7 | [`steps`] | proofs as numbered lines with captions, in three levels of detail |
//! | 8 | [`layout`] | one tree of boxes; every parenthesis is decided here |
//! | 9 | [`print`](mod@print) | boxes as LaTeX, MathML, terminal, HTML, JSON, source text |
//! | 10 | [`graph`] | graphs of named values: back-propagation, descent, pictures |
//! | 10 | [`mod@count`] | networks: shapes, parameters, operations, receptive fields |
//! | 11 | [`session`] | statements in, answers out: the front door |
//! | 12 | [`verify`] | a derivation's lines as claims: verdicts, slips, repairs, follow-through |
//! | 13 | [`report`] | what was found, in the writer's own lines: terminal, HTML, LaTeX, SARIF … |
//! | 14 | [`door`] | one question with all that is given for it, one answer in texts: for programs |
//! | 15 | [`sheet`](mod@sheet) | exercise sheets in Markdown and LaTeX, with every question answered |
//! | top | `main.rs`, `cli/` | arguments, files, environment, colours, exit codes |
//!
//! Trusted are floors 0 to 3 without `budget`, `diag` and `notation`.
//!
//! # What is deliberately absent
//!
//! - In [`expr`]: spelling, floating point, rules. Expressions are kept as they were written.
//! - In the [`kernel`]: search, input and output, global state, floating point.
//! - In [`strategy`]: any other way to a theorem than the kernel's methods. Derivatives without
//!   theorems (`src/strategy/partial.rs`) are candidates of a search, never an answer.
//! - In [`print`](mod@print): decisions about parentheses, and simplification.
//! - Everywhere: recursion over what the user can make deep, output that depends on hash order or
//!   handle numbers, or on time but for a timeout, and `unsafe`.
//!
//! # Where does it live?
//!
//! | to add | see |
//! |---|---|
//! | a rule | a row in `src/kernel/rules/`; `tests/rules.rs` checks every row |
//! | another way to a theorem | `src/kernel/theorem/`: only there can one be recorded |
//! | a function | a line in `src/library/*.sd`; its derivative follows |
//! | an identity that the engine should decide | a generator or relation in `src/normal/tower/` |
//! | a command | `src/syntax/command.rs`, `src/session.rs` |
//! | a question of programs | `src/door/`, and `src/cli/batch/` for its JSON |
//! | what a sheet understands | `src/sheet/markdown.rs`, `src/sheet/latex.rs`; its look in `src/sheet/templates/` |
//! | a slip that people make | a row in `src/verify/slips.rs`; its test checks every row |
//! | LaTeX that should be read | `src/latex/`; a sample in `grammar/latex.ebnf` |
//! | a format | `src/print/`; an exhaustive match over the boxes |
//! | a message | `src/syntax/error.rs`, with an example in `examples/errors/` |

pub mod budget;
pub mod count;
pub mod diag;
pub mod door;
pub mod eval;
pub mod expr;
pub mod graph;
pub mod kernel;
pub mod latex;
pub mod layout;
pub mod library;
pub mod normal;
pub mod notation;
pub mod num;
pub mod pattern;
pub mod print;
pub mod report;
pub mod session;
#[cfg(feature = "sheet")]
pub mod sheet;
pub mod steps;
pub mod strategy;
pub mod syntax;
pub mod verify;
