//! Documents that are made up together with what a reader must find in them.

use notify_lint::syntax::json::Kind;
use proptest::collection::vec;
use proptest::prelude::*;
use std::ops::Range;

/// One character, and how it is written in a string.
pub(crate) type Unit = (char, &'static str);

#[derive(Clone, Debug)]
pub(crate) enum Json {
    Word(Kind, &'static str),
    Text(Vec<Unit>),
    Array(Vec<Json>, Layout),
    Object(Vec<(Vec<Unit>, Json)>, Layout),
}

/// What stands between the parts, and whether a comma trails.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    between: Vec<&'static str>,
    trailing: bool,
}

const UNITS: [Unit; 22] = [
    ('a', "a"),
    ('b', "b"),
    ('æ', "æ"),
    ('Å', "Å"),
    ('🙂', "🙂"),
    (' ', " "),
    ('{', "{"),
    (']', "]"),
    (',', ","),
    ('/', "/"),
    ('\u{7F}', "\u{7F}"),
    ('\u{FEFF}', "\u{FEFF}"),
    ('å', "\\u00e5"),
    ('Å', "\\u00C5"),
    ('🙂', "\\ud83d\\ude42"),
    ('\0', "\\u0000"),
    ('"', "\\\""),
    ('\\', "\\\\"),
    ('/', "\\/"),
    ('\n', "\\n"),
    ('\t', "\\t"),
    ('\u{8}', "\\b"),
];
const WORDS: [(Kind, &str); 9] = [
    (Kind::Null, "null"),
    (Kind::True, "true"),
    (Kind::False, "false"),
    (Kind::Number, "0"),
    (Kind::Number, "-1"),
    (Kind::Number, "12.50"),
    (Kind::Number, "3e2"),
    (Kind::Number, "-0.1E-7"),
    (Kind::Number, "18446744073709551615"),
];
const HOLES: [(Kind, &str); 3] =
    [(Kind::Hole, "{{antall}}"), (Kind::Hole, "${ANTALL}"), (Kind::Hole, "${{ vars.ANTALL }}")];
const BLANKS: [&str; 5] = ["", " ", "\n", "\r\n\t", "\r"];
const COMMENTS: [&str; 4] = ["// «, [ } \"\n", "/* æ * / , */", "/**/", "//\r\n"];

/// How much is made up that strict readers refuse.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Patience {
    Strict,
    /// Comments and trailing commas.
    Lenient,
    /// Holes besides.
    Holes,
}

pub(crate) fn json(patience: Patience) -> impl Strategy<Value = Json> {
    let word = prop::sample::select(&WORDS[..]);
    let word = match patience {
        Patience::Holes => prop_oneof![2 => word, 1 => prop::sample::select(&HOLES[..])].boxed(),
        _ => word.boxed(),
    };
    let leaf = prop_oneof![word.prop_map(|(kind, word)| Json::Word(kind, word)), text().prop_map(Json::Text)];
    leaf.prop_recursive(4, 32, 5, move |inner| {
        prop_oneof![
            (vec(inner.clone(), 0..5), layout(patience)).prop_map(|(items, layout)| Json::Array(items, layout)),
            (vec((text(), inner), 0..5), layout(patience)).prop_map(|(members, layout)| Json::Object(members, layout)),
        ]
    })
}

fn text() -> impl Strategy<Value = Vec<Unit>> {
    vec(prop::sample::select(&UNITS[..]), 0..7)
}

fn layout(patience: Patience) -> impl Strategy<Value = Layout> {
    let blank = prop::sample::select(&BLANKS[..]);
    match patience {
        Patience::Strict => (vec(blank, 3), Just(false)).boxed(),
        _ => (vec(prop_oneof![3 => blank, 1 => prop::sample::select(&COMMENTS[..])], 3), any::<bool>()).boxed(),
    }
    .prop_map(|(between, trailing)| Layout { between, trailing })
}

/// Characters, each with the place where it is written.
pub(crate) type Placed = Vec<(char, Range<usize>)>;

/// What a reader must find of one value.
#[derive(Debug)]
pub(crate) struct Expected {
    pub(crate) kind: Kind,
    pub(crate) span: Range<usize>,
    pub(crate) text: Placed,
    pub(crate) items: Vec<Expected>,
    /// Span and characters of the key, and the value.
    pub(crate) members: Vec<(Range<usize>, Placed, Expected)>,
}

/// A document as text, its value, and what strict readers refuse.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) comments: Vec<Range<usize>>,
    pub(crate) commas: Vec<Range<usize>>,
}

impl Written {
    pub(crate) fn of(json: &Json, around: &str) -> (Self, Expected) {
        let mut written = Self::default();
        written.blank(around);
        let expected = written.value(json);
        written.blank(around);
        (written, expected)
    }

    fn push(&mut self, text: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(text);
        start..self.text.len()
    }

    fn blank(&mut self, blank: &str) {
        let place = self.push(blank);
        if blank.starts_with('/') {
            let len = blank.trim_end().len();
            self.comments.push(place.start..place.start + len);
        }
    }

    fn units(&mut self, units: &[Unit]) -> (Range<usize>, Placed) {
        let start = self.push("\"").start;
        let placed = units.iter().map(|(character, written)| (*character, self.push(written))).collect();
        (start..self.push("\"").end, placed)
    }

    fn value(&mut self, json: &Json) -> Expected {
        let leaf = |kind, span, text| Expected { kind, span, text, items: Vec::new(), members: Vec::new() };
        match json {
            Json::Word(kind, word) => leaf(*kind, self.push(word), Vec::new()),
            Json::Text(units) => {
                let (span, text) = self.units(units);
                leaf(Kind::String, span, text)
            }
            Json::Array(items, layout) => {
                let mut expected = leaf(Kind::Array, self.push("["), Vec::new());
                self.parts(items, layout, |written, item| expected.items.push(written.value(item)));
                expected.span.end = self.push("]").end;
                expected
            }
            Json::Object(members, layout) => {
                // Two brackets side by side would start a hole.
                let mut expected = leaf(Kind::Object, self.push("{"), Vec::new());
                self.parts(members, layout, |written, (key, value)| {
                    let (span, key) = written.units(key);
                    written.blank(layout.between[0]);
                    written.push(":");
                    written.blank(layout.between[1]);
                    let value = written.value(value);
                    expected.members.push((span, key, value));
                });
                expected.span.end = self.push("}").end;
                expected
            }
        }
    }

    fn parts<T>(&mut self, parts: &[T], layout: &Layout, mut write: impl FnMut(&mut Self, &T)) {
        self.blank(layout.between[0]);
        for (number, part) in parts.iter().enumerate() {
            write(self, part);
            self.blank(layout.between[1]);
            let is_last = number + 1 == parts.len();
            if !is_last || layout.trailing {
                let comma = self.push(",");
                if is_last {
                    self.commas.push(comma);
                }
                self.blank(layout.between[2]);
            }
        }
    }
}
