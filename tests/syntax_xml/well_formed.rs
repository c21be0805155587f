//! What quick-xml leaves to its caller, one test for each demand of XML, with the place that is named.

use notify_lint::syntax::xml::{Document, ProblemKind};

/// The problems of a text: what is wrong, and the text at the place.
fn problems(text: &str) -> Vec<(ProblemKind, &str)> {
    let document = Document::parse(text);
    document.problems().iter().map(|problem| (problem.kind.clone(), &text[problem.span.range()])).collect()
}

#[track_caller]
fn refused(text: &str, kind: ProblemKind, at: &str) {
    assert_eq!(problems(text), [(kind, at)], "{text}");
}

#[track_caller]
fn accepted(text: &str) {
    assert_eq!(problems(text), [], "{text}");
}

fn owned(text: &str) -> String {
    text.to_owned()
}

#[test]
fn only_five_entities_are_known() {
    accepted("<a b='&lt;&gt;&amp;&apos;&quot;'>&lt;&gt;&amp;&apos;&quot;</a>");
    refused("<a>æ &aring;</a>", ProblemKind::UnknownEntity(owned("aring")), "&aring;");
    refused("<a b='å&nbsp;'/>", ProblemKind::UnknownEntity(owned("nbsp")), "&nbsp;");
    refused("<a>&LT;</a>", ProblemKind::UnknownEntity(owned("LT")), "&LT;");
}

#[test]
fn an_ampersand_starts_a_reference() {
    for text in
        ["<a>å & ø</a>", "<a>a&</a>", "<a b='x & y'/>", "<a b='&'/>", "<a>&b<c/></a>", "<a>&&amp;</a>", "<a b='&x'/>"]
    {
        refused(text, ProblemKind::BadReference, "&");
    }
    refused("<a b='&#;'/>", ProblemKind::BadReference, "&");
    refused("<a>&;</a>", ProblemKind::BadReference, "&;");
    refused("<a>& lt;</a>", ProblemKind::BadReference, "& lt;");
}

#[test]
fn a_number_names_a_character_that_xml_allows() {
    accepted("<a b='&#9;&#xA;&#xd;&#x20;&#xD7FF;&#xE000;&#xFFFD;&#x10FFFF;'>&#229;</a>");
    for number in [
        "0",
        "x0",
        "8",
        "xB",
        "xC",
        "x1F",
        "xD800",
        "xDFFF",
        "xFFFE",
        "xFFFF",
        "x110000",
        "99999999999",
        "+9",
        "-9",
        "X41",
        "x",
        "",
    ] {
        let reference = format!("&#{number};");
        refused(&format!("<a>{reference}</a>"), ProblemKind::BadReference, &reference);
        refused(&format!("<a b=\"{reference}\"/>"), ProblemKind::BadReference, "&");
    }
}

#[test]
fn characters_that_xml_forbids() {
    for character in ['\0', '\u{1}', '\u{8}', '\u{B}', '\u{C}', '\u{E}', '\u{1F}', '\u{FFFE}', '\u{FFFF}'] {
        let kind = || ProblemKind::BadCharacter(character.into());
        let shown = character.to_string();
        refused(&format!("<a>æ{character}</a>"), kind(), &shown);
        refused(&format!("<a b='{character}'/>"), kind(), &shown);
        refused(&format!("<a><!--{character}--></a>"), kind(), &shown);
        refused(&format!("<a><![CDATA[{character}]]></a>"), kind(), &shown);
        refused(&format!("<a><?b {character}?></a>"), kind(), &shown);
        refused(&format!("<a>{}{character}</a>", "x".repeat(700)), kind(), &shown);
    }
    accepted("<a>\t\r\n\u{20}\u{7F}\u{85}\u{FFFD}\u{F000}\u{EFFF}\u{10000}\u{10FFFF}</a>");
}

#[test]
fn a_forbidden_character_is_no_space() {
    let found = problems("<a\u{C}b='1'/>");
    assert!(found.contains(&(ProblemKind::BadName(owned("a\u{C}b='1'")), "a\u{C}b='1'")), "{found:?}");
}

#[test]
fn the_end_of_cdata_may_not_stand_in_text() {
    refused("<a>x]]>y</a>", ProblemKind::CDataEnd, "]]>");
    accepted("<a b=']]>'>]] >]]&gt;]&#62;</a>");
    accepted("<a><![CDATA[]]]]></a>");
}

#[test]
fn less_than_may_not_stand_in_a_value() {
    let kind = || ProblemKind::BadAttribute("`<` may not stand in an attribute value; write `&lt;`");
    refused("<a å='<'/>", kind(), "<");
    accepted("<a b='>' c=\"'\" d='\"'/>");
}

#[test]
fn no_attribute_stands_twice() {
    refused("<a b='1' c='2' b='3'/>", ProblemKind::DuplicateAttribute(owned("b")), "b");
    refused("<a xmlns='urn:x' xmlns='urn:y'/>", ProblemKind::DuplicateAttribute(owned("xmlns")), "xmlns");
    refused("<a xmlns:p='urn:x' xmlns:p='urn:y'/>", ProblemKind::DuplicateAttribute(owned("xmlns:p")), "xmlns:p");
    accepted("<a b='1' B='2'/>");
}

