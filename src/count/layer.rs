//! One layer on one shape: its parameters bound, its formulas filled in.

use super::Convention;
use super::error::Wrong;
use crate::eval::{self, Request};
use crate::expr::{Expr, Func, Name, Op, Store};
use crate::num::Rational;
use crate::print::{Format, expression};
use crate::strategy::Engine;
use crate::strategy::Form;
use crate::syntax::{Count, Dim, Fractions, LayerArg, LayerDecl, LayerParam};

/// Values of variables.
pub(super) type Bindings = Vec<(Name, Expr)>;

/// A formula with its numbers and its value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Worked {
    /// In letters.
    pub formula: Expr,
    /// With numbers for the letters.
    pub numbers: Expr,
    /// Worked out.
    pub value: Expr,
}

/// What a layer makes of a shape.
#[derive(Clone, Debug)]
pub(super) struct Applied {
    /// The shape behind it.
    pub output: Vec<Expr>,
    /// How its sizes were computed.
    pub sizes: Vec<Worked>,
    /// The values of its letters.
    pub bindings: Bindings,
}

/// The values that a line gives to parameters.
pub(super) fn bind(
    store: &mut Store,
    name: &str,
    params: &[LayerParam],
    args: &[Argument],
    conventions: &[Convention],
) -> Result<Bindings, Wrong> {
    let mut given: Vec<Option<Vec<Expr>>> = vec![None; params.len()];
    for (keyword, values) in args {
        let place = match keyword {
            Some(word) => match params.iter().position(|param| param.keyword == *word) {
                Some(place) => place,
                None => {
                    let known = params.iter().map(|param| param.keyword.clone()).collect();
                    return Err(Wrong::UnknownWord {
                        layer: name.into(),
                        word: word.clone(),
                        known,
                    });
                }
            },
            None => given
                .iter()
                .position(Option::is_none)
                .ok_or_else(|| Wrong::TooManySizes { layer: name.into() })?,
        };
        if let Some(slot) = given.get_mut(place) {
            *slot = Some(values.clone());
        }
    }
    let mut bindings: Bindings =
        conventions.iter().map(|convention| (convention.name, convention.value)).collect();
    for (param, values) in params.iter().zip(given) {
        let axes = param.names.len();
        let values = match (values, &param.default) {
            (Some(values), _) if values.len() == 1 || values.len() == axes => values,
            (Some(values), _) => {
                let (layer, word) = (name.to_owned(), param.keyword.clone());
                return Err(Wrong::WrongAxes { layer, word, wanted: axes, found: values.len() });
            }
            (None, Some(default)) => default.clone(),
            (None, None) => {
                let (layer, word) = (name.to_owned(), param.keyword.clone());
                return Err(Wrong::MissingSize { layer, word });
            }
        };
        let by_default = Some(&values) == param.default.as_ref();
        for (i, &variable) in param.names.iter().enumerate() {
            let Some(&value) = values.get(i).or_else(|| values.first()) else { continue };
            let value = if by_default { along_axis(store, params, value, i) } else { value };
            let value = store.substitute(value, &bindings);
            bindings.push((variable, value));
        }
    }
    Ok(bindings)
}

/// A default such as `k` for parameters that have a value for each axis: there it is `k_1`.
fn along_axis(store: &mut Store, params: &[LayerParam], value: Expr, axis: usize) -> Expr {
    let Some(name) = store.as_symbol(value) else { return value };
    let first = format!("{}_1|", store.text(name));
    let is_first =
        |param: &&LayerParam| param.names.first().is_some_and(|&name| store.text(name) == first);
    let other = params.iter().find(is_first).and_then(|param| param.names.get(axis));
    match other {
        Some(&other) => store.symbol_of(other),
        None => value,
    }
}

/// Carries a layer out on a shape.
pub(super) fn apply(
    engine: &mut Engine,
    layer: &LayerDecl,
    mut bindings: Bindings,
    shape: &[Expr],
    fractions: Fractions,
) -> Result<Applied, Wrong> {
    let name = &layer.name;
    let absent = take(engine, layer, shape, &mut bindings)?;
    for &whole in &layer.whole {
        let closed = engine.kernel.store_mut().substitute(whole, &bindings);
        let value = worked_out(engine, closed)
            .ok_or_else(|| undefined(engine.kernel.store(), name, whole))?;
        if number(engine.kernel.store(), value).is_some_and(|value| !value.is_integer()) {
            let (formula, value) = (source(engine, closed), source(engine, value));
            return Err(Wrong::NotWhole { layer: name.clone(), formula, value });
        }
    }
    let (mut output, mut sizes) = (Vec::new(), Vec::new());
    for dim in &layer.output {
        match dim {
            Dim::Size(variable, _) if absent.iter().any(|(name, _)| name == variable) => {}
            Dim::Size(variable, _) => {
                let symbol = engine.kernel.store_mut().symbol_of(*variable);
                output.push(engine.kernel.store_mut().substitute(symbol, &bindings));
            }
            Dim::Any(_) => output.extend(rest_of(layer, shape)),
            Dim::Given(variable, formula) => {
                let worked = size(engine, name, *formula, &bindings, fractions)?;
                bindings.extend(variable.map(|variable| (variable, worked.value)));
                output.push(worked.value);
                sizes.push(worked);
            }
        }
    }
    Ok(Applied { output, sizes, bindings })
}

