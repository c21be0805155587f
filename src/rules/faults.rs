//! Values of a policy that can match nothing. Each kind is reported by a rule of its own, and the other rules hold back
//! about whoever it hits: one slip of the pen is one finding.

use crate::altinn::{ServiceId, attribute};
use crate::bpmn::Process;
use crate::workspace::{PolicyFile, Service, ServiceKind};
use crate::xacml::{AllOf, Category, Match, data_type, function};
use std::borrow::Cow;

/// Whether a match can never be satisfied, because of how its value is written.
pub(crate) fn is_faulty(service: &Service<'_>, one: &Match<'_>) -> bool {
    is_padded(one)
        || has_other_type(one)
        || unreplaced(service, one).is_some()
        || foreign(service, one).is_some()
        || other_resource(service, one).is_some_and(|id| !folds_to(one, id))
        || stray(service, one).is_some_and(|stray| stray.other_case.is_some())
}

/// Whether Altinn looks at this match at all.
pub(crate) fn is_looked_at(one: &Match<'_>) -> bool {
    matches!(one.category(), Category::Subject | Category::Resource | Category::Action)
}

/// Whether white space stands round a string, where it counts.
pub(crate) fn is_padded(one: &Match<'_>) -> bool {
    let text = one.value.text.value.as_ref();
    is_looked_at(one) && one.value.data_type.value == data_type::STRING && text.trim() != text
}

/// Whether the value is of another type than Altinn sends.
pub(crate) fn has_other_type(one: &Match<'_>) -> bool {
    let of_altinn = one.attribute_id().starts_with("urn:altinn:") || one.attribute_id() == attribute::ACTION_ID;
    is_looked_at(one) && of_altinn && one.value.data_type.value != data_type::STRING
}

/// What should stand in place of something that looks like a placeholder and is not replaced.
pub(crate) fn unreplaced(service: &Service<'_>, one: &Match<'_>) -> Option<&'static str> {
    let right = match (one.category(), one.attribute_id()) {
        (Category::Resource | Category::Subject, attribute::ORG) => "[ORG]",
        (Category::Resource, attribute::APP) => "[APP]",
        (Category::Resource, attribute::RESOURCE) => "app_[ORG]_[APP]",
        _ => return None,
    };
    (service.kind == ServiceKind::App && looks_like_placeholder(one.value.text.value.trim())).then_some(right)
}

/// Whether a value has brackets, braces or percent signs round a word and is none of the four that are replaced.
fn looks_like_placeholder(value: &str) -> bool {
    let rest = ["[ORG]", "[org]", "[APP]", "[app]"].iter().fold(value.to_owned(), |rest, one| rest.replace(one, ""));
    [('[', ']'), ('{', '}'), ('%', '%'), ('<', '>')]
        .iter()
        .any(|&(open, close)| rest.find(open).is_some_and(|at| rest[at + open.len_utf8()..].contains(close)))
}

/// A value that names another app than the metadata does.
pub(crate) struct Foreign {
    /// `service owner`, `app` or `resource`.
    pub(crate) what: &'static str,
    /// What is right whatever the app is called.
    pub(crate) placeholder: &'static str,
}

/// Whether a match of an app's policy names another service owner, app or resource than the app's metadata.
pub(crate) fn foreign(service: &Service<'_>, one: &Match<'_>) -> Option<Foreign> {
    let (Some((_, metadata)), ServiceId::App { org, app }) = (&service.metadata, &service.id) else { return None };
    // Without an id in the metadata the policy itself has told what the app is called.
    metadata.org_and_app()?;
    if one.category() != Category::Resource || !compares_whole(one) || unreplaced(service, one).is_some() {
        return None;
    }
    let (wanted, what, placeholder) = match one.attribute_id() {
        attribute::ORG => (Cow::Borrowed(org.as_str()), "service owner", "[ORG]"),
        attribute::APP => (Cow::Borrowed(app.as_str()), "app", "[APP]"),
        attribute::RESOURCE => (Cow::Owned(format!("app_{org}_{app}")), "resource", "app_[ORG]_[APP]"),
        _ => return None,
    };
    let bound = service.binding.bind(one.value.text.value.trim());
    let same = bound == wanted || (!heeds_case(one) && bound.eq_ignore_ascii_case(&wanted));
    (!same).then_some(Foreign { what, placeholder })
}