#[test]
fn nor_under_two_prefixes_of_one_namespace() {
    let twice = |prefix: &str| ProblemKind::DuplicateAttribute(format!("{prefix}:b"));
    refused("<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='1' q:b='2'/>", twice("q"), "q:b");
    refused("<a p:b='1' q:b='2' xmlns:p='urn:x' xmlns:q='urn:&#120;'/>", twice("q"), "q:b");
    accepted("<a xmlns='urn:x' xmlns:p='urn:x' xmlns:q='urn:y' b='0' p:b='1' q:b='2'/>");
    // The same with so many attributes that they are compared another way.
    let many: String = (0..40).map(|number| format!(" n{number}=''")).collect();
    refused(&format!("<a{many} xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>"), twice("q"), "q:b");
    refused(&format!("<a{many} n7=''/>"), ProblemKind::DuplicateAttribute(owned("n7")), "n7");
    accepted(&format!("<a{many} xmlns:p='u' p:n7=''/>"));
}

#[test]
fn a_document_has_one_root() {
    refused("", ProblemKind::NoRoot, "");
    refused(" <!-- tom --> ", ProblemKind::NoRoot, "");
    refused("<a/>\n<b/>", ProblemKind::SecondRoot, "<b/>");
    refused("<a></a><b>", ProblemKind::SecondRoot, "<b>");
}

#[test]
fn nothing_but_comments_and_instructions_stands_beside_the_root() {
    accepted("\n<!--a--> <?b?>\r\n<a/>\t<!--c--><?d?>\n");
    refused("<a/>\n stale bytes\n<!---->", ProblemKind::TextOutsideRoot, "stale bytes");
    let found = problems("<a/>\n stale bytes </a");
    assert_eq!(found, [(ProblemKind::TextOutsideRoot, "stale bytes"), (ProblemKind::Unclosed("a tag"), "</a")]);
    refused("æ <a/>", ProblemKind::TextOutsideRoot, "æ");
    refused("<a/>&lt;", ProblemKind::TextOutsideRoot, "&lt;");
    refused("<![CDATA[ ]]><a/>", ProblemKind::TextOutsideRoot, "<![CDATA[ ]]>");
    refused("<a/>\u{A0}", ProblemKind::TextOutsideRoot, "\u{A0}");
}

#[test]
fn a_second_byte_order_mark_is_text_and_moves_nothing() {
    refused("\u{FEFF}<a/>", ProblemKind::TextOutsideRoot, "\u{FEFF}");
    let text = "\u{FEFF}<a>&å;</a>";
    let found = problems(text);
    assert_eq!(found[1], (ProblemKind::UnknownEntity(owned("å")), "&å;"));
}

#[test]
fn end_tags_match_start_tags() {
    let mismatched =
        |expected: &str, found: &str| ProblemKind::MismatchedEnd { expected: owned(expected), found: owned(found) };
    refused("<a><ø></a></ø>", mismatched("ø", "a"), "</a>");
    refused("<a></A>", mismatched("a", "A"), "</A>");
    refused("<a xmlns:p='u' xmlns:q='u'><p:b></q:b></a>", mismatched("p:b", "q:b"), "</q:b>");
    refused("<a></a b='c'>", mismatched("a", "a b='c'"), "</a b='c'>");
    refused("<a/></a>", ProblemKind::UnmatchedEnd(owned("a")), "</a>");
    refused("<a></ a>", mismatched("a", " a"), "</ a>");
    accepted("<a></a\r\n>");
}

#[test]
fn elements_are_closed() {
    refused("<a><b c='d'>x", ProblemKind::NeverClosed(owned("b")), "<b c='d'>");
    // Another problem before does not hide it.
    let found = problems("<a>&å;<b>");
    assert_eq!(found[1], (ProblemKind::NeverClosed(owned("b")), "<b>"));
}

#[test]
fn a_file_that_is_cut_off_says_inside_of_what() {
    for (text, what) in [
        ("<a><!-- ", "a comment"),
        ("<a><!--->", "a comment"),
        ("<a><![CDATA[ ]>", "a CDATA section"),
        ("<a><?b ", "a processing instruction"),
        ("<?xml version='1.0'", "the XML declaration"),
        ("<!DOCTYPE a [", "a DOCTYPE declaration"),
        ("<a><b", "a tag"),
        ("<a><", "a tag"),
        ("<a><b c='", "an attribute value"),
        ("<a><b c=\"d", "an attribute value"),
    ] {
        let found = problems(text);
        assert!(found.iter().any(|(kind, _)| *kind == ProblemKind::Unclosed(what)), "{text}: {found:?}");
    }
    refused("<a><!BAD></a>", ProblemKind::UnknownMarkup, "<!");
    let found = problems("<a>\r\n<!-- å\r\n ø");
    assert_eq!(found, [(ProblemKind::Unclosed("a comment"), "<!-- å")]);
}

