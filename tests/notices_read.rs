//! What is read from an order, and where it stands in the file.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use notify_lint::config::Date;
use notify_lint::notice::{
    Channel, ContentType, Form, Kind, Node, Notice, Order, Placing, Problem, RecipientKind, Request, read_as, read_json,
};
use notify_lint::rules::{Context, Selection, Setting};
use notify_lint::source::{Source, Span, Spanned};
use notify_lint::syntax::{Mapped, json};
use notify_lint::workspace::{FileKind, Loose, Obstacle, Outside, Parts, Service, ServiceKind, loose};
use std::sync::Arc;

struct Read {
    source: Arc<Source>,
    notices: Vec<Notice>,
    problems: Vec<Problem>,
    obstacles: Vec<Obstacle>,
}

fn file(text: &str) -> Read {
    match loose(&Source::from_text("order.json", text)) {
        Loose::Notices(file) => {
            let notices = file.notices().cloned().collect();
            Read { obstacles: file.obstacles(), source: file.source, notices, problems: file.problems }
        }
        other => panic!("an order is read as {other:?}"),
    }
}

fn texts(notice: &Notice) -> Vec<(Channel, ContentType, &str)> {
    notice.texts.iter().map(|text| (text.channel, text.content_type, text.text.as_str())).collect()
}

const CHAIN: &str = r#"{
  "IdempotencyId": "{{orderId}}",
  "recipient": {
    "recipientOrganization": {
      "orgNumber": "{{orgNo}}", "channelSchema": "EmailPreferred",
      "resourceId": "urn:altinn:resource:eksempel-brev", "resourceAction": "sign",
      "emailSettings": { "senderEmailAddress": "ikke-svar@example.com", "subject": "Vedtak", "body": "<p>\u00c5pne {{navn}}</p>", "contentType": "html" },
      "smsSettings": { "sender": "Eksempelkom", "body": "Les vedtaket" }
    }
  },
  "reminders": [
    { "delayDays": 7, "recipient": { "recipientPerson": { "nationalIdentityNumber": "01819010001", "smsSettings": { "body": "Husk" } } } },
    { "delayDays": 14, "recipient": { "recipientSms": { "phoneNumber": {{phone}}, "smsSettings": { "body": {{text}} } } } }
  ]
}"#;

#[test]
fn a_chain_has_a_notice_for_each_message() {
    let file = file(CHAIN);
    assert!(file.problems.is_empty(), "{:?}", file.problems);
    let [main, first, second] = &file.notices[..] else { panic!("{:?}", file.notices) };
    assert_eq!((main.form, main.kind, main.recipient), (Form::OrderV2, Kind::Main, RecipientKind::Organization));
    assert_eq!((first.kind, first.recipient), (Kind::Reminder(1), RecipientKind::Person));
    assert_eq!((second.kind, second.recipient), (Kind::Reminder(2), RecipientKind::Direct));
    assert_eq!(
        texts(main),
        [
            (Channel::EmailSubject, ContentType::Plain, "Vedtak"),
            (Channel::EmailBody, ContentType::Html, "<p>Åpne {{navn}}</p>"),
            (Channel::Sms, ContentType::Plain, "Les vedtaket"),
        ]
    );
    assert_eq!(main.resource_action.as_ref().map(|action| action.as_str()), Some("sign"));
    assert_eq!(main.texts[0].sender.as_ref().map(|sender| sender.as_str()), Some("ikke-svar@example.com"));
    assert_eq!(main.texts[2].sender.as_ref().map(|sender| sender.as_str()), Some("Eksempelkom"));
    assert_eq!(first.national_ids[0].as_str(), "01819010001");
    assert!(second.texts[0].has_holes(), "a bare variable is a text that nobody can see");
}

