//! What ten thousand apps cost, with the program run as a user runs it: time on the wall, and the most memory it ever held.
//!
//!     cargo bench --bench large                     10,000 apps; text, JSON and SARIF on one thread and on two
//!     cargo bench --bench large -- 500              the same with 500
//!     cargo bench --bench large -- all              every format, and `merge` of four shards
//!     cargo bench --bench large -- write FOLDER     writes the tree there, to be looked at, and measures nothing
//!
//! Memory is the high water mark that Linux keeps of a process (`VmHWM`), read from outside until the process ends; elsewhere
//! it is not told.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod tree;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The formats that most people use.
const USUAL: [&str; 3] = ["human", "json", "sarif"];
const OTHERS: [&str; 8] = ["concise", "ndjson", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown"];
const SHARDS: usize = 4;
const DAY: &str = "2026-11-25";

/// What a run cost.
struct Cost {
    time: Duration,
    /// In bytes; none where the system does not tell.
    peak: Option<u64>,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let apps = args.iter().find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    let says = |word: &str| args.iter().position(|arg| arg == word);
    if let Some(folder) = says("write").and_then(|at| args.get(at + 1)) {
        println!("{:?}", tree::write(Path::new(folder), apps));
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (apps_below, reports) = (folder.path().join("apps"), folder.path().join("reports"));
    fs::create_dir(&reports).expect("writable");
    let written = tree::write(&apps_below, apps);
    println!("{apps} apps, {} files, {:.1} MB", written.files, written.bytes as f64 / 1e6);

    let is_all = says("all").is_some();
    let formats: Vec<&str> = USUAL.into_iter().chain(OTHERS.into_iter().filter(|_| is_all)).collect();
    for threads in [1, 2] {
        println!("\non {threads} thread{}", if threads == 1 { "" } else { "s" });
        for format in &formats {
            let report = reports.join(format!("{format}.{threads}"));
            let args = ["check", "--as-of", DAY, "--no-config", "--exit-zero", "--format", format, "."];
            let cost = run(&apps_below, &args, threads, &report);
            line(format, &cost, &report);
        }
    }
    if is_all {
        println!("\n{SHARDS} shards, joined");
        ["json", "sarif", "baseline"].into_iter().for_each(|format| shards(format, &apps_below, &reports));
    }
}

/// Writes the shards in one format, and measures what it costs to join them.
fn shards(format: &str, apps: &Path, reports: &Path) {
    let parts: Vec<String> = (1..=SHARDS).map(|number| format!("{format}.part-{number}")).collect();
    for (number, part) in (1..=SHARDS).zip(&parts) {
        let shard = format!("{number}/{SHARDS}");
        let file = reports.join(part);
        let common = ["--as-of", DAY, "--no-config", "--shard", &shard];
        if format == "baseline" {
            let file = file.to_str().expect("a plain path");
            let args = [&["baseline", "update", "--baseline", file], &common[..], &["."]].concat();
            run(apps, &args, 2, &reports.join("said"));
        } else {
            let args = [&["check", "--exit-zero", "--format", format], &common[..], &["."]].concat();
            run(apps, &args, 2, &file);
        }
    }
    let report = reports.join(format!("{format}.merged"));
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let cost = run(reports, &[&["merge", "--exit-zero"], &parts[..]].concat(), 1, &report);
    line(&format!("merge {format}"), &cost, &report);
}

/// Runs the program in a folder, its output to a file.
fn run(folder: &Path, args: &[&str], threads: usize, output: &Path) -> Cost {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_notify-lint"))
        .current_dir(folder)
        .args(args)
        .env("RAYON_NUM_THREADS", threads.to_string())
        .stdin(Stdio::null())
        .stdout(fs::File::create(output).expect("writable"))
        .spawn()
        .expect("the program starts");
    let mut peak = None;
    let status = loop {
        // A process that has ended tells nothing more, so the last word counts.
        peak = high_water(child.id()).or(peak);
        if let Some(status) = child.try_wait().expect("a child of ours") {
            break status;
        }
        thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success(), "{args:?} ended with {status}");
    Cost { time: start.elapsed(), peak }
}

/// The most memory that a process has held, in bytes.
fn high_water(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

fn line(name: &str, cost: &Cost, report: &Path) {
    let size = report.metadata().map_or(0, |data| data.len()) as f64 / 1e6;
    let peak = cost.peak.map_or("not told by this system".to_owned(), |peak| format!("{:.1} MB", peak as f64 / 1e6));
    println!("  {name:<16}{:>8.2} s   peak {peak:>9}   output {size:>7.1} MB", cost.time.as_secs_f64());
}
