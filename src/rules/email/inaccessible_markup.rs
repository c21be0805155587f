//! Markup that people who see little, or nothing, do not get.

use super::bodies;
use super::color::{Color, WHITE, property};
use crate::notice::ContentType;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::words::VAGUE_LINK_TEXTS;
use crate::text::{Lexicon, Tag, tags};

/// The least contrast of text.
const LEAST: f64 = 4.5;
pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    for text in bodies(notice).filter(|text| text.content_type == ContentType::Html) {
        let whole = text.text.as_str();
        let tags = tags(whole);
        for (index, tag) in tags.iter().enumerate().filter(|(_, tag)| !tag.is_end) {
            let Some((what, help)) = fault(whole, &tags[index..], tag, context.lexicon) else { continue };
            report.at(notice.at(text.text.span_of(tag.range.clone()))).says(what).help(help);
        }
    }
}

/// What is wrong with a tag, `rest` being it and those behind it; and what to do.
fn fault(html: &str, rest: &[Tag<'_>], tag: &Tag<'_>, lexicon: Lexicon) -> Option<(String, String)> {
    if let Some(faint) = faint(tag) {
        let what = format!("this text is hard to read: its contrast is {faint:.1} to 1, and {LEAST} is the least");
        return Some((what, "take a darker colour, and do not say by colour alone what matters".into()));
    }
    match tag.name.as_str() {
        "img" if tag.attribute("alt").is_none() => Some((
            "the picture has no text for those who cannot see it".into(),
            "say in `alt` what it shows, such as `alt=\"Eksempelkommune\"`; for mere decoration write `alt=\"\"`"
                .into(),
        )),
        "table" if tag.attribute("role").is_none() && !has_headings(rest) => Some((
            "the table has no headings, so it is read aloud cell by cell without sense".into(),
            "make the headings `<th>`; where the table is only for layout, write `role=\"presentation\"`".into(),
        )),
        "a" if tag.attribute("href").is_some() => {
            let end = rest.iter().find(|other| other.is_end && other.name == "a")?;
            let words = html[tag.range.end..end.range.start].trim().trim_end_matches(['.', ':', '!']).to_lowercase();
            lexicon.of(&VAGUE_LINK_TEXTS).is_whole(&words).then(|| {
                (
                    format!("a link that is called `{words}` says nothing where it is read aloud"),
                    "call it by what it leads to; a notice should have no link at all".into(),
                )
            })
        }
        _ => None,
    }
}

fn has_headings(rest: &[Tag<'_>]) -> bool {
    rest.iter().take_while(|tag| !(tag.is_end && tag.name == "table")).any(|tag| tag.begins("th"))
}

/// The contrast of the text in a tag, where it is too little. Text without a background of its own stands on white.
fn faint(tag: &Tag<'_>) -> Option<f64> {
    let style = tag.attribute("style")?;
    let color = Color::read(property(style, "color")?)?;
    let background = property(style, "background-color").or_else(|| property(style, "background"));
    let background = match background {
        Some(named) => Color::read(named)?,
        // White letters stand on something dark that was set further out.
        None if color.contrast(WHITE) < 1.5 => return None,
        None => WHITE,
    };
    let contrast = color.contrast(background);
    (contrast < LEAST).then_some(contrast)
}
