//! A network, line by line: a machine with a stack of open blocks.

use super::error::{CountError, Wrong};
use super::field::Field;
use super::layer::{
    Applied, Bindings, Worked, apply, bind, fill_in, filled_args, number, said, shape_text,
    worked_out,
};
use super::{Convention, Networks};
use crate::expr::{Expr, Name, Store};
use crate::strategy::Engine;
use crate::syntax::{Count, Fractions, LayerArg, LayerDecl, NetworkDecl, Says, Vocabulary};

/// The most layers of a network.
const MOST_LAYERS: usize = 20_000;

/// A network that was carried out.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Its layers, in order.
    pub rows: Vec<Row>,
    /// The conventions that hold.
    pub conventions: Vec<Convention>,
    /// Were sizes rounded?
    pub fractions: Fractions,
}

/// A layer of a network.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its name in the network.
    pub label: String,
    /// The kind of layer.
    pub kind: String,
    /// The shape behind it.
    pub output: Vec<Expr>,
    /// How the sizes were computed.
    pub sizes: Vec<Worked>,
    /// Its trainable parameters.
    pub parameters: Option<Worked>,
    /// Its operations.
    pub flops: Option<Worked>,
    /// What one value behind it sees of the input.
    pub field: Field,
}

/// A block that is open.
enum Frame<'n> {
    /// The rest of the network that a part was called from.
    Call {
        network: &'n NetworkDecl,
        pc: usize,
        around: Bindings,
        path: String,
        fractions: Fractions,
    },
    /// Lines that are done so many times more, from this one.
    Repeat { start: usize, left: u64, done: u64, path: String },
    /// Branches: where they begin, and what was found at their ends.
    Join { adds: bool, from: State, ends: Vec<State> },
}

/// What is known between two lines.
#[derive(Clone, Default)]
struct State {
    shape: Vec<Expr>,
    field: Field,
}

struct Machine<'n, 'e> {
    engine: &'e mut Engine,
    networks: &'n Networks,
    conventions: Vec<Convention>,
    frames: Vec<Frame<'n>>,
    state: Option<State>,
    rows: Vec<Row>,
    /// The present network and its next line.
    network: &'n NetworkDecl,
    pc: usize,
    around: Bindings,
    path: String,
    fractions: Fractions,
    rounded: Fractions,
}

/// Carries a network out.
///
/// # Errors
/// See [`Wrong`].
pub fn run(
    engine: &mut Engine,
    networks: &Networks,
    name: &str,
    with: &[(Name, Expr)],
    at: &[(Name, Expr)],
) -> Result<Tally, CountError> {
    let Some(network) = networks.network(name) else {
        let known = networks.network_names().into_iter().map(str::to_owned).collect();
        return Err(CountError {
            wrong: Wrong::UnknownNetwork { name: name.into(), known },
            span: None,
        });
    };
    let mut conventions = networks.conventions.clone();
    for &(name, value) in with {
        match conventions.iter_mut().find(|convention| convention.name == name) {
            Some(convention) => convention.value = value,
            None => {
                let word = engine.kernel.store().text(name).to_owned();
                let known = conventions
                    .iter()
                    .map(|convention| engine.kernel.store().text(convention.name).to_owned())
                    .collect();
                let layer = "with".to_owned();
                return Err(CountError {
                    wrong: Wrong::UnknownWord { layer, word, known },
                    span: None,
                });
            }
        }
    }
    let around = at.to_vec();
    let mut machine = Machine {
        engine,
        networks,
        conventions,
        frames: Vec::new(),
        state: None,
        rows: Vec::new(),
        network,
        pc: 0,
        around,
        path: String::new(),
        fractions: Fractions::Error,
        rounded: Fractions::Error,
    };
    // The parameters of a network by itself have their defaults, or are symbolic.
    machine.bind_own(network);
    let result = machine.carry_out();
    let span = machine.network.lines.get(machine.pc.saturating_sub(1)).map(|line| line.span);
    result.map_err(|wrong| CountError { wrong, span })?;
    let Machine { rows, conventions, rounded, .. } = machine;
    Ok(Tally { rows, conventions, fractions: rounded })
}

