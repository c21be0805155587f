//! Orders inside other files: what is read of them, and that it is found where it stands.

#![allow(clippy::expect_used, clippy::print_stdout, clippy::disallowed_methods, missing_docs)]

mod binary;
mod trees;

use binary::{copy, project, run, write};
use notify_lint::config::Config;
use notify_lint::lint::Repository;
use notify_lint::notice::{Channel, Form, Notice, read_code};
use notify_lint::source::Source;
use notify_lint::workspace::{FileKind, Loose, LooseFile, loose};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

const DAY: &str = "2026-10-01";

fn judged(folder: &str) -> String {
    let folder = format!("fixtures/notices/{folder}");
    let run = run(project(), &["check", &folder, "--no-config", "--as-of", DAY, "--format", "concise"]);
    assert_eq!(run.err, "");
    run.out
}

#[test]
fn every_carrier_is_judged_where_its_texts_stand() {
    for carrier in ["http", "bruno", "postman", "csharp", "eformidling", "altinn2", "shell"] {
        insta::assert_snapshot!(carrier, judged(carrier));
    }
}

#[test]
fn a_person_is_shown_the_line_of_code() {
    let run = run(project(), &["check", "fixtures/notices/csharp", "--no-config", "--as-of", DAY]);
    insta::assert_snapshot!(run.out);
}

fn file(path: &str, text: &str) -> LooseFile {
    match loose(&Source::from_text(path, text)) {
        Loose::Notices(file) => file,
        other => panic!("{path} is read as {other:?}\n{text}"),
    }
}

fn code(files: &[(&str, &str)]) -> Vec<Notice> {
    let sources: Vec<Arc<Source>> = files.iter().map(|(path, text)| Source::from_text(*path, *text)).collect();
    read_code(&sources)
        .files
        .into_iter()
        .flat_map(|(_, reading)| reading.orders)
        .flat_map(|order| order.notices)
        .collect()
}

fn said(notices: &[Notice]) -> Vec<(Channel, &str)> {
    notices.iter().flat_map(|notice| &notice.texts).map(|text| (text.channel, text.text.as_str())).collect()
}

#[test]
fn the_request_line_goes_with_the_order() {
    let text = std::fs::read_to_string(project().join("fixtures/notices/http/varsler.http")).expect("there");
    let read = file("varsler.http", &text);
    let requests: Vec<(&str, &str)> = read
        .orders
        .iter()
        .filter_map(|order| order.request.as_ref())
        .map(|request| (request.method.as_str(), request.url.as_str()))
        .collect();
    let expected = [
        ("POST", "{{base}}/notifications/api/v1/future/orders"),
        ("POST", "{{base}}/notifications/api/v1/orders/sms?api-version=1"),
        ("POST", "{{base}}/correspondence/api/v1/correspondence/upload"),
    ];
    assert_eq!(requests, expected);
    let forms: Vec<Form> = read.orders.iter().map(|order| order.form).collect();
    assert_eq!(forms, [Form::OrderV2, Form::OrderV1, Form::CorrespondenceMultipart]);
}

#[test]
fn what_is_switched_off_or_not_sent_is_not_read() {
    let disabled = "post {\n  url: {{b}}/correspondence/api/v1/correspondence/upload\n  body: multipartForm\n}\n\
        body:multipart-form {\n  ~correspondence.notification.smsBody: a\n}\n\
        body:json {\n  {\"recipients\": [{\"mobileNumber\": \"+4799999999\"}], \"body\": \"b\"}\n}\n";
    assert!(matches!(loose(&Source::from_text("a.bru", disabled)), Loose::Foreign));
    let answers = "GET {{b}}/notifications/api/v1/orders/1\n\n{\"recipients\": [], \"smsTemplate\": {\"body\": \"b\"}, \
        \"creator\": \"ttd\", \"created\": \"2026\"}\n";
    assert!(matches!(loose(&Source::from_text("a.http", answers)), Loose::Foreign));
}

