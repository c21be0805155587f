//! Conditions of the standard as formulas: logic over comparisons of one attribute with constants, bags and their sizes.

use super::program::{Formula, Shared, Unknown};
use super::read_standard::literal_type;
use super::same::{Compare, Outcome, Relation, boolean, compare, integer};
use super::signature::{Function, SetTest, Type, equality, function, type_of};
use super::table::QuickMap;
use crate::source::Span;
use crate::xacml::{Apply, AttributeSource, Designator, Expression, Text, VariableDefinition};

/// Why a policy is not read.
#[derive(Clone, Debug)]
pub(super) enum Trouble {
    /// It is invalid: every request is answered Indeterminate.
    Invalid(Unknown),
    /// It is not worked out whether it is.
    Unsure(Unknown),
}

/// What an expression is.
#[derive(Clone, Debug)]
enum Meaning {
    Truth(u32),
    Literal(Type, String),
    /// The values of an attribute.
    Bag(Type, u32, bool),
    /// Its only value.
    Only(Type, u32, bool),
    /// How many values it has.
    Size(u32, bool),
    /// A bag of literals.
    Literals(Type, Vec<String>),
    /// One value, or a bag, that is not worked out.
    Other(Type, bool),
}

impl Meaning {
    /// The type, and whether it is a bag.
    const fn kind(&self) -> (Type, bool) {
        match self {
            Self::Truth(_) => ("boolean", false),
            Self::Literal(of, _) | Self::Only(of, ..) => (of, false),
            Self::Size(..) => ("integer", false),
            Self::Bag(of, ..) | Self::Literals(of, _) => (of, true),
            Self::Other(of, bag) => (of, *bag),
        }
    }
}

/// Expressions nested deeper are not worked out.
const MAX_DEPTH: usize = 200;

/// Reads the expressions of one policy.
pub(super) struct Reader<'s, 'p, 't> {
    pub(super) shared: &'s mut Shared,
    variables: &'p [VariableDefinition<'t>],
    known: QuickMap<String, Option<Result<Meaning, Trouble>>>,
    depth: usize,
}

