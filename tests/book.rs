//! The pages of the site are fresh, and no link of the documentation leads nowhere.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

use notify_lint::report::explain::markdown_head;
use notify_lint::rules::METAS;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Component, Path, PathBuf};

const BOOK: &str = "docs/book/src";
/// Set to write the pages.
const UPDATE: &str = "NOTIFY_LINT_UPDATE_BOOK";
/// The order of the pages that a reader begins with; further ones follow by name.
const FIRST: [&str; 6] = ["commands", "configuration", "suppression", "fixes", "ci", "formats"];
/// Links to files of the repository, from pages that are read elsewhere too.
const REPOSITORY: [&str; 2] =
    [concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/"), concat!(env!("CARGO_PKG_REPOSITORY"), "/tree/main/")];

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace("\r\n", "\n")
}

/// The Markdown files of a folder, by name.
fn pages_in(folder: &Path) -> Vec<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| plain(&entry.expect("readable").path()));
    let mut pages: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    pages.sort();
    pages
}

fn title(text: &str) -> &str {
    text.lines().find_map(|line| line.strip_prefix("# ")).expect("a heading")
}

/// The pages of `docs/`, in the order of the book.
fn docs() -> Vec<PathBuf> {
    let mut pages = pages_in(Path::new("docs"));
    let rank = |page: &PathBuf| FIRST.iter().position(|name| page.file_stem().is_some_and(|stem| stem == *name));
    pages.sort_by_key(|page| (rank(page).unwrap_or(FIRST.len()), page.clone()));
    pages
}

/// Every page of the book that is made, with its text.
fn book() -> BTreeMap<PathBuf, String> {
    let mut pages = BTreeMap::new();
    let mut summary = String::from("# Summary\n\n[Introduction](introduction.md)\n\n# Using notify-lint\n\n");
    for page in docs() {
        let name = page.file_name().expect("a name").to_str().expect("letters");
        writeln!(summary, "- [{}]({name})", title(&read(&page))).expect("a string");
        pages.insert(PathBuf::from(name), format!("{{{{#include ../../{name}}}}}\n"));
    }
    summary.push_str("\n# Rules\n\n");
    let families: BTreeSet<&str> = METAS.iter().map(|meta| meta.family()).collect();
    for family in families {
        writeln!(summary, "- [{family}](rules/{family}.md)").expect("a string");
        let mut table = format!("# {family}\n\n| Rule | Severity | Finds |\n|---|---|---|\n");
        for meta in METAS.iter().filter(|meta| meta.family() == family) {
            let id = meta.id;
            writeln!(summary, "  - [{id}](rules/{id}.md)").expect("a string");
            let summary = meta.summary.replace('|', "\\|");
            writeln!(table, "| [`{id}`]({id}.md) | {} | {summary} |", meta.severity.name()).expect("a string");
            let file = PathBuf::from(format!("rules/{id}.md"));
            let line = first_line_of_body(&read(&file));
            let text = format!("{}\n{{{{#include ../../../../../rules/{id}.md:{line}:}}}}\n", markdown_head(meta));
            pages.insert(file, text);
        }
        pages.insert(PathBuf::from(format!("rules/{family}.md")), table);
    }
    pages.insert(PathBuf::from("SUMMARY.md"), summary);
    pages
}

/// The line of the first heading behind the front matter, counted from 1.
fn first_line_of_body(text: &str) -> usize {
    let fence = text.lines().enumerate().filter(|(_, line)| *line == "+++").nth(1).expect("front matter").0;
    fence + 1 + text.lines().skip(fence + 1).position(|line| !line.trim().is_empty()).expect("a body") + 1
}

#[test]
fn the_pages_of_the_book_are_fresh() {
    let is_update = std::env::var_os(UPDATE).is_some();
    let mut made = book();
    for (page, text) in &made {
        let path = Path::new(BOOK).join(page);
        if is_update {
            fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
            fs::write(&path, text).expect("writable");
        } else {
            let there = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
            assert!(*text == there, "{} is stale; {UPDATE}=1 cargo test --test book writes it", path.display());
        }
    }
    made.insert(PathBuf::from("introduction.md"), String::new());
    for entry in walkdir::WalkDir::new(BOOK).into_iter().map(|entry| entry.expect("readable")) {
        let page = entry.path().strip_prefix(BOOK).expect("below");
        if entry.file_type().is_file() && !made.contains_key(page) {
            assert!(is_update, "{} is a page of nothing", entry.path().display());
            fs::remove_file(entry.path()).expect("writable");
        }
    }
}

