//! A text that is there in one language and blank in another, or a subject that is the whole e-mail.

use crate::notice::{Channel, Notice};
use crate::rules::{Context, Report};
use crate::text::squeezed;

pub(crate) fn check(notice: &Notice, _: &Context<'_>, report: &mut Report<'_>) {
    let texts = || notice.texts.iter();
    let language = |text: &crate::notice::MessageText| text.language.as_ref().map(|code| code.value.clone());
    for subject in texts().filter(|text| text.channel == Channel::EmailSubject && !text.has_holes()) {
        let words = squeezed(subject.text.as_str());
        let body = texts().find(|text| text.channel == Channel::EmailBody && language(text) == language(subject));
        if let Some(body) = body.filter(|body| !words.is_empty() && squeezed(body.text.as_str()) == words) {
            report
                .at(notice.at(body.text.span()))
                .says("the e-mail says nothing but its subject")
                .help("say in the e-mail who writes, what it is about and where it is found")
                .also(notice.at(subject.text.span()), "the subject");
        }
    }
}
