//! Values as the standard has them: seventeen data types, each with its lexical form, its equality and its order.

mod binary;
mod calendar;
mod data_type;
mod duration;
mod name;
mod network;
mod number;

pub use calendar::{CalendarDate, DateTime, Time};
pub use data_type::DataType;
pub use duration::{DayTimeDuration, YearMonthDuration};
pub use name::{MailName, X500Name};
pub use network::{DnsName, IpAddress};

use std::borrow::Cow;
use std::cmp::Ordering;

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `string`.
    String(String),
    /// `boolean`.
    Boolean(bool),
    /// `integer`. XML Schema knows no bound and asks for at least 18 digits; here there are 38. What does not fit is an
    /// error that says so, never a rounded number.
    Integer(i128),
    /// `double`.
    Double(f64),
    /// `time`.
    Time(Time),
    /// `date`.
    Date(CalendarDate),
    /// `dateTime`.
    DateTime(DateTime),
    /// `dayTimeDuration`.
    DayTimeDuration(DayTimeDuration),
    /// `yearMonthDuration`.
    YearMonthDuration(YearMonthDuration),
    /// `anyURI`.
    AnyUri(String),
    /// `hexBinary`.
    HexBinary(Vec<u8>),
    /// `base64Binary`.
    Base64Binary(Vec<u8>),
    /// `rfc822Name`.
    Rfc822Name(MailName),
    /// `x500Name`.
    X500Name(X500Name),
    /// `ipAddress`.
    IpAddress(IpAddress),
    /// `dnsName`.
    DnsName(DnsName),
    /// `xpathExpression`.
    XPath(XPathExpression),
}

/// An XPath expression with all that it takes to evaluate it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XPathExpression {
    /// The expression.
    pub path: String,
    /// The category whose content it is about.
    pub category: String,
    /// Prefixes and their namespaces.
    pub namespaces: Vec<(String, String)>,
}

/// Why a text is no value of a type: lower-case start, no final full stop.
pub type Misread = Cow<'static, str>;

impl Value {
    /// Reads the lexical form of a data type. An XPath expression cannot be read from its text alone.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the text.
    pub fn read(data_type: DataType, text: &str) -> Result<Self, Misread> {
        // XML Schema collapses white space for every type but `string`.
        let word = text.trim_matches([' ', '\t', '\n', '\r']);
        match data_type {
            DataType::String => Ok(Self::String(text.to_owned())),
            DataType::Boolean => number::boolean(word).map(Self::Boolean),
            DataType::Integer => number::integer(word).map(Self::Integer),
            DataType::Double => number::double(word).map(Self::Double),
            DataType::Time => Time::read(word).map(Self::Time),
            DataType::Date => CalendarDate::read(word).map(Self::Date),
            DataType::DateTime => DateTime::read(word).map(Self::DateTime),
            DataType::DayTimeDuration => DayTimeDuration::read(word).map(Self::DayTimeDuration),
            DataType::YearMonthDuration => YearMonthDuration::read(word).map(Self::YearMonthDuration),
            DataType::AnyUri => Ok(Self::AnyUri(word.to_owned())),
            DataType::HexBinary => binary::hex(word).map(Self::HexBinary),
            DataType::Base64Binary => binary::base64(word).map(Self::Base64Binary),
            DataType::Rfc822Name => MailName::read(word).map(Self::Rfc822Name),
            DataType::X500Name => X500Name::read(word).map(Self::X500Name),
            DataType::IpAddress => IpAddress::read(word).map(Self::IpAddress),
            DataType::DnsName => DnsName::read(word).map(Self::DnsName),
            DataType::XPathExpression => Err("an XPath expression needs the namespaces around it".into()),
        }
    }

    /// The type.
    pub const fn data_type(&self) -> DataType {
        match self {
            Self::String(_) => DataType::String,
            Self::Boolean(_) => DataType::Boolean,
            Self::Integer(_) => DataType::Integer,
            Self::Double(_) => DataType::Double,
            Self::Time(_) => DataType::Time,
            Self::Date(_) => DataType::Date,
            Self::DateTime(_) => DataType::DateTime,
            Self::DayTimeDuration(_) => DataType::DayTimeDuration,
            Self::YearMonthDuration(_) => DataType::YearMonthDuration,
            Self::AnyUri(_) => DataType::AnyUri,
            Self::HexBinary(_) => DataType::HexBinary,
            Self::Base64Binary(_) => DataType::Base64Binary,
            Self::Rfc822Name(_) => DataType::Rfc822Name,
            Self::X500Name(_) => DataType::X500Name,
            Self::IpAddress(_) => DataType::IpAddress,
            Self::DnsName(_) => DataType::DnsName,
            Self::XPath(_) => DataType::XPathExpression,
        }
    }

    /// The canonical lexical form, where the type has one; otherwise the text as it was written.
    pub fn text(&self) -> String {
        match self {
            Self::String(text) | Self::AnyUri(text) => text.clone(),
            Self::Boolean(yes) => yes.to_string(),
            Self::Integer(number) => number.to_string(),
            Self::Double(number) => number::canonical(*number),
            Self::Time(time) => time.to_string(),
            Self::Date(date) => date.to_string(),
            Self::DateTime(date_time) => date_time.to_string(),
            Self::DayTimeDuration(duration) => duration.to_string(),
            Self::YearMonthDuration(duration) => duration.to_string(),
            Self::HexBinary(bytes) => binary::to_hex(bytes),
            Self::Base64Binary(bytes) => binary::to_base64(bytes),
            Self::Rfc822Name(name) => name.text().to_owned(),
            Self::X500Name(name) => name.text().to_owned(),
            Self::IpAddress(address) => address.text().to_owned(),
            Self::DnsName(name) => name.text().to_owned(),
            Self::XPath(expression) => expression.path.clone(),
        }
    }

    /// Whether two values are equal by the `…-equal` function of their type.
    pub fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Time(one), Self::Time(other)) => one.instant() == other.instant(),
            (Self::Date(one), Self::Date(other)) => one.instant() == other.instant(),
            (Self::DateTime(one), Self::DateTime(other)) => one.instant() == other.instant(),
            // XML Schema lets not-a-number equal itself (part 2, §3.2.5), and so does the conformance suite (IIC350).
            (Self::Double(one), Self::Double(other)) => one == other || one.is_nan() && other.is_nan(),
            _ => self == other,
        }
    }

    /// The order of two values of one ordered type.
    ///
    /// # Errors
    /// A sentence, where the standard forbids the comparison or the type has no order.
    pub fn order(&self, other: &Self) -> Result<Option<Ordering>, Misread> {
        match (self, other) {
            // Both forms of Unicode sort UTF-8 by code point.
            (Self::String(one), Self::String(other)) => Ok(Some(one.cmp(other))),
            (Self::Integer(one), Self::Integer(other)) => Ok(Some(one.cmp(other))),
            // Not a number is neither less nor greater.
            (Self::Double(one), Self::Double(other)) => Ok(one.partial_cmp(other)),
            (Self::Time(one), Self::Time(other)) => one.order(other).map(Some),
            (Self::Date(one), Self::Date(other)) => Ok(Some(one.instant().cmp(&other.instant()))),
            (Self::DateTime(one), Self::DateTime(other)) => Ok(Some(one.instant().cmp(&other.instant()))),
            _ => Err("values of this type have no order".into()),
        }
    }
}