#[test]
fn comments_before_an_order_hide_nothing_and_may_silence() {
    let folder = copy("apps/healthy");
    let order = "// sendes om natten\n/* av\n   systemet */\n{\n  \"recipients\": [{ \"organizationNumber\": \"{{orgnr}}\" }],\n  \"resourceId\": \"eks\",\n  \"body\": \"Eksempelkommune: https://example.no\", // notify-lint: ignore content/link-in-sms: avtalt\n  \"senderNumber\": \"Eksempelkom\"\n}\n";
    for (file, found) in [("ordre.json", true), ("ordre.jsonc", false)] {
        write(folder.path(), file, order);
        let run = run(
            folder.path(),
            &["check", "--format", "concise", "--as-of", DAY, "--select", "content/link-in-sms", file],
        );
        assert_eq!(
            (run.status, run.out.contains(":7:29: error[content/link-in-sms]")),
            (i32::from(found), found),
            "{file}\n{}{}",
            run.out,
            run.err
        );
    }
}

#[test]
fn settings_of_composed_services_are_read() {
    let text = "services:\n  post:\n    environment:\n      - TZ=Europe/Oslo\n      - DIFI_MOVE_DPV_NOTIFICATIONTEXT=Brev fra Eksempelkommune æ\n      - name: DIFI_MOVE_DPV_EMAILSUBJECT\n        value: Nytt brev\n";
    let read = file("docker-compose.yml", text);
    let notices: Vec<Notice> = read.notices().cloned().collect();
    let texts = said(&notices);
    assert_eq!(texts[..2], [(Channel::EmailSubject, "Nytt brev"), (Channel::EmailBody, "Brev fra Eksempelkommune æ")]);
    let at = notices[0].texts.iter().find(|one| one.channel == Channel::Sms).expect("an SMS").text.span();
    assert_eq!(read.source.slice(at), "Brev fra Eksempelkommune æ");
}

#[test]
fn a_body_that_cannot_be_read_is_said() {
    let bru = "post {\n  url: {{b}}/notifications/api/v1/future/orders\n  body: json\n}\nbody:json {\n  {{ordre}}\n}\n";
    let read = file("a.bru", bru);
    let [obstacle] = &read.obstacles()[..] else { panic!("{:?}", read.problems) };
    assert_eq!((obstacle.kind, read.source.slice(obstacle.at.span)), (FileKind::Unseen, "{{ordre}}"));
    let open = "post {\n  url: {{b}}/notifications/api/v1/future/orders\n  body: json\n}\nbody:json {\n  {\"a\": 1}\n";
    let read = file("a.bru", open);
    let [obstacle] = &read.obstacles()[..] else { panic!("{:?}", read.problems) };
    assert_eq!((obstacle.kind, read.source.slice(obstacle.at.span)), (FileKind::Order, "body:json"));
    let comma =
        "POST {{b}}/notifications/api/v1/future/orders\n\n{\"idempotencyId\": \"å\", \"recipient\": \"{{r}}\",}\n";
    let read = file("a.http", comma);
    let [obstacle] = &read.obstacles()[..] else { panic!("{:?}", read.problems) };
    assert_eq!((obstacle.kind, read.source.slice(obstacle.at.span)), (FileKind::Order, ","));
}

#[test]
fn a_notice_of_an_app_may_be_a_part_of_a_form() {
    let text = "POST {{app}}/instances\nContent-Type: multipart/form-data; boundary=\"x\"\n\n--x\n\
        Content-Disposition: form-data; name=\"instance\"\nContent-Type: application/json\n\n{\"instanceOwner\": {}}\n--x\n\
        Content-Disposition: form-data; name=\"notification\"\nContent-Type: application/json\n\n\
        {\"customSms\": {\"senderName\": \"Eksempelkom\", \"text\": {\"nb\": \"Åpne $appName$\", \"nn\": \"Opne\", \"en\": \"Open\"}}}\n--x--\n";
    let read = file("a.http", text);
    let [order] = &read.orders[..] else { panic!("{:?}", read.orders) };
    assert_eq!(order.form, Form::AppInstantiation);
    let texts = &order.notices[0].texts;
    assert_eq!(read.source.slice(texts[0].text.span_of(0..2)), "Å");
}

