//! The data types of XACML 3.0 core (appendix B.3), and the older names of two of them.

/// A data type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DataType {
    /// `string`.
    String,
    /// `boolean`.
    Boolean,
    /// `integer`.
    Integer,
    /// `double`.
    Double,
    /// `time`.
    Time,
    /// `date`.
    Date,
    /// `dateTime`.
    DateTime,
    /// `dayTimeDuration`.
    DayTimeDuration,
    /// `yearMonthDuration`.
    YearMonthDuration,
    /// `anyURI`.
    AnyUri,
    /// `hexBinary`.
    HexBinary,
    /// `base64Binary`.
    Base64Binary,
    /// `rfc822Name`.
    Rfc822Name,
    /// `x500Name`.
    X500Name,
    /// `ipAddress`.
    IpAddress,
    /// `dnsName`.
    DnsName,
    /// `xpathExpression`.
    XPathExpression,
}

impl DataType {
    /// Every type.
    pub const ALL: [Self; 17] = [
        Self::String,
        Self::Boolean,
        Self::Integer,
        Self::Double,
        Self::Time,
        Self::Date,
        Self::DateTime,
        Self::DayTimeDuration,
        Self::YearMonthDuration,
        Self::AnyUri,
        Self::HexBinary,
        Self::Base64Binary,
        Self::Rfc822Name,
        Self::X500Name,
        Self::IpAddress,
        Self::DnsName,
        Self::XPathExpression,
    ];

    /// The URI.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::String => "http://www.w3.org/2001/XMLSchema#string",
            Self::Boolean => "http://www.w3.org/2001/XMLSchema#boolean",
            Self::Integer => "http://www.w3.org/2001/XMLSchema#integer",
            Self::Double => "http://www.w3.org/2001/XMLSchema#double",
            Self::Time => "http://www.w3.org/2001/XMLSchema#time",
            Self::Date => "http://www.w3.org/2001/XMLSchema#date",
            Self::DateTime => "http://www.w3.org/2001/XMLSchema#dateTime",
            Self::DayTimeDuration => "http://www.w3.org/2001/XMLSchema#dayTimeDuration",
            Self::YearMonthDuration => "http://www.w3.org/2001/XMLSchema#yearMonthDuration",
            Self::AnyUri => "http://www.w3.org/2001/XMLSchema#anyURI",
            Self::HexBinary => "http://www.w3.org/2001/XMLSchema#hexBinary",
            Self::Base64Binary => "http://www.w3.org/2001/XMLSchema#base64Binary",
            Self::Rfc822Name => "urn:oasis:names:tc:xacml:1.0:data-type:rfc822Name",
            Self::X500Name => "urn:oasis:names:tc:xacml:1.0:data-type:x500Name",
            Self::IpAddress => "urn:oasis:names:tc:xacml:2.0:data-type:ipAddress",
            Self::DnsName => "urn:oasis:names:tc:xacml:2.0:data-type:dnsName",
            Self::XPathExpression => "urn:oasis:names:tc:xacml:3.0:data-type:xpathExpression",
        }
    }

    /// The name within function ids and in the JSON profile: what stands behind the last `#` or `:`.
    pub fn name(self) -> &'static str {
        self.uri().rsplit(['#', ':']).next().unwrap_or_default()
    }

    /// The type of a URI; the durations also by the draft that XACML 1.0 and 2.0 cited.
    pub fn of(uri: &str) -> Option<Self> {
        match uri {
            "http://www.w3.org/TR/2002/WD-xquery-operators-20020816#dayTimeDuration" => Some(Self::DayTimeDuration),
            "http://www.w3.org/TR/2002/WD-xquery-operators-20020816#yearMonthDuration" => Some(Self::YearMonthDuration),
            _ => Self::ALL.into_iter().find(|data_type| data_type.uri() == uri),
        }
    }

    /// The type of a name, as the JSON profile shortens it.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|data_type| data_type.name() == name)
    }
}