/// Binds the sizes of the input; gives back those with a default that were not there.
fn take(
    engine: &mut Engine,
    layer: &LayerDecl,
    shape: &[Expr],
    bindings: &mut Bindings,
) -> Result<Bindings, Wrong> {
    let mut absent = Vec::new();
    let clash = |engine: &Engine| Wrong::ShapeClash {
        layer: layer.name.clone(),
        wanted: pattern(engine.kernel.store(), &layer.input),
        found: shape_text(engine.kernel.store(), shape),
    };
    let wanted = layer.input.len();
    let middle = layer.input.iter().position(|dim| matches!(dim, Dim::Any(_)));
    match middle {
        Some(middle) => {
            let after = wanted - middle - 1;
            if shape.len() < wanted - 1 {
                return Err(clash(engine));
            }
            let end = shape.len() - after;
            let (front, back) = (shape.get(..middle), shape.get(end..));
            let dims = layer.input.iter().enumerate();
            let fixed = dims.filter(|(i, _)| *i != middle).map(|(_, dim)| dim);
            let values = front.into_iter().chain(back).flatten();
            for (dim, &value) in fixed.zip(values) {
                if let Dim::Size(name, _) | Dim::Given(Some(name), _) = dim {
                    bindings.push((*name, value));
                }
            }
            if let Some(Dim::Any(Some(name))) = layer.input.get(middle) {
                let product = product(engine, shape.get(middle..end).unwrap_or(&[]));
                bindings.push((*name, product));
            }
        }
        None => {
            let optional = |dim: &&Dim| matches!(dim, Dim::Given(..));
            let least = wanted - layer.input.iter().filter(optional).count();
            let skips = match shape.len() {
                n if n == wanted => false,
                n if n == least => true,
                _ => return Err(clash(engine)),
            };
            let mut values = shape.iter();
            for dim in &layer.input {
                match dim {
                    Dim::Given(Some(name), default) if skips => {
                        absent.push((*name, *default));
                        bindings.push((*name, *default));
                    }
                    Dim::Size(name, _) | Dim::Given(Some(name), _) => {
                        bindings.extend(values.next().map(|&value| (*name, value)));
                    }
                    Dim::Given(None, _) | Dim::Any(_) => {}
                }
            }
        }
    }
    Ok(absent)
}

/// The sizes that `any` stands for.
fn rest_of<'s>(layer: &LayerDecl, shape: &'s [Expr]) -> &'s [Expr] {
    let middle = layer.input.iter().position(|dim| matches!(dim, Dim::Any(_)));
    let Some(middle) = middle else { return &[] };
    let after = layer.input.len() - middle - 1;
    shape.get(middle..shape.len().saturating_sub(after)).unwrap_or(&[])
}

fn product(engine: &mut Engine, sizes: &[Expr]) -> Expr {
    let store = engine.kernel.store_mut();
    let mut all: Option<Expr> = None;
    for &size in sizes {
        all = Some(all.map_or(size, |all| store.mul(all, size)));
    }
    let all = all.unwrap_or_else(|| store.integer(1));
    worked_out(engine, all).unwrap_or(all)
}

/// A size of the output; a fraction is rounded, or a mistake.
fn size(
    engine: &mut Engine,
    layer: &str,
    formula: Expr,
    bindings: &Bindings,
    fractions: Fractions,
) -> Result<Worked, Wrong> {
    let mut worked = fill_in(engine, layer, formula, bindings)?;
    let whole = match number(engine.kernel.store(), worked.value) {
        Some(value) => value.is_integer(),
        None => !has_division(engine.kernel.store(), worked.value),
    };
    let rounding = match fractions {
        Fractions::Error => None,
        Fractions::Down => Some(Func::Floor),
        Fractions::Up => Some(Func::Ceil),
    };
    if !whole && let Some(rounding) = rounding {
        let store = engine.kernel.store_mut();
        let round = |store: &mut Store, e| store.func(rounding, &[e]);
        let (formula, numbers) = (round(store, worked.formula), round(store, worked.numbers));
        let value = worked_out(engine, numbers).unwrap_or(numbers);
        worked = Worked { formula, numbers, value };
    }
    let Some(value) = number(engine.kernel.store(), worked.value) else { return Ok(worked) };
    if !value.is_integer() {
        let decimal = value.to_decimal().unwrap_or_else(|| value.to_string());
        let formula = source(engine, worked.numbers);
        return Err(Wrong::Fraction { layer: layer.into(), formula, value: decimal });
    }
    if !value.is_positive() {
        let formula = source(engine, worked.numbers);
        let value = format!("{formula} = {value}");
        return Err(Wrong::NotPositive { layer: layer.into(), value });
    }
    Ok(worked)
}

