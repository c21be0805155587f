//! Rules, policies and policy sets (core specification, §7.11 to §7.14).

use super::combine::{Algorithm, Combined, Of, combine};
use super::fault::{Fault, Place};
use super::frame::Frame;
use super::functions::Operand;
use super::machine::{Machine, POLICY};
use super::repository::{Evaluable, Repository};
use super::support::{unknown_algorithm, unsupported};
use super::target::Matching;
use super::value::Value;
use super::verdict::{Evaluated, Potential, Verdict};
use crate::pdp::PolicyIdentifier;
use crate::xacml::{Effect, Expression, Member, Obligation, Policy, PolicySet, Reference, Rule, Target, Text};

/// What it takes to begin with a policy, in steps.
const POLICY_STEPS: u64 = 50;

/// Evaluates what stands in a repository for one request.
pub(super) struct Evaluator<'e> {
    pub(super) repository: &'e Repository<'e>,
    pub(super) machine: &'e Machine<'e>,
}

/// What a policy and a policy set have in common.
struct Head<'e> {
    of: Of,
    target: Option<&'e Target<'e>>,
    combining: Option<&'e Text<'e>>,
    obligations: &'e [Obligation<'e>],
    advice: &'e [Obligation<'e>],
}

impl<'e> Evaluator<'e> {
    /// What a policy or policy set comes to. An error is an answer that this program does not know.
    pub(super) fn evaluate(&self, document: usize, of: Evaluable<'e>) -> Result<Evaluated, Fault> {
        let place = Place { document, span: of.span() };
        self.machine.spend(POLICY_STEPS)?;
        let evaluated = self.machine.deeper(POLICY, || match of {
            Evaluable::Policy(policy) => self.policy(document, policy),
            Evaluable::PolicySet(set) => self.policy_set(document, set),
        });
        let mut evaluated = otherwise_indeterminate(evaluated, Potential::Both, place)?;
        if evaluated.verdict == Verdict::NotApplicable {
            evaluated.policies.clear();
        } else if self.machine.context.return_policy_ids {
            // "Applicable" is read as "not NotApplicable", as the corrected suite does (IIIG301, IIIG302).
            evaluated.policies.insert(0, identifier(of));
        }
        Ok(evaluated)
    }

    /// As [`Self::evaluate`], for what is entered from outside: by a request, or by a reference.
    pub(super) fn enter(&self, document: usize, of: Evaluable<'e>) -> Result<Evaluated, Fault> {
        // Everything inside is looked at once, so a long text takes longer.
        self.machine.spend(u64::from(of.span().len()) / 32)?;
        match unsupported(of) {
            None => self.evaluate(document, of),
            Some(fault) => {
                let place = Place { document, span: of.span() };
                Ok(Evaluated::failed(Potential::Both, fault.in_document(document), place))
            }
        }
    }

    fn policy(&self, document: usize, policy: &'e Policy<'e>) -> Result<Evaluated, Fault> {
        self.well_formed(document, Evaluable::Policy(policy))?;
        let frame = Frame::new(self.machine, document, &policy.variables, policy.xpath_version.as_ref());
        let head = Head {
            of: Of::Rules,
            target: policy.target.as_ref(),
            combining: policy.combining.as_ref(),
            obligations: &policy.obligations,
            advice: &policy.advice,
        };
        let place = frame.place(policy.start_tag);
        let algorithm = algorithm(&head, place)?;
        frame.check_policy(policy)?;
        within(&frame, &head, place, || combine(algorithm, policy.rules.iter().map(|rule| self.rule(&frame, rule))))
    }

    fn policy_set(&self, document: usize, set: &'e PolicySet<'e>) -> Result<Evaluated, Fault> {
        self.well_formed(document, Evaluable::PolicySet(set))?;
        let frame = Frame::new(self.machine, document, &[], set.xpath_version.as_ref());
        let head = Head {
            of: Of::Policies,
            target: set.target.as_ref(),
            combining: set.combining.as_ref(),
            obligations: &set.obligations,
            advice: &set.advice,
        };
        let place = frame.place(set.start_tag);
        let algorithm = algorithm(&head, place)?;
        if set.target.is_none() {
            return Err(Fault::syntax("the policy set has no `Target`").at(place));
        }
        frame.check_set(set)?;
        within(&frame, &head, place, || match algorithm {
            Algorithm::OnlyOneApplicable => self.only_one_applicable(document, set),
            _ => combine(algorithm, set.members.iter().map(|member| self.member(document, member))),
        })
    }

