//! Reading `[[templates]]`.

use super::glob::within_folders;
use super::path::FieldPath;
use super::read::{Reader, Value};
use super::templates::{
    CHANNELS, FORMATS, LANGUAGES, RECIPIENTS, Template, TemplateChannel, TemplateFormat, TemplateLanguage,
    TemplateRecipient, TemplateText,
};
use crate::source::{Span, Spanned};
use toml::de::DeTable;

/// The keys of an entry.
const NAMES: [&str; 8] = ["files", "channel", "field", "fields", "format", "language", "recipient", "resource"];

impl Reader<'_> {
    pub(super) fn templates(&mut self, value: &Value<'_>) -> Vec<Template> {
        let Some(entries) = value.get_ref().as_array() else {
            let help = "write each entry under its own `[[templates]]`";
            self.error(value.span(), "a list of tables is expected here".into(), help);
            return Vec::new();
        };
        entries.iter().filter_map(|entry| self.template(entry)).collect()
    }

    fn template(&mut self, entry: &Value<'_>) -> Option<Template> {
        let table = self.table(entry, "an entry of `templates`")?;
        for key in table.keys() {
            if !NAMES.contains(&key.get_ref().as_ref()) {
                self.unknown(key.span(), key.get_ref(), "key", &NAMES);
            }
        }
        let files = self.member_text(table, "files");
        if table.get("files").is_none() {
            self.error(entry.span(), "`files` is missing".into(), "say which files hold the texts, with a glob");
        }
        let texts = self.texts_of(table, entry);
        let format = table.get("format").and_then(|value| self.one_of(value, FORMATS)).map(|word| match word {
            "html" => TemplateFormat::Html,
            "markdown" => TemplateFormat::Markdown,
            _ => TemplateFormat::Text,
        });
        let language = table.get("language").and_then(|value| self.language(value));
        let recipient =
            table.get("recipient").and_then(|value| self.one_of(value, RECIPIENTS)).map(|word| match word {
                "organization" => TemplateRecipient::Organization,
                "person" => TemplateRecipient::Person,
                _ => TemplateRecipient::Direct,
            });
        let resource = self.member_text(table, "resource");
        let files = files?;
        let matcher = match within_folders(&files.value) {
            Ok(matcher) => matcher,
            Err(error) => {
                let message = format!("this glob is not understood: {}", error.kind());
                self.error(files.span.range(), message, "write it as `varsler/**/*.hbs`");
                return None;
            }
        };
        (!texts.is_empty()).then_some(Template { files, matcher, texts, format, language, recipient, resource })
    }

    fn texts_of(&mut self, table: &DeTable<'_>, entry: &Value<'_>) -> Vec<TemplateText> {
        let one = |this: &mut Self| -> Option<TemplateText> {
            let channel = this.channel(table.get("channel")?)?;
            let field = match table.get("field") {
                Some(value) => Some(this.path(value)?),
                None => None,
            };
            Some(TemplateText { channel, field })
        };
        let Some(fields) = table.get("fields") else {
            if table.get("channel").is_none() {
                let help =
                    "say where the text is shown: `channel = \"sms\"`, or one path for each channel under `fields`";
                self.error(entry.span(), "`channel` is missing".into(), help);
            }
            return one(self).into_iter().collect();
        };
        for name in ["channel", "field"] {
            if let Some((key, _)) = table.get_key_value(name) {
                let message = format!("`{name}` and `fields` say the same thing twice");
                self.error(key.span(), message, "keep one of the two");
            }
        }
        if fields.get_ref().as_table().is_some_and(DeTable::is_empty) {
            self.error(fields.span(), "`fields` names no channel".into(), "write `fields = { sms = \"$.sms.body\" }`");
        }
        let mut texts = Vec::new();
        for (key, value) in self.table(fields, "a channel and the path of its text").into_iter().flatten() {
            let Some(channel) = CHANNELS.iter().position(|word| *word == key.get_ref().as_ref()) else {
                self.unknown(key.span(), key.get_ref(), "channel", CHANNELS);
                continue;
            };
            let field = self.path(value);
            texts.extend(field.map(|field| TemplateText { channel: of_index(channel), field: Some(field) }));
        }
        texts
    }

    fn channel(&mut self, value: &Value<'_>) -> Option<TemplateChannel> {
        let word = self.one_of(value, CHANNELS)?;
        CHANNELS.iter().position(|known| *known == word).map(of_index)
    }

    fn language(&mut self, value: &Value<'_>) -> Option<TemplateLanguage> {
        if value.get_ref().as_str().is_some_and(|text| text.starts_with('$')) {
            return self.path(value).map(|path| TemplateLanguage::Field(path.value));
        }
        let word = self.one_of(value, LANGUAGES)?;
        Some(TemplateLanguage::Known(Spanned::new(word.to_owned(), Span::of(value.span()))))
    }

    fn path(&mut self, value: &Value<'_>) -> Option<Spanned<FieldPath>> {
        let Some(text) = value.get_ref().as_str() else {
            self.error(value.span(), "a path is expected here".into(), "write it as \"$.sms.body\"");
            return None;
        };
        match FieldPath::parse(text) {
            Ok(path) => Some(Spanned::new(path, Span::of(value.span()))),
            Err(error) => {
                let message = format!("this path is not understood: {error}");
                self.error(value.span(), message, "write it as \"$.sms.body\", `$.texts[0]` or `$.texts[*].value`");
                None
            }
        }
    }

    fn member_text(&mut self, table: &DeTable<'_>, name: &str) -> Option<Spanned<String>> {
        let value = table.get(name)?;
        let text = value.get_ref().as_str().filter(|text| !text.trim().is_empty());
        if text.is_none() {
            self.error(value.span(), format!("`{name}` holds no text"), "put it in quotes");
        }
        text.map(|text| Spanned::new(text.to_owned(), Span::of(value.span())))
    }
}

fn of_index(index: usize) -> TemplateChannel {
    match index {
        0 => TemplateChannel::Sms,
        1 => TemplateChannel::EmailSubject,
        _ => TemplateChannel::EmailBody,
    }
}