/// A formula with numbers for its letters, and its value.
pub(super) fn fill_in(
    engine: &mut Engine,
    layer: &str,
    formula: Expr,
    bindings: &Bindings,
) -> Result<Worked, Wrong> {
    let numbers = engine.kernel.store_mut().substitute(formula, bindings);
    let value = worked_out(engine, numbers)
        .ok_or_else(|| undefined(engine.kernel.store(), layer, numbers))?;
    let numbers = without_ones(engine.kernel.store_mut(), numbers);
    Ok(Worked { formula, numbers, value })
}

/// What a layer says about itself.
pub(super) fn said(layer: &LayerDecl, what: Count) -> Option<&[Expr]> {
    layer.counts.iter().find(|(count, _)| *count == what).map(|(_, said)| said.as_slice())
}

/// The value: an exact number, or a simplified expression in symbolic sizes.
pub(super) fn worked_out(engine: &mut Engine, e: Expr) -> Option<Expr> {
    let store = engine.kernel.store_mut();
    if store.is_closed(e) || store.free_symbols(e).iter().all(|&name| store.value(name).is_some()) {
        let exact = eval::value(store, e, &[], Request::Digits(1)).ok()?.exact?;
        return Some(store.rational(&exact));
    }
    let expanded = engine.bring_to(Form::Expanded, e).or_else(|_| engine.simplify(e));
    Some(expanded.map_or(e, |t| engine.kernel.rhs(t)))
}

/// The number, if it is one.
pub(super) fn number(store: &Store, e: Expr) -> Option<Rational> {
    store.as_rational(e)
}

fn has_division(store: &Store, e: Expr) -> bool {
    store.subexpressions(&[e]).iter().any(|&part| store.op(part) == Op::Div)
}

fn undefined(store: &Store, layer: &str, formula: Expr) -> Wrong {
    Wrong::Undefined { layer: layer.into(), formula: expression(store, formula, Format::Source) }
}

fn source(engine: &Engine, e: Expr) -> String {
    expression(engine.kernel.store(), e, Format::Source)
}

/// `(6, 28, 28)`
pub(super) fn shape_text(store: &Store, shape: &[Expr]) -> String {
    let sizes: Vec<String> = shape.iter().map(|&e| expression(store, e, Format::Source)).collect();
    format!("({})", sizes.join(", "))
}

fn pattern(store: &Store, dims: &[Dim]) -> String {
    let text = |name: &Name| store.text(*name).trim_end_matches('|').to_owned();
    let dims: Vec<String> = dims
        .iter()
        .map(|dim| match dim {
            Dim::Size(name, _) => text(name),
            Dim::Given(Some(name), _) => format!("{}, if there is one", text(name)),
            Dim::Given(None, e) => expression(store, *e, Format::Source),
            Dim::Any(_) => "any".to_owned(),
        })
        .collect();
    format!("({})", dims.join(", "))
}

/// The arguments of a line, with the parameters of the network around it filled in: values, some
/// behind the words of parameters.
pub(super) fn filled_args(
    store: &mut Store,
    layer: &str,
    params: &[LayerParam],
    args: &[LayerArg],
    around: &Bindings,
) -> Result<Vec<Argument>, Wrong> {
    let mut filled = Vec::with_capacity(args.len());
    let mut keyword = None;
    for (i, arg) in args.iter().enumerate() {
        if let Some(word) = &arg.word
            && keyword.is_none()
        {
            let is_keyword = params.iter().any(|param| param.keyword == *word);
            if is_keyword && i + 1 < args.len() {
                keyword = Some(word.clone());
                continue;
            }
            if !is_size(store, word, around) {
                let known = params.iter().map(|param| param.keyword.clone()).collect();
                return Err(Wrong::UnknownWord { layer: layer.into(), word: word.clone(), known });
            }
        }
        let values = arg.values.iter().map(|&value| store.substitute(value, around)).collect();
        filled.push((keyword.take(), values));
    }
    Ok(filled)
}

/// A value, perhaps behind the word of a parameter.
pub(super) type Argument = (Option<String>, Vec<Expr>);

/// Can the word be a size: a letter, a parameter of the network around, or a named value? Others
/// are misspelt more likely.
fn is_size(store: &Store, word: &str, around: &Bindings) -> bool {
    let is_bound = |text: &str| {
        let name = store.find_name(text);
        name.is_some_and(|name| {
            around.iter().any(|(known, _)| *known == name) || store.value(name).is_some()
        })
    };
    let letters = word.chars().take_while(char::is_ascii_alphabetic).count();
    letters == 1 || is_bound(word) || is_bound(&format!("{word}|"))
}

/// Numbers without factors and divisors that are 1.
fn without_ones(store: &mut Store, e: Expr) -> Expr {
    let one = store.integer(1);
    store.map_bottom_up(e, |store, old, kids| match (store.op(old), kids) {
        (Op::Div | Op::Mul, &[a, b]) if b == one => a,
        (Op::Mul, &[a, b]) if a == one && store.op(b) == Op::Sub => b,
        (op, kids) => store.make(op, kids),
    })
}
