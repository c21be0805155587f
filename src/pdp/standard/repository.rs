//! The policies that are at hand: references are resolved among them and nowhere else.

use super::fault::Fault;
use crate::source::Span;
use crate::xacml::{Irregularity, IrregularityKind, Member, Policy, PolicySet, Reference, Root};
use std::collections::BTreeMap;

/// A policy or policy set that can be evaluated.
#[derive(Clone, Copy, Debug)]
pub enum Evaluable<'p> {
    /// A policy.
    Policy(&'p Policy<'p>),
    /// A policy set.
    PolicySet(&'p PolicySet<'p>),
}

impl<'p> Evaluable<'p> {
    /// The policy or policy set at the root of a document, if it is one of XACML 3.0.
    pub fn of(root: &'p Root<'p>) -> Option<Self> {
        match root {
            Root::Policy(policy) => Some(Self::Policy(policy)),
            Root::PolicySet(set) => Some(Self::PolicySet(set)),
            Root::OtherVersion { .. } | Root::Foreign => None,
        }
    }

    pub(super) const fn is_set(self) -> bool {
        matches!(self, Self::PolicySet(_))
    }

    pub(super) fn id(self) -> Option<&'p str> {
        let id = match self {
            Self::Policy(policy) => &policy.id,
            Self::PolicySet(set) => &set.id,
        };
        id.as_ref().map(|id| id.value.as_ref())
    }

    pub(super) fn version(self) -> Option<&'p str> {
        let version = match self {
            Self::Policy(policy) => &policy.version,
            Self::PolicySet(set) => &set.version,
        };
        version.as_ref().map(|version| version.value.as_ref())
    }

    /// The policies and policy sets that it contains itself, those it only refers to left out.
    pub(super) fn contained(self) -> impl DoubleEndedIterator<Item = Self> {
        let members = match self {
            Self::Policy(_) => &[],
            Self::PolicySet(set) => set.members.as_slice(),
        };
        members.iter().filter_map(|member| match member {
            Member::Policy(policy) => Some(Self::Policy(policy)),
            Member::PolicySet(set) => Some(Self::PolicySet(set)),
            Member::PolicyReference(_) | Member::PolicySetReference(_) => None,
        })
    }

    /// Where it names its issuer, if it does.
    pub(super) fn issuer(self) -> Option<Span> {
        let other = match self {
            Self::Policy(policy) => &policy.other,
            Self::PolicySet(set) => &set.other,
        };
        other.iter().find(|part| part.value == "PolicyIssuer").map(|part| part.span)
    }

    pub(super) const fn span(self) -> Span {
        match self {
            Self::Policy(policy) => policy.span,
            Self::PolicySet(set) => set.span,
        }
    }
}

/// Policies by document, and by the id that references name.
#[derive(Debug, Default)]
pub struct Repository<'p> {
    documents: Vec<Document<'p>>,
    named: BTreeMap<(bool, &'p str), Vec<(usize, Evaluable<'p>)>>,
}

#[derive(Debug)]
struct Document<'p> {
    root: Evaluable<'p>,
    irregularities: &'p [Irregularity],
}

impl<'p> Repository<'p> {
    /// The policies of some documents, whose order gives the numbers in [`super::Place`].
    pub fn new(roots: impl IntoIterator<Item = Evaluable<'p>>) -> Self {
        let mut repository = Self::default();
        for (number, root) in roots.into_iter().enumerate() {
            let irregularities = match root {
                Evaluable::Policy(policy) => policy.irregularities.as_slice(),
                Evaluable::PolicySet(set) => set.irregularities.as_slice(),
            };
            repository.documents.push(Document { root, irregularities });
            let mut open = vec![root];
            while let Some(next) = open.pop() {
                if let Some(id) = next.id() {
                    repository.named.entry((next.is_set(), id)).or_default().push((number, next));
                }
                open.extend(next.contained());
            }
        }
        repository
    }