#[test]
fn objects_calls_and_names_of_code_are_followed() {
    let notices = code(&[
        (
            "a/Sender.cs",
            r#"using Altinn.App; class Sender { const string Sms = "Hei " + "på deg";
            void A() { var a = new EmailNotification { Subject = Tekst.Emne, Body = $"Kjære {Navn(x, "}")}", Recipients = r };
                SmsNotification b = new() { Body = Sms, Recipients = [new("1")] };
                var c = b with { Body = "Ny" }; Send(new CustomSms { SenderName = "E", Text = new CustomText { Nb = "nb", Nn = Sender.Sms } }); } }"#,
        ),
        ("b/Tekst.cs", "static class Tekst { public static string Emne { get; } = \"Emnet\"; }"),
        ("b/Andre.cs", "static class Andre { public const string Sms = \"feil\"; }"),
    ]);
    let expected = [
        (Channel::EmailBody, "Kjære {{Navn_x_____}}"),
        (Channel::Sms, "Hei på deg"),
        (Channel::Sms, "Ny"),
        (Channel::Sms, "nb"),
        (Channel::Sms, "Hei på deg"),
        (Channel::EmailSubject, "Emnet"),
    ];
    let mut found: Vec<(Channel, String)> =
        said(&notices).into_iter().map(|(channel, text)| (channel, text.to_owned())).collect();
    found.retain(|(_, text)| text != "{{Tekst.Emne}}");
    let body = found.iter().position(|(channel, _)| *channel == Channel::EmailBody).expect("a body");
    assert!(found[body].1.starts_with("Kjære {{Navn"), "{found:?}");
    found[body].1 = expected[0].1.to_owned();
    assert_eq!(found, expected.map(|(channel, text)| (channel, text.to_owned())));
    let there = notices.iter().find(|notice| notice.source.path().ends_with("Tekst.cs")).expect("the subject");
    assert_eq!(there.source.slice(there.texts[0].text.span()), "Emnet");
}

#[test]
fn types_of_others_with_the_same_names_are_left_alone() {
    let notices =
        code(&[("A.cs", "new SmsNotification { Body = \"a\" }; new EmailNotification { Subject = \"hello\" };")]);
    assert_eq!(notices.len(), 0);
}

#[test]
fn what_code_computes_is_not_guessed() {
    let notices = code(&[(
        "A.cs",
        r#"/* Altinn */ class A { void B() { new SmsNotification { Body = Lag("a", "b") }; new SmsNotification { Body = "a".ToUpper() };
            /* new SmsNotification { Body = "c" } */ // new SmsNotification { Body = "d" }
            var s = "new SmsNotification { Body = \"e\" }"; new SmsNotification { Body = Finnes.Ikke }; } }"#,
    )]);
    assert_eq!(notices.len(), 3);
    for notice in &notices {
        assert!(
            notice.texts.iter().all(|text| text.holes.first() == Some(&(0..text.text.as_str().len()))),
            "{notice:?}"
        );
    }
}

/// A text as people write it, with everything in it that is in the way.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(
        &["Hei", " ", "å", "Ø", "🙂", "\"", "\\", "'", "–", "$recipientName$", "{{navn}}", ".", "é"][..],
    );
    prop::collection::vec(piece, 1..12)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("blank at an end", |text| text.trim() == text && !text.ends_with('\\'))
}

/// Every character of a text is found in the file as itself, or as an escape of it.
fn found_again(notice: &Notice, text: &str) -> Result<(), TestCaseError> {
    let found = notice.texts.iter().find(|one| one.text.as_str() == text);
    let found = found.ok_or_else(|| TestCaseError::fail(format!("{text:?} is not in {:?}", notice.texts)))?;
    for (at, character) in text.char_indices() {
        let written = notice.source.slice(found.text.span_of(at..at + character.len_utf8()));
        let is_escape = written.len() > 1
            && written.is_ascii()
            && (written.starts_with('\\') || written == "\"\"" || written == "''");
        prop_assert!(
            written.starts_with(character) && written.len() == character.len_utf8() || is_escape,
            "{character:?} {written:?}"
        );
    }
    Ok(())
}

fn json_text(text: &str, with_codes: bool) -> String {
    let written = serde_json::to_string(text).expect("a text");
    if with_codes { written.replace('å', "\\u00e5").replace('🙂', "\\ud83d\\ude42") } else { written }
}

fn order_of(text: &str, with_codes: bool) -> String {
    let body = json_text(text, with_codes);
    format!(
        "{{\n  \"idempotencyId\": \"ø\",\n  \"recipient\": {{ \"recipientSms\": {{ \"phoneNumber\": {{{{p}}}}, \"smsSettings\": {{ \"body\": {body} }} }} }}\n}}"
    )
}

fn source_of(path: &str, text: &str, disk: trees::Disk, crlf: bool) -> Arc<Source> {
    let text = if crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
    Source::decode(path, disk.encode(&text)).expect("text")
}

