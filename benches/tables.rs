//! Whole processes that read a large event table and count it by month and type: time, memory and
//! growth, and the same by `polars`, `duckdb` and `pandas`.
//!
//! `TIGHTROPE_PYTHON=/path/to/python cargo bench --bench tables` wants the tools `gen_ged.py` and
//! `peers_ged.py` in the folder `tools` beside the corpus (see tests/support/corpus.rs), and a
//! Python with the three packages. Without Python, and without a file made before
//! (`TIGHTROPE_GED`, or `ged400k.csv` in the folder for temporary files), it says so and ends.
//! Absolute times drift; what counts are the ratios, the exponent and the memory. Each figure is
//! the median of several runs with a warm cache, with the least beside it.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use tightrope::ingest::child::Child;
use tightrope::ingest::tables::look;
use tightrope::model::day::Day;
use tightrope::model::text::Sha;
use tightrope::storage::files::{DiskFiles, Files};
use tightrope::tables::editions::changes;
use tightrope::tables::{LoadedTable, load, load_hashed};

/// Runs of each process.
const RUNS: usize = 7;

/// The rows of the file the targets speak of.
const ROWS: u32 = 400_000;

/// How many times the file's rows are repeated to see how time grows.
const GROWTH: [usize; 3] = [1, 3, 10];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|argument| argument == "--child") {
        Some(at) => child(Path::new(&arguments[at + 1]), &arguments[at + 2]),
        None => race(),
    }
}

/// The process that is measured.
fn child(path: &Path, how: &str) {
    let look = look(&DiskFiles, &Child::of_this_program(), path).expect("a table");
    let bytes = DiskFiles.open(path).expect("opened");
    let (layout, mut mapping) = (&look.layout, look.mapping.clone());
    if how == "written" {
        // Dates as they are written, however exact the file says they are: so the peers count them.
        mapping.date.precision = None;
    }
    let mapping = &mapping;
    let table = match how {
        "hash" => {
            load_hashed(bytes, layout, mapping, &|_| true)
                .expect("read")
                .0
        }
        _ => load(bytes, layout, mapping, &|_| true).expect("read"),
    };
    if how == "compare" {
        // An edition beside itself: what telling its rows apart costs, and nothing else.
        let found = changes(&table, &table, &|_| true).expect("compared");
        assert_eq!(found.same, table.len());
    }
    let counted = month_by_type(&table);
    let sum: u32 = counted.values().sum();
    println!(
        "{}",
        serde_json::json!({
            "rows": table.len(),
            "refused": table.refused,
            "sum": sum,
            "sha": Sha::of(as_python_writes(&counted).as_bytes()).to_string()[..12],
            "rss_mb": peak_mb(),
            "cpu": cpu_secs(),
        })
    );
}

/// How many rows begin in each month, by type: what the peers are asked for.
fn month_by_type(table: &LoadedTable) -> BTreeMap<(String, String), u32> {
    let types = table.kind.dictionary.len();
    let least = table.days.first.iter().copied().min().unwrap_or(0);
    let mut by_day: Vec<u32> = Vec::new();
    for (day, row) in table.days.first.iter().zip(0..) {
        let at = (day - least) as usize * types + table.kind.code(row) as usize;
        if at >= by_day.len() {
            by_day.resize(at + types, 0);
        }
        by_day[at] += 1;
    }
    let mut out = BTreeMap::new();
    for (at, count) in by_day
        .into_iter()
        .enumerate()
        .filter(|(_, count)| *count > 0)
    {
        let day = Day::from_number(least + (at / types) as i32);
        let native = table.kind.dictionary.text((at % types) as u32);
        let key = (day.to_string()[..7].to_owned(), native.to_owned());
        *out.entry(key).or_default() += count;
    }
    out
}

fn as_python_writes(counted: &BTreeMap<(String, String), u32>) -> String {
    let rows = counted.iter();
    let rows = rows.map(|((month, native), count)| format!("[\"{month}\", {native}, {count}]"));
    format!("[{}]", rows.collect::<Vec<_>>().join(", "))
}

fn peak_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.map_or(f64::NAN, |kb| kb.parse::<f64>().unwrap() / 1024.0)
}

/// Processor time of this process, in hundredths of a second.
fn cpu_secs() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = behind_name.split_whitespace().skip(11).take(2);
    ticks
        .map(|ticks| ticks.parse::<f64>().unwrap() / 100.0)
        .sum()
}

/// What several runs of one process came to.
struct Measured {
    median: f64,
    least: f64,
    rss_mb: f64,
    cpu: f64,
    answer: serde_json::Value,
}