    /// A policy that is not written as the schema has it is Indeterminate (§7.19.2), and so is one that names its issuer
    /// where the decision point knows no delegation (§5.1, §5.14).
    fn well_formed(&self, document: usize, of: Evaluable<'e>) -> Result<(), Fault> {
        if let Some(span) = of.issuer() {
            let fault =
                Fault::processing("the policy has an issuer, and the administration of policies is not supported");
            return Err(fault.at(Place { document, span }));
        }
        let Some(offence) = self.repository.offence(document, of) else { return Ok(()) };
        let text = format!("the policy is not written as XACML 3.0 has it: {}", offence.kind);
        Err(Fault::syntax(text).at(Place { document, span: offence.span }))
    }

    fn member(&self, document: usize, member: &'e Member<'e>) -> Result<Evaluated, Fault> {
        match self.resolved(document, member) {
            Ok((document, of)) if member.is_reference() => self.enter(document, of),
            Ok((document, of)) => self.evaluate(document, of),
            Err((fault, place)) => Ok(Evaluated::failed(Potential::Both, fault, place)),
        }
    }

    /// What a member is, references followed.
    fn resolved(&self, document: usize, member: &'e Member<'e>) -> Result<(usize, Evaluable<'e>), (Fault, Place)> {
        let follow = |reference: &Reference<'_>, set| {
            let place = Place { document, span: reference.span };
            self.repository.resolve(reference, set).map_err(|fault| (fault.at(place), place))
        };
        match member {
            Member::Policy(policy) => Ok((document, Evaluable::Policy(policy))),
            Member::PolicySet(set) => Ok((document, Evaluable::PolicySet(set))),
            Member::PolicyReference(reference) => follow(reference, false),
            Member::PolicySetReference(reference) => follow(reference, true),
        }
    }

    /// Of all members, one may apply, and it decides (appendix C.9). Whether one applies is told by its target alone.
    fn only_one_applicable(&self, document: usize, set: &'e PolicySet<'e>) -> Result<Combined, Fault> {
        let members = set.members.iter().map(|member| self.resolved(document, member));
        self.only_one_of(members)
    }

    /// As [`Self::only_one_applicable`], for policies wherever they stand.
    pub(super) fn only_one_of(
        &self,
        members: impl Iterator<Item = Result<(usize, Evaluable<'e>), (Fault, Place)>>,
    ) -> Result<Combined, Fault> {
        let mut selected = None;
        for member in members {
            self.machine.spend(1)?;
            let failed = |fault: Fault, place| {
                let failed = Ok(Evaluated::failed(Potential::Both, fault, place));
                combine(Algorithm::OnlyOneApplicable, std::iter::once(failed))
            };
            let (document, of) = match member {
                Ok(found) => found,
                Err((fault, place)) => return failed(fault, place),
            };
            let place = Place { document, span: of.span() };
            match self.applicable(document, of) {
                Matching::NoMatch => {}
                Matching::Indeterminate(fault) if fault.is_undecided() => return Err(fault),
                Matching::Indeterminate(fault) => return failed(fault, place),
                Matching::Match if selected.is_some() => {
                    return failed(Fault::processing("more than one policy applies"), place);
                }
                Matching::Match => selected = Some((document, of)),
            }
        }
        let chosen = selected.into_iter().map(|(document, of)| self.enter(document, of));
        combine(Algorithm::OnlyOneApplicable, chosen)
    }

    fn applicable(&self, document: usize, of: Evaluable<'e>) -> Matching {
        if let Err(fault) = self.well_formed(document, of) {
            return Matching::Indeterminate(fault);
        }
        match of {
            Evaluable::Policy(policy) => {
                Frame::new(self.machine, document, &policy.variables, policy.xpath_version.as_ref())
                    .target(policy.target.as_ref())
            }
            Evaluable::PolicySet(set) => {
                Frame::new(self.machine, document, &[], set.xpath_version.as_ref()).target(set.target.as_ref())
            }
        }
    }

    fn rule(&self, frame: &Frame<'e>, rule: &'e Rule<'e>) -> Result<Evaluated, Fault> {
        self.machine.spend(1)?;
        let place = frame.place(rule.start_tag);
        let evaluated = self.rule_applies(frame, rule).and_then(|refusal| match refusal {
            Some(refusal) => Ok(refusal),
            None => {
                let effect = rule.effect.value;
                let duties = frame.duties(&rule.obligations, &rule.advice, effect)?;
                let verb = if effect == Effect::Permit { "permits" } else { "denies" };
                let evaluated = Evaluated::new(Verdict::Decided(effect), place, format!("this rule {verb} it"));
                Ok(Evaluated { duties, ..evaluated })
            }
        });
        otherwise_indeterminate(evaluated, Potential::Only(rule.effect.value), place)
    }

    /// Why a rule does not apply; none if it does (§7.11, table 4).
    fn rule_applies(&self, frame: &Frame<'e>, rule: &'e Rule<'e>) -> Result<Option<Evaluated>, Fault> {
        let not_applicable =
            |span, reason: &str| Ok(Some(Evaluated::new(Verdict::NotApplicable, frame.place(span), reason)));
        match frame.target(rule.target.as_ref()) {
            Matching::Match => {}
            Matching::NoMatch => {
                let span = rule.target.as_ref().map_or(rule.start_tag, |target| target.span);
                return not_applicable(span, "the target of the rule does not match");
            }
            Matching::Indeterminate(fault) => return Err(fault),
        }
        let Some(condition) = &rule.condition else { return Ok(None) };
        if holds(frame, &condition.expression).map_err(|fault| fault.at(frame.place(condition.span)))? {
            Ok(None)
        } else {
            not_applicable(condition.span, "the condition of the rule does not hold")
        }
    }
}

