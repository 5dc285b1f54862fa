//! Deriving a sheet: its units in parallel, for each variant, without what is known already.

use std::collections::{BTreeSet, HashMap};
use std::hash::RandomState;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::model::{Sheet, Target};
use super::parameters::{Declaration, Random, Values, admits, draw, substituted};
use super::problem::{Complaint, Kind};
use super::unit::{Answered, Item, Question, Unit};
use crate::diag::Span;
use crate::steps::Detail;

/// How a sheet is to be derived.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Work {
    /// The language that is written.
    pub target: Target,
    /// How much derivations show, where the sheet does not say it.
    pub detail: Detail,
    /// The columns of a line.
    pub columns: usize,
    /// The seed of the variants.
    pub seed: u64,
    /// How many variants; none is one that has no number.
    pub variants: Option<usize>,
}

impl Default for Work {
    fn default() -> Self {
        let target = Target::default();
        let columns = target.columns();
        Self { target, detail: Detail::Normal, columns, seed: 1, variants: None }
    }
}

type Answers = Arc<Vec<Answered>>;

/// What has been derived, for the next time.
#[derive(Default)]
pub struct Cache {
    known: HashMap<Unit, Answers, RandomState>,
}

/// A sheet with its answers.
#[derive(Clone, Debug)]
pub struct Derived {
    pub(super) variants: Vec<Variant>,
    /// All that is wrong, each thing once.
    pub complaints: Vec<Complaint>,
    /// How something was read, and which variants were rejected.
    pub notes: Vec<String>,
    /// How many exercises or runs of prose were derived now, and not known before.
    pub fresh: usize,
}

/// A variant with its answers.
#[derive(Clone, Debug)]
pub(super) struct Variant {
    /// What varies in the whole sheet.
    pub values: Values,
    /// All that varies in each exercise.
    pub exercises: Vec<Values>,
    /// For each block, the answers of its unit and its place there.
    answers: Vec<(Answers, usize)>,
}

impl Derived {
    /// Is there a picture?
    pub(super) fn draws(&self) -> bool {
        let all = self.variants.iter().flat_map(|variant| &variant.answers);
        let items =
            all.flat_map(|(answers, _)| answers.iter()).flat_map(|answered| &answered.items);
        items.into_iter().any(|item| matches!(item, Item::Proved(shown) if shown.draws))
    }
}

impl Variant {
    /// What came out of a block.
    pub fn answer(&self, block: usize) -> Option<&Answered> {
        let (answers, at) = self.answers.get(block)?;
        answers.get(*at)
    }

    /// The values that hold in an exercise, or outside exercises.
    pub fn values_in(&self, exercise: Option<usize>) -> &Values {
        exercise.and_then(|i| self.exercises.get(i)).unwrap_or(&self.values)
    }
}

