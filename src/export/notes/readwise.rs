//! The CSV that Readwise takes: one row a highlight, tags at the beginning of the note.

use jiff::tz::TimeZone;

use super::Clipping;

const COLUMNS: &str = "Highlight,Title,Author,URL,Note,Location,Date";

/// The clippings as a table.
pub(super) fn readwise(clippings: &[Clipping]) -> String {
    let mut out = format!("{COLUMNS}\r\n");
    for clipping in clippings {
        let annotation = &clipping.gloss.annotation;
        let made = annotation.created.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M:%S").to_string();
        let location = clipping.units.as_ref().map(|at| at.start.to_string()).unwrap_or_default();
        let fields = [
            clipping.words(),
            clipping.headline(),
            &author(clipping),
            &clipping.link(),
            &note(clipping),
            &location,
            &made,
        ];
        out.push_str(&fields.map(field).join(","));
        out.push_str("\r\n");
    }
    out
}

/// Who wrote the article, else who published it.
fn author(clipping: &Clipping) -> String {
    let by: Vec<&str> = clipping.by.iter().map(crate::model::Text::as_str).collect();
    if by.is_empty() { clipping.publisher().unwrap_or_default().to_owned() } else { by.join(", ") }
}

/// The tags, the note, and who said the words where.
fn note(clipping: &Clipping) -> String {
    let tag = |tag: &str| format!(".{}", tag.split_whitespace().collect::<Vec<_>>().join("-"));
    let colour = clipping.gloss.annotation.colour.map(|colour| colour.name().to_owned());
    let tags: Vec<String> = colour.into_iter().map(|colour| tag(&colour)).chain(clipping.tags().map(tag)).collect();
    let parts =
        [tags.join(" "), clipping.note().unwrap_or_default().to_owned(), format!("— {}", clipping.attribution())];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A field of RFC 4180.
fn field(words: &str) -> String {
    if words.contains(['"', ',', '\n', '\r']) || words.starts_with(' ') || words.ends_with(' ') {
        return format!("\"{}\"", words.replace('"', "\"\""));
    }
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_quoted_where_it_must_be() {
        assert_eq!(field("plain"), "plain");
        assert_eq!(field("one, two"), "\"one, two\"");
        assert_eq!(field("\"No,\" he said"), "\"\"\"No,\"\" he said\"");
        assert_eq!(field("a\nb"), "\"a\nb\"");
    }
}