fn holds<'e>(frame: &Frame<'e>, expression: &'e Expression<'e>) -> Result<bool, Fault> {
    match frame.evaluate(expression)? {
        Operand::One(Value::Boolean(yes)) => Ok(yes),
        _ => Err(Fault::processing("a condition is one boolean")),
    }
}

/// A failure is Indeterminate, but what this program does not know stays unknown.
fn otherwise_indeterminate(
    evaluated: Result<Evaluated, Fault>,
    potential: Potential,
    place: Place,
) -> Result<Evaluated, Fault> {
    evaluated.or_else(|fault| {
        if fault.is_undecided() { Err(fault.at(place)) } else { Ok(Evaluated::failed(potential, fault, place)) }
    })
}

fn algorithm(head: &Head<'_>, place: Place) -> Result<Algorithm, Fault> {
    let Some(id) = head.combining else {
        return Err(Fault::syntax("there is no combining algorithm").at(place));
    };
    let unknown = || unknown_algorithm(id, head.of).at(Place { span: id.span, ..place });
    Algorithm::named(&id.value, head.of).ok_or_else(unknown)
}

/// The target around what is combined (§7.12 and §7.13, tables 5 to 7), then the obligations.
fn within<'e>(
    frame: &Frame<'e>,
    head: &Head<'e>,
    place: Place,
    combined: impl FnOnce() -> Result<Combined, Fault>,
) -> Result<Evaluated, Fault> {
    let target = match frame.target(head.target) {
        Matching::NoMatch => {
            let place = head.target.map_or(place, |target| frame.place(target.span));
            let kind = if head.of == Of::Rules { "policy" } else { "policy set" };
            let reason = format!("the target of the {kind} does not match");
            return Ok(Evaluated::new(Verdict::NotApplicable, place, reason));
        }
        Matching::Indeterminate(fault) if fault.is_undecided() => return Err(fault),
        Matching::Indeterminate(fault) => Some(fault),
        Matching::Match => None,
    };
    let combined = combined()?;
    if let Some(fault) = target {
        return Ok(match combined.verdict {
            Verdict::NotApplicable => Evaluated::new(Verdict::NotApplicable, place, nothing_applies(head)),
            Verdict::Decided(effect) => Evaluated::failed(Potential::Only(effect), fault, place),
            Verdict::Indeterminate(potential) => Evaluated::failed(potential, fault, place),
        });
    }
    let by_algorithm = |reason: String| {
        let place = head.combining.map_or(place, |id| frame.place(id.span));
        Evaluated::new(combined.verdict, place, reason)
    };
    let mut evaluated = match combined.decisive {
        Some(child) => Evaluated { verdict: combined.verdict, ..child },
        None => match combined.verdict {
            Verdict::Decided(Effect::Permit) => by_algorithm("nothing denies it, which is enough here".to_owned()),
            Verdict::Decided(Effect::Deny) => by_algorithm("nothing permits it, which denies it here".to_owned()),
            _ => Evaluated::new(combined.verdict, place, nothing_applies(head)),
        },
    };
    evaluated.policies = combined.policies;
    evaluated.duties = combined.duties;
    if let Verdict::Decided(effect) = combined.verdict {
        evaluated.fault = None;
        match frame.duties(head.obligations, head.advice, effect) {
            Ok(duties) => evaluated.duties.append(duties),
            Err(fault) if fault.is_undecided() => return Err(fault),
            Err(fault) => return Ok(Evaluated::failed(Potential::Only(effect), fault, place)),
        }
    }
    Ok(evaluated)
}

fn nothing_applies(head: &Head<'_>) -> &'static str {
    match head.of {
        Of::Rules => "no rule applies",
        Of::Policies => "no policy applies",
    }
}

fn identifier(of: Evaluable<'_>) -> PolicyIdentifier {
    PolicyIdentifier {
        id: of.id().unwrap_or_default().to_owned(),
        version: of.version().map(str::to_owned),
        is_set: of.is_set(),
    }
}