/// Answers all questions of a sheet. `progress` is told how many of how many units are done.
pub fn derive(
    sheet: &Sheet,
    work: &Work,
    cache: &mut Cache,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Derived {
    let mut derived = Derived {
        variants: Vec::new(),
        complaints: sheet.complaints.clone(),
        notes: Vec::new(),
        fresh: 0,
    };
    let wanted = work.variants.unwrap_or(1).max(1);
    let mut search = Search::new(sheet, work, wanted);
    let mut used = HashMap::default();
    // Each round answers what has been drawn, and draws anew what was degenerate.
    while !search.is_done() {
        let plans = search.plans();
        let mut units: Vec<&Unit> = plans.iter().flat_map(|plan| &plan.units).collect();
        units.sort_by_cached_key(|unit| std::cmp::Reverse(unit.questions.len()));
        derived.fresh += run(&units, cache, progress);
        for plan in &plans {
            let answers: Vec<Answers> = plan
                .units
                .iter()
                .map(|unit| cache.known.get(unit).cloned().unwrap_or_default())
                .collect();
            for (unit, answers) in plan.units.iter().zip(&answers) {
                used.insert(unit.clone(), Arc::clone(answers));
            }
            search.judge(plan, &answers, &mut derived);
        }
    }
    cache.known = used;
    search.finish(wanted, &mut derived);
    collect_messages(sheet, &mut derived);
    derived
}

/// Answers those units that are not known, in parallel; how many there were.
fn run(units: &[&Unit], cache: &mut Cache, progress: &(dyn Fn(usize, usize) + Sync)) -> usize {
    let mut seen = std::collections::HashSet::new();
    let open: Vec<&Unit> = units
        .iter()
        .copied()
        .filter(|unit| !cache.known.contains_key(*unit) && seen.insert(*unit))
        .collect();
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let answered = Mutex::new(Vec::with_capacity(open.len()));
    let threads = thread::available_parallelism().map_or(1, usize::from).min(open.len());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(unit) = open.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let answers = Arc::new(unit.answer());
                    let mut all = answered.lock().unwrap_or_else(PoisonError::into_inner);
                    all.push(((*unit).clone(), answers));
                    progress(done.fetch_add(1, Ordering::Relaxed) + 1, open.len());
                }
            });
        }
    });
    cache.known.extend(answered.into_inner().unwrap_or_else(PoisonError::into_inner));
    open.len()
}

/// A variant that is being looked for.
struct Candidate {
    values: Values,
    exercises: Vec<Values>,
    /// One for the sheet, then one for each exercise.
    random: Vec<Random>,
    tries: usize,
    state: State,
}

enum State {
    Open,
    Found(Vec<(Answers, usize)>),
    Impossible,
}

/// The units of a candidate: what stands outside exercises, then each exercise.
struct Plan {
    candidate: usize,
    units: Vec<Unit>,
    /// Does the unit depend on what varies?
    varies: Vec<bool>,
    /// For each block its unit and its place there.
    places: Vec<(usize, usize)>,
}

/// The search for variants that are not degenerate.
struct Search<'a> {
    sheet: &'a Sheet,
    work: &'a Work,
    candidates: Vec<Candidate>,
    /// The values that each scope has had, so that variants differ as long as they can.
    used: Vec<BTreeSet<Values>>,
    rejected: Vec<String>,
}

impl<'a> Search<'a> {
    /// So often a variant is drawn.
    const TRIES: usize = 100;

    fn new(sheet: &'a Sheet, work: &'a Work, wanted: usize) -> Self {
        let scopes = sheet.exercises().count() + 1;
        let candidates = (0..wanted)
            .map(|variant| Candidate {
                values: Values::new(),
                exercises: vec![Values::new(); scopes - 1],
                random: (0..scopes).map(|scope| Random::new(work.seed, variant, scope)).collect(),
                tries: 0,
                state: State::Open,
            })
            .collect();
        let used = vec![BTreeSet::new(); scopes];
        let mut search = Self { sheet, work, candidates, used, rejected: Vec::new() };
        for candidate in 0..wanted {
            search.draw_all(candidate);
        }
        search
    }

    fn is_done(&self) -> bool {
        !self.candidates.iter().any(|candidate| matches!(candidate.state, State::Open))
    }

    /// Draws for the sheet and for all exercises.
    fn draw_all(&mut self, candidate: usize) {
        let sheet = self.sheet;
        self.draw(candidate, 0, &sheet.parameters);
        for (i, exercise) in sheet.exercises().enumerate() {
            self.draw(candidate, i + 1, &exercise.parameters);
        }
    }

