//! The functions of XACML 3.0 core (appendix A.3) as one table: id, what goes in, what comes out, how it is done.
//!
//! Signatures are data, so that type errors are found before anything is evaluated, and alike for every function.

mod arithmetic;
mod bag;
mod calendar;
mod comparison;
mod conversion;
mod higher_order;
mod logic;
mod matching;
mod nodes;
mod set;
mod text;

use super::fault::Fault;
use super::machine::Machine;
use super::value::{DataType, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(super) use higher_order::Shape;

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    /// One value.
    One(Value),
    /// A bag: values of one type in no order, perhaps none.
    Bag(Vec<Value>),
}

/// What an expression comes to, known before it is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    One(DataType),
    Bag(DataType),
}

impl Type {
    /// In words.
    pub(super) fn name(self) -> String {
        match self {
            Self::One(data_type) => format!("one {}", data_type.name()),
            Self::Bag(data_type) => format!("a bag of {}", data_type.name()),
        }
    }

    /// The type of a value of it.
    pub(super) const fn data_type(self) -> DataType {
        match self {
            Self::One(data_type) | Self::Bag(data_type) => data_type,
        }
    }
}

/// A parameter or result in the table. `Own` is the type that a family of functions is repeated for.
#[derive(Clone, Copy, Debug)]
enum Slot {
    One(DataType),
    Own,
    OwnBag,
}

/// One line of the table: a function, or one for each of several data types.
struct Row {
    /// The part of the id behind `:function:`; a star stands for the name of the data type.
    name: &'static str,
    /// The version in the id. For a family, one for each data type.
    versions: Versions,
    parameters: &'static [Slot],
    /// What may follow the parameters, any number of times.
    rest: Option<Slot>,
    result: Slot,
    body: Body,
}

enum Versions {
    One(&'static str),
    Each(&'static [(&'static str, DataType)]),
}

#[derive(Clone, Copy)]
enum Body {
    /// All arguments are single values, all evaluated.
    Values(fn(&[Value]) -> Result<Value, Fault>),
    /// Some are bags.
    Operands(fn(Vec<Operand>) -> Result<Operand, Fault>),
    /// Arguments are evaluated one after the other, as far as needed.
    Logic(fn(&mut dyn Arguments) -> Result<bool, Fault>),
    /// The first argument is a function.
    HigherOrder(Shape),
    /// It looks at the content of the request, or takes work that is to be counted.
    Machine(fn(&Machine<'_>, &[Value]) -> Result<Value, Fault>),
}

/// The arguments of a function that does not need them all.
pub(super) trait Arguments {
    /// How many there are.
    fn count(&self) -> usize;
    /// Evaluates one.
    fn get(&mut self, index: usize) -> Result<Operand, Fault>;
}

/// A function by its id.
pub(super) struct Function {
    row: &'static Row,
    own: Option<DataType>,
}

const TABLE: &[&[Row]] = &[
    comparison::ROWS,
    arithmetic::ROWS,
    text::ROWS,
    conversion::ROWS,
    logic::ROWS,
    calendar::ROWS,
    bag::ROWS,
    set::ROWS,
    higher_order::ROWS,
    matching::ROWS,
    nodes::ROWS,
];

static FUNCTIONS: LazyLock<BTreeMap<String, Function>> = LazyLock::new(|| {
    let id = |version: &str, name: &str| format!("urn:oasis:names:tc:xacml:{version}:function:{name}");
    let mut all = BTreeMap::new();
    for row in TABLE.iter().copied().flatten() {
        match row.versions {
            Versions::One(version) => {
                all.insert(id(version, row.name), Function { row, own: None });
            }
            Versions::Each(types) => {
                for (version, own) in types {
                    let name = row.name.replace('*', own.name());
                    all.insert(id(version, &name), Function { row, own: Some(*own) });
                }
            }
        }
    }
    all
});

impl Function {
    /// The function of an id.
    pub(super) fn of(id: &str) -> Option<&'static Self> {
        FUNCTIONS.get(id)
    }

    /// Every id, sorted.
    #[cfg(test)]
    pub(super) fn ids() -> impl Iterator<Item = &'static str> {
        FUNCTIONS.keys().map(String::as_str)
    }

    /// How it applies the function that is its first argument, if it takes one.
    pub(super) fn shape(&self) -> Option<Shape> {
        match self.row.body {
            Body::HigherOrder(shape) => Some(shape),
            _ => None,
        }
    }

    fn resolve(&self, slot: Slot) -> Type {
        let own = self.own.unwrap_or(DataType::String);
        match slot {
            Slot::One(data_type) => Type::One(data_type),
            Slot::Own => Type::One(own),
            Slot::OwnBag => Type::Bag(own),
        }
    }