fn first_notice(source: &Arc<Source>) -> Result<Notice, TestCaseError> {
    match loose(source) {
        Loose::Notices(file) => {
            file.notices().next().cloned().ok_or_else(|| TestCaseError::fail(format!("{:?}", file.problems)))
        }
        other => Err(TestCaseError::fail(format!("{other:?}"))),
    }
}

proptest! {
    #![proptest_config(trees::cases(200))]

    #[test]
    fn every_character_is_found_where_it_stands(text in any_text(), disk in trees::any_disk(), crlf: bool, codes: bool) {
        let body = order_of(&text, codes);
        let http = format!("# æ\n\n### å 🙂\nPOST {{{{b}}}}/future/orders\nX: y\n\n{body}\n\n### neste\nGET a\n");
        found_again(&first_notice(&source_of("a.http", &http, disk, crlf))?, &text)?;
        let bru = format!("meta {{\n  name: ø🙂\n}}\n\nbody:json {{\n{body}\n}}\n").replace("\n{\n", "\n  {\n").replace("\n}\n}\n", "\n  }\n}\n");
        found_again(&first_notice(&source_of("a.bru", &bru, disk, crlf))?, &text)?;
        let raw = json_text(&body, codes);
        let collection = format!("{{\"info\": {{\"name\": \"æ🙂\", \"schema\": \"https://schema.getpostman.com/v2.1.0\"}}, \"item\": [{{\"request\": {{\"body\": {{\"mode\": \"raw\", \"raw\": {raw}}}}}}}]}}");
        found_again(&first_notice(&source_of("a.json", &collection, disk, crlf))?, &text)?;
    }

    #[test]
    fn texts_of_settings_and_code_are_found_where_they_stand(text in any_text(), disk in trees::any_disk(), crlf: bool) {
        let escaped = text.replace('\\', "\\\\").replace('å', "\\u00e5");
        let properties = format!("# æ🙂\ndifi.move.dpv.notification-text = {escaped}\n");
        found_again(&first_notice(&source_of("a.properties", &properties, disk, crlf))?, &text)?;
        let yaml = format!("# æ🙂\ndifi:\n  move:\n    dpv:\n      notification-text: '{}'\n", text.replace('\'', "''"));
        found_again(&first_notice(&source_of("a.yml", &yaml, disk, crlf))?, &text)?;
        let regular = text.replace('\\', "\\\\").replace('"', "\\\"").replace('å', "\\u00e5");
        let verbatim = text.replace('"', "\"\"");
        for literal in [format!("\"{regular}\""), format!("@\"{verbatim}\"")] {
            let code = format!("// æ🙂 Altinn\nclass A {{ object B() => new SmsNotification\n{{\n    Body = {literal},\n}}; }}\n");
            let source = source_of("A.cs", &code, disk, crlf);
            let read = read_code(std::slice::from_ref(&source)).files;
            let notice = read.into_iter().flat_map(|(_, reading)| reading.orders).flat_map(|order| order.notices).next();
            found_again(&notice.ok_or_else(|| TestCaseError::fail(code))?, &text)?;
        }
    }

    #[test]
    fn texts_behind_the_quotes_of_the_shell_are_found_where_they_stand(text in any_text(), disk in trees::any_disk(), crlf: bool, codes: bool) {
        // A placeholder of ours in JSON for any value: the shell fills in one of its own.
        let body = order_of(&text, codes).replace("{{p}}", "\"$P\"");
        let single = body.replace('\'', "'\\''");
        let double: String = body.chars().flat_map(|one| matches!(one, '"' | '\\' | '$' | '`').then_some('\\').into_iter().chain([one])).collect();
        let ansi = body.replace('\\', "\\\\").replace('\'', "\\'").replace('å', "\\u00e5");
        let here = double.replace("\\\"", "\"");
        for command in [
            format!("curl $B/future/orders -d '{single}'"),
            format!("curl -H 'X: ø' $B/future/orders --data-raw \"{double}\" | jq ."),
            format!("if x; then curl $B/future/orders --json $'{ansi}'; fi"),
            format!("curl $B/future/orders -d @- <<\"END\"\n{body}\nEND"),
            format!("cat <<END | curl --data-binary @- $B/future/orders\n{here}\nEND"),
            format!("curl $B/future/orders -d \"$(cat <<-'END'\n{body}\nEND\n)\""),
        ] {
            let script = format!("#!/bin/sh\n# æ🙂 isn't\n\n{command}\necho 'ferdig'\n");
            found_again(&first_notice(&source_of("a.sh", &script, disk, crlf))?, &text)?;
        }
    }

    /// Whatever happens to a file, reading it ends, and what is found lies within it.
    #[test]
    fn damage_is_borne(which in 0_usize..FIXTURES.len(), damages in trees::damages(&["\"", "{", "}", "'''", "\"\"\"", "$\"{", "###", "\\", "\\u", "--grense", "body:json {", "\r", "/*", "é", "'", "$(", "<<SLUTT\n", "`", "$'"])) {
        let path = FIXTURES[which];
        let text = std::fs::read_to_string(project().join("fixtures/notices").join(path)).expect("there");
        let source = Source::from_text(path, trees::damaged(&text, &damages));
        let orders = if path.ends_with(".cs") {
            read_code(std::slice::from_ref(&source)).files.into_iter().flat_map(|(_, reading)| reading.orders).collect()
        } else {
            match loose(&source) {
                Loose::Notices(file) => file.orders,
                _ => Vec::new(),
            }
        };
        for text in orders.iter().flat_map(|order| &order.notices).flat_map(|notice| &notice.texts) {
            let span = text.text.span();
            prop_assert!(source.text().get(span.range()).is_some(), "{span:?}");
            for (at, character) in text.text.as_str().char_indices() {
                let span = text.text.span_of(at..at + character.len_utf8());
                prop_assert!(source.text().get(span.range()).is_some(), "{span:?}");
            }
        }
    }
}

