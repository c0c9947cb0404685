//! The statements of the Web Annotation Data Model that say MUST, for all the parts that byline writes.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::super::{Format, write};
use super::{clipping, now};

/// Every statement that a page does not keep, with the place.
pub(super) fn faults(page: &Value) -> Vec<String> {
    let mut check = Check::default();
    check.page(page);
    check.faults
}

const MOTIVATIONS: [&str; 13] = [
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
];

const SELECTORS: [&str; 9] = [
    "FragmentSelector",
    "CssSelector",
    "XPathSelector",
    "TextQuoteSelector",
    "TextPositionSelector",
    "DataPositionSelector",
    "SvgSelector",
    "RangeSelector",
    "Choice",
];

#[derive(Default)]
struct Check {
    faults: Vec<String>,
}

impl Check {
    fn must(&mut self, truth: bool, words: &str) {
        if !truth {
            self.faults.push(words.to_owned());
        }
    }

    fn object<'a>(&mut self, value: &'a Value, what: &str) -> Option<&'a Map<String, Value>> {
        let object = value.as_object();
        self.must(object.is_some(), &format!("{what} must be an object"));
        object
    }

    /// §5.2: exactly one IRI, the context, the type, and a list of annotations in order.
    fn page(&mut self, page: &Value) {
        let Some(page) = self.object(page, "a page") else { return };
        self.context(page);
        self.id(page, "a page");
        self.is_type(page, "AnnotationPage");
        if let Some(index) = page.get("startIndex") {
            self.must(index.is_u64(), "startIndex must be a non-negative integer");
        }
        if let Some(collection) = page.get("partOf").and_then(|part_of| self.object(part_of, "partOf")) {
            self.id(collection, "a collection");
            self.is_type(collection, "AnnotationCollection");
            // §5.1: where there is a total, there must be a first page with it
            self.must(
                collection.get("total").is_none() || collection.get("first").is_some(),
                "a total without a first page",
            );
        }
        let items = page.get("items").and_then(Value::as_array);
        self.must(items.is_some(), "a page must have items, a list");
        for item in items.into_iter().flatten() {
            self.annotation(item);
        }
    }

    /// §3.1: exactly one IRI, the type among its types, one target or more; the body is no string of its own.
    fn annotation(&mut self, annotation: &Value) {
        let Some(annotation) = self.object(annotation, "an annotation") else { return };
        self.id(annotation, "an annotation");
        self.is_type(annotation, "Annotation");
        // §3.2.5: one of the two
        self.must(!(annotation.contains_key("body") && annotation.contains_key("bodyValue")), "body and bodyValue");
        let motivation = annotation.get("motivation").and_then(Value::as_str);
        self.must(
            motivation.is_some_and(|word| MOTIVATIONS.contains(&word)),
            "motivation must be one of the standard's",
        );
        for key in ["created", "modified"] {
            // §3.3.1: xsd:dateTime with the zone UTC, as Z
            let moment = annotation.get(key).and_then(Value::as_str).unwrap_or_default();
            self.must(
                moment.ends_with('Z') && moment.parse::<Timestamp>().is_ok(),
                &format!("{key} must be a dateTime"),
            );
        }
        if let Some(creator) = annotation.get("creator") {
            let named = creator.get("name").is_none_or(Value::is_string);
            self.must(is_iri(creator) || (creator.is_object() && named), "creator must be an IRI or an object");
        }
        let bodies =
            annotation.get("body").map(|body| body.as_array().map_or(std::slice::from_ref(body), Vec::as_slice));
        for body in bodies.into_iter().flatten() {
            self.body(body);
        }
        match annotation.get("target") {
            Some(Value::Array(targets)) => {
                self.must(!targets.is_empty(), "there must be one target or more");
                for target in targets {
                    self.target(target);
                }
            }
            Some(target) => self.target(target),
            None => self.must(false, "there must be one target or more"),
        }
        // a key is a term of the context or an IRI of its own
        for key in annotation.keys() {
            let known = ["id", "type", "motivation", "created", "modified", "creator", "body", "target"];
            self.must(known.contains(&key.as_str()) || key.starts_with("urn:byline:"), &format!("{key} means nothing"));
        }
    }

    /// §3.2.4: exactly one value, which must be text; at most one format and purpose.
    fn body(&mut self, body: &Value) {
        let Some(body) = self.object(body, "a body") else { return };
        self.is_type(body, "TextualBody");
        self.must(body.get("value").is_some_and(Value::is_string), "a textual body must have exactly one value, text");
        self.must(body.get("format").is_none_or(Value::is_string), "format must be text");
        let purpose = body.get("purpose").and_then(Value::as_str);
        self.must(purpose.is_none_or(|word| MOTIVATIONS.contains(&word)), "purpose must be one of the standard's");
    }

    /// §4: exactly one source, an IRI; §4.2: one selector or more, all of which say the same place.
    fn target(&mut self, target: &Value) {
        let Some(target) = self.object(target, "a target") else { return };
        self.is_type(target, "SpecificResource");
        self.must(target.get("source").is_some_and(is_iri), "source must be exactly one IRI");
        self.selectors(target.get("selector"));
    }

    fn selectors(&mut self, selectors: Option<&Value>) {
        match selectors {
            Some(Value::Array(several)) => {
                for selector in several {
                    self.selector(selector);
                }
            }
            Some(selector) => self.selector(selector),
            None => {}
        }
    }

    fn selector(&mut self, selector: &Value) {
        let Some(fields) = self.object(selector, "a selector") else { return };
        let class = fields.get("type").and_then(Value::as_str).unwrap_or_default();
        self.must(SELECTORS.contains(&class), "a selector must be of one of the standard's types");
        let text = |key: &str| fields.get(key).is_some_and(Value::is_string);
        let number = |key: &str| fields.get(key).and_then(Value::as_u64);
        match class {
            // §4.2.1
            "FragmentSelector" => {
                self.must(text("value"), "a fragment must have exactly one value");
                self.must(fields.get("conformsTo").is_none_or(is_iri), "conformsTo must be an IRI");
            }
            // §4.2.4
            "TextQuoteSelector" => {
                self.must(text("exact"), "a quotation must have exactly one exact");
                for key in ["prefix", "suffix"] {
                    self.must(fields.get(key).is_none_or(Value::is_string), "prefix and suffix must be text");
                }
            }
            // §4.2.5
            "TextPositionSelector" => {
                let both = number("start").is_some() && number("end").is_some();
                self.must(both, "a position must have exactly one start and one end, non-negative integers");
            }
            _ => self.must(false, "byline writes no such selector"),
        }
        self.selectors(fields.get("refinedBy"));
    }

    /// §3.1, §5: the context must be the standard's, or hold it.
    fn context(&mut self, object: &Map<String, Value>) {
        let standard = Value::from("http://www.w3.org/ns/anno.jsonld");
        let context = object.get("@context");
        let holds = context.is_some_and(|context| {
            *context == standard || context.as_array().is_some_and(|contexts| contexts.contains(&standard))
        });
        self.must(holds, "@context must be or hold http://www.w3.org/ns/anno.jsonld");
    }

    fn id(&mut self, object: &Map<String, Value>, what: &str) {
        self.must(object.get("id").is_some_and(is_iri), &format!("{what} must have exactly one id, an IRI"));
    }

    fn is_type(&mut self, object: &Map<String, Value>, class: &str) {
        let is = match object.get("type") {
            Some(Value::String(word)) => word == class,
            Some(Value::Array(words)) => words.contains(&Value::from(class)),
            _ => false,
        };
        self.must(is, &format!("type must be or hold {class}"));
    }
}