    /// Draws for a scope: values that satisfy its conditions, and new ones if it can.
    fn draw(&mut self, candidate: usize, scope: usize, declared: &[Declaration]) {
        const NEW: usize = 200;
        const TRIES: usize = 2000;
        let Some(found) = self.candidates.get_mut(candidate) else { return };
        let outer = if scope == 0 { Values::new() } else { found.values.clone() };
        let Some(random) = found.random.get_mut(scope) else { return };
        let Some(used) = self.used.get_mut(scope) else { return };
        let mut drawn = None;
        for attempt in 0..TRIES {
            let own = draw(declared, random);
            let is_new = own.is_empty() || !used.contains(&own);
            if !is_new && attempt < NEW {
                continue;
            }
            let all: Values = outer.iter().cloned().chain(own.iter().cloned()).collect();
            if admits(declared, &all) {
                used.insert(own);
                drawn = Some(all);
                break;
            }
            if own.is_empty() {
                break;
            }
        }
        match (drawn, scope.checked_sub(1)) {
            (None, _) => found.state = State::Impossible,
            (Some(values), None) => found.values = values,
            (Some(values), Some(i)) => {
                if let Some(place) = found.exercises.get_mut(i) {
                    *place = values;
                }
            }
        }
    }

    fn plans(&self) -> Vec<Plan> {
        let open = |candidate: &&(usize, &Candidate)| matches!(candidate.1.state, State::Open);
        let candidates: Vec<(usize, &Candidate)> = self.candidates.iter().enumerate().collect();
        candidates.iter().filter(open).map(|&(i, candidate)| self.plan(i, candidate)).collect()
    }

    fn plan(&self, number: usize, candidate: &Candidate) -> Plan {
        let (sheet, work) = (self.sheet, self.work);
        let count = sheet.exercises().count() + 1;
        let empty = Unit {
            heard: Vec::new(),
            questions: Vec::new(),
            target: work.target,
            columns: work.columns,
        };
        let mut units = vec![empty; count];
        let mut varies = vec![false; count];
        let mut places = Vec::with_capacity(sheet.blocks.len());
        let (mut heard, mut heard_varies) = (Vec::new(), false);
        for block in &sheet.blocks {
            let index = block.exercise.map_or(0, |exercise| exercise + 1);
            let values = match block.exercise.and_then(|i| candidate.exercises.get(i)) {
                Some(values) => values,
                None => &candidate.values,
            };
            let query = substituted(&block.query, values).text;
            let is_changed = query != block.query.text;
            let Some(unit) = units.get_mut(index) else { continue };
            if index > 0 && unit.questions.is_empty() {
                unit.heard.clone_from(&heard);
            }
            if let Some(varies) = varies.get_mut(index) {
                *varies |= is_changed || (index > 0 && heard_varies);
            }
            if index == 0 {
                heard.push(query.clone());
                heard_varies |= is_changed;
            }
            places.push((index, unit.questions.len()));
            unit.questions.push(Question {
                query,
                show: block.show,
                detail: block.detail.unwrap_or(work.detail),
                is_inline: block.is_inline,
            });
        }
        Plan { candidate: number, units, varies, places }
    }

    /// Takes a candidate, or draws anew what was degenerate in it.
    fn judge(&mut self, plan: &Plan, answers: &[Answers], derived: &mut Derived) {
        let failed = |answers: &Answers| {
            answers.iter().flat_map(|answered| &answered.items).find_map(|item| match item {
                Item::Failed(diagnostic, _) => Some(diagnostic.message.clone()),
                Item::Proved(_) => None,
            })
        };
        let degenerate: Vec<(usize, String)> = answers
            .iter()
            .enumerate()
            .filter(|&(i, _)| plan.varies.get(i).copied().unwrap_or(false))
            .filter_map(|(i, answers)| Some((i, failed(answers)?)))
            .collect();
        if degenerate.is_empty() {
            let place =
                |&(unit, at): &(usize, usize)| (answers.get(unit).cloned().unwrap_or_default(), at);
            let found = plan.places.iter().map(place).collect();
            if let Some(candidate) = self.candidates.get_mut(plan.candidate) {
                candidate.state = State::Found(found);
            }
            return;
        }
        let sheet = self.sheet;
        let mut redraws_all = false;
        for (scope, message) in degenerate {
            self.reject(plan.candidate, scope, &message);
            let exercise = scope.checked_sub(1).and_then(|i| sheet.exercises().nth(i));
            match exercise.filter(|exercise| exercise.parameters.iter().any(|p| p.name().is_some()))
            {
                Some(exercise) => self.draw(plan.candidate, scope, &exercise.parameters),
                None => redraws_all = true,
            }
        }
        if redraws_all {
            self.draw_all(plan.candidate);
        }
        if let Some(candidate) = self.candidates.get_mut(plan.candidate) {
            candidate.tries += 1;
            if candidate.tries > Self::TRIES {
                candidate.state = State::Impossible;
            }
        }
        derived.notes.append(&mut self.rejected);
    }

