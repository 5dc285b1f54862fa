//! parse → derive → print → parse: what is printed reads back to the same expression.
#![no_main]

mod expression;

use libfuzzer_sys::fuzz_target;
use std::time::Duration;
use symderiv::budget::Budget;
use symderiv::print::{Format, expression as written};
use symderiv::session::{Outcome, Session};
use symderiv::steps::Answer;
use symderiv::syntax::parse_expression;

fuzz_target!(|bytes: &[u8]| {
    for text in expression::expressions(bytes) {
        let mut session = Session::new();
        session.set_budget(Budget::new(Some(Duration::from_secs(2)), Some(500)));
        for outcome in session.run(&format!("D(x, {text})")) {
            let Outcome::Answer(Answer::Derivation(derivation)) = outcome else { continue };
            let result = written(session.store(), derivation.result(), Format::Source);
            let (mut store, mut library) = Default::default();
            let read = parse_expression(&result, &mut store, &mut library);
            let Ok(read) = read else { panic!("D(x, {text}) = {result} cannot be read") };
            assert_eq!(written(&store, read, Format::Source), result, "D(x, {text})");
        }
    }
});
