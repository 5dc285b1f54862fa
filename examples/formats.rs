//! One expression, built by hand, in every format.

use symderiv::expr::Store;
use symderiv::print::{Format, expression};

fn main() {
    let mut store = Store::new();
    let (x, one) = (store.symbol("x"), store.integer(1));
    let square = store.integer(2);
    let square = store.pow(x, square);
    let sum = store.add(square, one);
    let root = store.sqrt(sum);
    let quotient = store.div(x, root);
    for format in [Format::Source, Format::Latex, Format::Mathml, Format::Json, Format::Terminal] {
        println!("{}", expression(&store, quotient, format));
    }
}