    /// The type of the result, if arguments of those types fit; otherwise what does not fit.
    pub(super) fn accepts(&self, arguments: &[Type]) -> Result<Type, String> {
        let fixed = self.row.parameters.len();
        let plural = |count: usize| if count == 1 { "one argument".to_owned() } else { format!("{count} arguments") };
        if arguments.len() < fixed || (arguments.len() > fixed && self.row.rest.is_none()) {
            let least = if self.row.rest.is_some() { "at least " } else { "" };
            return Err(format!("it takes {least}{} and is given {}", plural(fixed), arguments.len()));
        }
        for (number, argument) in arguments.iter().enumerate() {
            let Some(slot) = self.row.parameters.get(number).copied().or(self.row.rest) else { continue };
            let wanted = self.resolve(slot);
            if wanted != *argument {
                return Err(format!("its argument {} is {}, not {}", number + 1, argument.name(), wanted.name()));
            }
        }
        Ok(self.resolve(self.row.result))
    }

    /// Whether its arguments are evaluated one after the other.
    pub(super) const fn is_lazy(&self) -> bool {
        matches!(self.row.body, Body::Logic(_))
    }

    /// Applies it to arguments that are evaluated as far as it needs them.
    pub(super) fn apply_lazily(&self, machine: &Machine<'_>, arguments: &mut dyn Arguments) -> Result<Operand, Fault> {
        if let Body::Logic(body) = self.row.body {
            machine.spend(1)?;
            return body(arguments).map(|yes| Operand::One(Value::Boolean(yes)));
        }
        let evaluated = (0..arguments.count()).map(|index| arguments.get(index)).collect::<Result<Vec<_>, _>>()?;
        self.apply(machine, evaluated)
    }

    /// Applies it to arguments that are evaluated already.
    pub(super) fn apply(&self, machine: &Machine<'_>, arguments: Vec<Operand>) -> Result<Operand, Fault> {
        machine.spend(1 + arguments.iter().map(cost).sum::<u64>())?;
        match self.row.body {
            Body::Values(body) => body(&singles(arguments)?).map(Operand::One),
            Body::Machine(body) => body(machine, &singles(arguments)?).map(Operand::One),
            Body::Operands(body) => {
                machine.spend(comparisons(&arguments))?;
                body(arguments)
            }
            Body::Logic(body) => body(&mut Ready(arguments)).map(|yes| Operand::One(Value::Boolean(yes))),
            Body::HigherOrder(_) => Err(Fault::processing("a function that takes a function cannot be passed to one")),
        }
    }
}

/// Long texts and large bags take longer.
fn cost(operand: &Operand) -> u64 {
    let one = |value: &Value| match value {
        Value::String(text) | Value::AnyUri(text) => 1 + text.len() as u64 / 64,
        _ => 1,
    };
    match operand {
        Operand::One(value) => one(value),
        Operand::Bag(values) => values.iter().map(one).sum(),
    }
}

/// Two bags may be compared each value with each.
fn comparisons(operands: &[Operand]) -> u64 {
    let sizes = operands.iter().filter_map(|operand| match operand {
        Operand::Bag(values) => Some(values.len() as u64),
        Operand::One(_) => None,
    });
    let (sum, greatest) = sizes.fold((0, 0), |(sum, greatest): (u64, u64), size| (sum + size, greatest.max(size)));
    (sum - greatest).saturating_mul(greatest) / 8
}

struct Ready(Vec<Operand>);

impl Arguments for Ready {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn get(&mut self, index: usize) -> Result<Operand, Fault> {
        self.0.get(index).cloned().ok_or_else(mistyped)
    }
}

fn singles(arguments: Vec<Operand>) -> Result<Vec<Value>, Fault> {
    let one = |operand| match operand {
        Operand::One(value) => Ok(value),
        Operand::Bag(_) => Err(mistyped()),
    };
    arguments.into_iter().map(one).collect()
}

/// The types are checked before anything is evaluated, so this is an error of this program and not of the policy.
fn mistyped() -> Fault {
    Fault::undecided("an argument is not of the type that was found for it")
}

const fn row(version: &'static str, name: &'static str, parameters: &'static [Slot], result: Slot, body: Body) -> Row {
    Row { name, versions: Versions::One(version), parameters, rest: None, result, body }
}

const fn family(
    types: &'static [(&'static str, DataType)],
    name: &'static str,
    parameters: &'static [Slot],
    result: Slot,
    body: Body,
) -> Row {
    Row { name, versions: Versions::Each(types), parameters, rest: None, result, body }
}

impl Row {
    /// With more arguments of one type, as many as there are.
    const fn and_more(mut self, slot: Slot) -> Self {
        self.rest = Some(slot);
        self
    }
}

const STRING: Slot = Slot::One(DataType::String);
const BOOLEAN: Slot = Slot::One(DataType::Boolean);
const INTEGER: Slot = Slot::One(DataType::Integer);
const DOUBLE: Slot = Slot::One(DataType::Double);

