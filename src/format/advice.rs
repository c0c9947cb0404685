//! What YAML says of a file it can't read, in plain English, with the cure.

use granit_parser::ErrorKind;

use crate::model::Code;

/// The code, message and help for a parser's error; `info` is its own wording.
pub(super) fn on(kind: &ErrorKind, info: &str) -> (Code, String, &'static str) {
    let (code, message, help) = of_lines(kind).or_else(|| of_signs(kind)).unwrap_or((
        Code::Yaml,
        "",
        "put a bar (`|`) after the label and write beneath, indented; or quote the value",
    ));
    let message = if message.is_empty() { format!("YAML can't read this: {info}") } else { message.to_owned() };
    (code, message, help)
}

/// What to say of a bracket that takes in what follows.
pub(super) fn on_bracket() -> (Code, String, &'static str) {
    let (code, message, help) = BRACKET;
    (code, message.to_owned(), help)
}

const BRACKET: Advice = (
    Code::Yaml,
    "a list or a map in brackets does not close, or holds what it can't",
    "close the bracket, or put the text in quotation marks; `#`, `,` and `:` have meanings between brackets",
);

type Advice = (Code, &'static str, &'static str);

/// What is wrong with how lines stand to each other.
fn of_lines(kind: &ErrorKind) -> Option<Advice> {
    use ErrorKind as E;
    let advice = match kind {
        E::RecursionLimitExceeded => (Code::Limit, "this is nested deeper than any article needs", "take a level out"),
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabAtBlockScalarStart
        | E::TabInPlainScalar => (
            Code::Yaml,
            "a tab stands where YAML wants spaces",
            "indent with spaces: two before `-`, six before the text of a label",
        ),
        E::InvalidIndentation
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::ExpectedDocumentStart => (
            Code::Yaml,
            "the indentation of this line fits nothing above it",
            "line the `-` of every item up; text goes under a bar (`|`), further in than its label",
        ),
        E::InvalidBlockScalarHeader | E::InvalidBlockScalarIndent | E::ZeroBlockScalarIndent => (
            Code::Yaml,
            "a bar (`|`) stands alone at the end of its line, and its text begins on the next",
            "move the text to the next line, further in than the label",
        ),
        E::CommentInterceptedScalar => (
            Code::LostText,
            "YAML takes the line that begins with `#` for a comment in the middle of a text",
            "write the text under a bar (`|`), where `#` is only a sign",
        ),
        E::DirectiveDisallowed => {
            (Code::Yaml, "a line that begins with `%` is a YAML directive", "take it out; an article needs none")
        }
        _ => return None,
    };
    Some(advice)
}

/// What is wrong with a sign that means something to YAML.
fn of_signs(kind: &ErrorKind) -> Option<Advice> {
    use ErrorKind as E;
    let advice = match kind {
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::SimpleKeyExpected | E::InvalidSimpleKey => (
            Code::Yaml,
            "a colon stands where YAML can't take one",
            "put the text in quotation marks, or put a bar (`|`) after the label and write beneath, indented",
        ),
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
        E::UnclosedFlowCollection { .. }
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::MisplacedFlowCollectionEnd
        | E::MismatchedFlowCollectionEnd { .. }
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping => BRACKET,
        E::UndeclaredTagHandle | E::MissingTagUri | E::InvalidTagTerminator => (
            Code::LostText,
            "YAML takes a word that begins with `!` for a tag",
            "put the text in quotation marks, or write it under a bar (`|`)",
        ),
        _ => return None,
    };
    Some(advice)
}