fn measured(path: &Path, how: &str) -> Measured {
    let this = std::env::current_exe().expect("this program");
    let mut runs: Vec<(f64, serde_json::Value)> = (0..RUNS)
        .map(|_| {
            let begin = Instant::now();
            let mut command = Command::new(&this);
            let output = command.arg("--child").arg(path).arg(how).output();
            let output = output.expect("a process");
            let took = begin.elapsed().as_secs_f64();
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            (took, serde_json::from_slice(&output.stdout).expect("json"))
        })
        .collect();
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let most = |name: &str| {
        let numbers = runs.iter().map(|run| run.1[name].as_f64().unwrap());
        numbers.fold(0.0, f64::max)
    };
    let cpu = runs.iter().map(|run| run.1["cpu"].as_f64().unwrap());
    Measured {
        median: runs[RUNS / 2].0,
        least: runs[0].0,
        rss_mb: most("rss_mb"),
        cpu: cpu.fold(f64::INFINITY, f64::min),
        answer: runs[0].1.clone(),
    }
}

fn race() {
    let python = std::env::var_os("TIGHTROPE_PYTHON").map(PathBuf::from);
    let Some(path) = file(python.as_deref()) else {
        println!("skipped: no {ROWS} rows to read (set TIGHTROPE_PYTHON or TIGHTROPE_GED)");
        return;
    };
    println!("whole processes, warm cache, {RUNS} runs each: median (least) wall time");
    let ours = show(&path, "load", 1);
    show(&path, "hash", 1);
    let compared = show(&path, "compare", 1);
    println!(
        "comparing with a newer edition: {:.2} of reading both",
        compared.median / (2.0 * ours.median)
    );
    grow(&path);
    match (python, tool("peers_ged.py")) {
        (Some(python), Some(tool)) => peers(&python, &tool, &path, &ours),
        _ => println!("skipped: no TIGHTROPE_PYTHON or no peers_ged.py, so no peers"),
    }
}

fn show(path: &Path, how: &str, times: usize) -> Measured {
    let megabytes = fs::metadata(path).map_or(0, |file| file.len()) as f64 / 1e6;
    let _ = io::copy(&mut File::open(path).expect("opened"), &mut io::sink());
    let measured = measured(path, how);
    println!(
        "{how:>6} x{times:<2} {:>9} rows {megabytes:>7.0} MB: {:.3} s ({:.3}), {:>5.0} MB/s, \
         {:.2} s of processor, peak {:.0} MB, {} refused",
        measured.answer["rows"],
        measured.median,
        measured.least,
        megabytes / measured.least,
        measured.cpu,
        measured.rss_mb,
        measured.answer["refused"],
    );
    measured
}

/// The same rows several times over.
fn grow(path: &Path) {
    let mut points = Vec::new();
    for times in GROWTH {
        let repeated = std::env::temp_dir().join(format!("ged-times-{times}.csv"));
        repeat(path, &repeated, times).expect("written");
        let measured = show(&repeated, "load", times);
        points.push((times as f64, measured.least));
        let _ = fs::remove_file(&repeated);
    }
    let (first, last) = (points[0], points[points.len() - 1]);
    let exponent = (last.1 / first.1).ln() / (last.0 / first.0).ln();
    println!("growth exponent {exponent:.3} (target at most 1.02)");
}

fn repeat(from: &Path, to: &Path, times: usize) -> io::Result<()> {
    let all = fs::read(from)?;
    let head = all
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let mut out = File::create(to)?;
    out.write_all(&all[..head])?;
    for _ in 0..times {
        out.write_all(&all[head..])?;
    }
    Ok(())
}

fn peers(python: &Path, tool: &Path, path: &Path, ours: &Measured) {
    let written = measured(path, "written").answer;
    let engines = ["polars_lazy", "polars", "duckdb", "pandas_cols", "pandas"];
    for engine in engines {
        let mut command = Command::new(python);
        let command = command.arg(tool).arg(path).arg("5").arg(engine);
        let output = command.output().expect("a process");
        let Ok(found) = serde_json::from_slice::<serde_json::Value>(&output.stdout) else {
            println!("{engine}: {}", String::from_utf8_lossy(&output.stdout));
            continue;
        };
        let wall = found["wall_med"].as_f64().unwrap_or(f64::NAN);
        let agrees = found["sha"] == written["sha"];
        println!(
            "{engine:>12}: {wall:.3} s, {} MB; ours is {:.2} of it, and the counts {}",
            found["rss_mb"],
            ours.median / wall,
            if agrees { "agree" } else { "DIFFER" },
        );
        assert!(agrees, "{found} {written}");
    }
}

/// The file of 400,000 rows: given, made before, or made now.
fn file(python: Option<&Path>) -> Option<PathBuf> {
    if let Some(given) = std::env::var_os("TIGHTROPE_GED") {
        return Some(given.into());
    }
    let path = std::env::temp_dir().join("ged400k.csv");
    if !path.exists() {
        let mut command = Command::new(python?);
        let made = command.arg(tool("gen_ged.py")?).arg(ROWS.to_string());
        made.arg(&path)
            .output()
            .ok()
            .filter(|it| it.status.success())?;
    }
    Some(path)
}

/// A tool of the folder beside the corpus.
fn tool(name: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus"));
    let corpus = std::env::var_os("TIGHTROPE_CORPUS").map_or(beside, PathBuf::from);
    let path = corpus.parent()?.join("tools").join(name);
    path.exists().then_some(path)
}