#[test]
fn names_are_those_of_xml() {
    accepted("<_a xmlns:å='u' å:ø-1.x='·'><å:名/></_a>");
    for name in ["1a", "-a", ".a", "a×", "a→b", ":a", "a:", "a:b:c", "a:1", "a,b", "a{b}", "æ\u{A0}b"] {
        refused(&format!("<{name}/>"), ProblemKind::BadName(owned(name)), name);
        refused(&format!("<a {name}='1'/>"), ProblemKind::BadName(owned(name)), name);
    }
    refused("<a>< b/></a>", ProblemKind::BadName(owned("")), "");
    refused("<a/ >", ProblemKind::BadName(owned("a/")), "a/");
}

#[test]
fn attributes_are_written_in_full() {
    let kind = ProblemKind::BadAttribute;
    refused("<a b='1'c='2'/>", kind("a space is missing between two attributes"), "c");
    refused("<a b='1'æ='2'/>", kind("a space is missing between two attributes"), "æ");
    refused("<a ø/>", kind("an attribute has no value"), "ø");
    refused("<a b c='1'/>", kind("an attribute has no value"), "b");
    refused("<a ø=1/>", kind("an attribute value must stand in quotes"), "ø");
    refused("<a b=/>", kind("an attribute value must stand in quotes"), "b");
    refused("<a b=''' />", ProblemKind::Unclosed("an attribute value"), "<a b=''' />");
    refused("<a ='1'/>", ProblemKind::BadName(owned("")), "");
    accepted("<a b\n=\t'1'\r\n  c =\"2\"\n/>");
}

#[test]
fn prefixes_are_declared_and_reserved_ones_left_alone() {
    refused("<p:a/>", ProblemKind::UnboundPrefix(owned("p")), "p");
    refused("<a p:b='1'/>", ProblemKind::UnboundPrefix(owned("p")), "p:b");
    refused("<a><b xmlns:p='u'/><p:c/></a>", ProblemKind::UnboundPrefix(owned("p")), "p");
    accepted("<a xml:lang='nb'><b xmlns=''/></a>");
    accepted("<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>");
    for (text, at) in [
        ("<a xmlns:xml='urn:x'/>", "xmlns:xml"),
        ("<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", "xmlns:p"),
        ("<a xmlns='http://www.w3.org/2000/xmlns/'/>", "xmlns"),
        ("<a xmlns:xmlns='urn:x'/>", "xmlns:xmlns"),
        ("<a xmlns:p=''/>", "xmlns:p"),
        ("<xmlns:a/>", "xmlns:a"),
    ] {
        let found = problems(text);
        assert!(matches!(&found[..], [(ProblemKind::BadDeclaration(_), place)] if *place == at), "{text}: {found:?}");
    }
}

#[test]
fn two_hyphens_may_not_stand_in_a_comment() {
    refused("<a><!-- å -- b --></a>", ProblemKind::DoubleHyphen, "--");
    refused("<a><!-- a - b -- c --></a>", ProblemKind::DoubleHyphen, "--");
    refused("<a><!-- a ---></a>", ProblemKind::DoubleHyphen, "--");
    accepted("<a><!----><!-- - - --><!-- <b> & ]]> --></a>");
}

#[test]
fn the_declaration_is_first_and_says_what_it_may() {
    accepted("<?xml version='1.0'?><a/>");
    accepted("<?xml version=\"1.0\" encoding=\"utf-8\" standalone='yes' ?>\r\n<a/>");
    for text in [" <?xml version='1.0'?><a/>", "<!----><?xml version='1.0'?><a/>", "<a><?xml version='1.0'?></a>"] {
        refused(text, ProblemKind::MisplacedDeclaration, "<?xml version='1.0'?>");
    }
    refused("<?xml?><a/>", ProblemKind::MalformedDeclaration, "<?xml?>");
    refused("<?xml encoding='utf-8'?><a/>", ProblemKind::MalformedDeclaration, "<?xml encoding='utf-8'?>");
    refused("<?XML version='1.0'?><a/>", ProblemKind::BadInstruction, "<?XML version='1.0'?>");
    refused("<a><? b?></a>", ProblemKind::BadInstruction, "<? b?>");
}

#[test]
fn a_doctype_is_refused_and_kept_as_written() {
    let text = "<!DOCTYPE a [<!ENTITY b \"<c>]>\">]><a>&b;</a>";
    let found = problems(text);
    assert_eq!(found[0], (ProblemKind::Doctype, &text[..text.len() - 10]));
    assert_eq!(found[1], (ProblemKind::UnknownEntity(owned("b")), "&b;"));
    let document = Document::parse(text);
    let root = document.root().expect("a root");
    assert_eq!((root.text().as_ref(), root.children().count()), ("&b;", 0));
}

#[test]
fn line_ends_are_line_feeds_in_every_kind_of_text() {
    let document = Document::parse("<a b='x\r\ny\rz'>x\r\ny\rz<![CDATA[x\r\ny\rz]]></a>");
    let root = document.root().expect("a root");
    assert_eq!(root.text(), "x\ny\nzx\ny\nz");
    assert_eq!(root.attribute("b").expect("there").value(), "x y z");
}