const FIXTURES: [&str; 15] = [
    "http/varsler.http",
    "bruno/vedtak.bru",
    "bruno/purring.bru",
    "postman/varsel.postman_collection.json",
    "csharp/Varsler.cs",
    "csharp/Tekster.cs",
    "csharp/Brev.cs",
    "csharp/Valg.cs",
    "eformidling/integrasjonspunkt-local.properties",
    "eformidling/values.yaml",
    "eformidling/melding.json",
    "altinn2/varsel.xml",
    "shell/varsle.sh",
    "shell/Makefile",
    "markdown/varsler.md",
];

#[test]
fn long_lines_deep_nesting_and_open_ends_are_bounded() {
    let long = "å".repeat(5 * 1024 * 1024);
    let deep = "new SmsNotification { Body = ".repeat(20_000);
    let braces = "$\"{".repeat(20_000);
    let calls = "new EmailNotification(".repeat(20_000);
    let lists = "new EmailNotification[".repeat(20_000);
    let configs = "new CommunicationConfig { A = ".repeat(20_000);
    let concatenated = format!("new SmsNotification {{ Body = {} }}", "\"a\" + ".repeat(50_000));
    let choices = ["a ? ", "a ?? ", "(a ?? ", "a ? \"b\" : ", "x switch { _ => ", "F(", "\"a\".Trim().Replace("]
        .map(|part| format!("new SmsNotification {{ Body = {}", part.repeat(20_000)));
    let assigned = format!("var a = new SmsNotification(); {}", "a.Body += \"b\"; ".repeat(20_000));
    for text in choices.iter().chain([&assigned]) {
        read_code(&[Source::from_text("A.cs", format!("class SmsNotification {{ /* Altinn */ {text}"))]);
    }
    for text in
        [&long, &deep, &braces, &calls, &lists, &configs, &concatenated, &"\"\"\"".repeat(20_001), &"(".repeat(200_000)]
    {
        let source = Source::from_text("A.cs", format!("class SmsNotification {{ /* Altinn */ {text}"));
        read_code(&[source]);
    }
    for part in ["\"$(cat <<A\n", "$(", "<<A ", "'a' ", "\"$a", "{", "`", "\\\n", "$'", "curl -d '{}' "] {
        for path in ["a.sh", "Makefile"] {
            loose(&Source::from_text(path, format!("curl notification -d {}", part.repeat(50_000))));
        }
    }
    for path in ["a.http", "a.bru", "a.properties", "a.yml", "a.json", "a.xml", "a.sh", "Makefile", "a.md"] {
        let marks = "``` curl dpv notification getpostman.com Notification TextToken TokenValue";
        let source = Source::from_text(path, format!("POST {{{{b}}}}/future/orders {marks}\n\n{long}"));
        match loose(&source) {
            Loose::Unreadable(obstacle) => assert_eq!(obstacle.kind, FileKind::Unseen),
            other => assert!(matches!(other, Loose::Foreign), "{path}: {other:?}"),
        }
    }
}

