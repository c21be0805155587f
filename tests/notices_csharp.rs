//! What code says of its notices: texts that are chosen, put together, trimmed, named, or assigned later.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;

use binary::{DAY, run, write};
use notify_lint::notice::{Channel, Notice, Problem, read_code};
use notify_lint::source::Source;
use proptest::prelude::*;
use std::sync::Arc;

struct Read {
    source: Arc<Source>,
    notices: Vec<Notice>,
    problems: Vec<Problem>,
}

fn read(text: &str) -> Read {
    let source = Source::from_text("A.cs", text);
    let (mut notices, mut problems) = (Vec::new(), Vec::new());
    for (_, reading) in read_code(std::slice::from_ref(&source)).files {
        notices.extend(reading.orders.into_iter().flat_map(|order| order.notices));
        problems.extend(reading.problems);
    }
    Read { source, notices, problems }
}

/// An SMS of an app's code whose body is `expression`, beside `members` of the class.
fn sms(expression: &str, members: &str) -> Read {
    read(&format!(
        "using Altinn.App;\nclass A\n{{\n    {members}\n    object B() => new SmsNotification {{ Body = {expression} }};\n}}\n"
    ))
}

fn bodies(read: &Read) -> Vec<String> {
    let texts = read.notices.iter().flat_map(|notice| &notice.texts).filter(|text| text.channel == Channel::Sms);
    texts.map(|text| text.text.as_str().to_owned()).collect()
}

/// Each text, and the code that its last word stands in.
fn last_words(read: &Read) -> Vec<&str> {
    let texts = read.notices.iter().flat_map(|notice| &notice.texts).map(|text| &text.text);
    let last = |text: &str| text.rfind(' ').map_or(0, |at| at + 1)..text.len();
    texts.map(|text| read.source.slice(text.span_of(last(text.as_str())))).collect()
}

