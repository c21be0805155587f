//! Requests and responses as they are sent, in XML and in JSON.

#![allow(clippy::unwrap_used, missing_docs)]

use notify_lint::pdp::standard::value::DataType;
use notify_lint::pdp::wire::{
    Message, read_json_request, read_json_response, read_xml_request, read_xml_response, respond, write_json_response,
    write_xml_response,
};
use notify_lint::pdp::{
    Answered, Assigned, ContextAttribute, ContextValue, Decision, Duty, Entity, MissingAttribute, PolicyIdentifier,
    Response, Status, StatusCode,
};
use notify_lint::syntax::{json, xml};
use notify_lint::xacml::Category;

const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
const INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";

fn from_json(text: &str) -> Message {
    read_json_request(&json::Document::parse(text)).unwrap()
}

fn from_xml(text: &str) -> Message {
    read_xml_request(&xml::Document::parse(text)).unwrap()
}

fn value(data_type: &str, text: &str) -> ContextValue {
    ContextValue { data_type: data_type.to_owned(), text: text.to_owned(), xpath: None }
}

fn attribute(id: &str, values: Vec<ContextValue>) -> ContextAttribute {
    ContextAttribute { id: id.to_owned(), issuer: None, include_in_result: false, values }
}

fn entity(category: &str, attributes: Vec<ContextAttribute>) -> Entity {
    Entity { category: category.to_owned(), attributes, ..Entity::default() }
}

#[test]
fn the_two_forms_say_the_same() {
    let json = from_json(
        r#"{"Request": {"ReturnPolicyIdList": true,
            "AccessSubject": {"Attribute": [
                {"AttributeId": "urn:altinn:rolecode", "Value": ["DAGL", "FFØR"], "Issuer": "er", "IncludeInResult": true}]},
            "Category": [{"CategoryId": "urn:example:egen", "Attribute": {"AttributeId": "nivå", "Value": 3}}]}}"#,
    );
    let xml = from_xml(&format!(
        "<Request xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17' ReturnPolicyIdList='true' CombinedDecision='false'>
           <Attributes Category='{}'>
             <Attribute AttributeId='urn:altinn:rolecode' Issuer='er' IncludeInResult='true'>
               <AttributeValue DataType='{STRING}'>DAGL</AttributeValue><AttributeValue DataType='{STRING}'>FFØR</AttributeValue>
             </Attribute>
           </Attributes>
           <Attributes Category='urn:example:egen'>
             <Attribute AttributeId='nivå' IncludeInResult='false'><AttributeValue DataType='{INTEGER}'>3</AttributeValue></Attribute>
           </Attributes>
         </Request>",
        Category::Subject.urn()
    ));
    assert_eq!(json, xml);
    let contexts = json.contexts().unwrap();
    assert_eq!(contexts.len(), 1);
    assert!(contexts[0].return_policy_ids);
}

#[test]
fn json_is_read_in_either_letter_case_and_by_its_own_types() {
    let pascal =
        r#"{"Request": {"Resource": [{"Attribute": [{"AttributeId": "a", "Value": "x", "DataType": "anyURI"}]}]}}"#;
    let camel =
        r#"{"request": {"resource": [{"attribute": [{"attributeId": "a", "value": "x", "dataType": "anyURI"}]}]}}"#;
    assert_eq!(from_json(pascal), from_json(camel));
    let attribute = &from_json(pascal).entities[0].attributes[0];
    assert_eq!(attribute.values, [value("http://www.w3.org/2001/XMLSchema#anyURI", "x")]);
    let typed = from_json(
        r#"{"Request": {"Action": {"Attribute": [
            {"AttributeId": "t", "Value": true}, {"AttributeId": "i", "Value": -3}, {"AttributeId": "d", "Value": 3.5},
            {"AttributeId": "e", "Value": 1e3}, {"AttributeId": "s", "Value": "3"}]}}}"#,
    );
    let types: Vec<_> = typed.entities[0]
        .attributes
        .iter()
        .map(|attribute| attribute.values[0].data_type.rsplit('#').next().unwrap().to_owned())
        .collect();
    assert_eq!(types, ["boolean", "integer", "double", "double", "string"]);
}

