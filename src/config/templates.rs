//! `[[templates]]`: texts of the user's own, in files of a shape that only the user knows.

use super::path::FieldPath;
use crate::source::Spanned;
use globset::GlobMatcher;
use std::path::{Path, PathBuf};

/// One entry of `[[templates]]`.
#[derive(Clone, Debug)]
pub struct Template {
    /// `files`, as written.
    pub files: Spanned<String>,
    /// The same, to match paths with.
    pub matcher: GlobMatcher,
    /// What is in such a file; never empty.
    pub texts: Vec<TemplateText>,
    /// `format`; by the end of the file's name where it is not given.
    pub format: Option<TemplateFormat>,
    /// `language`; by the path where it is not given.
    pub language: Option<TemplateLanguage>,
    /// `recipient`.
    pub recipient: Option<TemplateRecipient>,
    /// `resource`.
    pub resource: Option<Spanned<String>>,
}

/// One text of such a file.
#[derive(Clone, Debug)]
pub struct TemplateText {
    /// Where it is shown.
    pub channel: TemplateChannel,
    /// Where in the file it is; the whole file where it is not given.
    pub field: Option<Spanned<FieldPath>>,
}

/// Where a text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateChannel {
    /// `sms`.
    Sms,
    /// `email-subject`.
    EmailSubject,
    /// `email-body`.
    EmailBody,
}

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateFormat {
    /// `text`.
    Text,
    /// `html`.
    Html,
    /// `markdown`, which is judged as the plain text it is.
    Markdown,
}

/// What says the language of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateLanguage {
    /// `nb`, `nn` or `en`.
    Known(Spanned<String>),
    /// A field of the file.
    Field(FieldPath),
}

/// Who a text goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateRecipient {
    /// `organization`.
    Organization,
    /// `person`.
    Person,
    /// `direct`: an address or telephone number.
    Direct,
}

/// The words for a channel.
pub const CHANNELS: &[&str] = &["sms", "email-subject", "email-body"];
/// The words for a format.
pub const FORMATS: &[&str] = &["text", "html", "markdown"];
/// The words for a recipient.
pub const RECIPIENTS: &[&str] = &["organization", "person", "direct"];
/// The languages of Altinn.
pub const LANGUAGES: &[&str] = &["nb", "nn", "en"];

/// Where the configuration and the one who reads its paths stand.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// The folder that relative paths start from.
    pub here: PathBuf,
    /// The folder of the configuration, which its globs start from.
    pub folder: PathBuf,
}

impl Standing {
    /// A path as the globs of the configuration see it; none outside its folder.
    pub fn seen(&self, path: &Path) -> Option<PathBuf> {
        let absolute = self.here.join(path.strip_prefix(".").unwrap_or(path));
        absolute.strip_prefix(&self.folder).ok().map(Path::to_owned)
    }
}
