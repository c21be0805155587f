//! A text that is there in one language and blank in another, or a subject that is the whole e-mail.

use crate::notice::Channel;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::same_words;

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let texts = || notice.texts.iter();
    let language = |text: &crate::notice::MessageText| text.language.as_ref().map(|code| code.value.clone());
    for subject in texts().filter(|text| text.channel == Channel::EmailSubject && !text.has_holes()) {
        let body = texts().find(|text| text.channel == Channel::EmailBody && language(text) == language(subject));
        if let Some(body) = body.filter(|body| same_words(body.text.as_str(), subject.text.as_str())) {
            report
                .at(notice.at(body.text.span()))
                .says("the e-mail says nothing but its subject")
                .help("say in the e-mail who writes, what it is about and where it is found")
                .also(notice.at(subject.text.span()), "the subject");
        }
    }
}