impl<'n> Machine<'n, '_> {
    fn bind_own(&mut self, network: &NetworkDecl) {
        let store = self.engine.kernel.store_mut();
        for param in &network.params {
            for &name in &param.names {
                let plain = store.text(name).trim_end_matches('|').to_owned();
                let value = match param.default.as_ref().and_then(|values| values.first()) {
                    Some(&value) => store.substitute(value, &self.around),
                    None => store.symbol(&plain),
                };
                self.around.push((name, value));
            }
        }
    }

    fn carry_out(&mut self) -> Result<(), Wrong> {
        loop {
            let network: &'n NetworkDecl = self.network;
            let Some(line) = network.lines.get(self.pc) else { return Ok(()) };
            self.pc += 1;
            match &line.says {
                Says::Input(sizes) => self.input(sizes)?,
                Says::Fractions(fractions) => self.fractions = *fractions,
                Says::Layer { label, kind, args } => self.layer(label.as_deref(), kind, args)?,
                Says::Repeat(count) => self.repeat(*count)?,
                Says::Sum | Says::Concat => {
                    let from = self.state.clone().ok_or(Wrong::NoInput)?;
                    let adds = line.says == Says::Sum;
                    self.frames.push(Frame::Join { adds, from, ends: Vec::new() });
                }
                Says::Branch => self.branch()?,
                Says::End => {
                    if !self.end()? {
                        return Ok(());
                    }
                }
            }
        }
    }

    fn input(&mut self, sizes: &[Expr]) -> Result<(), Wrong> {
        // A network with an input can be a part of another one, which gives it its own.
        if self.state.is_some() {
            return if self.frames.is_empty() { Err(Wrong::SecondInput) } else { Ok(()) };
        }
        let store = self.engine.kernel.store_mut();
        let shape: Vec<Expr> =
            sizes.iter().map(|&size| store.substitute(size, &self.around)).collect();
        let shape: Vec<Expr> =
            shape.iter().map(|&size| worked_out(self.engine, size).unwrap_or(size)).collect();
        self.rows.push(Row {
            label: "input".into(),
            kind: "input".into(),
            output: shape.clone(),
            sizes: Vec::new(),
            parameters: None,
            flops: None,
            field: Field::Point,
        });
        self.state = Some(State { shape, field: Field::Point });
        Ok(())
    }

    fn repeat(&mut self, count: Expr) -> Result<(), Wrong> {
        let count = self.engine.kernel.store_mut().substitute(count, &self.around);
        let value = worked_out(self.engine, count).unwrap_or(count);
        let number = number(self.engine.kernel.store(), value);
        let times = number.filter(|n| n.is_integer() && !n.is_negative()).and_then(|n| n.to_i64());
        let Some(times) = times.and_then(|n| u64::try_from(n).ok()) else {
            let value = shape_text(self.engine.kernel.store(), &[value]);
            return Err(Wrong::RepeatCount { value });
        };
        if times == 0 {
            self.skip_block();
            return Ok(());
        }
        let path = self.path.clone();
        self.path = format!("{path}1/");
        self.frames.push(Frame::Repeat { start: self.pc, left: times - 1, done: 1, path });
        Ok(())
    }

    /// Goes behind the end of the block whose first line is next.
    fn skip_block(&mut self) {
        let mut depth = 1_usize;
        while depth > 0
            && let Some(line) = self.network.lines.get(self.pc)
        {
            self.pc += 1;
            match line.says {
                Says::Repeat(_) | Says::Sum | Says::Concat => depth += 1,
                Says::End => depth -= 1,
                Says::Input(_) | Says::Layer { .. } | Says::Branch | Says::Fractions(_) => {}
            }
        }
    }

    fn branch(&mut self) -> Result<(), Wrong> {
        match self.frames.last_mut() {
            Some(Frame::Join { from, ends, .. }) => {
                ends.extend(self.state.replace(from.clone()));
                Ok(())
            }
            Some(Frame::Call { .. } | Frame::Repeat { .. }) | None => Err(Wrong::StrayBranch),
        }
    }

    /// The end of a block; tells whether there is more.
    fn end(&mut self) -> Result<bool, Wrong> {
        match self.frames.pop() {
            None => Ok(false),
            Some(Frame::Call { network, pc, around, path, fractions }) => {
                (self.network, self.pc, self.around, self.path) = (network, pc, around, path);
                self.fractions = fractions;
                Ok(true)
            }
            Some(Frame::Repeat { left: 0, path, .. }) => {
                self.path = path;
                Ok(true)
            }
            Some(Frame::Repeat { start, left, done, path }) => {
                self.pc = start;
                self.path = format!("{path}{}/", done + 1);
                self.frames.push(Frame::Repeat { start, left: left - 1, done: done + 1, path });
                Ok(true)
            }
            Some(Frame::Join { adds, from, mut ends }) => {
                ends.extend(self.state.take());
                if adds && ends.len() == 1 {
                    ends.push(from);
                }
                self.join(adds, &ends)?;
                Ok(true)
            }
        }
    }

    fn join(&mut self, adds: bool, ends: &[State]) -> Result<(), Wrong> {
        let Some((first, others)) = ends.split_first() else { return Err(Wrong::NoInput) };
        let mut joined = first.clone();
        for other in others {
            let store = self.engine.kernel.store();
            let clash = || Wrong::Branches {
                first: shape_text(store, &joined.shape),
                other: shape_text(store, &other.shape),
            };
            let skipped = usize::from(!adds);
            if joined.shape.len() != other.shape.len()
                || joined.shape.get(skipped..) != other.shape.get(skipped..)
            {
                return Err(clash());
            }
            if let (false, Some(&a), Some(&b)) = (adds, joined.shape.first(), other.shape.first()) {
                let sum = self.engine.kernel.store_mut().add(a, b);
                let sum = worked_out(self.engine, sum).unwrap_or(sum);
                if let Some(size) = joined.shape.first_mut() {
                    *size = sum;
                }
            }
            joined.field = joined.field.joined(self.engine, &other.field);
        }
        self.state = Some(joined);
        if adds {
            let count = self.engine.kernel.store_mut().integer(ends.len() as i64);
            let arg = LayerArg { word: None, values: vec![count] };
            self.layer(Some("sum"), "add", &[arg])?;
        } else if let Some(state) = &self.state {
            self.rows.push(Row {
                label: format!("{}concat", self.path),
                kind: "concat".into(),
                output: state.shape.clone(),
                sizes: Vec::new(),
                parameters: None,
                flops: None,
                field: state.field.clone(),
            });
        }
        Ok(())
    }

    fn layer(&mut self, label: Option<&str>, kind: &str, args: &[LayerArg]) -> Result<(), Wrong> {
        if self.rows.len() >= MOST_LAYERS || self.frames.len() > MOST_LAYERS {
            return Err(Wrong::Limit(MOST_LAYERS));
        }
        let name = format!("{}{}", self.path, label.unwrap_or(kind));
        let networks: &'n Networks = self.networks;
        let layer = match networks.layers.get(kind) {
            Some(layer) => layer,
            None => {
                if let Some(network) = networks.network(kind) {
                    return self.call(network, &name, args);
                }
                if self.is_function(kind)
                    && args.is_empty()
                    && let Some(activation) = networks.layers.get("activation")
                {
                    activation
                } else {
                    let kinds = networks.kinds();
                    let meant = similar(kind, &kinds);
                    return Err(Wrong::UnknownLayer { name: kind.into(), meant });
                }
            }
        };
        let store = self.engine.kernel.store_mut();
        let args = filled_args(store, kind, &layer.params, args, &self.around)?;
        let bindings = bind(store, kind, &layer.params, &args, &self.conventions)?;
        self.row(layer, kind, name, bindings)
    }

    fn row(
        &mut self,
        layer: &LayerDecl,
        kind: &str,
        label: String,
        bindings: Bindings,
    ) -> Result<(), Wrong> {
        let state = self.state.clone().ok_or(Wrong::NoInput)?;
        let Applied { output, sizes, bindings } =
            apply(self.engine, layer, bindings, &state.shape, self.fractions)?;
        if self.fractions != Fractions::Error {
            self.rounded = self.fractions;
        }
        let mut counts = [None, None];
        for (slot, what) in counts.iter_mut().zip([Count::Parameters, Count::Flops]) {
            if let Some(&[formula]) = said(layer, what) {
                *slot = Some(fill_in(self.engine, kind, formula, &bindings)?);
            }
        }
        let [parameters, flops] = counts;
        let field = self.field(layer, &state.field, &bindings);
        self.rows.push(Row {
            label,
            kind: kind.to_owned(),
            output: output.clone(),
            sizes,
            parameters,
            flops,
            field: field.clone(),
        });
        self.state = Some(State { shape: output, field });
        Ok(())
    }

    fn field(&mut self, layer: &LayerDecl, before: &Field, bindings: &Bindings) -> Field {
        let Some(window) = said(layer, Count::Window) else { return before.clone() };
        let store = self.engine.kernel.store_mut();
        let all = store.symbol("all");
        if window == [all] {
            return Field::Whole;
        }
        let stride = said(layer, Count::Stride).unwrap_or(&[]);
        let fill = |store: &mut Store, e: &Expr| store.substitute(*e, bindings);
        let window: Vec<Expr> = window.iter().map(|e| fill(store, e)).collect();
        let stride: Vec<Expr> = stride.iter().map(|e| fill(store, e)).collect();
        before.through(self.engine, &window, &stride)
    }

    /// Goes into a network that is a part of this one.
    fn call(
        &mut self,
        network: &'n NetworkDecl,
        name: &str,
        args: &[LayerArg],
    ) -> Result<(), Wrong> {
        if self.state.is_none() {
            return Err(Wrong::NoInput);
        }
        let store = self.engine.kernel.store_mut();
        let args = filled_args(store, &network.name, &network.params, args, &self.around)?;
        let bindings = bind(store, &network.name, &network.params, &args, &self.conventions)?;
        let around = std::mem::replace(&mut self.around, bindings);
        let path = std::mem::replace(&mut self.path, format!("{name}/"));
        let fractions = self.fractions;
        let (before, pc) = (self.network, self.pc);
        self.frames.push(Frame::Call { network: before, pc, around, path, fractions });
        (self.network, self.pc) = (network, 0);
        Ok(())
    }

    fn is_function(&mut self, kind: &str) -> bool {
        let engine = &mut *self.engine;
        let found = engine.library.function(engine.kernel.store_mut(), kind);
        found.is_some_and(|signature| signature.required <= 1)
    }
}

/// The kind that a misspelt one was meant to be.
fn similar(kind: &str, known: &[&str]) -> Option<String> {
    crate::syntax::similar(kind, known).map(str::to_owned)
}
