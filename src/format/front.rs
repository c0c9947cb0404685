//! The head between dashes that many programs put above Markdown: YAML of fields with a text or a list of texts.

use super::node::{self, Ending, Node, Value};

/// The most bytes of a head.
const HEAD_MAX_BYTES: usize = 64 * 1024;

/// The fields of a head, as written.
pub type FrontMatter = Vec<(String, Vec<String>)>;

/// The fields of the head and the text below it; no fields where there is no head, or none that can be read.
#[must_use]
pub fn front_matter(source: &str) -> (FrontMatter, &str) {
    let none = (Vec::new(), source);
    let body = source.trim_start_matches('\u{feff}');
    let Some(rest) = body.strip_prefix("---\n").or_else(|| body.strip_prefix("---\r\n")) else { return none };
    let mut at = 0;
    let end = rest.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        matches!(line.trim_end(), "---" | "...").then_some(start)
    });
    let Some((head, below)) = end.and_then(|end| Some((rest.get(..end)?, rest.get(at..)?))) else { return none };
    if head.len() > HEAD_MAX_BYTES {
        return none;
    }
    let tree = node::parse(head);
    match (tree.ending, tree.root.map(|root| root.value)) {
        (Ending::Whole, Some(Value::Map(entries))) => {
            let fields = entries.into_iter().map(|entry| {
                let mut texts = Vec::new();
                gather(&entry.value, &mut texts);
                (entry.key.trim().to_lowercase(), texts)
            });
            (fields.collect(), below)
        }
        // a rule above the first paragraph, and another below it
        _ => none,
    }
}

/// The texts of a value: of a list its items, of a map (an author with an address) its `name`, else all it says.
fn gather(node: &Node<'_>, texts: &mut Vec<String>) {
    match &node.value {
        Value::Empty => {}
        Value::Text { words, .. } => texts.extend((!words.trim().is_empty()).then(|| words.trim().to_owned())),
        Value::List(nodes) => nodes.iter().for_each(|node| gather(node, texts)),
        Value::Map(entries) => match entries.iter().find(|entry| entry.key == "name") {
            Some(name) => gather(&name.value, texts),
            None => entries.iter().for_each(|entry| gather(&entry.value, texts)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_and_a_rule_is_none() {
        let (fields, below) = front_matter(
            "---\ntitle: \"A: b\"\nAuthor: [Ada, {name: Bo, url: x}]\ndate: 2031-05-06\ntags:\n  - Tides\ndraft:\n---\n# T\n",
        );
        let field = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, texts)| texts.join("|"));
        assert_eq!(field("title").as_deref(), Some("A: b"));
        assert_eq!(field("author").as_deref(), Some("Ada|Bo"));
        assert_eq!(field("date").as_deref(), Some("2031-05-06"));
        assert_eq!(field("tags").as_deref(), Some("Tides"));
        assert_eq!(field("draft").as_deref(), Some(""));
        assert_eq!(below, "# T\n");
        for none in ["# T\n", "---\nwords above\n\n---\nbelow", "---\ntitle: x\n", "---\n[broken\n---\n"] {
            assert_eq!(front_matter(none), (Vec::new(), none));
        }
    }
}