/// Whether a value is an IRI: a scheme, and no sign that RFC 3987 leaves out.
fn is_iri(value: &Value) -> bool {
    let Some((scheme, rest)) = value.as_str().and_then(|iri| iri.split_once(':')) else { return false };
    let letters =
        scheme.chars().enumerate().all(|(at, c)| c.is_ascii_alphabetic() || (at > 0 && "+-.0123456789".contains(c)));
    let bad = |c: char| c.is_control() || c.is_whitespace() || "<>\"{}|\\^`".contains(c);
    !scheme.is_empty() && letters && !rest.is_empty() && !rest.contains(bad)
}

#[test]
fn a_page_with_an_address_keeps_what_the_standard_demands() {
    let mut clipping = clipping(1, "bridge will close on Monday");
    let page = |clipping: &super::Clipping| {
        serde_json::from_str::<Value>(&write(Format::JsonLd, std::slice::from_ref(clipping), now())).expect("JSON")
    };
    let first = page(&clipping);
    assert_eq!(faults(&first), Vec::<String>::new(), "{first:#}");
    assert_eq!(first["items"][0]["target"]["source"], "https://example.org/merrow/harbour-bridge");
    clipping.url = Some(crate::model::Text::new("https://example.org/a\"b^c|d"));
    let second = page(&clipping);
    assert_eq!(faults(&second), Vec::<String>::new(), "{second:#}");
}

#[test]
fn the_check_finds_what_breaks_the_standard() {
    let sound: Value = serde_json::from_str(&write(Format::JsonLd, &[clipping(1, "Who pays")], now())).expect("JSON");
    let broken: [(&str, Value); 12] = [
        ("/@context", Value::Null),
        ("/id", "no iri".into()),
        ("/partOf", "urn:byline:annotations".into()),
        ("/items", Value::Null),
        ("/items/0/type", "Note".into()),
        ("/items/0/created", "yesterday".into()),
        ("/items/0/motivation", "musing".into()),
        ("/items/0/body/0/value", Value::from(3)),
        ("/items/0/target/source", Value::Null),
        ("/items/0/target/selector/0/type", "WordSelector".into()),
        ("/items/0/target/selector/0/refinedBy/0/exact", Value::Null),
        ("/items/0/target/selector/0/refinedBy/1/start", Value::from(-1)),
    ];
    for (path, value) in broken {
        let mut page = sound.clone();
        *page.pointer_mut(path).expect(path) = value;
        assert!(!faults(&page).is_empty(), "{path}");
    }
}
