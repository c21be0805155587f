//! Previews as a page that needs nothing beside itself: no scripts, and nothing that is fetched from elsewhere.

use super::words;
use crate::workspace::preview::{EmailMessage, Filled, MarkKind, NoticePreview, OrderPreview, SmsMessage};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#767676;--bubble:#e8eef4;--paper:#fff;--ink:#1b1b1b;--value:#0b5394;--bad:#a61c00}\
@media(prefers-color-scheme:dark){:root{--bubble:#22303c;--paper:#16191d;--ink:#f0f0f0;--value:#9cc9ff;--bad:#ff9c8a}}\
body{margin:0 auto;max-width:70rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;background:var(--paper);color:var(--ink)}\
h2{font-size:1.1rem;margin-top:2.5rem;overflow-wrap:anywhere}h3{font-size:1rem}\
.row{display:flex;flex-wrap:wrap;gap:1.5rem;align-items:flex-start}\
.phone{box-sizing:border-box;width:22.5rem;max-width:100%;border:2px solid var(--line);border-radius:1.5rem;padding:1rem}\
.from{text-align:center;font-weight:600;border-bottom:1px solid var(--line);padding-bottom:.5rem;margin:0 0 .75rem;overflow-wrap:anywhere}\
.part{background:var(--bubble);border-radius:1rem;padding:.5rem .75rem;margin:.5rem 0;white-space:pre-wrap;overflow-wrap:anywhere}\
.subject{font-weight:600;margin:.5rem 0;overflow-wrap:anywhere}.text{white-space:pre-wrap;overflow-wrap:anywhere}\
.note{font-size:.875rem;margin:.25rem 0}\
.value{color:var(--value);text-decoration:underline dotted}.open{border:1px dashed var(--line);border-radius:.25rem}\
.double,.foreign,.lost{font-weight:700;color:var(--bad)}.double{text-decoration:underline double}\
.foreign{text-decoration:underline wavy}.lost{text-decoration:line-through}\
table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.25rem 1rem .25rem 0;border-bottom:1px solid var(--line)}";

pub(super) fn write(orders: &[OrderPreview], out: &mut dyn Write) -> io::Result<()> {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Notices as they will arrive</title>\n",
    );
    page.push_str("<style>");
    page.push_str(STYLE);
    page.push_str(
        "</style>\n</head>\n<body>\n<h1>Notices as they will arrive</h1>\n\
         <p class=\"note\"><span class=\"value\">Underlined with dots</span>: invented, in place of what Altinn fills in. \
         <span class=\"open\">{…}</span>: what your own program puts there. <span class=\"double\">Underlined twice</span>: counts \
         twice in an SMS. <span class=\"foreign\">Underlined with a wave</span>: SMS do not have it.</p>\n",
    );
    for order in orders {
        one(order, &mut page);
    }
    page.push_str("</body>\n</html>\n");
    out.write_all(page.as_bytes())
}

fn one(order: &OrderPreview, page: &mut String) {
    let _ = writeln!(page, "<h2>{}</h2>", escape(&words::head(order)));
    for notice in &order.notices {
        let title = format!("{} {}", words::kind(notice.kind), words::recipient(notice.recipient));
        let _ = writeln!(page, "<h3>{}</h3>", escape(&title));
        for remark in words::remarks(notice) {
            let _ = writeln!(page, "<p class=\"note\">{}</p>", escape(remark));
        }
        phones(notice, page);
    }
    let Some(timeline) = order.timeline.as_ref().filter(|timeline| !timeline.steps.is_empty()) else { return };
    page.push_str("<h3>When, by the clocks of Norway</h3>\n<table>\n");
    for step in &timeline.steps {
        let lines: Vec<String> = words::step(step).iter().map(|line| escape(line)).collect();
        let _ =
            writeln!(page, "<tr><th scope=\"row\">{}</th><td>{}</td></tr>", words::kind(step.kind), lines.join("<br>"));
    }
    page.push_str("</table>\n");
}

