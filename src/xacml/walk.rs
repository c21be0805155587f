//! Ways to go through a policy.

use super::{AttributeSource, Category, Designator, Match, Member, Policy, Rule, Target, function};

impl<'t> Policy<'t> {
    /// Every match of every rule, with its rule.
    pub fn matches(&self) -> impl Iterator<Item = (&Rule<'t>, &Match<'t>)> {
        self.rules.iter().flat_map(|rule| rule.matches().map(move |one| (rule, one)))
    }
}

impl<'t> Rule<'t> {
    /// Every match of the target, in order.
    pub fn matches(&self) -> impl Iterator<Item = &Match<'t>> {
        self.target.iter().flat_map(Target::matches)
    }

    /// Every match of one category.
    pub fn matches_of(&self, category: Category) -> impl Iterator<Item = &Match<'t>> {
        self.matches().filter(move |one| one.category() == category)
    }

    /// Whether any match is of that category; a rule without one applies whatever the request says of it.
    pub fn names(&self, category: Category) -> bool {
        self.matches_of(category).next().is_some()
    }
}

impl<'t> Target<'t> {
    /// Every match, in order.
    pub fn matches(&self) -> impl Iterator<Item = &Match<'t>> {
        self.any_of.iter().flat_map(|any_of| &any_of.all_of).flat_map(|all_of| &all_of.matches)
    }
}

impl Member<'_> {
    /// Whether it stands elsewhere.
    pub const fn is_reference(&self) -> bool {
        matches!(self, Self::PolicyReference(_) | Self::PolicySetReference(_))
    }
}

impl<'t> Match<'t> {
    /// The designator, unless it is a selector.
    pub fn designator(&self) -> Option<&Designator<'t>> {
        match &self.attribute {
            AttributeSource::Designator(designator) => Some(designator),
            AttributeSource::Selector(_) => None,
        }
    }

    /// Whether its value is a pattern, and so names nobody and nothing by itself.
    pub fn is_pattern(&self) -> bool {
        self.function.value == function::STRING_REGEXP_MATCH
    }

    /// The category it looks at.
    pub fn category(&self) -> Category {
        self.designator().map_or(Category::Other, |designator| designator.category)
    }

    /// The attribute id it looks at; empty for a selector.
    pub fn attribute_id(&self) -> &str {
        self.designator().map_or("", |designator| &designator.id.value)
    }
}
