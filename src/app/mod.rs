//! `applicationmetadata.json`: what an app says of itself.
//!
//! Source: Altinn/app-lib-dotnet @1363997d2, `AppMetadata.cs` and the schema of Altinn Studio.

use crate::source::{Span, Spanned};
use crate::syntax::json::Value;

/// The parts of the metadata that matter to who is reached.
#[derive(Clone, Debug)]
pub struct Metadata {
    /// The whole object.
    pub span: Span,
    /// `id`: `org/app`.
    pub id: Option<Spanned<String>>,
    /// `org`.
    pub org: Option<Spanned<String>>,
    /// `title` in bokmål, else in whatever language it is given first.
    pub title: Option<Spanned<String>>,
    /// Who may be the party of an instance.
    pub party_types: PartyTypes,
    /// `autoDeleteOnProcessEnd`.
    pub deleted_at_end: bool,
    /// The place of `autoDeleteOnProcessEnd`.
    pub deleted_at: Option<Span>,
    /// The data types.
    pub data_types: Vec<DataType>,
}

/// `partyTypesAllowed`. Where none is set, all are allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartyTypes {
    /// `person`.
    pub person: bool,
    /// `organisation`.
    pub organisation: bool,
    /// `subUnit`.
    pub sub_unit: bool,
    /// `bankruptcyEstate`.
    pub bankruptcy_estate: bool,
    /// The whole object.
    pub span: Option<Span>,
    /// Where it lets a kind of organisation in.
    pub organisations_at: Option<Span>,
}

/// One of `dataTypes`.
#[derive(Clone, Debug)]
pub struct DataType {
    /// `id`.
    pub id: Spanned<String>,
    /// `taskId`.
    pub task: Option<Spanned<String>>,
    /// `actionRequiredToRead`.
    pub action_to_read: Option<Spanned<String>>,
    /// `actionRequiredToWrite`.
    pub action_to_write: Option<Spanned<String>>,
}

impl PartyTypes {
    /// Whether an organisation can be the party: said so, or nothing said at all.
    pub const fn allows_organisations(self) -> bool {
        self.organisation || self.sub_unit || self.bankruptcy_estate || !self.person
    }
}

impl Metadata {
    /// The service owner and the app, from `id`, else from `org`.
    pub fn org_and_app(&self) -> Option<(&str, &str)> {
        self.id.as_ref()?.value.split_once('/').filter(|(org, app)| !org.is_empty() && !app.is_empty())
    }
}

/// Reads the metadata; none if the root is no object.
pub fn read(root: Value<'_>) -> Option<Metadata> {
    root.members().next()?;
    let parties = root.get_ignore_case("partyTypesAllowed");
    let flag =
        |name| parties.and_then(|parties| parties.get_ignore_case(name)).and_then(Value::as_bool).unwrap_or(false);
    let data_types = root.get_ignore_case("dataTypes").map(|list| list.items().filter_map(data_type).collect());
    Some(Metadata {
        span: root.span(),
        id: text(root, "id"),
        org: text(root, "org"),
        title: root
            .get_ignore_case("title")
            .and_then(|title| text(title, "nb").or_else(|| text(title, title.members().next()?.key.value().as_ref()))),
        party_types: PartyTypes {
            person: flag("person"),
            organisation: flag("organisation"),
            sub_unit: flag("subUnit"),
            bankruptcy_estate: flag("bankruptcyEstate"),
            span: parties.map(Value::span),
            organisations_at: ["organisation", "subUnit", "bankruptcyEstate"].into_iter().find_map(|name| {
                let value = parties?.get_ignore_case(name)?;
                value.as_bool().filter(|is_so| *is_so).map(|_| value.span())
            }),
        },
        deleted_at_end: root.get_ignore_case("autoDeleteOnProcessEnd").and_then(Value::as_bool).unwrap_or(false),
        deleted_at: root.get_ignore_case("autoDeleteOnProcessEnd").map(Value::span),
        data_types: data_types.unwrap_or_default(),
    })
}

fn data_type(value: Value<'_>) -> Option<DataType> {
    Some(DataType {
        id: text(value, "id")?,
        task: text(value, "taskId"),
        action_to_read: text(value, "actionRequiredToRead"),
        action_to_write: text(value, "actionRequiredToWrite"),
    })
}

fn text(value: Value<'_>, name: &str) -> Option<Spanned<String>> {
    let text = value.get_ignore_case(name)?.text()?;
    Some(Spanned::new(text.value().into_owned(), text.inner()))
}