fn phones(notice: &NoticePreview, page: &mut String) {
    page.push_str("<div class=\"row\">\n");
    notice.sms.iter().for_each(|sms| of_sms(sms, page));
    notice.emails.iter().for_each(|email| of_email(email, page));
    page.push_str("</div>\n");
}

/// The `lang` of an element, where the language is known.
fn lang(language: Option<&String>) -> String {
    language.map_or_else(String::new, |language| format!(" lang=\"{}\"", escape(language)))
}

fn of_sms(sms: &SmsMessage, page: &mut String) {
    let _ =
        write!(page, "<section class=\"phone\" aria-label=\"SMS\"{}>\n<p class=\"from\">", lang(sms.language.as_ref()));
    let _ = writeln!(page, "{}</p>", escape(&words::sender(&sms.sender)));
    let marks: Vec<(Range<usize>, &str)> = sms
        .long
        .marks
        .iter()
        .map(|mark| (mark.range.clone(), if mark.kind == MarkKind::Double { "double" } else { "foreign" }))
        .chain(sms.long.lost_from.map(|at| (at..sms.long.filled.text.len(), "lost")))
        .collect();
    for part in &sms.long.parts {
        let _ = writeln!(page, "<div class=\"part\">{}</div>", marked(&sms.long.filled, part.clone(), &marks));
    }
    let _ = writeln!(page, "<p class=\"note\"><strong>{}</strong></p>", escape(&words::length(&sms.long)));
    for note in words::length_notes(&sms.short, &sms.long) {
        let _ = writeln!(page, "<p class=\"note\">{}</p>", escape(&note));
    }
    page.push_str("</section>\n");
}

fn of_email(email: &EmailMessage, page: &mut String) {
    let _ = write!(
        page,
        "<section class=\"phone\" aria-label=\"e-mail\"{}>\n<p class=\"from\">",
        lang(email.language.as_ref())
    );
    let _ = writeln!(page, "{}</p>", escape(&words::sender(&email.sender)));
    if let Some(subject) = &email.subject {
        let _ = writeln!(page, "<p class=\"subject\">{}</p>", marked(subject, 0..subject.text.len(), &[]));
    }
    if let Some(body) = &email.body {
        let _ = writeln!(page, "<div class=\"text\">{}</div>", marked(body, 0..body.text.len(), &[]));
    }
    page.push_str("</section>\n");
}

/// A part of a text, escaped, with what is to be marked between `span`s.
fn marked(filled: &Filled, part: Range<usize>, marks: &[(Range<usize>, &str)]) -> String {
    let values = filled.values.iter().map(|range| (range.clone(), "value"));
    let open = filled.open.iter().map(|range| (range.clone(), "open"));
    let all: Vec<(Range<usize>, &str)> = marks.iter().cloned().chain(open).chain(values).collect();
    let mut html = String::new();
    let mut current: Option<&str> = None;
    for (offset, character) in filled.text[part.clone()].char_indices() {
        let at = part.start + offset;
        let class = all.iter().find(|(range, _)| range.contains(&at)).map(|(_, class)| *class);
        if class != current {
            if current.is_some() {
                html.push_str("</span>");
            }
            if let Some(class) = class {
                let _ = write!(html, "<span class=\"{class}\">");
            }
            current = class;
        }
        push_escaped(&mut html, character);
    }
    if current.is_some() {
        html.push_str("</span>");
    }
    html
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    text.chars().for_each(|character| push_escaped(&mut escaped, character));
    escaped
}

/// A character as HTML shows it; what has no shape, or turns text round, is spelt out.
fn push_escaped(html: &mut String, character: char) {
    match character {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' => html.push_str("&quot;"),
        '\'' => html.push_str("&#39;"),
        '\n' | '\t' => html.push(character),
        '\r' => {}
        other if crate::report::words::is_unprintable(other) => {
            let _ = write!(html, "&lt;U+{:04X}&gt;", u32::from(other));
        }
        other => html.push(other),
    }
}
