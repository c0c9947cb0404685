//! What YAML says of a file it can't read, in plain English, with the cure.

use granit_parser::ErrorKind;

use crate::model::Code;

/// What a kind of fault comes to: its code, what is wrong, and the cure.
type Advice = (Code, &'static str, &'static str);

/// The code, message and help for a parser's error; `info` is its own wording.
pub(super) fn on(kind: &ErrorKind, info: &str) -> (Code, String, &'static str) {
    match on_shape(kind).or_else(|| on_text(kind)) {
        Some((code, message, help)) => (code, message.to_owned(), help),
        None => {
            let help = "put a bar (`|`) after the label and write beneath, indented; or quote the value";
            (Code::Yaml, format!("YAML can't read this: {info}"), help)
        }
    }
}

/// Faults of indentation and nesting.
fn on_shape(kind: &ErrorKind) -> Option<Advice> {
    use ErrorKind as E;
    Some(match kind {
        E::RecursionLimitExceeded => (Code::Limit, "this is nested deeper than any article needs", "take a level out"),
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabAtBlockScalarStart
        | E::TabInPlainScalar => (
            Code::Yaml,
            "a tab stands where YAML wants spaces",
            "indent with spaces: two before `-`, six before the text",
        ),
        E::InvalidIndentation
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::ExpectedDocumentStart => (
            Code::Yaml,
            "the indentation of this line fits nothing above it",
            "line the `-` of every item up; text goes under a bar (`|`), further in than its label",
        ),
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::SimpleKeyExpected | E::InvalidSimpleKey => (
            Code::Yaml,
            "a colon stands where YAML can't take one",
            "put the text in quotation marks, or put a bar (`|`) after the label and write beneath, indented",
        ),
        _ => return None,
    })
}

/// Faults of quotation marks, brackets, bars and signs that YAML takes for its own.
fn on_text(kind: &ErrorKind) -> Option<Advice> {
    use ErrorKind as E;
    Some(match kind {
        E::UnclosedQuotedScalar | E::UnexpectedEof => (
            Code::Yaml,
            "a quotation mark opens here or above and never closes",
            "close it, or write the text under a bar (`|`), where quotation marks are only words",
        ),
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => (
            Code::Yaml,
            "words follow a closing quotation mark",
            "write the text under a bar (`|`), where quotation marks are only words",
        ),
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidUnicodeEscape => (
            Code::Yaml,
            "a backslash between double quotation marks begins an escape that YAML does not know",
            "write the backslash twice, or write the text under a bar (`|`)",
        ),
        E::CommentInterceptedScalar => (
            Code::LostText,
            "YAML takes the line that begins with `#` for a comment in the middle of a text",
            "write the text under a bar (`|`), where `#` is only a sign",
        ),
        E::UnclosedFlowCollection { .. }
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::MisplacedFlowCollectionEnd
        | E::MismatchedFlowCollectionEnd { .. }
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping => (
            Code::Yaml,
            "a bracket has no partner",
            "close it, or put the text in quotation marks; `#`, `,` and `:` have meanings between brackets",
        ),
        E::InvalidBlockScalarHeader | E::InvalidBlockScalarIndent | E::ZeroBlockScalarIndent => (
            Code::Yaml,
            "a bar (`|`) stands alone at the end of its line, and its text begins on the next",
            "move the text to the next line, further in than the label",
        ),
        E::DirectiveDisallowed => {
            (Code::Yaml, "a line that begins with `%` is a YAML directive", "take it out; an article needs none")
        }
        E::UndeclaredTagHandle | E::MissingTagUri | E::InvalidTagTerminator => (
            Code::LostText,
            "YAML takes a word that begins with `!` for a tag",
            "put the text in quotation marks, or write it under a bar (`|`)",
        ),
        _ => return None,
    })
}