#[test]
fn null_in_json_is_as_if_the_key_were_absent() {
    let with_null = from_json(
        r#"{"Request": {"ReturnPolicyIdList": null, "AccessSubject": null, "Category": null, "MultiRequests": null,
            "Resource": {"Id": null, "Content": null, "Attribute": null},
            "Action": {"Attribute": {"AttributeId": "a", "Issuer": null, "DataType": null, "Value": "x"}}}}"#,
    );
    let without =
        from_json(r#"{"Request": {"Resource": {}, "Action": {"Attribute": {"AttributeId": "a", "Value": "x"}}}}"#);
    assert_eq!(with_null, without);
    // Only the value must be there.
    let no_value = r#"{"Request": {"Action": {"Attribute": {"AttributeId": "a", "Value": null}}}}"#;
    let error = read_json_request(&json::Document::parse(no_value)).unwrap_err();
    assert_eq!(error.text, "the attribute has no `Value`");
}

#[test]
fn what_a_request_says_of_itself_is_read_from_xml() {
    let message = from_xml(
        "<Request xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17' ReturnPolicyIdList='false' CombinedDecision='true'>
           <RequestDefaults><XPathVersion>http://www.w3.org/TR/1999/REC-xpath-19991116</XPathVersion></RequestDefaults>
         </Request>",
    );
    assert_eq!(message, Message { combined_decision: true, ..Message::default() });
}

#[test]
fn an_xpath_expression_takes_the_prefixes_around_it_and_no_default_namespace() {
    let message = from_xml(&format!(
        "<Request xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17' xmlns:p='urn:example:p'>
           <Attributes Category='{resource}'><Attribute AttributeId='sti' IncludeInResult='false'>
             <AttributeValue DataType='{}' XPathCategory='{resource}'>p:post/@id</AttributeValue>
           </Attribute></Attributes>
         </Request>",
        DataType::XPathExpression.uri(),
        resource = Category::Resource.urn()
    ));
    let xpath = message.entities[0].attributes[0].values[0].xpath.as_ref().unwrap();
    assert_eq!(xpath.category.as_deref(), Some(Category::Resource.urn()));
    assert!(xpath.namespaces.contains(&("p".to_owned(), "urn:example:p".to_owned())));
    assert!(xpath.namespaces.iter().all(|(prefix, _)| !prefix.is_empty()), "{:?}", xpath.namespaces);
}

