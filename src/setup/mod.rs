//! What must be in place before a notice can be sent: the scopes that are asked for, where the API is called, and how old
//! the app library is. Only what a file says in so many words is read; the rest is silence.
//!
//! Sources: Altinn/altinn-studio-docs `content/notifications/**` (scopes, version of the packages); Altinn/altinn-apiclient-maskinporten
//! `IMaskinportenSettings` (`Scope`); nais/doc `docs/auth/maskinporten` (`scopes.consumes`, `MASKINPORTEN_SCOPES`).

mod calls;
mod json;
mod lines;
mod packages;
mod scopes;
mod yaml;

use crate::source::{Location, Source, Span, Spanned};
use std::path::Path;
use std::sync::Arc;

pub use scopes::{COMPOSED_EMAIL, NOTIFICATIONS};

/// What one file says of the setup.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The file.
    pub source: Arc<Source>,
    /// Whether it is a file of requests, whose scopes are those of single tokens.
    pub is_of_requests: bool,
    /// The scopes that are asked for, list by list.
    pub scopes: Vec<ScopeList>,
    /// Where the Notifications API is called.
    pub calls: Vec<Call>,
    /// Packages of the app library.
    pub packages: Vec<Package>,
    /// Whether there is more in the file than could be read.
    pub is_partial: bool,
}

/// Scopes that are asked for together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeList {
    /// The scopes, as written.
    pub scopes: Vec<Spanned<String>>,
    /// Whether something is filled in that cannot be seen here.
    pub has_holes: bool,
}

/// A place where the Notifications API is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// How.
    pub kind: CallKind,
    /// Where.
    pub span: Span,
}

/// How the Notifications API is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallKind {
    /// An order, by its address.
    Order,
    /// An e-mail with attachments, by its address.
    ComposedEmail,
    /// By a client of the app library, which comes with a token of its own.
    AppClient,
}

/// A package and the version that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: Spanned<String>,
    /// The version, as written.
    pub version: Spanned<String>,
}

/// Which kind of file it is, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Json,
    Yaml,
    Variables,
    Terraform,
    Requests,
    CSharp,
    Project,
}

/// The ends of the names of files that are read for the setup alone.
pub const ENDINGS: [&str; 10] = ["csproj", "props", "cs", "yaml", "yml", "tf", "tfvars", "env", "http", "bru"];

fn kind_of(path: &Path) -> Option<Kind> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    match end {
        "json" if name.starts_with("appsettings") || name.contains("maskinporten") => Some(Kind::Json),
        "yaml" | "yml" => Some(Kind::Yaml),
        "tf" | "tfvars" => Some(Kind::Terraform),
        "http" | "bru" => Some(Kind::Requests),
        "cs" => Some(Kind::CSharp),
        "csproj" => Some(Kind::Project),
        "props" if name.starts_with("directory.") => Some(Kind::Project),
        "env" => Some(Kind::Variables),
        _ if is_variables(&name) => Some(Kind::Variables),
        _ => None,
    }
}

/// Whether a file holds environment variables by its name alone: `.env`, `.env.local`.
pub fn is_variables(name: &str) -> bool {
    name == ".env" || name.starts_with(".env.")
}

/// What a file says of the setup; none if it says nothing.
pub fn read(source: &Arc<Source>) -> Option<Setup> {
    let kind = kind_of(source.path())?;
    let mut setup = Setup {
        source: Arc::clone(source),
        is_of_requests: kind == Kind::Requests,
        scopes: Vec::new(),
        calls: Vec::new(),
        packages: Vec::new(),
        is_partial: false,
    };
    let text = source.text();
    match kind {
        // Nearly every file of these kinds is about something else, and some are large.
        Kind::Json | Kind::Yaml | Kind::Variables | Kind::Terraform if !scopes::could_be_in(text) => {}
        Kind::Json => json::read(text, &mut setup),
        Kind::Yaml => yaml::read(text, &mut setup),
        Kind::Variables => setup.scopes = lines::variables(text),
        Kind::Terraform => setup.scopes = lines::terraform(text),
        Kind::Requests => {
            setup.scopes = lines::requests(text);
            setup.calls = calls::of_requests(text);
        }
        Kind::CSharp => setup.calls = calls::of_csharp(text),
        Kind::Project => setup.packages = packages::read(text),
    }
    let says_something =
        setup.is_partial || !(setup.scopes.is_empty() && setup.calls.is_empty() && setup.packages.is_empty());
    says_something.then_some(setup)
}

impl Setup {
    /// A place in the file.
    pub fn at(&self, span: Span) -> Location {
        Location::new(&self.source, span)
    }
}
