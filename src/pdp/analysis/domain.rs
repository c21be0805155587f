//! Which requests can occur: the assumption under which everything is proved.
//!
//! A request is made of one asker, one place and one action. What the three bring is fixed, except for the open attributes
//! of the asker, of which a request may hold any values. Nothing else is in a request.

use super::walk;
use crate::pdp::altinn::Probe;
use crate::pdp::standard::Evaluable;
use crate::xacml::{Category, Policy, data_type};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// One value of one attribute of a request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value {
    /// The URN of the category.
    pub category: Cow<'static, str>,
    /// `AttributeId`.
    pub id: Cow<'static, str>,
    /// `DataType`.
    pub data_type: Cow<'static, str>,
    /// Who vouches for it.
    pub issuer: Option<String>,
    /// The text.
    pub text: String,
}

impl Value {
    /// A string that nobody vouches for.
    pub fn string(category: Category, id: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        Self {
            category: Cow::Borrowed(category.urn()),
            id: id.into(),
            data_type: Cow::Borrowed(data_type::STRING),
            issuer: None,
            text: text.into(),
        }
    }
}

/// An attribute of which a request may hold any values, or none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Open {
    /// The URN of the category.
    pub category: Cow<'static, str>,
    /// `AttributeId`.
    pub id: Cow<'static, str>,
    /// Whether there is at most one value.
    pub single: bool,
    /// Whether values of other types than string, and values with an issuer, occur as well.
    pub of_any_type: bool,
    /// Values, in any letter case, that are held but no longer sent, such as roles that have ended.
    pub ended: Vec<String>,
}

impl Open {
    /// Any number of strings.
    pub fn strings(category: Category, id: impl Into<Cow<'static, str>>) -> Self {
        Self {
            category: Cow::Borrowed(category.urn()),
            id: id.into(),
            single: false,
            of_any_type: false,
            ended: Vec::new(),
        }
    }
}

/// What one place or one action brings to each of its requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The name people use: `on task Task_1`, `read`.
    pub name: String,
    /// Its values.
    pub values: Vec<Value>,
}

impl Point {
    /// A point that brings what a probe brings to one category.
    pub fn new(name: impl Into<String>, category: Category, probe: &Probe) -> Self {
        let value = |(id, text): &(Cow<'static, str>, Cow<'static, str>)| Value::string(category, id.clone(), &**text);
        Self { name: name.into(), values: probe.values.iter().map(value).collect() }
    }
}

/// A kind of asker: a person with roles, a service owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// The name people use: `a person`.
    pub name: String,
    /// What every one of them brings.
    pub fixed: Vec<Value>,
    /// What each may hold.
    pub open: Vec<Open>,
}

/// The requests that can occur: every asker at every place with every action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Domain {
    /// Kinds of askers.
    pub askers: Vec<Asker>,
    /// Places.
    pub places: Vec<Point>,
    /// Actions.
    pub actions: Vec<Point>,
    /// Values of open attributes that are asked about although no policy may name them: declared recipients.
    pub people: Vec<Value>,
}

impl Domain {
    /// Requests without any shape: every attribute that the policies name may have any values of any type.
    pub fn unshaped<'p, 't: 'p>(policies: impl IntoIterator<Item = &'p Policy<'t>>) -> Self {
        let mut names = BTreeSet::new();
        for policy in policies {
            walk::designators(policy, &mut |one| {
                names.insert((one.category_text.value.to_string(), one.id.value.to_string()));
            });
        }
        Self::over(names)
    }

    /// As [`Self::unshaped`], for documents of policies and policy sets.
    pub fn unshaped_documents<'p>(documents: &[Evaluable<'p>]) -> Self {
        let mut names = BTreeSet::new();
        for document in documents {
            walk::designators_within(*document, &mut |one| {
                names.insert((one.category_text.value.to_string(), one.id.value.to_string()));
            });
        }
        Self::over(names)
    }

    fn over(names: BTreeSet<(String, String)>) -> Self {
        let open = |(category, id): (String, String)| Open {
            category: Cow::Owned(category),
            id: Cow::Owned(id),
            single: false,
            of_any_type: true,
            ended: Vec::new(),
        };
        let asker =
            Asker { name: "anybody".to_owned(), fixed: Vec::new(), open: names.into_iter().map(open).collect() };
        let nothing = |name: &str| Point { name: name.to_owned(), values: Vec::new() };
        Self {
            askers: vec![asker],
            places: vec![nothing("anywhere")],
            actions: vec![nothing("anything")],
            people: Vec::new(),
        }
    }

    /// Every value that the domain itself names.
    pub(super) fn values(&self) -> impl Iterator<Item = &Value> {
        let points = self.places.iter().chain(&self.actions).flat_map(|point| &point.values);
        self.askers.iter().flat_map(|asker| &asker.fixed).chain(points).chain(&self.people)
    }
}

/// The shape of request that a verdict is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shape {
    /// Which of [`Domain::askers`].
    pub asker: usize,
    /// Which of [`Domain::places`].
    pub place: usize,
    /// Which of [`Domain::actions`].
    pub action: usize,
}

impl Shape {
    /// The shape in words, as it is printed with a verdict.
    pub fn describe(self, domain: &Domain) -> String {
        let (Some(asker), Some(place), Some(action)) =
            (domain.askers.get(self.asker), domain.places.get(self.place), domain.actions.get(self.action))
        else {
            return "no shape of the domain".to_owned();
        };
        let open: Vec<String> = asker
            .open
            .iter()
            .map(|open| format!("{} of `{}`", if open.single { "at most one" } else { "any values" }, open.id))
            .collect();
        let open = if open.is_empty() { "nothing else".to_owned() } else { open.join(", ") };
        format!("{} asks for {} {}; open: {open}", asker.name, action.name, place.name)
    }
}
