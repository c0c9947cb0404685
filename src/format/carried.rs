//! JSON that an article carries in an `x-` field without knowing it, where every scalar is text: out comes what went in.

use serde_json::{Map, Number, Value};

use crate::model::{Article, Extra, Head, Text};

/// A value as an `x-` field holds it. Words stay plain unless they would read back as something else: then they stand in
/// the quotation marks of JSON. So `urgency: 3` is the number, `version: "\"3\""` the word.
#[must_use]
pub fn carry(value: &Value) -> Extra {
    match value {
        Value::Array(values) => Extra::List(values.iter().map(carry).collect()),
        Value::Object(map) => Extra::Map(map.iter().map(|(key, value)| (worded(key), carry(value))).collect()),
        Value::String(words) => Extra::Text(worded(words)),
        Value::Null | Value::Bool(_) | Value::Number(_) => Extra::Text(Text::new(&value.to_string())),
    }
}

/// The value that [`carry`] was given.
#[must_use]
pub fn carried(extra: &Extra) -> Value {
    match extra {
        Extra::List(values) => Value::Array(values.iter().map(carried).collect()),
        Extra::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let key = match carried_words(key) {
                    Value::String(key) => key,
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                        key.to_string()
                    }
                };
                (key, carried(value))
            });
            Value::Object(entries.collect::<Map<_, _>>())
        }
        Extra::Text(words) => carried_words(words),
    }
}

/// What tells one state of an article from every other, whatever it carries in `without`.
#[must_use]
pub fn fingerprint(article: &Article, without: &str) -> String {
    let mut bare = article.clone();
    bare.head.extra.retain(|(key, _)| *key != without);
    hashed(&bare)
}

/// The same of its story with the tables that belong to it, whatever the head says.
#[must_use]
pub fn fingerprint_of_story(article: &Article) -> String {
    hashed(&Article { head: Head::default(), ..article.clone() })
}

fn hashed(article: &Article) -> String {
    let hash = blake3::hash(super::write(article).as_bytes()).to_hex();
    hash.get(..16).unwrap_or_default().to_owned()
}

fn worded(words: &str) -> Text {
    let plain = Text::new(words);
    let survives = plain.as_str() == words && words.trim() == words && !words.contains('\n') && !words.is_empty();
    if survives && serde_json::from_str::<Value>(words).is_err() {
        return plain;
    }
    let mut quoted = String::new();
    for c in Value::from(words).to_string().chars() {
        // a text would drop or change it
        if c == ' ' || (c.is_ascii_graphic() || c.is_alphanumeric()) && !Text::drops(c) {
            quoted.push(c);
        } else {
            quoted.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    Text::new(&quoted)
}

fn carried_words(words: &Text) -> Value {
    match serde_json::from_str(words.as_str()) {
        // serde_json reads a long fraction nearly right, the standard library exactly
        Ok(Value::Number(number)) if number.is_f64() => {
            let exact = words.as_str().parse().ok().and_then(Number::from_f64);
            Value::Number(exact.unwrap_or(number))
        }
        Ok(value) => value,
        Err(_) => Value::from(words.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::format::{read, write};

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            (-1e9..1e9f64).prop_map(Value::from),
            Just(Value::Null),
            any::<String>().prop_map(Value::from),
            "[-0-9.a-z\"{} ]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let key = prop_oneof!["[a-z]{1,4}", any::<String>()];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec((key, inner), 0..4)
                    .prop_map(|entries| Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    fn through_a_file(value: &Value) -> Value {
        let mut article = read(b"format: byline/1\nheadline: H\nstory: []\n", "a").article.unwrap();
        article.head.extra = vec![(Text::new("x-kept"), carry(value))];
        let written = write(&article);
        let article = read(written.as_bytes(), "a").article.unwrap_or_else(|| panic!("{written}"));
        let (_, extra) = article.head.extra.first().unwrap_or_else(|| panic!("{written}"));
        carried(extra)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn what_is_carried_comes_back_through_a_file(value in json()) {
            prop_assert_eq!(carried(&carry(&value)), value.clone());
            prop_assert_eq!(through_a_file(&value), value);
        }
    }

    #[test]
    fn words_stay_plain_and_numbers_stay_numbers() {
        let value = json!({"urgency": 3, "version": "3", "title": "A title", "at": [18.25, -7], "none": null});
        assert_eq!(carried(&carry(&value)), value);
        let Extra::Map(entries) = carry(&value) else { panic!("a map") };
        let text = |key: &str| entries.iter().find(|(known, _)| *known == key).map(|(_, value)| value.clone());
        assert_eq!(text("title"), Some(Extra::Text(Text::new("A title"))));
        assert_eq!(text("version"), Some(Extra::Text(Text::new("\"3\""))));
        assert_eq!(text("urgency"), Some(Extra::Text(Text::new("3"))));
    }
}
