//! Only properties that schema.org knows, each on a type of its domain and with a value of its range.

use super::*;
use crate::export::article::testing::{read, sample, shipped};

/// Types that are used, each with the type it is a kind of.
const TYPES: [(&str, &str); 13] = [
    ("CreativeWork", "Thing"),
    ("Article", "CreativeWork"),
    ("NewsArticle", "Article"),
    ("Quotation", "CreativeWork"),
    ("Claim", "CreativeWork"),
    ("Comment", "CreativeWork"),
    ("Question", "Comment"),
    ("Answer", "Comment"),
    ("CorrectionComment", "Comment"),
    ("ImageObject", "MediaObject"),
    ("MediaObject", "CreativeWork"),
    ("Person", "Thing"),
    ("Organization", "Thing"),
];

/// Properties that are used, each with its domain, and what it may lead to: a type, or words (text, dates, addresses).
const PROPERTIES: [(&str, &[&str], &[&str]); 40] = [
    ("name", &["Thing"], &["words"]),
    ("alternateName", &["Thing"], &["words"]),
    ("description", &["Thing"], &["words"]),
    ("url", &["Thing"], &["words"]),
    ("identifier", &["Thing"], &["words"]),
    ("image", &["Thing"], &["ImageObject"]),
    ("headline", &["CreativeWork"], &["words"]),
    ("alternativeHeadline", &["CreativeWork"], &["words"]),
    ("author", &["CreativeWork"], &["Person", "Organization"]),
    ("publisher", &["CreativeWork"], &["Organization"]),
    ("datePublished", &["CreativeWork"], &["words"]),
    ("dateModified", &["CreativeWork"], &["words"]),
    ("expires", &["CreativeWork"], &["words"]),
    ("inLanguage", &["CreativeWork"], &["words"]),
    ("genre", &["CreativeWork"], &["words"]),
    ("keywords", &["CreativeWork"], &["words"]),
    ("contentLocation", &["CreativeWork"], &["Place"]),
    ("copyrightNotice", &["CreativeWork"], &["words"]),
    ("isBasedOn", &["CreativeWork"], &["CreativeWork"]),
    ("translationOfWork", &["CreativeWork"], &["CreativeWork"]),
    ("citation", &["CreativeWork"], &["CreativeWork"]),
    ("correction", &["CreativeWork"], &["CorrectionComment"]),
    ("mentions", &["CreativeWork"], &["Thing"]),
    ("hasPart", &["CreativeWork"], &["CreativeWork"]),
    ("text", &["CreativeWork"], &["words"]),
    ("creditText", &["CreativeWork"], &["words"]),
    ("wordCount", &["Article"], &["number"]),
    ("articleBody", &["Article"], &["words"]),
    ("dateline", &["NewsArticle"], &["words"]),
    ("spokenByCharacter", &["Quotation"], &["Person", "Organization"]),
    ("appearance", &["Claim"], &["CreativeWork"]),
    ("acceptedAnswer", &["Question"], &["Answer"]),
    ("suggestedAnswer", &["Question"], &["Answer"]),
    ("caption", &["ImageObject", "VideoObject", "AudioObject"], &["words"]),
    ("contentUrl", &["MediaObject"], &["words"]),
    ("jobTitle", &["Person"], &["words"]),
    ("affiliation", &["Person"], &["Organization"]),
    ("@id", &["Thing"], &["words"]),
    ("@type", &["Thing"], &["words"]),
    ("@context", &["NewsArticle"], &["words"]),
];

fn is_a(kind: &str, wanted: &str) -> bool {
    let above = TYPES.iter().find(|(known, _)| *known == kind).map_or("Thing", |(_, above)| *above);
    kind == wanted || (kind != "Thing" && is_a(above, wanted))
}

fn check(value: &Value) {
    let object = value.as_object().expect("a thing");
    let kind = object["@type"].as_str().expect("a type");
    let known = ["Thing", "Place"].contains(&kind) || TYPES.iter().any(|(known, _)| *known == kind);
    assert!(known, "{kind} is in no table");
    for (property, value) in object {
        let (_, domain, range) = PROPERTIES
            .iter()
            .find(|(known, _, _)| known == property)
            .unwrap_or_else(|| panic!("{property} is in no table"));
        assert!(domain.iter().any(|wanted| is_a(kind, wanted)), "{property} is not for {kind}");
        let values = value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
        assert!(!values.is_empty(), "{property} says nothing");
        for value in values {
            let is = match value {
                Value::String(_) => "words",
                Value::Number(_) => "number",
                value => value["@type"].as_str().expect("a typed thing"),
            };
            assert!(range.iter().any(|wanted| is_a(is, wanted)), "{property} can't lead to {is}");
            if value.is_object() {
                check(value);
            }
        }
    }
}

#[test]
fn only_known_properties_stand_in_their_domains() {
    for article in shipped().iter().chain([&sample()]) {
        check(&schema_org(article));
    }
}

#[test]
fn quotations_questions_and_claims_are_parts() {
    let linked = schema_org(&sample());
    assert_eq!(linked["@id"], "https://example.org/sandrey/bridge");
    assert_eq!(linked["dateline"], "SANDREY");
    assert_eq!(linked["correction"][0]["text"], "Corrected the number of cars.");
    let parts = linked["hasPart"].as_array().unwrap();
    let quote = parts.iter().find(|part| part["text"] == "\"It ran for 60 years,\"").unwrap();
    assert_eq!(quote["@type"], "Quotation");
    assert_eq!(quote["spokenByCharacter"]["jobTitle"], "harbour master");
    assert_eq!(quote["description"], "press call");
    let claim = parts.iter().find(|part| part["@type"] == "Claim").unwrap();
    assert_eq!(claim["description"], "status: known; confidence: high");
    assert_eq!(claim["citation"][0]["name"], "Minutes of May 5");
    assert!(parts.iter().any(|part| part["@type"] == "Question" && part["name"] == "Who pays for the ramp."));
}

#[test]
fn an_answer_within_the_article_stands_with_its_question() {
    let article = read(
        "format: byline/1\nheadline: H\npeople: {lee: Ana Lee}\nclaims:\n  toll: {answers: \"#ramp\"}\nstory:\n  - What we \
         don't know: |\n      - [Who pays.](#ramp)\n  - What we know: |\n      [The toll pays.](@lee#toll)\n",
    );
    let linked = schema_org(&article);
    let question = linked["hasPart"].as_array().unwrap().iter().find(|part| part["@type"] == "Question").unwrap();
    assert_eq!(question["acceptedAnswer"][0]["text"], "The toll pays.");
    assert_eq!(question["acceptedAnswer"][0]["author"]["name"], "Ana Lee");
    check(&linked);
}