#[test]
fn a_message_may_ask_for_several_decisions() {
    let entities = r#"
        "AccessSubject": [{"Id": "s1", "Attribute": [{"AttributeId": "a", "Value": "1"}]},
                          {"Id": "s2", "Attribute": [{"AttributeId": "a", "Value": "2"}]}],
        "Action": [{"Id": "h1", "Attribute": [{"AttributeId": "b", "Value": "3"}]}]"#;
    // A category that stands twice is asked for once each.
    let repeated = from_json(&format!(r#"{{"Request": {{{entities}}}}}"#)).contexts().unwrap();
    let subjects: Vec<_> = repeated.iter().map(|context| context.entities[0].id.clone().unwrap()).collect();
    assert_eq!(subjects, ["s1", "s2"]);
    assert!(repeated.iter().all(|context| context.entities.len() == 2));
    let references = r#""MultiRequests": {"RequestReference": [{"ReferenceId": ["s2", "h1"]}]}"#;
    let named = from_json(&format!(r#"{{"Request": {{{entities}, {references}}}}}"#)).contexts().unwrap();
    assert_eq!(named.len(), 1);
    assert_eq!(named[0].entities[0].id.as_deref(), Some("s2"));
    let wrong = references.replace("s2", "s3");
    let wrong = from_json(&format!(r#"{{"Request": {{{entities}, {wrong}}}}}"#));
    let response = respond(&wrong, |_| Answered::plain(Decision::Permit, Status::OK));
    assert_eq!(response.results.len(), 1);
    assert_eq!(response.results[0].decision, Decision::Indeterminate);
    assert_eq!(response.results[0].status.code, StatusCode::SyntaxError);
}

#[test]
fn a_message_that_asks_for_too_much_is_refused() {
    let attributes = "{\"Attribute\": []},".repeat(200);
    let list = format!("[{}]", attributes.trim_end_matches(','));
    let text = format!(r#"{{"Request": {{"AccessSubject": {list}, "Resource": {list}, "Action": {list}}}}}"#);
    assert!(from_json(&text).contexts().is_err());
    // What several references ask for counts together: 120 of them, each for 100 decisions.
    let people: String = (0..100).map(|number| format!("{{\"Id\": \"p{number}\", \"Attribute\": []}},")).collect();
    let ids: String = (0..100).map(|number| format!("\"p{number}\",")).collect();
    let reference = format!("{{\"ReferenceId\": [{}]}},", ids.trim_end_matches(','));
    let asked = |count: usize| {
        let references = reference.repeat(count);
        let (people, references) = (people.trim_end_matches(','), references.trim_end_matches(','));
        let text = format!(
            r#"{{"Request": {{"AccessSubject": [{people}], "MultiRequests": {{"RequestReference": [{references}]}}}}}}"#
        );
        from_json(&text).contexts().map(|contexts| contexts.len())
    };
    assert_eq!(asked(80), Ok(8_000));
    assert!(asked(120).is_err_and(|error| error.text.contains("more than 10000")));
}

#[test]
fn decisions_are_combined_only_where_they_agree() {
    let text = r#"{"Request": {"CombinedDecision": true, "AccessSubject": [{"Attribute": []}, {"Attribute": []}]}}"#;
    let message = from_json(text);
    let combine = |answers: [Answered; 2]| {
        let mut answers = answers.into_iter();
        let response = respond(&message, |_| answers.next().unwrap());
        assert_eq!(response.results.len(), 1);
        (response.results[0].decision, response.results[0].status.message.clone())
    };
    let plain = |decision| Answered::plain(decision, Status::OK);
    let refused = |reason: &str| (Decision::Indeterminate, Some(reason.to_owned()));
    assert_eq!(combine([plain(Decision::Deny), plain(Decision::Deny)]), (Decision::Deny, None));
    let differ = refused("the decisions that were to be combined differ");
    assert_eq!(combine([plain(Decision::Deny), plain(Decision::Permit)]), differ);
    let duty = Duty { id: "varsle".to_owned(), assignments: Vec::new() };
    let with_duty = Answered { obligations: vec![duty], ..plain(Decision::Deny) };
    let duties = refused("a combined decision cannot have obligations or advice");
    assert_eq!(combine([plain(Decision::Deny), with_duty]), duties);
}

#[test]
fn content_stands_by_itself() {
    let message = from_xml(&format!(
        "<r:Request xmlns:r='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17' xmlns='urn:example:standard' xmlns:p='urn:example:p'>
           <r:Attributes Category='{}'><r:Content><post p:id='1'><tittel>Blåbær &amp; bringebær</tittel></post></r:Content></r:Attributes>
         </r:Request>",
        Category::Resource.urn()
    ));
    let content = message.entities[0].content.clone().unwrap();
    let document = xml::Document::parse(&content);
    assert_eq!(document.problems(), []);
    let root = document.root().unwrap();
    assert_eq!((root.name(), root.namespace()), ("post", "urn:example:standard"));
    assert_eq!(root.child("tittel").unwrap().text(), "Blåbær & bringebær");
    let encoded = from_json(r#"{"Request": {"Resource": {"Content": "PGEvPg==", "Attribute": []}}}"#);
    assert_eq!(encoded.entities[0].content.as_deref(), Some("<a/>"));
}

#[test]
fn what_is_no_request_is_refused_with_its_place() {
    let json = |text: &str| read_json_request(&json::Document::parse(text)).unwrap_err();
    assert_eq!(json("{}").text, "there is no object `Request`");
    let text = r#"{"Request": {"Action": {"Attribute": [{"Value": "x"}]}}}"#;
    let error = json(text);
    assert_eq!(error.text, "there is no `AttributeId`");
    assert_eq!(&text[error.span.range()], r#"{"Value": "x"}"#);
    for wrong in [
        r#"{"Request": {"Action": {"Attribute": [{"AttributeId": "x"}]}}}"#,
        r#"{"Request": {"Action": {"Attribute": [{"AttributeId": "x", "Value": [[1]]}]}}}"#,
        r#"{"Request": {"Action": 7}}"#,
        r#"{"Request": {"CombinedDecision": "ja"}}"#,
        r#"{"Request": "#,
    ] {
        json(wrong);
    }
    let xml = |text: &str| read_xml_request(&xml::Document::parse(text)).unwrap_err();
    assert!(xml("<Request/>").text.contains("XACML 3.0"));
    let xmlns = "xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17'";
    assert_eq!(xml(&format!("<Request {xmlns}><Attributes/></Request>")).text, "`Attributes` has no `Category`");
    assert_eq!(xml(&format!("<Request {xmlns}><Subject/></Request>")).text, "`Subject` may not stand here");
}

#[test]
fn responses_come_back_as_they_were_sent() {
    let assigned = Assigned {
        id: "til".to_owned(),
        category: Some("urn:example:egen".to_owned()),
        issuer: None,
        data_type: STRING.to_owned(),
        text: "Blåbær & <bringebær>".to_owned(),
    };
    let rich = Answered {
        obligations: vec![Duty { id: "varsle".to_owned(), assignments: vec![assigned.clone(), assigned] }],
        advice: vec![Duty { id: "råd".to_owned(), assignments: Vec::new() }],
        attributes: vec![entity(
            Category::Subject.urn(),
            vec![ContextAttribute {
                issuer: Some("er".to_owned()),
                include_in_result: true,
                ..attribute("urn:altinn:rolecode", vec![value(STRING, "DAGL")])
            }],
        )],
        policies: vec![
            PolicyIdentifier { id: "p".to_owned(), version: Some("1.0".to_owned()), is_set: false },
            PolicyIdentifier { id: "s".to_owned(), version: None, is_set: true },
        ],
        ..Answered::plain(Decision::Permit, Status::OK)
    };
    let missing = MissingAttribute {
        category: Category::Subject.urn().to_owned(),
        id: "urn:altinn:rolecode".to_owned(),
        data_type: STRING.to_owned(),
        issuer: None,
    };
    let failed = Status {
        code: StatusCode::MissingAttribute,
        message: Some("rollen mangler".to_owned()),
        missing: vec![missing],
    };
    let response = Response { results: vec![rich, Answered::plain(Decision::Indeterminate, failed)] };
    let written = write_xml_response(&response);
    assert_eq!(read_xml_response(&xml::Document::parse(&written)).unwrap(), response);
    let written = write_json_response(&response).to_string();
    let mut read = read_json_response(&json::Document::parse(&written)).unwrap();
    // The detail of a status has no form in the profile that a reader could rely on.
    read.results[1].status.missing = response.results[1].status.missing.clone();
    assert_eq!(read, response);
}

#[test]
fn a_response_is_written_one_element_a_line() {
    let duty = Duty { id: "varsle".to_owned(), assignments: Vec::new() };
    let result = Answered { advice: vec![duty], ..Answered::plain(Decision::Deny, Status::OK) };
    let written = write_xml_response(&Response { results: vec![result.clone(), result] });
    let result = "  <Result>
    <Decision>Deny</Decision>
    <Status>
      <StatusCode Value=\"urn:oasis:names:tc:xacml:1.0:status:ok\"/>
    </Status>
    <AssociatedAdvice>
      <Advice AdviceId=\"varsle\"/>
    </AssociatedAdvice>
  </Result>\n";
    let xmlns = "xmlns=\"urn:oasis:names:tc:xacml:3.0:core:schema:wd-17\"";
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    assert_eq!(written, format!("{head}\n<Response {xmlns}>\n{result}{result}</Response>\n"));
}

#[test]
fn a_missing_attribute_is_named_in_json() {
    let missing = MissingAttribute {
        category: Category::Subject.urn().to_owned(),
        id: "urn:altinn:rolecode".to_owned(),
        data_type: STRING.to_owned(),
        issuer: None,
    };
    let status = Status { code: StatusCode::MissingAttribute, message: None, missing: vec![missing] };
    let response = Response { results: vec![Answered::plain(Decision::Indeterminate, status)] };
    let detail = &write_json_response(&response)["Response"][0]["Status"]["StatusDetail"]["MissingAttributeDetail"];
    assert_eq!(
        *detail,
        serde_json::json!([{
            "Category": Category::Subject.urn(), "AttributeId": "urn:altinn:rolecode", "DataType": STRING
        }])
    );
}

#[test]
fn what_cannot_be_told_is_sent_as_indeterminate() {
    let status =
        Status { code: StatusCode::ProcessingError, message: Some("det vites ikke".to_owned()), missing: Vec::new() };
    let response = Response { results: vec![Answered::plain(Decision::Undecided, status)] };
    assert_eq!(write_json_response(&response)["Response"][0]["Decision"], "Indeterminate");
    assert!(write_xml_response(&response).contains("<Decision>Indeterminate</Decision>"));
}
