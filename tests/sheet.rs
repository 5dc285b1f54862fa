//! Sheets, as the command makes them: the assignment in every format, compared with
//! `tests/golden/sheets/` (`BLESS=1` writes those files anew); what is wrong, in its place; variants;
//! and pages seen by the programs that show them, which are skipped by name where they are missing.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod command;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use command::{Run, Scratch, is_installed, root, run, symderiv};

fn assignment(ending: &str) -> String {
    root().join(format!("examples/assignment/assignment.{ending}")).display().to_string()
}

/// Makes a page in the folder and returns its text.
fn page(sheet: &str, name: &str, more: &[&str], folder: &Path) -> (Run, String) {
    let path = folder.join(name);
    let made = run(&[&["sheet", sheet, "-o", path.to_str().unwrap()], more].concat());
    let text = fs::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    (made, text.unwrap_or_default())
}

/// Writes a sheet into the folder and returns its path.
fn sheet(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

fn compare(path: &Path, actual: &str) -> Option<String> {
    if env::var_os("BLESS").is_some_and(|value| value == "1") {
        fs::write(path, actual).unwrap();
        return None;
    }
    let golden = fs::read_to_string(path).unwrap_or_default();
    (golden != actual).then(|| {
        let mut pairs = golden.lines().zip(actual.lines()).enumerate();
        let first = pairs.find(|(_, (old, new))| old != new);
        format!("{}: {first:?}", path.display())
    })
}

#[test]
fn the_assignment_is_made_as_before() {
    let scratch = Scratch::new("sheet-golden");
    let (md, tex) = (assignment("md"), assignment("tex"));
    let pages: [(&str, &str, &[&str]); 8] = [
        (&md, "solutions.html", &[]),
        (&md, "solutions.tex", &[]),
        (&md, "solutions.typ", &[]),
        (&md, "solutions.md", &[]),
        (&md, "exercises.tex", &["--exercises"]),
        (&md, "key.tex", &["--key"]),
        (&tex, "latex-solutions.tex", &[]),
        (&tex, "latex-exercises.tex", &["--exercises"]),
    ];
    let mut wrong = Vec::new();
    for (sheet, name, more) in pages {
        let (made, text) = page(sheet, name, more, &scratch.0);
        assert_eq!(made.code, 0, "{name}: {}", made.err);
        assert!(made.err.lines().all(|line| line.starts_with("note:")), "{name}: {}", made.err);
        wrong.extend(compare(&root().join("tests/golden/sheets").join(name), &text));
    }
    assert!(wrong.is_empty(), "BLESS=1 writes them anew:\n{}", wrong.join("\n"));
}

#[test]
fn exercises_do_not_tell_their_solutions() {
    let scratch = Scratch::new("sheet-views");
    for ending in ["md", "tex"] {
        let (_, text) = page(&assignment(ending), "e.tex", &["--exercises"], &scratch.0);
        assert!(text.contains("Layers without a bend") && text.contains("(10 marks)"));
        assert!(!text.contains("align*") && !text.contains("1154560"), "{ending}");
        let (_, text) = page(&assignment(ending), "k.tex", &["--key"], &scratch.0);
        assert!(text.contains("61706") && !text.contains("well-known"), "{ending}");
    }
}

#[test]
fn prose_is_kept() {
    let scratch = Scratch::new("sheet-prose");
    let text = "# T\n\nA [link](https://e.org/a_b) & *more*[^1].\n\n3. three\n4. four\n\n\
                | a | b |\n|:--|--:|\n| 1 | `x_1` |\n\n> said\n\n    code {}\n\n\
                ![alt](p.png)\n\n[^1]: Note.\n\n$$\\frac{1}{2}$$\n\nSee [@knuth].\n";
    let with_bibliography = format!("---\nbibliography: b.bib\n---\n{text}");
    let path = sheet(&scratch.0, "p.md", &with_bibliography);
    let expected: [(&str, &[&str]); 4] = [
        (
            "p.tex",
            &[
                "\\href{https://e.org/a\\_b}{link} \\& \\emph{more}\\footnote{Note.}",
                "{2}\n\\item three",
                "\\begin{tabular}{lr}",
                "\\texttt{x\\_1}",
                "\\begin{quote}",
                "code {}",
                "{p.png}",
                "\\[\\frac{1}{2}\\]",
                "\\cite{knuth}",
            ],
        ),
        (
            "p.html",
            &[
                "<a href=\"https://e.org/a_b\">link</a> &amp; <em>more</em>",
                "<ol start=\"3\">",
                "<td style=\"text-align: right\"><code>x_1</code>",
                "<blockquote>",
                "alt=\"alt\"",
                "<mfrac>",
            ],
        ),
        (
            "p.typ",
            &[
                "#link(\"https://e.org/a_b\")[link] & #emph[more]#footnote[Note.]",
                "#enum(start: 3",
                "align: (left, right,)",
                "#image(\"p.png\")",
                "$ frac(1, 2) $",
                "#cite(label(\"knuth\"))",
            ],
        ),
        (
            "q.md",
            &["A [link](https://e.org/a_b) & *more*[^1].", "3. three\n4. four", "    code {}"],
        ),
    ];
    for (name, parts) in expected {
        let (made, page) = page(&path, name, &[], &scratch.0);
        assert_eq!((made.code, made.err.as_str()), (0, ""));
        for part in parts {
            assert!(page.contains(part), "{name} lacks {part}:\n{page}");
        }
    }
}

/// The codes of `sheet::Kind`.
const CODES: [&str; 16] = [
    "include",
    "include-loop",
    "nested-exercise",
    "no-answer",
    "no-package",
    "option-value",
    "outside-exercise",
    "parameter-domain",
    "parameter-line",
    "parameter-name",
    "parameter-twice",
    "refuted",
    "too-few-variants",
    "unclosed",
    "undecided",
    "unknown-option",
];

#[test]
fn every_message_has_an_example() {
    let folder = root().join("examples/sheet_errors");
    let mut wrong = Vec::new();
    for code in CODES {
        let ending = if folder.join(format!("{code}.tex")).exists() { "tex" } else { "md" };
        let path = folder.join(format!("{code}.{ending}"));
        let made = run(&["sheet", path.to_str().unwrap(), "--to", "tex", "-o", "-"]);
        assert!(made.err.contains(&format!("error[{code}]")), "{code}: {}", made.err);
        let expected = match code {
            "refuted" => 1,
            "undecided" => 3,
            _ => 2,
        };
        assert_eq!(made.code, expected, "{code}");
        let messages = made.err.replace(&format!("{}/", folder.display()), "");
        wrong.extend(compare(&folder.join(format!("{code}.txt")), &messages));
    }
    assert!(wrong.is_empty(), "BLESS=1 writes them anew:\n{}", wrong.join("\n"));
}

#[test]
fn a_mistake_is_shown_in_its_place_and_spares_the_rest() {
    let scratch = Scratch::new("sheet-mistakes");
    sheet(
        &scratch.0,
        "part.md",
        "An included line.\n\n- in a list:\n\n  `{symderiv} d/dx tahn(x)`\n",
    );
    let text =
        "Before.\n\n`{include} part.md`\n\n```symderiv\nd/dx x^2\nshow x + 1 = x\n```\n\nAfter.\n";
    let path = sheet(&scratch.0, "main.md", text);
    for (name, mark) in [
        ("a.tex", "\\problembox{\\textbf{refuted:}"),
        ("a.html", "<div class=\"problem\" role=\"alert\"><strong>refuted:"),
        ("a.typ", "#problem[*refuted:*"),
        ("a.md", "> **refuted:**"),
    ] {
        let (made, page) = page(&path, name, &[], &scratch.0);
        assert_eq!(made.code, 2);
        assert!(made.err.contains("part.md:5:20"), "{}", made.err);
        assert!(made.err.contains("main.md:7:1"), "{}", made.err);
        for part in ["Before.", "An included line.", "unknown function", "After.", mark] {
            assert!(page.contains(part), "{name} lacks {part}:\n{page}");
        }
    }
    let left_over = fs::read_dir(&scratch.0).unwrap().count();
    assert_eq!(left_over, 6, "nothing but the sheets and the pages");
}

#[test]
fn what_cannot_be_made_is_refused() {
    let scratch = Scratch::new("sheet-refused");
    let md = sheet(&scratch.0, "a.md", "x\n");
    let tex = sheet(&scratch.0, "b.tex", "x\n");
    let cases: [(&[&str], &str); 6] = [
        (&["sheet", &md, "-o", &md], "would replace the sheet"),
        (&["sheet", &md, "-o", "a.doc"], "should end with"),
        (&["sheet", &tex, "-o", "a.html"], "only Markdown becomes all formats"),
        (&["sheet", "a.txt"], "is no sheet"),
        (&["sheet", &md, "-o", "/nowhere/a.tex"], "cannot write"),
        (&["sheet", &md, "-o", "x.pdf", "--engine", "/nowhere/typst"], "is not installed; install"),
    ];
    for (args, message) in cases {
        let made = run(args);
        assert_eq!(made.code, 2, "{args:?}");
        assert!(made.err.contains(message), "{args:?}: {}", made.err);
    }
}

const VARIED: &str = "```symderiv parameters\nm in 1..3\n```\n\n## Powers {.exercise}\n\n\
    ```symderiv parameters\na in 2..9\nb in 2..9\na > b\n```\n\nWith {{a}}, {{b}} and $x^{{m}}$.\n\n\
    ```symderiv\nd/dx (x^a/(b - 2) + m)\n```\n";

#[test]
fn variants_are_reproducible_and_none_is_degenerate() {
    let scratch = Scratch::new("sheet-variants");
    let path = sheet(&scratch.0, "v.md", VARIED);
    let make = |name: &str, seed: &str| {
        page(&path, name, &["--variants", "8", "--seed", seed], &scratch.0)
    };
    let ((first, one), (_, two), (_, other)) =
        (make("1.tex", "7"), make("2.tex", "7"), make("3.tex", "8"));
    assert_eq!(first.code, 0, "{}", first.err);
    assert_eq!(one, two);
    assert_ne!(one, other);
    assert_eq!(one.matches("\\textbf{Variant ").count(), 8);
    assert!(first.err.contains("degenerate variant rejected: m ="), "{}", first.err);
    assert!(!one.contains("problembox{"), "{one}");
    let statements: Vec<&str> = one.lines().filter(|line| line.starts_with("With ")).collect();
    let distinct: std::collections::BTreeSet<_> = statements.iter().collect();
    assert_eq!(distinct.len(), 8, "{statements:?}");
    assert!(statements.iter().all(|line| !line.contains("{{")), "{statements:?}");
    // The key has each variant's own results.
    let (_, key) = page(&path, "k.tex", &["--variants", "8", "--seed", "7", "--key"], &scratch.0);
    assert_eq!(key.matches("Answer key").count(), 8);
}

#[test]
fn templates_can_be_replaced() {
    let scratch = Scratch::new("sheet-templates");
    let path = sheet(&scratch.0, "t.md", "# Title\n\n`{symderiv} d/dx x^2`\n");
    let folder = scratch.0.join("look");
    fs::create_dir(&folder).unwrap();
    sheet(&folder, "sheet.md", "{{ title }}: {{ variants[0].parts[0].text }}");
    let look = folder.to_str().unwrap();
    let (made, text) = page(&path, "t2.md", &["--template", look], &scratch.0);
    assert_eq!(made.code, 0, "{}", made.err);
    assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["Title:", "$2x$"]);
    sheet(&folder, "sheet.md", "\n{{ title }");
    let (made, _) = page(&path, "t3.md", &["--template", look], &scratch.0);
    assert!(made.code == 2 && made.err.contains("template sheet.md:"), "{}", made.err);
}

