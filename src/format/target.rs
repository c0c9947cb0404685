//! What a Markdown link points at: a speaker, a claim, an article or an address.

use crate::model::{ClaimId, Code, PersonId, Reference};

/// The target of a mark, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// `@person` or `@person#claim`.
    Said { by: PersonId, claim: Option<ClaimId> },
    /// `#claim`.
    Claim(ClaimId),
    /// An article, a claim of one, or an address.
    Link(Reference),
    /// Nothing that byline can read.
    Unreadable { code: Code, message: String, help: &'static str },
}

/// Reads the target of `[words](target)`.
pub(super) fn read(raw: &str) -> Target {
    let raw = raw.trim();
    if let Some(said) = raw.strip_prefix('@') {
        let (person, claim) = said.split_once('#').map_or((said, None), |(person, claim)| (person, Some(claim)));
        return match (person.parse(), claim.map(str::parse).transpose()) {
            (Ok(by), Ok(claim)) => Target::Said { by, claim },
            (Err(error), _) | (_, Err(error)) => unreadable(
                Code::Target,
                format!("the mark `({raw})` names no speaker: {error}"),
                "write `[words](@person)` or `[words](@person#claim)`, with ids of the tables",
            ),
        };
    }
    match Reference::parse(raw) {
        Reference::Claim { article: None, claim } => Target::Claim(claim),
        Reference::Words(_) if raw.is_empty() => unreadable(
            Code::Target,
            "a link points nowhere".to_owned(),
            "write an article, `#claim`, `@person` or an address between the brackets",
        ),
        Reference::Words(_) if has_scheme(raw) => unreadable(
            Code::Address,
            format!("byline does not open `{raw}`"),
            "use an address that begins with https://, http:// or mailto:",
        ),
        Reference::Words(_) => unreadable(
            Code::Target,
            format!("the target `{raw}` can't be read"),
            "write the id of an article, `article#claim`, `#claim`, `@person` or an address",
        ),
        link @ (Reference::Article(_) | Reference::Claim { .. } | Reference::Address(_)) => Target::Link(link),
    }
}

/// Reads the target of `[[target]]`: an article, never a mark.
pub(super) fn read_wiki(raw: &str) -> Target {
    match read(raw) {
        Target::Claim(claim) => Target::Link(Reference::Claim { article: None, claim }),
        Target::Said { .. } => unreadable(
            Code::Target,
            format!("`[[{raw}]]` is a link to an article, not a mark"),
            "write `[words](@person)`",
        ),
        other @ (Target::Link(_) | Target::Unreadable { .. }) => other,
    }
}

fn unreadable(code: Code, message: String, help: &'static str) -> Target {
    Target::Unreadable { code, message, help }
}

/// Whether the words begin like an address of some other kind: `ftp:`, `javascript:`, `tel:`.
fn has_scheme(raw: &str) -> bool {
    raw.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_speakers_claims_articles_and_addresses_apart() {
        assert!(matches!(read("@smith#who"), Target::Said { claim: Some(_), .. }));
        assert!(matches!(read("#who"), Target::Claim(_)));
        assert!(matches!(read("pause#who"), Target::Link(Reference::Claim { article: Some(_), .. })));
        assert!(matches!(read("../a/pause.yaml"), Target::Link(Reference::Article(_))));
        assert!(matches!(read("https://example.org/(a)"), Target::Link(Reference::Address(_))));
        assert!(matches!(read("javascript:alert(1)"), Target::Unreadable { code: Code::Address, .. }));
        assert!(matches!(read("two words"), Target::Unreadable { code: Code::Target, .. }));
        assert!(matches!(read("@"), Target::Unreadable { .. }));
        assert!(matches!(read_wiki("#who"), Target::Link(Reference::Claim { article: None, .. })));
        assert!(matches!(read_wiki("@smith"), Target::Unreadable { .. }));
    }
}
