//! The keys of the format: which there are, which hold prose, and which one a misspelt word was meant to be.

/// Fields of the head that hold something other than links, in the order in which they are written.
pub(super) const HEAD: [&str; 32] = [
    "format",
    "id",
    "headline",
    "subtitle",
    "by",
    "dateline",
    "publisher",
    "url",
    "published",
    "updated",
    "retrieved",
    "embargo",
    "expires",
    "status",
    "genre",
    "lang",
    "dir",
    "topics",
    "places",
    "story-id",
    "rights",
    "usage",
    "slug",
    "ednote",
    "made-with",
    "feedback",
    "log",
    "people",
    "sources",
    "claims",
    "story",
    "x-",
];

/// Other names that people write for fields of the head.
pub(super) const HEAD_OTHER: [(&str, &str); 4] =
    [("title", "headline"), ("byline", "by"), ("author", "by"), ("date", "published")];

pub(super) const PERSON: [&str; 9] = ["name", "role", "org", "kind", "anonymous", "also", "side", "url", "note"];
pub(super) const SOURCE: [&str; 7] = ["name", "title", "url", "date", "kind", "primary", "note"];
/// Keys of a claim that are no links.
pub(super) const CLAIM: [&str; 9] =
    ["text", "by", "status", "rating", "confidence", "likelihood", "source", "since", "note"];

/// Items of the story with a meaning of their own.
pub(super) const FORMS: [&str; 8] = ["question", "heading", "related", "photo", "video", "quote", "number", "embed"];
/// Keys that add to an item.
pub(super) const ITEM: [&str; 13] =
    ["to", "rel", "credit", "file", "alt", "by", "date", "at", "id", "note", "source", "where", "kind"];

/// Whether the key adds to an item of the story.
pub(super) fn is_item_key(key: &str) -> bool {
    ITEM.contains(&key)
}

/// Whether the value of this key of an item is prose: a label, a form, or one of the keys that hold words.
pub(super) fn is_prose(key: &str) -> bool {
    !is_item_key(key) || matches!(key, "credit" | "alt" | "note")
}

/// Whether the value of a field is one word, so that ` #` behind it is an honest comment.
pub(super) fn is_word(key: &str) -> bool {
    matches!(
        key,
        "format"
            | "id"
            | "url"
            | "published"
            | "updated"
            | "retrieved"
            | "embargo"
            | "expires"
            | "lang"
            | "dir"
            | "date"
            | "since"
            | "kind"
            | "primary"
            | "story-id"
            | "slug"
            | "status"
            | "confidence"
            | "source"
            | "people"
            | "sources"
            | "claims"
            | "story"
            | "log"
    )
}