/// A page with what it includes.
fn whole(path: &Path) -> String {
    let text = read(path);
    let mut out = String::new();
    for line in text.lines() {
        let included = line.strip_prefix("{{#include ").and_then(|rest| rest.strip_suffix("}}"));
        match included {
            Some(named) => {
                let (file, first) = match named.split_once(':') {
                    Some((file, lines)) => (file, lines.trim_end_matches(':').parse::<usize>().expect("a line")),
                    None => (named, 1),
                };
                let other = read(&path.parent().expect("a folder").join(file));
                out.extend(other.lines().skip(first - 1).flat_map(|line| [line, "\n"]));
            }
            None => out.extend([line, "\n"]),
        }
    }
    out
}

/// The links of a page, and the names under which its headings can be reached.
fn links_and_anchors(text: &str) -> (Vec<String>, BTreeSet<String>) {
    let (mut links, mut anchors, mut heading) = (Vec::new(), BTreeSet::new(), None::<String>);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => links.push(dest_url.to_string()),
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let slug = slug(&heading.take().unwrap_or_default());
                let taken = (1..).map(|number| format!("{slug}-{number}"));
                let free = std::iter::once(slug.clone()).chain(taken).find(|name| !anchors.contains(name));
                anchors.extend(free);
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    (links, anchors)
}

/// A heading as it stands behind `#` in a link.
fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|one| one.is_alphanumeric() || matches!(one, ' ' | '-' | '_'));
    kept.map(|one| if one == ' ' { '-' } else { one.to_lowercase().next().unwrap_or(one) }).collect()
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

/// Why a link of a page leads nowhere. `root` is the folder that it must not leave.
fn broken(page: &Path, link: &str, root: &Path) -> Option<String> {
    let of_repository = REPOSITORY.iter().find_map(|prefix| link.strip_prefix(prefix));
    let is_elsewhere = of_repository.is_none() && (link.contains("://") || link.starts_with("mailto:"));
    if is_elsewhere {
        return None;
    }
    let (file, anchor) = of_repository
        .unwrap_or(link)
        .split_once('#')
        .map_or_else(|| (of_repository.unwrap_or(link), None), |(file, anchor)| (file, Some(anchor)));
    let folder = if of_repository.is_some() { Path::new("") } else { page.parent().expect("a folder") };
    let target = if file.is_empty() { page.to_owned() } else { plain(&folder.join(file)) };
    if of_repository.is_none() && !target.starts_with(root) {
        return Some(format!("{}: `{link}` leads out of the pages", page.display()));
    }
    if !target.exists() {
        return Some(format!("{}: `{link}` leads to no file", page.display()));
    }
    let anchor = anchor.filter(|_| target.extension().is_some_and(|end| end == "md"))?;
    let (_, anchors) = links_and_anchors(&whole(&target));
    (!anchors.contains(anchor)).then(|| format!("{}: `{link}`: no such heading", page.display()))
}

#[test]
fn every_link_leads_somewhere() {
    let mut pages: Vec<(PathBuf, &Path)> = Vec::new();
    pages.extend(pages_in(Path::new("")).into_iter().map(|page| (page, Path::new(""))));
    pages.extend(pages_in(Path::new("docs")).into_iter().map(|page| (page, Path::new(""))));
    let of_book = walkdir::WalkDir::new(BOOK).into_iter().map(|entry| entry.expect("readable").into_path());
    pages.extend(of_book.filter(|path| path.is_file()).map(|page| (page, Path::new(BOOK))));
    let mut seen = 0;
    let mut wrong = Vec::new();
    for (page, root) in &pages {
        let (links, _) = links_and_anchors(&whole(page));
        seen += links.len();
        wrong.extend(links.iter().filter_map(|link| broken(page, link, root)));
    }
    assert!(seen > 400, "only {seen} links were seen");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_link_that_leads_nowhere_is_seen() {
    let page = Path::new("docs/configuration.md");
    let why = |link: &str| broken(page, link, Path::new(""));
    assert_eq!(why("suppression.md"), None);
    assert_eq!(why("#sender-names"), None);
    assert_eq!(why("json-output.md#findings-notify-lintfindings1"), None);
    assert!(why("#no-such-key").expect("seen").contains("no such heading"));
    assert!(why("nowhere.md").expect("seen").contains("leads to no file"));
    assert!(why(concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/nowhere.yml")).is_some());
    assert!(broken(Path::new("docs/book/src/ci.md"), "../../../README.md", Path::new(BOOK)).is_some());
}