#[test]
fn a_sheet_is_made_again_when_it_changes() {
    let scratch = Scratch::new("sheet-watch");
    let path = sheet(&scratch.0, "w.md", "`{symderiv} d/dx x^2`\n");
    let out = scratch.0.join("w.tex");
    let mut command = symderiv(&["sheet", &path, "--watch", "-o", out.to_str().unwrap()]);
    command.stdin(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let shows = |wanted: &str| {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(60) {
            if fs::read_to_string(&out).is_ok_and(|text| text.contains(wanted)) {
                return true;
            }
            thread::sleep(Duration::from_millis(20));
        }
        false
    };
    let first = shows("$2x$");
    sheet(&scratch.0, "w.md", "`{symderiv} d/dx x^3 + 1`\n");
    let second = shows("$3x^{2}$");
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(first && second);
}

/// The complaints of a LaTeX engine about a document.
fn complaints(engine: &str, tex: &Path) -> Vec<String> {
    let mut command = Command::new(engine);
    command.args(["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape"]);
    command.arg(tex.file_name().unwrap()).current_dir(tex.parent().unwrap());
    command.env("TEXINPUTS", format!(".:{}:", root().join("examples/assignment").display()));
    command.env("max_print_line", "10000");
    let output = command.stdin(Stdio::null()).output().unwrap();
    let log = String::from_utf8_lossy(&output.stdout).into_owned();
    let is_complaint = |line: &&str| {
        line.starts_with('!')
            || line.contains("LaTeX Warning: Reference")
            || line.contains("Overfull")
    };
    let mut found: Vec<String> = log.lines().filter(is_complaint).map(String::from).collect();
    if !output.status.success() {
        found.push(format!("{engine}: {}", output.status));
    }
    found
}

#[test]
fn latex_pages_compile_with_every_engine() {
    let scratch = Scratch::new("sheet-latex");
    fs::write(scratch.0.join("symderiv.sty"), run(&["sheet", "--sty"]).out).unwrap();
    let mut pages: Vec<PathBuf> = Vec::new();
    for (ending, name) in [("md", "m.tex"), ("tex", "l.tex")] {
        page(&assignment(ending), name, &[], &scratch.0);
        pages.push(scratch.0.join(name));
    }
    page(&assignment("md"), "k.tex", &["--key"], &scratch.0);
    pages.push(scratch.0.join("k.tex"));
    // The sheet itself, with the questions that nobody has answered yet.
    fs::copy(assignment("tex"), scratch.0.join("raw.tex")).unwrap();
    for engine in ["pdflatex", "xelatex", "lualatex"] {
        if !is_installed(engine) {
            continue;
        }
        for tex in &pages {
            let found = complaints(engine, tex);
            assert!(found.is_empty(), "{engine} {}: {}", tex.display(), found.join("\n"));
        }
        let raw = complaints(engine, &scratch.0.join("raw.tex"));
        let errors: Vec<_> = raw.iter().filter(|line| !line.contains("Overfull")).collect();
        assert!(errors.is_empty(), "{engine} raw: {errors:?}");
    }
}

#[test]
fn pdfs_say_what_the_sheet_says() {
    if !is_installed("pdflatex") || !is_installed("pdftotext") {
        return;
    }
    let scratch = Scratch::new("sheet-pdf");
    let (made, _) = page(&assignment("md"), "a.pdf", &["--engine", "pdflatex"], &scratch.0);
    assert_eq!(made.code, 0, "{}", made.err);
    let pdf = scratch.0.join("a.pdf");
    let output = Command::new("pdftotext").arg("-layout").arg(&pdf).arg("-").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for part in [
        "Exercise 2. Backwards through a small network",
        "(15 marks)",
        "Solution.",
        "61706",
        "1154560",
        "0.0006",
        "reciprocal rule",
    ] {
        assert!(text.contains(part), "the PDF lacks {part}:\n{text}");
    }
}

#[test]
fn web_pages_are_shown_and_fold() {
    if !is_installed("chromium") {
        return;
    }
    let scratch = Scratch::new("sheet-html");
    page(&assignment("md"), "a.html", &[], &scratch.0);
    let mut command = Command::new("chromium");
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]);
    command.arg("--enable-logging=stderr");
    command.arg(format!("--user-data-dir={}", scratch.0.join("profile").display()));
    command.arg(format!("file://{}", scratch.0.join("a.html").display()));
    let output = command.stdin(Stdio::null()).output().unwrap();
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let log = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!log.contains("CONSOLE"), "{log}");
    assert_eq!(dom.matches("<section class=\"exercise\">").count(), 6);
    assert!(dom.contains("<details open=\"\"><summary>") && dom.contains("<math"));
    // One file: the figures are inside, and nothing is fetched.
    assert_eq!(dom.matches("src=\"data:image/svg+xml;base64,").count(), 1);
    assert!(!dom.contains("<link") && !dom.contains("<script"));
    for part in [
        "<html lang=\"en\">",
        "<main>",
        "<title>Graph of sigma(x), tanh(x)",
        "alt=\"Two hidden neurons",
        "prefers-color-scheme: dark",
        "@media print",
    ] {
        assert!(dom.contains(part), "the page lacks {part}");
    }
}