#[test]
fn calls_that_leave_the_words_leave_the_text() {
    for (expression, said) in [
        (r#""  Hei på deg ".Trim()"#, "Hei på deg"),
        (r#""Hei\n".TrimEnd()"#, "Hei"),
        (r#"" Hei ".TrimStart().Normalize().ToString()"#, "Hei "),
        (r#""Hei\r\ndeg".Replace("\r\n", "\n")"#, "Hei\ndeg"),
        (r#""Hei [navn]".Replace("[navn]", navn)"#, "Hei {{navn}}"),
        (r#"("Hei " + navn.Trim()).Trim()"#, "Hei {{navn}}"),
        (r#"string.Format("Hei {0}, frist {1:dd.MM}", navn, frist)"#, "Hei {0}, frist {1:dd.MM}"),
        (r#"string.Format(CultureInfo.InvariantCulture, "Hei {0}", navn)"#, "Hei {0}"),
        (r#"string.Concat("Hei ", navn, "!")"#, "Hei {{navn}}!"),
        (r#"string.Join(" ", "Hei", navn, "der")"#, "Hei {{navn}} der"),
        (r#"string.Join("\n", new[] { "en", "to" })"#, "en\nto"),
        (r#""Frist " + frist.ToString("dd.MM.yyyy") + "." + Environment.NewLine + string.Empty"#, "Frist {{value}}.\n"),
        (r#""Felt " + nameof(Skjema.Navn)"#, "Felt Navn"),
        (r#"navn!"#, "{{navn}}"),
        (r#""Hei"!"#, "Hei"),
    ] {
        let read = sms(expression, "");
        assert_eq!(bodies(&read), [said], "{expression}");
        assert!(read.problems.is_empty(), "{expression}: {:?}", read.problems);
    }
    let read = sms(r#"" Les \u00e5ret ".Trim()"#, "");
    assert_eq!(last_words(&read), [r"\u00e5ret"]);
}

#[test]
fn each_text_of_a_choice_is_one_that_may_be_sent() {
    for (expression, said) in [
        (r#"erNy ? "Ny sak" : "Gammel sak""#, &["Ny sak", "Gammel sak"][..]),
        (r#"a > 3 && F(b, "x") ? "en" : c ? "to" : "tre""#, &["en", "to", "tre"]),
        (r#"tittel ?? "Uten tittel""#, &["Uten tittel"]),
        (r#"a?.B ?? c ?? "Ingen""#, &["Ingen"]),
        (
            r#"sprak switch { "nn" => "Nynorsk", { Length: > 3 } => "Lang", _ => throw new Feil() }"#,
            &["Nynorsk", "Lang"],
        ),
        (r#""Hei " + (a ? "du" : "dere") + "!""#, &["Hei du!", "Hei dere!"]),
        (r#"(a ? "en " : "to ").Trim()"#, &["en", "to"]),
        (r#"a ? "tekst" : """#, &["tekst"]),
        (r#"a ? "tekst" : null"#, &["tekst"]),
    ] {
        let read = sms(expression, "");
        assert_eq!(bodies(&read), said, "{expression}");
        assert!(read.problems.is_empty(), "{expression}: {:?}", read.problems);
    }
    let read = sms(r#"a ? "den ene" : "den andre""#, "");
    assert_eq!(last_words(&read), ["ene", "andre"]);
}

#[test]
fn what_is_not_read_is_said() {
    let read = sms(r#"a ? "tekst" : Hent("sms.tekst")"#, "");
    assert_eq!(bodies(&read), ["tekst"]);
    let [problem] = &read.problems[..] else { panic!("{:?}", read.problems) };
    assert_eq!(read.source.slice(problem.span), r#"Hent("sms.tekst")"#);
    let many: Vec<String> = (0..20).map(|number| format!("{number} => \"tekst {number}\"")).collect();
    let read = sms(&format!("x switch {{ {} }}", many.join(", ")), "");
    assert_eq!(bodies(&read).len(), 16);
    assert!(read.problems[0].message.contains("between 20 texts"), "{:?}", read.problems);
    let read = sms(r#"$"Hei {(ny ? "du" : "dere")} {frist:dd.MM} {Navn("x")}""#, "");
    let [problem] = &read.problems[..] else { panic!("{:?}", read.problems) };
    assert_eq!(read.source.slice(problem.span), r#"{(ny ? "du" : "dere")}"#);
    // Which channel goes with which text, nobody knows; nor what a lambda chooses.
    for expression in
        ["a ? NotificationChannel.Sms : NotificationChannel.Email", "x => x ? \"a\" : \"b\"", "x is string? y"]
    {
        assert_eq!(bodies(&sms(expression, "")), ["{{value}}"], "{expression}");
    }
}

#[test]
fn texts_with_names_are_found_however_they_are_named() {
    for member in [
        "const string Tekst = \"Hei på deg\";",
        "private readonly string Tekst = \"Hei på deg\";",
        "public string Tekst => \"Hei på deg\";",
        "string Tekst { get; } = \"Hei på deg\";",
        "static readonly string Tekst = \"\"\"Hei på deg\"\"\".Trim();",
    ] {
        assert_eq!(bodies(&sms("Tekst", member)), ["Hei på deg"], "{member}");
        let read = sms("$\"{Tekst}, {navn}\"", member);
        assert_eq!(bodies(&read), ["Hei på deg, {{navn}}"], "{member}");
        assert_eq!(bodies(&sms("this.Tekst.Trim()", member)), ["Hei på deg"], "{member}");
    }
    assert_eq!(
        bodies(&sms("a ? Ny : Gammel", "const string Ny = \"ny\"; const string Gammel = \"gammel\";")),
        ["ny", "gammel"]
    );
    for member in
        ["string Tekst { get; set; } = \"a\";", "public string Tekst = \"a\";", "string Tekst(int a) => \"a\";"]
    {
        assert_eq!(bodies(&sms("Tekst", member)), ["{{Tekst}}"], "{member}");
    }
    assert_eq!(last_words(&sms("$\"{Hilsen} der\"", "const string Hilsen = \"Hei\";")), ["der"]);
}

#[test]
fn variables_hold_what_the_file_gives_them() {
    let method = |statements: &str| {
        read(&format!(
            "using Altinn.App; class A {{ void B() {{ {statements} Send(new SmsNotification {{ Body = tekst }}); }} }}"
        ))
    };
    for (statements, said) in [
        ("var tekst = \"Hei\" + navn;", &["Hei{{navn}}"][..]),
        ("string? tekst = null; if (a) tekst = \"en\"; else tekst = b ? \"to\" : \"tre\";", &["en", "to", "tre"]),
        ("string tekst; tekst = $\"Hei {navn}\".Trim(); Logg(tekst); return tekst;", &["Hei {{navn}}"]),
        ("var tekst = \"a\"; tekst += b;", &["{{tekst}}"]),
        ("var tekst = \"a\"; tekst ??= b;", &["{{tekst}}"]),
        ("var tekst = \"a\"; Endre(ref tekst);", &["{{tekst}}"]),
        ("var tekst = \"a\"; } void C(string tekst) {", &["{{tekst}}"]),
        ("} void C(string tekst = \"a\") {", &["{{tekst}}"]),
        ("{ var tekst = \"a\"; } { var tekst = \"b\"; }", &["{{tekst}}"]),
        ("var tekst = \"a\"; Gjor(tekst => tekst);", &["{{tekst}}"]),
        ("var tekst = Hent();", &["{{tekst}}"]),
    ] {
        assert_eq!(bodies(&method(statements)), said, "{statements}");
    }
}

#[test]
fn members_that_are_assigned_later_are_members() {
    let method = |statements: &str| {
        read(&format!("using Altinn.App;\nclass A {{ void B(SmsNotification gitt) {{ {statements} }} }}\n"))
    };
    for (statements, said) in [
        ("var a = new SmsNotification { SenderNumber = x }; a.Body = \"Hei på deg\";", &["Hei på deg"][..]),
        ("var a = new SmsNotification(); if (x) { a.Body = \"en\"; } else { a.Body = \"to\"; }", &["en", "to"]),
        ("SmsNotification a = Lag(); a.Body = \"Hei\"; a.Body += \", du\";", &["Hei, du"]),
        ("gitt.Body = \"Hei\";", &["Hei"]),
        ("var a = new SmsNotification { Body = \"en\" }; a = Annet(); b.a.Body = \"to\"; a.Body == \"tre\";", &["en"]),
        ("{ var a = new SmsNotification { Body = \"en\" }; } a.Body = \"to\";", &["en"]),
        (
            "var o = new NotificationOrderRequest(); o.Recipient = new NotificationRecipient(); o.Recipient.RecipientSms = new RecipientSms { PhoneNumber = t }; o.Recipient.RecipientSms.SmsSettings = new SmsSendingOptions { Body = \"Hei\" };",
            &["Hei"],
        ),
        (
            "var o = new NotificationOrderRequest { Recipient = new() { RecipientSms = new() { PhoneNumber = t, SmsSettings = new() { Body = \"en\" } } } }; o.Recipient!.RecipientSms!.SmsSettings.Body = \"to\";",
            &["en", "to"],
        ),
        (
            "var d = new SmsSendingOptions(); d.Body = \"Hei\"; var o = new NotificationOrderRequest(); o.Recipient.RecipientSms.SmsSettings = d;",
            &["Hei"],
        ),
        ("var a = new SmsNotification(); a.Recipients = r;", &[]),
    ] {
        let read = method(statements);
        assert_eq!(bodies(&read), said, "{statements}");
    }
    // Each of two parts with one name is seen, although neither is the one that is meant.
    let twice = method(
        "var d = new SmsSendingOptions { Body = \"en\" }; } void C() { var d = new SmsSendingOptions { Body = \"to\" };",
    );
    assert_eq!(bodies(&twice), ["en", "to"]);
}

/// Every finding on what two variants share is told once, and each variant has its own.
#[test]
fn what_variants_share_is_told_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let code = "using Altinn.App;\nclass A\n{\n    object B(bool ny) => new EmailNotification\n    {\n        Subject = \"Se altinn.no\",\n        Body = ny ? \"Les mer på altinn.no i Altinn.\" : \"Eksempelkommune har lagt et brev i innboksen i Altinn.\",\n        Recipients = r,\n    };\n}\n";
    write(folder.path(), "A.cs", code);
    let arguments =
        ["check", "--no-config", "--as-of", DAY, "--format", "concise", "--select", "content/bare-domain", "A.cs"];
    let run = run(folder.path(), &arguments);
    let places: Vec<&str> =
        run.out.lines().filter_map(|line| line.split(": ").next()).filter(|at| at.contains(".cs")).collect();
    assert_eq!(places, ["A.cs:6:23", "A.cs:7:33"], "{}{}", run.out, run.err);
}

/// A repair that needs quotes is written as the literal around it wants them.
#[test]
fn a_repair_in_code_is_quoted() {
    let folder = tempfile::tempdir().expect("a folder");
    let class = |literals: [&str; 4]| {
        let objects = literals
            .map(|body| format!("        new SmsNotification {{ SenderNumber = \"Eksempelkom\", Body = {body} }},\n"));
        format!(
            "using Altinn.App;\nclass A\n{{\n    object[] B(string navn) =>\n    [\n{}    ];\n}}\n",
            objects.concat()
        )
    };
    write(
        folder.path(),
        "A.cs",
        &class([
            "\"Eksempelkommune ønsker “velkommen” i Altinn.\"",
            "@\"Eksempelkommune ønsker “velkommen” i Altinn.\"",
            "$\"Eksempelkommune ønsker {navn} “velkommen” i Altinn.\"",
            "\"\"\"Eksempelkommune ønsker “velkommen” i Altinn.\"\"\"",
        ]),
    );
    let run = run(folder.path(), &["fix", "--no-config", "--as-of", DAY, "A.cs"]);
    let expected = class([
        "\"Eksempelkommune ønsker \\\"velkommen\\\" i Altinn.\"",
        "@\"Eksempelkommune ønsker \"\"velkommen\"\" i Altinn.\"",
        "$\"Eksempelkommune ønsker {navn} \\\"velkommen\\\" i Altinn.\"",
        "\"\"\"Eksempelkommune ønsker \"velkommen\" i Altinn.\"\"\"",
    ]);
    let after = std::fs::read_to_string(folder.path().join("A.cs")).expect("there");
    assert_eq!(after, expected, "{}{}", run.out, run.err);
}

/// Three marks side by side would end a raw text, though each alone would not.
#[test]
fn repairs_do_not_end_a_raw_text_together() {
    let folder = tempfile::tempdir().expect("a folder");
    let code = "using Altinn.App;\nclass A\n{\n    object B() => new SmsNotification { SenderNumber = \"Eksempelkom\", Body = \
                \"\"\"Eksempelkommune sier ””” i Altinn.\"\"\" };\n}\n";
    write(folder.path(), "A.cs", code);
    let run = run(folder.path(), &["fix", "--no-config", "--as-of", DAY, "A.cs"]);
    let after = std::fs::read_to_string(folder.path().join("A.cs")).expect("there");
    assert_eq!(after, code, "{}{}", run.out, run.err);
}

/// Whether `\x` and fewer than four digits stand before what is replaced.
fn ends_in_code(literal: &str) -> bool {
    let before = literal.split('æ').next().unwrap_or_default();
    let digits = before.len() - before.trim_end_matches(|one: char| one.is_ascii_hexdigit()).len();
    (1..4).contains(&digits) && before[..before.len() - digits].ends_with("\\x")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    /// Whatever is written in place of whatever, the literal says it when it is read again.
    #[test]
    fn a_piece_is_read_again_as_it_was_meant(before in "[a\"{} –x4]{0,4}", after in "[a\"{} x4]{0,4}", piece in "[bå\"'{}\\\\ 4\n]{0,4}", kind in 0..6_usize) {
        // Two brackets open a place in a text of two `$`, and what stands in it is code.
        prop_assume!(kind < 5 || !(before.contains("{{") || after.contains("{{")));
        let regular = |text: &str| text.replace('"', "\\\"").replace('–', "\\x4");
        let braces = |text: String| text.replace('{', "{{").replace('}', "}}");
        let verbatim = |text: &str| text.replace('"', "\"\"");
        let literal = match kind {
            0 => format!("\"{}æ{}\"", regular(&before), regular(&after)),
            1 => format!("$\"{}æ{}\"", braces(regular(&before)), braces(regular(&after))),
            2 => format!("@\"{}æ{}\"", verbatim(&before), verbatim(&after)),
            3 => format!("$@\"{}æ{}\"", braces(verbatim(&before)), braces(verbatim(&after))),
            4 => format!("\"\"\"\"\"\"\n    {before}æ{after}\n    \"\"\"\"\"\""),
            _ => format!("$$\"\"\"\"\"\"\n    {before}æ{after}\n    \"\"\"\"\"\""),
        };
        let source = |literal: &str| format!("using Altinn.App; class A {{ object B() => new SmsNotification {{ Body = {literal} }}; }}");
        let read = read(&source(&literal));
        let text = &read.notices[0].texts[0].text;
        let place = text.as_str().find('æ').expect("there");
        let at = text.span_of(place..place + 2);
        let meant = text.as_str().replace('æ', &piece);
        if let Some(written) = read.notices[0].written(text, at, &piece) {
            let whole = read.source.text();
            let new = [&whole[..at.start as usize], &written, &whole[at.end as usize..]].concat();
            let again = self::read(&new);
            prop_assert_eq!(again.notices[0].texts[0].text.as_str(), meant, "{} {}", literal, new);
        } else {
            // Only a raw literal has no way of writing some pieces, and `\\x4` none of going on with a digit.
            prop_assert!(kind >= 4 || ends_in_code(&literal), "{literal} {piece}");
        }
    }
}