impl<'s, 'p, 't> Reader<'s, 'p, 't> {
    pub(super) fn new(shared: &'s mut Shared, variables: &'p [VariableDefinition<'t>]) -> Self {
        Self { shared, variables, known: QuickMap::default(), depth: 0 }
    }

    /// A test of the values of a designator.
    pub(super) fn test(&mut self, one: &Designator<'_>, how: Compare, constant: &str) -> u32 {
        let bag = self.bag(one);
        self.shared.words.test(bag, how, constant, one.must_be_present.value)
    }

    fn bag(&mut self, one: &Designator<'_>) -> u32 {
        let issuer = one.issuer.as_ref().map(|issuer| issuer.value.as_ref());
        self.shared.words.bag(&one.category_text.value, &one.id.value, Some(&one.data_type.value), issuer)
    }

    /// A condition: it must be one truth value.
    pub(super) fn condition(&mut self, expression: &Expression<'_>, span: Span) -> Result<u32, Trouble> {
        let meaning = self.read(expression)?;
        match self.truth(meaning, span) {
            Some(formula) => Ok(formula),
            None => Err(Trouble::invalid(span, "a condition is one boolean")),
        }
    }

    /// Whether an expression is well-typed.
    pub(super) fn check(&mut self, expression: &Expression<'_>) -> Result<(), Trouble> {
        self.read(expression).map(drop)
    }

    /// Whether a variable is well-typed.
    pub(super) fn variable(&mut self, id: &Text<'_>) -> Result<(), Trouble> {
        self.named(id).map(drop)
    }

    fn named(&mut self, id: &Text<'_>) -> Result<Meaning, Trouble> {
        match self.known.get(id.value.as_ref()) {
            Some(Some(known)) => return known.clone(),
            Some(None) => return Err(Trouble::invalid(id.span, "the variable is defined by itself")),
            None => {}
        }
        // Of several definitions of one name the last counts.
        let variables = self.variables;
        let found = variables.iter().rev().find(|variable| variable.id.value == id.value);
        let Some(expression) = found.and_then(|variable| variable.expression.as_ref()) else {
            return Err(Trouble::invalid(id.span, format!("the variable `{}` is not defined", id.value)));
        };
        self.known.insert(id.value.to_string(), None);
        let meaning = self.read(expression);
        self.known.insert(id.value.to_string(), Some(meaning.clone()));
        meaning
    }

    fn read(&mut self, expression: &Expression<'_>) -> Result<Meaning, Trouble> {
        match expression {
            Expression::Value(value) => {
                literal_type(value).map(|of| Meaning::Literal(of, value.text.value.to_string()))
            }
            Expression::Attribute(AttributeSource::Designator(one)) => {
                let of = self.type_named(&one.data_type)?;
                Ok(Meaning::Bag(of, self.bag(one), one.must_be_present.value))
            }
            Expression::Attribute(AttributeSource::Selector(one)) => {
                self.type_named(&one.data_type).map(|of| Meaning::Other(of, true))
            }
            Expression::Variable(id) => self.named(id),
            Expression::Function(id) => Err(Trouble::invalid(id.span, "a function is no value")),
            Expression::Unknown(name) => Err(Trouble::invalid(name.span, format!("`{}` is no expression", name.value))),
            Expression::Apply(apply) if self.depth >= MAX_DEPTH => {
                Err(Trouble::unsure(apply.span, "it is nested too deep to be worked out"))
            }
            Expression::Apply(apply) => {
                self.depth += 1;
                let meaning = self.apply(apply);
                self.depth -= 1;
                meaning
            }
        }
    }

    fn type_named(&self, uri: &Text<'_>) -> Result<Type, Trouble> {
        let invalid = || Trouble::invalid(uri.span, format!("the data type `{}` is none of XACML 3.0", uri.value));
        type_of(&uri.value).ok_or_else(invalid)
    }

    fn apply(&mut self, apply: &Apply<'_>) -> Result<Meaning, Trouble> {
        let id = &apply.function;
        let Some(function) = function(&id.value) else {
            return Err(Trouble::invalid(id.span, format!("there is no function `{}`", id.value)));
        };
        if function == Function::Other {
            return Err(Trouble::unsure(id.span, format!("`{}` is not worked out", id.value)));
        }
        if function == Function::AnyOf {
            return self.any_of(apply);
        }
        let arguments = apply.arguments.iter().map(|one| self.read(one)).collect::<Result<Vec<_>, _>>()?;
        let unfit = || Trouble::invalid(apply.span, format!("`{}` cannot be applied to this", id.value));
        let kinds: Vec<_> = arguments.iter().map(Meaning::kind).collect();
        let fits = |wanted: &[(Type, bool)]| kinds == wanted;
        match function {
            Function::Comparison(one, other, how) if fits(&[(one, false), (other, false)]) => {
                Ok(self.comparison(how, &arguments, apply.span))
            }
            Function::And | Function::Or if kinds.iter().all(|kind| *kind == ("boolean", false)) => {
                let parts = self.truths(arguments, apply.span);
                let formula = if function == Function::And { Formula::Then(parts) } else { Formula::Else(parts) };
                Ok(Meaning::Truth(self.shared.formula(formula)))
            }
            Function::Not if fits(&[("boolean", false)]) => {
                let part = self.truths(arguments, apply.span)[0];
                Ok(Meaning::Truth(self.shared.formula(Formula::Not(part))))
            }
            Function::AtLeast
                if kinds.split_first().is_some_and(|(first, rest)| {
                    *first == ("integer", false) && rest.iter().all(|kind| *kind == ("boolean", false))
                }) =>
            {
                Ok(self.other(apply.span, "n-of is not worked out", ("boolean", false)))
            }
            Function::OneAndOnly(of) if fits(&[(of, true)]) => Ok(match arguments[0] {
                Meaning::Bag(of, bag, must) => Meaning::Only(of, bag, must),
                _ => Meaning::Other(of, false),
            }),
            Function::BagSize(of) if fits(&[(of, true)]) => Ok(match arguments[0] {
                Meaning::Bag(_, bag, must) => Meaning::Size(bag, must),
                _ => Meaning::Other("integer", false),
            }),
            Function::IsIn(of) if fits(&[(of, false), (of, true)]) => {
                Ok(self.member(equality(of), &arguments[0], &arguments[1], apply.span))
            }
            Function::Bag(of) if kinds.iter().all(|kind| *kind == (of, false)) => {
                let literals = arguments.into_iter().map(|one| match one {
                    Meaning::Literal(_, text) => Some(text),
                    _ => None,
                });
                Ok(match literals.collect() {
                    Some(texts) => Meaning::Literals(of, texts),
                    None => Meaning::Other(of, true),
                })
            }
            Function::SetTest(of, test) if fits(&[(of, true), (of, true)]) => {
                Ok(self.set_test(of, test, &arguments[0], &arguments[1], apply.span))
            }
            Function::SetOf(of) if kinds.len() >= 2 && kinds.iter().all(|kind| *kind == (of, true)) => {
                match id.value.ends_with("intersection") && kinds.len() > 2 {
                    true => Err(unfit()),
                    false => Ok(Meaning::Other(of, true)),
                }
            }
            _ => Err(unfit()),
        }
    }

    /// `any-of` with a comparison, a literal and the values of an attribute.
    fn any_of(&mut self, apply: &Apply<'_>) -> Result<Meaning, Trouble> {
        let unsure = || Trouble::unsure(apply.span, "this use of any-of is not worked out");
        let [Expression::Function(id), rest @ ..] = apply.arguments.as_slice() else {
            return Err(Trouble::invalid(apply.span, "the first argument of any-of is a function"));
        };
        let Some(passed) = function(&id.value) else {
            return Err(Trouble::invalid(id.span, format!("there is no function `{}`", id.value)));
        };
        let arguments = rest.iter().map(|one| self.read(one)).collect::<Result<Vec<_>, _>>()?;
        let ([first, second], Function::Comparison(one, other, how)) = (arguments.as_slice(), passed) else {
            return Err(unsure());
        };
        match (first.kind(), second.kind()) {
            ((of, false), (of_bag, true)) if (of, of_bag) == (one, other) => {
                Ok(self.member(how, first, second, apply.span))
            }
            _ => Err(unsure()),
        }
    }

    fn other(&mut self, span: Span, text: &str, kind: (Type, bool)) -> Meaning {
        match kind {
            ("boolean", false) => Meaning::Truth(self.shared.unknown(span, text, false)),
            (of, bag) => Meaning::Other(of, bag),
        }
    }

    /// A truth value as a formula; none if it is no truth value.
    fn truth(&mut self, meaning: Meaning, span: Span) -> Option<u32> {
        let formula = match meaning {
            Meaning::Truth(formula) => return Some(formula),
            Meaning::Literal("boolean", text) => match boolean(&text) {
                Some(true) => Formula::True,
                _ => Formula::False,
            },
            Meaning::Only("boolean", bag, must) => {
                Formula::Only(self.shared.words.test(bag, Compare::Boolean, "true", must))
            }
            Meaning::Other("boolean", false) => {
                return Some(self.shared.unknown(span, "this truth value is not worked out", false));
            }
            _ => return None,
        };
        Some(self.shared.formula(formula))
    }

    fn truths(&mut self, all: Vec<Meaning>, span: Span) -> Box<[u32]> {
        all.into_iter().filter_map(|one| self.truth(one, span)).collect()
    }

    /// Two single values compared.
    fn comparison(&mut self, how: Compare, both: &[Meaning], span: Span) -> Meaning {
        let formula = match both {
            [Meaning::Literal(_, one), Meaning::Literal(_, other)] => match compare(how, one, other) {
                Outcome::Yes => Formula::True,
                Outcome::No => Formula::False,
                Outcome::Fails | Outcome::Open => {
                    return self.other(span, "this is not worked out", ("boolean", false));
                }
            },
            [Meaning::Literal(_, constant), Meaning::Only(_, bag, must)] => {
                Formula::Only(self.shared.words.test(*bag, how, constant, *must))
            }
            [Meaning::Only(_, bag, must), Meaning::Literal(_, constant)] if flipped(how).is_some() => {
                let how = flipped(how).unwrap_or(Compare::Unknown);
                Formula::Only(self.shared.words.test(*bag, how, constant, *must))
            }
            [Meaning::Literal(_, constant), Meaning::Size(bag, must)] => match sizes(how, constant) {
                Some(passes) => Formula::Size { bag: *bag, must: *must, passes },
                None => return self.other(span, "how many values there are is counted up to two", ("boolean", false)),
            },
            [Meaning::Size(bag, must), Meaning::Literal(_, constant)] => {
                match flipped(how).and_then(|how| sizes(how, constant)) {
                    Some(passes) => Formula::Size { bag: *bag, must: *must, passes },
                    None => {
                        return self.other(span, "how many values there are is counted up to two", ("boolean", false));
                    }
                }
            }
            _ => return self.other(span, "a comparison of two attributes is not worked out", ("boolean", false)),
        };
        Meaning::Truth(self.shared.formula(formula))
    }

    /// One value compared with each of a bag.
    fn member(&mut self, how: Compare, value: &Meaning, bag: &Meaning, span: Span) -> Meaning {
        match (value, bag) {
            (Meaning::Literal(_, constant), Meaning::Bag(_, bag, must)) => {
                let test = self.shared.words.test(*bag, how, constant, *must);
                Meaning::Truth(self.shared.formula(Formula::Test(test)))
            }
            _ => self.other(span, "a comparison of two attributes is not worked out", ("boolean", false)),
        }
    }

    fn set_test(&mut self, of: Type, test: SetTest, one: &Meaning, other: &Meaning, span: Span) -> Meaning {
        let (bag, must, texts) = match (test, one, other) {
            (SetTest::Overlap, Meaning::Bag(_, bag, must), Meaning::Literals(_, texts))
            | (SetTest::Overlap | SetTest::Subset, Meaning::Literals(_, texts), Meaning::Bag(_, bag, must))
                if !texts.is_empty() =>
            {
                (*bag, *must, texts)
            }
            _ => return self.other(span, "this comparison of sets is not worked out", ("boolean", false)),
        };
        let tests = texts.iter().map(|text| {
            let test = self.shared.words.test(bag, equality(of), text, must);
            self.shared.formula(Formula::Test(test))
        });
        let parts = tests.collect();
        let formula = if test == SetTest::Overlap { self.shared.any(parts) } else { self.shared.all(parts) };
        Meaning::Truth(formula)
    }
}

/// The same comparison with its sides exchanged, where that is one.
const fn flipped(how: Compare) -> Option<Compare> {
    match how {
        Compare::Integer(Relation::Greater) => Some(Compare::Integer(Relation::Less)),
        Compare::Integer(Relation::GreaterOrEqual) => Some(Compare::Integer(Relation::LessOrEqual)),
        Compare::Integer(Relation::Less) => Some(Compare::Integer(Relation::Greater)),
        Compare::Integer(Relation::LessOrEqual) => Some(Compare::Integer(Relation::GreaterOrEqual)),
        Compare::Exact | Compare::FoldLower | Compare::Word | Compare::Boolean | Compare::Integer(Relation::Equal) => {
            Some(how)
        }
        _ => None,
    }
}

/// Which of the sizes 0, 1 and more pass, if all that are more do alike.
fn sizes(how: Compare, constant: &str) -> Option<[bool; 3]> {
    let passes = |size: &str| match compare(how, constant, size) {
        Outcome::Yes => Some(true),
        Outcome::No => Some(false),
        Outcome::Fails | Outcome::Open => None,
    };
    // Past the constant nothing changes any more.
    let bound = integer(constant)?.clamp(2, 1_000_000) + 2;
    let many: Option<Vec<bool>> = (2..=bound.min(64)).map(|size| passes(&size.to_string())).collect();
    let many = many?;
    let alike = bound <= 64 && many.iter().all(|one| *one == many[0]);
    alike.then(|| Some([passes("0")?, passes("1")?, many[0]]))?
}
