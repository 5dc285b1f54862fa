use crate::expr::Store;
use crate::kernel::{Bound, Kernel, Span};

use crate::print::{Format, expression};
use crate::strategy::Engine;
use crate::syntax::{Scope, parse_in, Statement, Command};

fn range(source: &str) -> String {
    let mut engine = Engine::new(Kernel::new(Store::new()));
    let mut scope = Scope::new();
    let store = engine.kernel.store_mut();
    let parsed = parse_in(source, store, &mut engine.library, &mut scope);
    let Some(Statement::Command(Command::Derive(e))) = parsed.statements.first().map(|s| s.statement.clone()) else { return "?".into() };
    let x = engine.kernel.store_mut().name("x");
    let mut study = super::Study::new(&mut engine, x);
    let Some(found) = study.range(e, Span::ALL, [false, false]) else { return format!("none {:?}", study.tried) };
    let Some(values) = study.values(&found.range) else { return format!("novalues {:?}", study.tried) };
    let mut out = String::new();
    for i in &values.intervals {
        out += if i.lo_closed {"["} else {"("};
        for b in [i.lo, i.hi] {
            match b {
                Bound::MinusInfinity => out += "-oo ",
                Bound::PlusInfinity => out += "oo ",
                Bound::Exact(e) => out += &format!("{} ", expression(study.engine.kernel.store(), e, Format::Source)),
                Bound::At(..) => { let i = study.engine.kernel.enclose_bound(b, 64).unwrap(); out += &format!("{} ", i.significant(10).unwrap().text()) }
            }
        }
        out += if i.hi_closed {"]"} else {")"};
    }
    out
}

#[test]
fn probe() {
    let list = std::fs::read_to_string("/tmp/probe.txt").unwrap();
    for line in list.lines() {
        let t = std::time::Instant::now();
        println!("{line}:  {}   {:?}", range(line), t.elapsed());
    }
}
