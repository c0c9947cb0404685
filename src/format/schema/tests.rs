//! The schema is well formed, and names what the format has.

use super::*;

/// Every `$ref` and every description of a schema.
fn walk(value: &Value, refs: &mut Vec<String>, bare: &mut Vec<String>, path: &str) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(to)) = map.get("$ref") {
                refs.push(to.clone());
            }
            if let Some(Value::Object(properties)) = map.get("properties") {
                for (key, property) in properties {
                    if property
                        .get("description")
                        .is_none_or(|text| text.as_str().is_none_or(|text| !text.ends_with('.')))
                    {
                        bare.push(format!("{path}/{key}"));
                    }
                }
            }
            map.iter().for_each(|(key, value)| walk(value, refs, bare, &format!("{path}/{key}")));
        }
        Value::Array(values) => values.iter().for_each(|value| walk(value, refs, bare, path)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_key_is_explained() {
    let schema = schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let (mut refs, mut bare) = (Vec::new(), Vec::new());
    walk(&schema, &mut refs, &mut bare, "");
    assert!(bare.is_empty(), "no sentence about {bare:?}");
    for to in refs {
        let pointer = to.strip_prefix('#').expect("a reference within the schema");
        assert!(schema.pointer(pointer).is_some(), "{to} leads nowhere");
    }
}

#[test]
fn names_every_field_every_form_and_every_kind() {
    let schema = schema();
    let has = |map: &Value, key: &str| assert!(map.get(key).is_some(), "the schema lacks `{key}`");
    let head = "format headline subtitle by dateline publisher url published updated retrieved embargo expires status genre \
        lang dir topics places story-id rights usage slug ednote made-with feedback id log people sources claims story";
    for key in head.split_whitespace().chain(Rel::HEAD.map(Rel::name)) {
        has(&schema["properties"], key);
    }
    let claim = &schema["$defs"]["claim"]["anyOf"][1]["properties"];
    for rel in Rel::CLAIM {
        has(claim, rel.name());
    }
    let item = &schema["$defs"]["item"]["anyOf"][1]["properties"];
    let forms = "question heading related photo video quote number embed to rel credit file alt by date at id note source \
        where kind";
    for key in forms.split_whitespace() {
        has(item, key);
    }
    assert_eq!(LABELS.len() + 1, Kind::COUNT);
    assert!(Kind::ALL.iter().all(|kind| *kind == Kind::Other || LABELS.iter().any(|(_, of)| of == kind)));
}
