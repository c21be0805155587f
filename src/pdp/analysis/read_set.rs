//! Policy sets as XACML 3.0 has them: references are followed within the documents given.
//!
//! What makes one policy of a set invalid may spoil the set around it or not, and is not worked out.

use super::expression::{Reader, Trouble};
use super::program::{Algorithm, Fate, Program, Shared};
use super::read_standard::{self, duties, is_only_altinns, target};
use super::tree::{Combination, Inside, Node};
use crate::pdp::standard::Evaluable;
use crate::xacml::{Effect, Irregularity, Member, Policy, PolicySet, Reference, Text};

/// Policies and sets nested deeper are not worked out; so are references in a circle.
const MAX_DEPTH: usize = 12;

/// Reads the policy or policy set at the root of a document.
pub(super) fn read(documents: &[Evaluable<'_>], document: usize, shared: &mut Shared) -> Program {
    let mut program = Program { fate: Fate::Rules(Algorithm::First), target: None, lines: Vec::new(), tree: None };
    let Some(root) = documents.get(document) else { return program };
    let mut sets = Sets { documents, shared, program: &mut program, depth: 0 };
    let read = match irregular(*root) {
        Some(first) => {
            Err(Trouble::unsure(first.span, format!("a policy set that departs from the schema: {}", first.kind)))
        }
        None => sets.node(*root),
    };
    match read {
        Ok(node) => program.tree = Some(node),
        Err(Trouble::Invalid(why) | Trouble::Unsure(why)) => program.fate = Fate::Opaque(why),
    }
    program
}

fn irregular<'p>(root: Evaluable<'p>) -> Option<&'p Irregularity> {
    let all = match root {
        Evaluable::Policy(policy) => &policy.irregularities,
        Evaluable::PolicySet(set) => &set.irregularities,
    };
    all.iter().find(|one| !is_only_altinns(&one.kind))
}

struct Sets<'s, 'p> {
    documents: &'s [Evaluable<'p>],
    shared: &'s mut Shared,
    program: &'s mut Program,
    depth: usize,
}

