//! From a sheet to a page, once.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use symderiv::sheet::{self, Cache, Derived, Look, Sheet, Target, Work};

use super::arguments::{Arguments, Plan};
use super::engine::Engine;
use super::{files, images};
use crate::cli::args::Style;
use crate::cli::output::Output;
use crate::cli::query::status_of;
use crate::cli::status::Status;

/// What is built, and what was derived before.
pub struct Build<'a> {
    arguments: &'a Arguments,
    plan: Plan,
    style: &'a Style,
    cache: Cache,
    /// The files of the sheet.
    read: Vec<PathBuf>,
}

impl<'a> Build<'a> {
    /// Nothing is derived yet.
    pub fn new(arguments: &'a Arguments, plan: Plan, style: &'a Style) -> Self {
        let read = vec![plan.sheet.clone()];
        Self { arguments, plan, style, cache: Cache::default(), read }
    }

    /// The files that the page depends on.
    pub fn sources(&self) -> Vec<PathBuf> {
        let templates = self.arguments.template.iter().flat_map(|folder| files::listed(folder));
        self.read.iter().cloned().chain(templates).collect()
    }

    /// Makes the page and says what is wrong.
    pub fn run(&mut self, output: &Output) -> Status {
        self.made(output).unwrap_or_else(|problem| output.complain(&problem))
    }

    fn made(&mut self, output: &Output) -> Result<Status, String> {
        let started = Instant::now();
        let engine = match self.plan.kind.target() {
            Some(_) => None,
            None => Some(Engine::find(self.arguments.engine.as_deref(), self.plan.language)?),
        };
        let html = Target::Html;
        let target = engine.as_ref().map(Engine::target).or(self.plan.kind.target());
        let work = self.work(target.unwrap_or(html));
        let templates = match &self.arguments.template {
            Some(folder) => files::templates(folder)?,
            None => Vec::new(),
        };
        let sheet = self.sheet()?;
        let derived = derived(&sheet, &work, &mut self.cache, started);
        let folder = self.folder();
        let embed = |address: &str| match work.target {
            Target::Html => images::embedded(&folder, address),
            Target::Latex | Target::Typst | Target::Markdown => address.to_owned(),
        };
        let look = Look { view: self.plan.view, templates, images: &embed };
        let page = sheet::write(&sheet, &derived, &work, &look).map_err(|e| e.to_string())?;
        let status = tell(&sheet, &derived, output);
        let Some(path) = &self.plan.output else { return Ok(status.max(output.print(&page))) };
        let content = match engine {
            Some(engine) => engine.make(&page, &folder)?,
            None => page.into_bytes(),
        };
        files::replace(path, &content)?;
        self.report(path, &derived, started, output);
        Ok(status)
    }

    fn work(&self, target: Target) -> Work {
        Work {
            target,
            detail: self.style.detail.into(),
            columns: self.style.width.map_or_else(|| target.columns(), usize::from),
            seed: self.arguments.seed,
            variants: self.arguments.variants.map(usize::from),
        }
    }

    /// The folder that the sheet's references start from.
    fn folder(&self) -> PathBuf {
        let folder = self.plan.sheet.parent().filter(|folder| !folder.as_os_str().is_empty());
        folder.unwrap_or(Path::new(".")).to_owned()
    }

    fn sheet(&mut self) -> Result<Sheet, String> {
        let path = &self.plan.sheet;
        let source =
            files::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
        let parent = path.parent().unwrap_or(Path::new("")).to_owned();
        let load = |name: &str| files::read(&parent.join(name));
        let sheet = sheet::read(source, self.plan.language, &load);
        self.read = sheet.files().iter().map(|file| PathBuf::from(&file.name)).collect();
        Ok(sheet)
    }

    /// Says what was made, where somebody may be waiting for it.
    fn report(&self, path: &Path, derived: &Derived, started: Instant, output: &Output) {
        if self.arguments.watch || io::stderr().is_terminal() {
            let (fresh, time) = (derived.fresh, started.elapsed().as_millis());
            output.note(&format!("wrote {}: {fresh} derived, {time} ms", path.display()));
        }
    }
}

/// Derives the sheet; says how far it is when that takes more than a second.
fn derived(sheet: &Sheet, work: &Work, cache: &mut Cache, started: Instant) -> Derived {
    let is_seen = io::stderr().is_terminal();
    let has_shown = AtomicBool::new(false);
    let progress = |done: usize, all: usize| {
        if is_seen && started.elapsed() > Duration::from_secs(1) {
            has_shown.store(true, Ordering::Relaxed);
            let _ = write!(io::stderr(), "\rderiving: {done} of {all} ");
        }
    };
    let derived = sheet::derive(sheet, work, cache, &progress);
    if has_shown.into_inner() {
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
    derived
}

/// Says what is wrong, each thing in its file.
fn tell(sheet: &Sheet, derived: &Derived, output: &Output) -> Status {
    let mut worst = Status::Well;
    for note in &derived.notes {
        output.note(note);
    }
    for complaint in &derived.complaints {
        let mistake = &complaint.diagnostic;
        if let Some(file) = sheet.files().get(complaint.file) {
            output.mistake_in(mistake, &file.text, &file.name);
        }
        worst = worst.max(match mistake.code {
            "refuted" => Status::Refuted,
            "undecided" => Status::Undecided,
            _ => status_of(mistake),
        });
    }
    worst
}