    /// The root of a document.
    pub fn root(&self, document: usize) -> Option<Evaluable<'p>> {
        self.documents.get(document).map(|document| document.root)
    }

    /// How many documents there are.
    pub const fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is no document.
    pub const fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The policy or policy set that a reference means: of those whose version fits, the latest.
    pub(super) fn resolve(&self, reference: &Reference<'_>, set: bool) -> Result<(usize, Evaluable<'p>), Fault> {
        let id = reference.id.value.trim();
        let named = self.named.get(&(set, id)).map(Vec::as_slice).unwrap_or_default();
        named
            .iter()
            .filter(|(_, member)| fits(reference, member.version().unwrap_or_default()))
            .max_by_key(|(_, member)| numbers(member.version().unwrap_or_default()))
            .copied()
            .ok_or_else(|| {
                let kind = if set { "policy set" } else { "policy" };
                Fault::processing(format!("the {kind} `{id}` that is referred to is not among the files given"))
            })
    }

    /// The first departure from the schema within a policy or set, what stands inside a member of it left out.
    pub(super) fn offence(&self, document: usize, of: Evaluable<'p>) -> Option<&'p Irregularity> {
        let members_own = |span: Span| of.contained().any(|member| member.span().contains(span));
        self.documents.get(document)?.irregularities.iter().find(|irregularity| {
            offends(&irregularity.kind) && of.span().contains(irregularity.span) && !members_own(irregularity.span)
        })
    }
}

/// Whether it is the schema that is offended, and not only the reader of Altinn.
fn offends(kind: &IrregularityKind) -> bool {
    !matches!(
        kind,
        IrregularityKind::OpenEmptyTarget
            | IrregularityKind::SelfClosed(_)
            | IrregularityKind::NoRules
            | IrregularityKind::VariableContent
            | IrregularityKind::VariableInApply
    )
}

/// The numbers of a version, for comparing: 1.10 comes after 1.9. Zeros in front mean nothing.
fn numbers(version: &str) -> Vec<(usize, &str)> {
    version
        .trim()
        .split('.')
        .map(|number| number.trim_start_matches('0'))
        .map(|number| (number.len(), number))
        .collect()
}

/// Whether a version is one of those that a reference takes (core specification, §5.13).
fn fits(reference: &Reference<'_>, version: &str) -> bool {
    reference.version.as_ref().is_none_or(|pattern| compare(&pattern.value, version) == Fit::Equal)
        && reference.earliest.as_ref().is_none_or(|pattern| compare(&pattern.value, version) != Fit::Earlier)
        && reference.latest.as_ref().is_none_or(|pattern| compare(&pattern.value, version) != Fit::Later)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Earlier,
    Equal,
    Later,
}

/// How a version stands to a pattern, in which `*` is any one number and `+` any numbers to the end.
fn compare(pattern: &str, version: &str) -> Fit {
    let version = numbers(version);
    let mut parts = pattern.trim().split('.');
    for number in &version {
        match parts.next() {
            None => return Fit::Later,
            Some("+") => return Fit::Equal,
            Some("*") => {}
            Some(wanted) => {
                let wanted = wanted.trim_start_matches('0');
                match number.cmp(&(wanted.len(), wanted)) {
                    std::cmp::Ordering::Less => return Fit::Earlier,
                    std::cmp::Ordering::Equal => {}
                    std::cmp::Ordering::Greater => return Fit::Later,
                }
            }
        }
    }
    match parts.next() {
        None => Fit::Equal,
        Some(_) => Fit::Earlier,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_number_by_number() {
        assert_eq!(compare("1.9", "1.10"), Fit::Later);
        assert_eq!(compare("1.*", "1.10"), Fit::Equal);
        assert_eq!(compare("1.*", "1"), Fit::Earlier);
        assert_eq!(compare("1.+", "1.2.3"), Fit::Equal);
        assert_eq!(compare("1.+", "2"), Fit::Later);
        assert_eq!(compare("01.0", "1.0"), Fit::Equal);
        assert!(numbers("1.10") > numbers("1.9"));
        assert!(numbers("2") > numbers("1.9"));
    }
}
