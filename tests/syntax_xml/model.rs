//! Documents that are made up together with what a reader must find in them.

use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;

const NAMESPACES: [&str; 4] =
    ["urn:oasis:names:tc:xacml:3.0:core:schema:wd-17", "http://example.no/æøå", "urn:x", "urn:x&y"];
const PREFIXES: [&str; 4] = ["", "xacml", "b", "ø"];
const NAMES: [&str; 6] = ["Policy", "Rule", "a", "løyve", "x-y.z_1", "名"];
const BLANKS: [&str; 5] = [" ", "\n\t", "\r\n  ", "\t", "\r"];

/// One character, and how it is written.
pub(crate) type Unit = (char, &'static str);

#[derive(Clone, Debug)]
pub(crate) struct Element {
    prefix: usize,
    name: usize,
    declarations: Vec<(usize, usize)>,
    declares_last: bool,
    attributes: Vec<(usize, usize, Vec<Unit>)>,
    children: Vec<Child>,
    blank: usize,
    quote: char,
}

#[derive(Clone, Debug)]
enum Child {
    Element(Element),
    Text(Vec<Unit>),
    CData(Vec<Unit>),
    Comment(String),
    Instruction(String),
}

const ANYWHERE: [Unit; 16] = [
    ('a', "a"),
    ('æ', "æ"),
    ('Å', "Å"),
    ('🙂', "🙂"),
    (' ', " "),
    (']', "]"),
    ('/', "/"),
    ('=', "="),
    ('\u{FEFF}', "\u{FEFF}"),
    ('<', "&lt;"),
    ('&', "&amp;"),
    ('"', "&quot;"),
    ('\'', "&apos;"),
    ('å', "&#229;"),
    ('🙂', "&#x1F642;"),
    ('\r', "&#xd;"),
];
const IN_TEXT: [Unit; 7] =
    [('\n', "\n"), ('\n', "\r\n"), ('\n', "\r"), ('\t', "\t"), ('>', "&gt;"), ('"', "\""), ('\'', "'")];
const IN_VALUE: [Unit; 7] =
    [(' ', "\n"), (' ', "\r\n"), (' ', "\r"), (' ', "\t"), ('>', ">"), ('\n', "&#10;"), ('\t', "&#9;")];
const IN_CDATA: [Unit; 8] =
    [('a', "a"), ('ø', "ø"), ('🙂', "🙂"), ('<', "<"), ('&', "&"), (']', "]"), ('\n', "\r\n"), ('\n', "\r")];

fn units(own: &'static [Unit]) -> impl Strategy<Value = Vec<Unit>> {
    vec(prop_oneof![2 => prop::sample::select(&ANYWHERE[..]), 1 => prop::sample::select(own)], 0..12)
}

pub(crate) fn element() -> impl Strategy<Value = Element> {
    let leaf = (head(), Just(Vec::new())).prop_map(with_children);
    leaf.prop_recursive(4, 24, 5, |inner| {
        let child = prop_oneof![
            3 => inner.prop_map(Child::Element),
            3 => units(&IN_TEXT).prop_map(Child::Text),
            1 => vec(prop::sample::select(&IN_CDATA[..]), 0..8).prop_map(Child::CData),
            1 => "[a-zø<>&]{0,8}".prop_map(Child::Comment),
            1 => "[a-z]{1,3}i( [a-z<>&]{0,5})?".prop_map(Child::Instruction),
        ];
        (head(), vec(child, 0..6)).prop_map(with_children)
    })
}

fn head() -> impl Strategy<Value = Element> {
    let attribute = (0..PREFIXES.len(), 0..NAMES.len(), units(&IN_VALUE));
    (
        0..PREFIXES.len(),
        0..NAMES.len(),
        vec((0..PREFIXES.len(), 0..NAMESPACES.len()), 0..3),
        any::<bool>(),
        vec(attribute, 0..4),
        0..BLANKS.len(),
        prop_oneof![Just('"'), Just('\'')],
    )
        .prop_map(|(prefix, name, declarations, declares_last, attributes, blank, quote)| Element {
            prefix,
            name,
            declarations,
            declares_last,
            attributes,
            children: Vec::new(),
            blank,
            quote,
        })
}

fn with_children((element, children): (Element, Vec<Child>)) -> Element {
    Element { children, ..element }
}

/// Characters, each with the place where it is written.
pub(crate) type Placed = Vec<(char, Range<usize>)>;

/// What a reader must find of one element.
#[derive(Debug)]
pub(crate) struct Expected {
    pub(crate) span: Range<usize>,
    pub(crate) start_tag: Range<usize>,
    pub(crate) inner: Range<usize>,
    pub(crate) name: Range<usize>,
    pub(crate) local: &'static str,
    pub(crate) namespace: &'static str,
    /// Those that are no declarations.
    pub(crate) attributes: Vec<ExpectedAttribute>,
    pub(crate) text: Placed,
    /// Where the element starts that it stands in.
    pub(crate) parent: Option<usize>,
}

#[derive(Debug)]
pub(crate) struct ExpectedAttribute {
    pub(crate) name: Range<usize>,
    pub(crate) local: &'static str,
    pub(crate) namespace: &'static str,
    pub(crate) value: Range<usize>,
    pub(crate) decoded: Placed,
}

/// A document as text, and its elements in document order.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) elements: Vec<Expected>,
}