#[test]
fn a_tree_of_code_costs_one_look_at_each_file() {
    let mut files: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for number in 0..500 {
        let text =
            format!("namespace A; class Modell{number} {{ public string Navn {{ get; set; }} = \"SMS – til alle\"; }}");
        files.insert(format!("src/Modell{number}.cs").into(), text.into_bytes());
    }
    let config = Config::default();
    let visit = |files: &BTreeMap<PathBuf, Vec<u8>>| {
        Repository::new(files.keys().cloned().collect(), &config, files, &()).visit(|_| ()).counts
    };
    let without = visit(&files);
    assert_eq!((without.files, without.nodes, without.notices), (500, 0, 0));
    files.insert(
        "src/Varsel.cs".into(),
        b"using Altinn.App; class V { object A() => new SmsNotification { Body = T.Hei }; }".to_vec(),
    );
    files.insert("src/T.cs".into(), b"class T { public const string Hei = \"Eksempelkommune\"; }".to_vec());
    let with = visit(&files);
    assert_eq!((with.files, with.notices), (502, 2));
    assert!(with.nodes < 60, "only the two files are taken apart: {}", with.nodes);
}

/// Keys may have any name; the code of the app says which of its texts are sent to those who are to sign.
#[test]
fn texts_of_signing_are_known_by_the_code_that_names_them() {
    let texts = r#"{"language": "nn", "resources": [
        {"id": "t.emne", "value": "Eksempelkommune ventar på deg"},
        {"id": "t.lang", "value": "Eksempelkommune ventar på signaturen din på altinn.no."},
        {"id": "t.kort", "value": "Eksempelkommune – signer i Altinn."},
        {"id": "t.purring", "value": "Påminning frå Eksempelkommune 📨"},
        {"id": "t.skjema", "value": "Les meir på altinn.no – eller ring"}]}"#;
    let code = r#"using Altinn.App.Core.Features.Signing;
        class Signatarer : ISigneeProvider { const string Kort = "t.kort"; object A() => new ProvidedPerson { CommunicationConfig = new() {
            InboxMessage = new InboxMessage { TitleTextResourceKey = "t.skjema" },
            Notification = new Notification { Email = new Email { SubjectTextResourceKey = "t.emne", BodyTextResourceKey = "t.lang" }, Sms = new Sms { BodyTextResourceKey = Kort } },
            ReminderNotification = new Notification { Sms = new() { BodyTextResourceKey = Nokler.Purring } } } }; }"#;
    let names = "static class Nokler { public const string Purring = \"t.purring\"; }";
    let policy = std::fs::read(project().join("fixtures/apps/healthy/App/config/authorization/policy.xml")).ok();
    let told = |root: &str| {
        let mut files: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
        files.insert("App/config/texts/resource.nn.json".into(), texts.into());
        files.insert(format!("{root}/logic/Signatarer.cs").into(), code.into());
        files.insert(format!("{root}/logic/Nokler.cs").into(), names.into());
        files.extend(policy.clone().map(|bytes| ("App/config/authorization/policy.xml".into(), bytes)));
        let config = Config::default();
        let names = ["Eksempelkommune".to_owned()];
        let day = notify_lint::config::Date::parse(DAY).expect("a day");
        let context = notify_lint::rules::Context { sender_names: &names, ..notify_lint::rules::Context::on(day) };
        let selection = notify_lint::rules::Selection::new(|_| notify_lint::rules::Setting::Default);
        let outcome =
            Repository::new(files.keys().cloned().collect(), &config, &files, &()).check(&selection, &context);
        let of_texts =
            outcome.findings.into_iter().filter(|finding| finding.at.source.path().ends_with("resource.nn.json"));
        let told = of_texts.map(|finding| (finding.rule, finding.at.source.slice(finding.at.span).to_owned()));
        told.filter(|(rule, _)| rule.starts_with("sms/") || rule.starts_with("content/bare")).collect::<Vec<_>>()
    };
    let expected =
        [("content/bare-domain", "altinn.no"), ("sms/foreign-character", "–"), ("sms/foreign-character", "📨")];
    assert_eq!(told("App"), expected.map(|(rule, at)| (rule, at.to_owned())));
    assert_eq!(told("Annan"), [], "the code of another app speaks of its own texts");
}