/// Whether a match is satisfied by an id that its value differs from in letter case at most.
pub(crate) fn folds_to(one: &Match<'_>, id: &str) -> bool {
    !heeds_case(one) && one.value.text.value.trim().eq_ignore_ascii_case(id)
}

/// Whether a match whose value is `bound` after deployment is satisfied by a value, and asks for nothing else.
pub(crate) fn folds_to_bound(one: &Match<'_>, bound: &str, value: &str) -> bool {
    let ignores_case = one.function.value == function::STRING_EQUAL_IGNORE_CASE;
    let is_equal = bound == value || (ignores_case && bound.eq_ignore_ascii_case(value));
    let is_asked_for = one.designator().is_some_and(|designator| !designator.must_be_present.value);
    is_equal && is_asked_for && (ignores_case || one.function.value == function::STRING_EQUAL)
}

/// The id of the registry resource, where a match of its policy names another; letter case counts for the registry.
pub(crate) fn other_resource<'a>(service: &'a Service<'_>, one: &Match<'_>) -> Option<&'a str> {
    let (_, resource) = service.resource.as_ref().filter(|_| service.kind == ServiceKind::Resource)?;
    let is_id = one.category() == Category::Resource && one.attribute_id() == attribute::RESOURCE;
    let id = resource.id.value.as_str();
    (is_id && compares_whole(one) && one.value.text.value.trim() != id).then_some(id)
}

/// A task or end event that the process does not have.
pub(crate) struct Stray<'a> {
    /// The ids of that kind that the process has.
    pub(crate) ids: Vec<&'a str>,
    /// The one that differs in letter case only, where the comparison heeds it.
    pub(crate) other_case: Option<&'a str>,
}

/// Whether a match names a task or end event that the process does not have.
pub(crate) fn stray<'a>(service: &'a Service<'_>, one: &Match<'_>) -> Option<Stray<'a>> {
    let (_, process) = service.process.as_ref()?;
    let wants_task = match one.attribute_id() {
        attribute::TASK => true,
        attribute::END_EVENT => false,
        _ => return None,
    };
    if one.category() != Category::Resource || !compares_whole(one) {
        return None;
    }
    let ids = ids(process, wants_task);
    let value = one.value.text.value.trim();
    let folded = ids.iter().copied().find(|id| id.eq_ignore_ascii_case(value));
    let known = ids.contains(&value) || (folded.is_some() && !heeds_case(one));
    (!known).then_some(Stray { ids, other_case: folded })
}

fn ids(process: &Process, tasks: bool) -> Vec<&str> {
    process.ids().filter(|(_, is_task)| *is_task == tasks).map(|(id, _)| id.value.as_str()).collect()
}

/// Whether a match compares the whole value, so that it can be held against an id; a pattern cannot.
fn compares_whole(one: &Match<'_>) -> bool {
    let ignoring = [function::STRING_EQUAL_IGNORE_CASE, function::STRING_EQUAL_IGNORE_CASE_1_0];
    one.function.value == function::STRING_EQUAL || ignoring.contains(&one.function.value.as_ref())
}

fn heeds_case(one: &Match<'_>) -> bool {
    one.function.value == function::STRING_EQUAL
}

/// Whether any match of the policy can never be satisfied, or any list of actions.
pub(crate) fn any(service: &Service<'_>, file: &PolicyFile<'_>) -> bool {
    let targets = || file.policy.rules.iter().flat_map(|rule| &rule.target);
    let mut all_ofs = targets().flat_map(|target| &target.any_of).flat_map(|any_of| &any_of.all_of);
    file.policy.matches().any(|(_, one)| is_faulty(service, one)) || all_ofs.any(is_never_met)
}

/// Whether an `AllOf` wants several actions at once, of which a request has one.
pub(crate) fn is_never_met(all_of: &AllOf<'_>) -> bool {
    let mut actions = all_of.matches.iter().filter(|one| one.category() == Category::Action);
    let Some(first) = actions.next() else { return false };
    let value = |one: &Match<'_>| one.value.text.value.trim().to_lowercase();
    actions.any(|one| one.attribute_id() == first.attribute_id() && value(one) != value(first))
}