#[test]
fn spans_lead_through_escapes_to_the_bytes_of_the_file() {
    let file = file(CHAIN);
    let body = &file.notices[0].texts[1];
    let hole = body.holes[0].clone();
    assert_eq!(file.source.slice(body.text.span_of(hole)), "{{navn}}");
    assert_eq!(file.source.slice(body.text.span_of(3..5)), r"\u00c5");
    assert!(file.source.slice(file.notices[1].span).starts_with(r#"{ "nationalIdentityNumber""#));
}

#[test]
fn the_first_version_has_one_text_for_all_its_recipients() {
    let read = file(
        r#"[{"recipients": [{"organizationNumber": "123456785"}, {"organizationNumber": "{{o}}"}], "subject": "a", "body": "b", "contentType": 1, "resourceId": "r"},
            {"order": {"recipients": [{"mobileNumber": "+4799999999"}, {"nationalIdentityNumber": "01819010001"}], "body": "c", "senderNumber": "Eksempelkom"}}]"#,
    );
    let [email, sms] = &read.notices[..] else { panic!("{:?}", read.notices) };
    assert_eq!((email.form, email.recipient), (Form::OrderV1, RecipientKind::Organization));
    let expected = [(Channel::EmailSubject, ContentType::Plain, "a"), (Channel::EmailBody, ContentType::Html, "b")];
    assert_eq!(texts(email), expected);
    assert_eq!(sms.recipient, RecipientKind::Unknown, "two kinds of recipients have none in common");
    assert_eq!(texts(sms), [(Channel::Sms, ContentType::Plain, "c")]);
}

#[test]
fn what_is_sent_at_once_and_what_carries_attachments() {
    let instant =
        file(r#"{"idempotencyId": "a", "recipientSms": {"timeToLiveInSeconds": 300, "smsSettings": {"body": "b"}}}"#);
    assert_eq!((instant.notices[0].form, instant.notices[0].kind), (Form::Instant, Kind::Instant));
    let composed = file(
        r#"{"idempotencyId": "a", "recipient": {"emailAddress": "{{e}}", "emailSettings": {"subject": "s", "body": "b", "attachments": []}}}"#,
    );
    assert_eq!((composed.notices[0].form, composed.notices[0].recipient), (Form::Composed, RecipientKind::Direct));
}

#[test]
fn what_the_api_cannot_read_is_said() {
    for (text, place) in [
        (r#"{"idempotencyId": "a", "recipient": {"recipientSms": {"smsSettings": {"body": 5}}}}"#, "5"),
        (r#"{"idempotencyId": "a", "recipient": {"recipientSms": {"smsSettings": "b"}}}"#, "b"),
        (r#"{"idempotencyId": "a", "recipient": {"recipientBoth": {"smsSettings": {"body": "b"}}}}"#, "recipientBoth"),
        (r#"{"idempotencyId": "a", "recipient": {"recipientSms": {}}, "reminders": {}}"#, "{}"),
        (
            r#"{"idempotencyId": "a", "recipient": {"recipientSms": {}}, "reminders": [{"delayDays": 1}]}"#,
            r#"{"delayDays": 1}"#,
        ),
        (r#"{"idempotencyId": "a", "recipient": {"recipientSms": {},}}"#, ","),
        (r#"{"idempotencyId": "a", "recipient": {"recipientSms": {}}} // sak 4711"#, "// sak 4711"),
        (r#"{"recipients": [{"mobileNumber": "+47"}, "123456785"], "body": "b"}"#, "123456785"),
    ] {
        let file = file(text);
        let [obstacle] = &file.obstacles[..] else { panic!("{text}: {:?}", file.problems) };
        assert_eq!((obstacle.kind, file.source.slice(obstacle.at.span)), (FileKind::Order, place), "{text}");
    }
}

#[test]
fn a_broken_order_is_an_obstacle_and_other_broken_json_is_not() {
    let cut = &CHAIN[..CHAIN.find("Les vedtaket").unwrap()];
    assert!(
        matches!(loose(&Source::from_text("a.json", cut)), Loose::Unreadable(obstacle) if obstacle.kind == FileKind::Order)
    );
    let openapi = format!(r#"{{"openapi": "3.0.1", "example": {CHAIN}"#);
    assert!(matches!(loose(&Source::from_text("a.json", openapi.as_str())), Loose::Foreign));
    assert!(matches!(loose(&Source::from_text("a.json", format!("{openapi}}}"))), Loose::Foreign));
    let schema = r##"{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {
        "idempotencyId": {"type": "string"}, "recipient": {"recipientSms": {"type": "object", "properties": {
        "smsSettings": {"body": {"type": "string"}}}}}}, "examples": [{"recipients": [{"mobileNumber": "+47"}], "body": "b"}]}"##;
    assert!(matches!(loose(&Source::from_text("a.json", schema)), Loose::Foreign));
}

fn app(signing: &str, texts: &str) -> (Parts, Arc<Source>) {
    let process = format!(
        r#"<d:definitions xmlns:d="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:a="http://altinn.no/process"><d:process id="p">
        <d:startEvent id="s"/><d:task id="Task_1"><d:extensionElements><a:taskExtension><a:taskType>signing</a:taskType>
        <a:signatureConfig>{signing}</a:signatureConfig></a:taskExtension></d:extensionElements></d:task><d:endEvent id="e"/>
        <d:sequenceFlow id="f" sourceRef="s" targetRef="Task_1"/><d:sequenceFlow id="g" sourceRef="Task_1" targetRef="e"/>
        </d:process></d:definitions>"#
    );
    let texts = Source::from_text("App/config/texts/resource.nn.json", texts);
    let process = Some(Source::from_text("App/config/process/process.bpmn", process));
    (Parts { process, texts: vec![Arc::clone(&texts)], ..Parts::default() }, texts)
}

const TEXTS: &str = r#"{"language": "nn", "resources": [
  {"id": "Form.title", "value": "Sjå altinn.no"},
  {"id": "signing.correspondence_body_common", "value": "$instanceUrl$"},
  {"id": "signing.email_subject", "value": "Signer årsrapporten"},
  {"id": "signing.notification_content", "value": "Eksempelkommune ventar på signaturen din, {0}."}]}"#;

#[test]
fn texts_of_signing_are_notices_where_somebody_provides_the_signers() {
    let provider = "<a:signeeProviderId>signatarar</a:signeeProviderId>";
    let (parts, source) = app(provider, TEXTS);
    let service = Service::read(ServiceKind::App, &parts, &Outside::NOTHING);
    assert!(service.obstacles.is_empty(), "{:?}", service.obstacles);
    let [notice] = &service.notices[..] else { panic!("{:?}", service.notices) };
    assert_eq!((notice.form, source.slice(notice.span)), (Form::TextResource, "signing.email_subject"));
    let channels: Vec<Channel> = notice.texts.iter().map(|text| text.channel).collect();
    assert_eq!(channels, [Channel::EmailSubject, Channel::EmailBody, Channel::Sms]);
    assert_eq!(notice.texts[0].language.as_ref().map(|language| language.value.as_str()), Some("nn"));
    assert!(notice.texts[1].has_holes());

    let (parts, _) = app("<a:signatureDataType>signatur</a:signatureDataType>", TEXTS);
    assert!(Service::read(ServiceKind::App, &parts, &Outside::NOTHING).notices.is_empty());
}

#[test]
fn a_text_file_that_is_something_else_is_an_obstacle() {
    for (text, obstacles) in
        [("{}", 0), (r#"{"language": "nb", "resources": []}"#, 0), (r#"{"sha": "a"}"#, 1), ("[", 1), ("[]", 1)]
    {
        let (parts, _) = app("", text);
        let service = Service::read(ServiceKind::App, &parts, &Outside::NOTHING);
        assert_eq!(service.obstacles.len(), obstacles, "{text}: {:?}", service.obstacles);
        assert!(service.obstacles.iter().all(|obstacle| obstacle.kind == FileKind::Config));
    }
}

/// The orders of a piece of JSON that stands somewhere in a file.
fn embedded(file: &str, json: &str, request: Option<&Request>) -> Vec<Order> {
    let start = u32::try_from(file.find(json).unwrap()).unwrap();
    let document = json::Document::parse(json);
    read_json(&Source::from_text("orders.http", file), document.root().unwrap(), &Placing::At(start), request).orders
}

#[test]
fn an_order_inside_another_file_keeps_its_places() {
    let json = r#"{"recipients": [{"mobileNumber": "{{mobil}}"}], "body": "Et brev fra Eksempelkommune"}"#;
    let text = format!("### Send en SMS\nPOST {{{{base}}}}/notifications/api/v1/orders/sms\n\n{json}\n");
    let url = "{{base}}/notifications/api/v1/orders/sms";
    let at = u32::try_from(text.find(url).unwrap()).unwrap();
    let span = Span::new(at, at + u32::try_from(url.len()).unwrap());
    let request = Request { method: "POST".into(), url: Mapped::verbatim(url, span) };
    let orders = embedded(&text, json, Some(&request));
    let [order] = &orders[..] else { panic!("{orders:?}") };
    assert_eq!((order.form, order.is_certain), (Form::OrderV1, true));
    let body = &order.notices[0].texts[0];
    assert_eq!(order.source.slice(body.text.span()), "Et brev fra Eksempelkommune");
    let mut findings = Vec::new();
    let context = Context::on(Date::parse("2026-11-22").unwrap());
    Selection::new(|_| Setting::Default).check_order(order, &context, &mut findings);
    let told: Vec<_> = findings.iter().map(|one| (one.rule, one.at.source.slice(one.at.span))).collect();
    assert_eq!(told, [("order/old-endpoint", url)]);
}

#[test]
fn the_path_settles_what_the_members_leave_open() {
    let json = r#"{"idempotencyId": "{{id}}", "recipient": {{recipient}}}"#;
    let at = |url: &str| {
        let request = Request { method: "post".into(), url: Mapped::verbatim(url, Span::default()) };
        embedded(json, json, Some(&request)).first().map(|order| order.form)
    };
    assert_eq!(at("https://platform.altinn.no/notifications/api/v1/future/orders"), Some(Form::OrderV2));
    assert_eq!(at("{{base}}/future/orders/composed-email"), Some(Form::Composed));
    assert_eq!(at("{{base}}/future/orders/instant"), Some(Form::Instant));
    assert_eq!(embedded(r#"{"a": 1}"#, r#"{"a": 1}"#, None).len(), 0);
}

#[test]
fn a_correspondence_has_a_message_a_notice_and_a_reminder() {
    let json = r#"{"correspondence": {"resourceId": "eksempel-brev", "isConfidential": false,
        "content": {"language": "nn", "messageTitle": "Brev", "messageSummary": "Eit brev", "messageBody": "Les https://example.no"},
        "notification": {"notificationTemplate": 1, "notificationChannel": "EmailAndSms", "emailBody": "a.", "emailContentType": "Html",
            "SmsBody": "b.", "sendReminder": true, "reminderSmsBody": "c.", "customRecipients": [{"nationalIdentityNumber": "01819010001"}]}},
        "recipients": ["0192:123456785", "urn:altinn:organization:identifier-no:{{orgNo}}"]}"#;
    let orders = embedded(json, json, None);
    let [order] = &orders[..] else { panic!("{orders:?}") };
    let [main, reminder] = &order.notices[..] else { panic!("{:?}", order.notices) };
    assert_eq!((main.form, main.recipient, main.is_framed), (Form::Correspondence, RecipientKind::Organization, true));
    assert_eq!(main.resource(), Some("eksempel-brev"));
    assert_eq!(main.national_ids[0].as_str(), "01819010001");
    assert_eq!(texts(main), [(Channel::EmailBody, ContentType::Html, "a."), (Channel::Sms, ContentType::Plain, "b.")]);
    assert_eq!((reminder.kind, texts(reminder)), (Kind::Reminder(1), vec![(Channel::Sms, ContentType::Plain, "c.")]));
    let inbox: Vec<_> = order.inbox.iter().map(|text| (text.channel, text.text.as_str())).collect();
    let expected = [
        (Channel::InboxTitle, "Brev"),
        (Channel::InboxSummary, "Eit brev"),
        (Channel::InboxBody, "Les https://example.no"),
    ];
    assert_eq!(inbox, expected);
    assert_eq!(order.inbox[0].language.as_ref().map(|code| code.value.as_str()), Some("nn"));
}

#[test]
fn a_request_for_an_instance_has_its_texts_in_each_language() {
    let json = r#"{"instanceOwner": {"personNumber": "01819010001"}, "notification": {"customSms": {"senderName": "Eksempelkom",
        "text": {"nb": "Et skjema", "nn": "Eit skjema", "en": "A form", "sma": "x"}}, "reminders": [{"sendAfterDays": 7}]}}"#;
    let orders = embedded(json, json, None);
    let [order] = &orders[..] else { panic!("{orders:?}") };
    let main = &order.notices[0];
    assert_eq!((main.recipient, order.notices.len()), (RecipientKind::Person, 2));
    let languages: Vec<_> = main.texts.iter().filter_map(|text| Some(text.language.as_ref()?.value.as_str())).collect();
    assert_eq!(languages, ["nb", "nn", "en"]);
    assert_eq!(main.texts[2].sender.as_ref().map(Mapped::as_str), Some("Eksempelkom"));
}

#[test]
fn a_dialog_is_no_notice() {
    let json = r#"{"serviceResource": "urn:altinn:resource:a", "party": "p", "content": {
        "title": {"value": [{"languageCode": "nb", "value": "Tittel"}, {"languageCode": "nn", "value": "Tittel"}]},
        "additionalInfo": {"value": [{"languageCode": "nb", "value": "Les https://example.no"}]}}}"#;
    let orders = embedded(json, json, None);
    let [order] = &orders[..] else { panic!("{orders:?}") };
    assert_eq!((order.form, order.notices.len(), order.inbox.len()), (Form::Dialog, 0, 3));
}

#[test]
fn the_keys_of_a_form_are_read_like_json() {
    let pair = |key: &str, value: &str| {
        (Spanned::new(key.to_owned(), Span::default()), Mapped::verbatim(value, Span::default()))
    };
    let body = Node::from_flat(
        [
            pair("correspondence.resourceid", "eksempel-brev"),
            pair("correspondence.sendersreference", "sak-1"),
            pair("correspondence.content.messagetitle", "Brev"),
            pair("correspondence.content.messagebody", "Et brev."),
            pair("correspondence.notification.notificationchannel", "4"),
            pair("correspondence.notification.smsbody", "Et brev fra Eksempelkommune."),
            pair("correspondence.notification.sendreminder", "true"),
            pair("recipients[0]", "0192:123456785"),
        ],
        Span::default(),
    );
    let source = Source::from_text("send.bru", "");
    let reading = read_as(&source, body, Form::CorrespondenceMultipart, None);
    let [order] = &reading.orders[..] else { panic!("{reading:?}") };
    assert_eq!((order.notices.len(), order.notices[0].form), (2, Form::CorrespondenceMultipart));
    let mut findings = Vec::new();
    let context = Context::on(Date::parse("2026-11-22").unwrap());
    Selection::new(|_| Setting::Default).check_order(order, &context, &mut findings);
    let told: Vec<_> = findings.iter().map(|one| one.rule).collect();
    assert_eq!(told, ["order/channel-without-content", "order/reminder-content-missing", "sms/sent-twice"]);
}