    fn reject(&mut self, candidate: usize, scope: usize, message: &str) {
        let Some(candidate) = self.candidates.get(candidate) else { return };
        let values = match scope.checked_sub(1) {
            Some(i) => candidate.exercises.get(i),
            None => Some(&candidate.values),
        };
        let values = values.into_iter().flatten().map(|(name, value)| format!("{name} = {value}"));
        let values = values.collect::<Vec<_>>().join(", ");
        let exercise = scope.checked_sub(1).and_then(|i| self.sheet.exercises().nth(i));
        let place = exercise.map_or_else(String::new, |exercise| match exercise.name.as_str() {
            "" => format!(" in exercise {scope}"),
            name => format!(" in exercise {scope}, '{name}'"),
        });
        self.rejected.push(format!("degenerate variant rejected: {values}{place}: {message}"));
    }

    fn finish(self, wanted: usize, derived: &mut Derived) {
        let mut seen = BTreeSet::new();
        for candidate in self.candidates {
            if let State::Found(answers) = candidate.state
                && seen.insert((candidate.values.clone(), candidate.exercises.clone()))
            {
                let Candidate { values, exercises, .. } = candidate;
                derived.variants.push(Variant { values, exercises, answers });
            }
        }
        let mut unique = BTreeSet::new();
        derived.notes.retain(|note| unique.insert(note.clone()));
        let found = derived.variants.len();
        if found < wanted {
            let exercises = self.sheet.exercises().flat_map(|exercise| &exercise.parameters);
            let mut declared = self.sheet.parameters.iter().chain(exercises);
            let place = declared.find_map(|declaration| match declaration {
                Declaration::Domain { file, span, .. } => Some((*file, *span)),
                Declaration::Condition(_) => None,
            });
            let (file, span) = place.unwrap_or((0, Span::new(0, 0)));
            let diagnostic = Kind::TooFewVariants(found, wanted).at(span);
            derived.complaints.push(Complaint { file, diagnostic });
        }
    }
}

/// Puts the messages of all blocks where the sheet has them.
fn collect_messages(sheet: &Sheet, derived: &mut Derived) {
    for variant in &derived.variants {
        for (number, block) in sheet.blocks.iter().enumerate() {
            let Some(answered) = variant.answer(number) else { continue };
            let query = substituted(&block.query, variant.values_in(block.exercise));
            for item in &answered.items {
                let Item::Failed(diagnostic, _) = item else { continue };
                let mut diagnostic = diagnostic.clone();
                diagnostic.span = query.source(diagnostic.span);
                let complaint = Complaint { file: block.file, diagnostic };
                if !derived.complaints.contains(&complaint) {
                    derived.complaints.push(complaint);
                }
            }
            for note in &answered.notes {
                let place = sheet.files.get(block.file).map_or("", |file| file.name.as_str());
                let note = format!("{place}: {note}");
                if !derived.notes.contains(&note) {
                    derived.notes.push(note);
                }
            }
        }
    }
    let place = |complaint: &Complaint| (complaint.file, complaint.diagnostic.span);
    derived.complaints.sort_by_key(place);
}
