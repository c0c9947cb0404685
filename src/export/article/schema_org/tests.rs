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

/// Properties that are used, each with its domain, and what it may lead to: a type, or a value of a kind. They are those of
/// the vocabulary at <https://schema.org/docs/schemas.html>, compared with the typings made of it (`schema-dts` 2.1).
const PROPERTIES: [(&str, &[&str], &[&str]); 40] = [
    ("name", &["Thing"], &["words"]),
    ("alternateName", &["Thing"], &["words"]),
    ("description", &["Thing"], &["words"]),
    ("url", &["Thing"], &["address"]),
    ("identifier", &["Thing"], &["words"]),
    ("image", &["Thing"], &["ImageObject"]),
    ("headline", &["CreativeWork"], &["words"]),
    ("alternativeHeadline", &["CreativeWork"], &["words"]),
    ("author", &["CreativeWork"], &["Person", "Organization"]),
    ("publisher", &["CreativeWork"], &["Organization"]),
    ("datePublished", &["CreativeWork"], &["date"]),
    ("dateModified", &["CreativeWork"], &["date"]),
    ("expires", &["CreativeWork"], &["date"]),
    ("inLanguage", &["CreativeWork"], &["language"]),
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
    ("contentUrl", &["MediaObject"], &["address"]),
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

/// Whether words are of a kind: text, an address, a date or a moment of ISO 8601, a language of BCP 47.
fn is_value(words: &str, kind: &str) -> bool {
    match kind {
        "words" => !words.trim().is_empty(),
        "address" => url::Url::parse(words).is_ok_and(|url| !url.cannot_be_a_base() || url.scheme() == "mailto"),
        "date" => {
            let (day, time) = words.split_once('T').map_or((words, None), |(day, time)| (day, Some(time)));
            let numbers: Vec<&str> = day.split('-').collect();
            let written = numbers
                .iter()
                .zip([4, 2, 2])
                .all(|(number, digits)| number.len() == digits && number.bytes().all(|byte| byte.is_ascii_digit()));
            written
                && numbers.len() <= 3
                && time.is_none_or(|time| time.len() >= 5 && !time.contains(' ') && numbers.len() == 3)
        }
        "language" => crate::format::is_language(words),
        _ => false,
    }
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
            let is = |wanted: &&str| match value {
                Value::String(words) => is_value(words, wanted),
                Value::Number(number) => *wanted == "number" && number.is_u64(),
                value => is_a(value["@type"].as_str().expect("a typed thing"), wanted),
            };
            assert!(range.iter().any(is), "{property} can't lead to {value}");
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