impl<'p> Sets<'_, 'p> {
    fn node(&mut self, of: Evaluable<'p>) -> Result<Node, Trouble> {
        match of {
            Evaluable::Policy(policy) => self.policy(policy),
            Evaluable::PolicySet(set) if self.depth >= MAX_DEPTH => Err(Trouble::unsure(
                set.start_tag,
                "policy sets are nested too deep, or refer to each other in a circle",
            )),
            Evaluable::PolicySet(set) => {
                self.depth += 1;
                let node = self.set(set);
                self.depth -= 1;
                node
            }
        }
    }

    fn policy(&mut self, policy: &'p Policy<'p>) -> Result<Node, Trouble> {
        let own = read_standard::read(policy, self.shared);
        let algorithm = match own.fate {
            Fate::Rules(algorithm) => algorithm,
            Fate::Broken(why) | Fate::Opaque(why) => return Err(Trouble::Unsure(why)),
        };
        let is_old = policy.combining.as_ref().is_some_and(|id| !id.value.contains(":xacml:3.0:"));
        let how = match algorithm {
            Algorithm::Overrides(strong) if is_old => Combination::OldRules(strong),
            Algorithm::Overrides(strong) => Combination::Overrides(strong),
            Algorithm::Otherwise(effect) => Combination::Otherwise(effect),
            Algorithm::First | Algorithm::InTurn { .. } => Combination::First,
        };
        let number = |lines: &[_]| u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let first = number(&self.program.lines);
        self.program.lines.extend(own.lines);
        let inside = Inside::Rules(first, number(&self.program.lines));
        Ok(Node::Whole { target: own.target, how, inside })
    }

    fn set(&mut self, set: &'p PolicySet<'p>) -> Result<Node, Trouble> {
        let issuer = set.other.iter().find(|part| part.value == "PolicyIssuer");
        if let Some(issuer) = issuer {
            return Err(Trouble::unsure(issuer.span, "what the issuer of a policy set does is not worked out"));
        }
        let Some(id) = &set.combining else {
            return Err(Trouble::unsure(set.start_tag, "the policy set names no combining algorithm"));
        };
        if set.target.is_none() {
            return Err(Trouble::unsure(set.start_tag, "the policy set has no `Target`"));
        }
        let how = combination(id)
            .ok_or_else(|| Trouble::unsure(id.span, format!("`{}` combines no policies in XACML 3.0", id.value)))?;
        let mut reader = Reader::new(self.shared, &[]);
        let parts = target(set.target.as_ref(), &mut reader)?;
        for list in [&set.obligations, &set.advice] {
            for effect in [Effect::Permit, Effect::Deny] {
                if let Some(span) = duties(list, effect, &mut reader)? {
                    return Err(Trouble::unsure(span, "whether this obligation can be computed is not worked out"));
                }
            }
        }
        let target = (!parts.is_empty()).then(|| self.shared.all(parts));
        let members = set.members.iter().map(|member| match member {
            Member::Policy(policy) => self.policy(policy),
            Member::PolicySet(inner) => self.node(Evaluable::PolicySet(inner)),
            Member::PolicyReference(reference) => self.reference(reference, false),
            Member::PolicySetReference(reference) => self.reference(reference, true),
        });
        Ok(Node::Whole { target, how, inside: Inside::Members(members.collect::<Result<_, _>>()?) })
    }

    fn reference(&mut self, reference: &Reference<'_>, set: bool) -> Result<Node, Trouble> {
        let unsure = |why: &str| Trouble::unsure(reference.span, why);
        if reference.version.is_some() || reference.earliest.is_some() || reference.latest.is_some() {
            return Err(unsure("which version a reference takes is not worked out"));
        }
        let mut found = Vec::new();
        for document in self.documents {
            named(*document, reference.id.value.trim(), set, &mut found);
        }
        match found.as_slice() {
            [] => Ok(Node::Lost),
            [one] => self.node(*one),
            _ => Err(unsure("several policies have the id that is referred to")),
        }
    }
}

/// Every policy, or policy set, of an id within another.
fn named<'p>(of: Evaluable<'p>, id: &str, set: bool, found: &mut Vec<Evaluable<'p>>) {
    let mut open = vec![of];
    while let Some(next) = open.pop() {
        let (is_set, own) = match next {
            Evaluable::Policy(policy) => (false, &policy.id),
            Evaluable::PolicySet(inner) => {
                open.extend(inner.members.iter().filter_map(|member| match member {
                    Member::Policy(policy) => Some(Evaluable::Policy(policy)),
                    Member::PolicySet(set) => Some(Evaluable::PolicySet(set)),
                    Member::PolicyReference(_) | Member::PolicySetReference(_) => None,
                }));
                (true, &inner.id)
            }
        };
        if is_set == set && own.as_ref().is_some_and(|own| own.value == id) {
            found.push(next);
        }
    }
}

fn combination(id: &Text<'_>) -> Option<Combination> {
    let name = id.value.strip_prefix("urn:oasis:names:tc:xacml:")?;
    match name.split_once(":policy-combining-algorithm:")? {
        ("3.0", "deny-overrides" | "ordered-deny-overrides") => Some(Combination::Overrides(Effect::Deny)),
        ("3.0", "permit-overrides" | "ordered-permit-overrides") => Some(Combination::Overrides(Effect::Permit)),
        ("3.0", "deny-unless-permit") => Some(Combination::Otherwise(Effect::Deny)),
        ("3.0", "permit-unless-deny") => Some(Combination::Otherwise(Effect::Permit)),
        ("1.0", "first-applicable") => Some(Combination::First),
        ("1.0", "only-one-applicable") => Some(Combination::OnlyOne),
        ("1.0", "deny-overrides") | ("1.1", "ordered-deny-overrides") => Some(Combination::OldDeny),
        ("1.0", "permit-overrides") | ("1.1", "ordered-permit-overrides") => Some(Combination::OldPermit),
        _ => None,
    }
}