/// The types that have equality, bags and sets, with the version in the ids of their functions; the durations also by
/// the ids of 1.0, which 3.0 deprecates.
const EQUALITY_TYPES: &[(&str, DataType)] = &[
    ("1.0", DataType::String),
    ("1.0", DataType::Boolean),
    ("1.0", DataType::Integer),
    ("1.0", DataType::Double),
    ("1.0", DataType::Date),
    ("1.0", DataType::Time),
    ("1.0", DataType::DateTime),
    ("1.0", DataType::AnyUri),
    ("1.0", DataType::X500Name),
    ("1.0", DataType::Rfc822Name),
    ("1.0", DataType::HexBinary),
    ("1.0", DataType::Base64Binary),
    ("3.0", DataType::DayTimeDuration),
    ("3.0", DataType::YearMonthDuration),
    ("1.0", DataType::DayTimeDuration),
    ("1.0", DataType::YearMonthDuration),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_there_once_and_every_family_has_its_types() {
        let rows = TABLE.iter().copied().flatten().map(|row| match row.versions {
            Versions::One(_) => 1,
            Versions::Each(types) => types.len(),
        });
        assert_eq!(Function::ids().count(), rows.sum::<usize>());
        for id in [
            "urn:oasis:names:tc:xacml:1.0:function:string-equal",
            "urn:oasis:names:tc:xacml:3.0:function:dayTimeDuration-equal",
            "urn:oasis:names:tc:xacml:2.0:function:ipAddress-bag-size",
            "urn:oasis:names:tc:xacml:3.0:function:string-from-x500Name",
            "urn:oasis:names:tc:xacml:1.0:function:double-set-equals",
        ] {
            assert!(Function::of(id).is_some(), "{id}");
        }
        assert!(Function::of("urn:oasis:names:tc:xacml:1.0:function:string-equal-ignore-case").is_none());
    }

    fn samples(data_type: DataType) -> Vec<Value> {
        let texts: &[&str] = match data_type {
            DataType::String => &["", "a", "Blåbær 7"],
            DataType::Boolean => &["true", "false"],
            DataType::Integer => &["0", "-1", "2", "170141183460469231731687303715884105727"],
            DataType::Double => &["0", "-2.5", "NaN", "INF", "1e308"],
            DataType::Time => &["00:00:00", "23:59:59.999999999-14:00"],
            DataType::Date => &["-9999-01-01", "9999-12-31+14:00"],
            DataType::DateTime => &["-9999-01-01T00:00:00", "9999-12-31T23:59:59Z"],
            DataType::DayTimeDuration => &["PT0S", "-P999999999999999D"],
            DataType::YearMonthDuration => &["P0M", "P99999999999999Y"],
            DataType::AnyUri => &["", "urn:altinn:org"],
            DataType::HexBinary => &["", "0F"],
            DataType::Base64Binary => &["", "aGVp"],
            DataType::Rfc822Name => &["kari@example.com"],
            DataType::X500Name => &["", "CN=Kari,C=NO"],
            DataType::IpAddress => &["10.0.0.1", "[::1]:80"],
            DataType::DnsName => &["example.com"],
            DataType::XPathExpression => &[],
        };
        texts.iter().map(|text| Value::read(data_type, text).unwrap()).collect()
    }

    fn operands(wanted: Type) -> Vec<Operand> {
        let values = samples(wanted.data_type());
        match wanted {
            Type::One(_) => values.into_iter().map(Operand::One).collect(),
            Type::Bag(_) => (0..=values.len()).map(|size| Operand::Bag(values[..size].to_vec())).collect(),
        }
    }

    /// What the table says of a function is true: arguments of its types never surprise it, and its result is of its type.
    #[test]
    fn every_function_keeps_to_its_signature() {
        let (context, options) = (crate::pdp::Context::default(), crate::pdp::standard::Options::default());
        for (id, function) in FUNCTIONS.iter().filter(|(_, function)| function.shape().is_none()) {
            for more in 0..=2 {
                let rest = std::iter::repeat_n(function.row.rest, more).flatten();
                let types: Vec<_> =
                    function.row.parameters.iter().copied().chain(rest).map(|slot| function.resolve(slot)).collect();
                let declared = function.accepts(&types).unwrap();
                let mut all = vec![Vec::new()];
                for wanted in &types {
                    let one_more = |start: &Vec<Operand>| {
                        operands(*wanted)
                            .into_iter()
                            .map(|operand| [start.as_slice(), &[operand]].concat())
                            .collect::<Vec<_>>()
                    };
                    all = all.iter().flat_map(one_more).take(2_000).collect();
                }
                for arguments in all {
                    let machine = Machine::new(&context, &options);
                    match function.apply(&machine, arguments.clone()) {
                        Ok(Operand::One(value)) => assert_eq!(Type::One(value.data_type()), declared, "{id}"),
                        Ok(Operand::Bag(values)) => {
                            assert!(values.iter().all(|value| Type::Bag(value.data_type()) == declared), "{id}");
                        }
                        Err(fault) => assert!(!fault.is_undecided(), "{id} {arguments:?}: {}", fault.text),
                    }
                }
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_said_in_words() {
        let add = Function::of("urn:oasis:names:tc:xacml:1.0:function:integer-add").unwrap();
        let (one, bag) = (Type::One(DataType::Integer), Type::Bag(DataType::Integer));
        assert_eq!(add.accepts(&[one, one, one]), Ok(one));
        assert_eq!(add.accepts(&[one]).unwrap_err(), "it takes at least 2 arguments and is given 1");
        assert_eq!(add.accepts(&[one, bag]).unwrap_err(), "its argument 2 is a bag of integer, not one integer");
    }
}