impl Written {
    pub(crate) fn of(root: &Element, declaration: bool) -> Self {
        let mut written = Self::default();
        if declaration {
            written.text.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<!-- blåbær -->\r");
        }
        written.element(root, &mut vec![(0, "")], None);
        written.text.push_str("\r\n<?end?>\n");
        written
    }

    fn push(&mut self, text: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(text);
        start..self.text.len()
    }

    /// Writes characters; one that would melt into a line end with the one before is left out.
    fn units(&mut self, units: &[Unit]) -> Placed {
        let mut placed = Vec::new();
        for (character, written) in units {
            if !(self.text.ends_with('\r') && written.starts_with('\n')) {
                placed.push((*character, self.push(written)));
            }
        }
        placed
    }

    fn element(&mut self, element: &Element, scope: &mut Vec<(usize, &'static str)>, parent: Option<usize>) {
        let height = scope.len();
        let mut declared = BTreeSet::new();
        let declarations: Vec<(usize, &'static str)> = element
            .declarations
            .iter()
            .filter(|(prefix, _)| declared.insert(*prefix))
            .map(|(prefix, namespace)| (*prefix, NAMESPACES[*namespace]))
            .collect();
        scope.extend(&declarations);
        let bound = |prefix: usize| {
            let found = scope.iter().rev().find(|(known, _)| *known == prefix);
            found.map_or((PREFIXES[0], bound_default(scope)), |(_, namespace)| (PREFIXES[prefix], *namespace))
        };
        let (prefix, namespace) = bound(element.prefix);
        let local = NAMES[element.name];
        let qualified = if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") };

        let id = self.elements.len();
        let start = self.push("<").start;
        let name = self.push(&qualified);
        self.elements.push(Expected {
            span: start..0,
            start_tag: start..0,
            inner: 0..0,
            name,
            local,
            namespace,
            attributes: Vec::new(),
            text: Vec::new(),
            parent: parent.map(|id| self.elements[id].span.start),
        });
        let blank = BLANKS[element.blank];
        if !element.declares_last {
            self.declarations(&declarations, blank, element.quote);
        }
        let mut seen = BTreeSet::new();
        for (prefix, name, value) in &element.attributes {
            let (prefix, namespace) = if *prefix == 0 { ("", "") } else { bound(*prefix) };
            let namespace = if prefix.is_empty() { "" } else { namespace };
            let local = NAMES[*name];
            if !seen.insert((namespace, local)) {
                continue;
            }
            self.push(blank);
            let qualified = if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") };
            let name = self.push(&qualified);
            self.push(if value.len() % 3 == 0 { " =\n" } else { "=" });
            self.text.push(element.quote);
            let from = self.text.len();
            let decoded = self.units(value);
            let value = from..self.text.len();
            self.text.push(element.quote);
            self.elements[id].attributes.push(ExpectedAttribute { name, local, namespace, value, decoded });
        }
        if element.declares_last {
            self.declarations(&declarations, blank, element.quote);
        }
        if element.children.is_empty() && element.declares_last {
            self.push(if element.blank == 0 { " />" } else { "/>" });
            let end = self.text.len();
            self.elements[id].start_tag.end = end;
            self.elements[id].inner = end..end;
        } else {
            let open_end = self.push(">").end;
            self.elements[id].start_tag.end = open_end;
            for child in &element.children {
                self.child(child, scope, id);
            }
            self.elements[id].inner = open_end..self.text.len();
            let blank = if element.blank > 2 { blank } else { "" };
            self.push(&format!("</{qualified}{blank}>"));
        }
        self.elements[id].span.end = self.text.len();
        scope.truncate(height);
    }

    fn declarations(&mut self, declarations: &[(usize, &str)], blank: &str, quote: char) {
        for (prefix, namespace) in declarations {
            let prefix = PREFIXES[*prefix];
            let colon = if prefix.is_empty() { "" } else { ":" };
            let namespace = namespace.replace('&', "&#38;");
            self.push(&format!("{blank}xmlns{colon}{prefix}={quote}{namespace}{quote}"));
        }
    }

    fn child(&mut self, child: &Child, scope: &mut Vec<(usize, &'static str)>, parent: usize) {
        let placed = match child {
            Child::Element(element) => return self.element(element, scope, Some(parent)),
            Child::Text(units) => self.units(units),
            Child::CData(units) => {
                self.push("<![CDATA[");
                let placed = self.units(units);
                self.push("]]>");
                placed
            }
            Child::Comment(text) => {
                self.push(&format!("<!--{text}-->"));
                return;
            }
            Child::Instruction(text) => {
                self.push(&format!("<?{text}?>"));
                return;
            }
        };
        self.elements[parent].text.extend(placed);
    }
}

fn bound_default(scope: &[(usize, &'static str)]) -> &'static str {
    scope.iter().rev().find(|(prefix, _)| *prefix == 0).map_or("", |(_, namespace)| namespace)
}
