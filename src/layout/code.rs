//! Fenced code, told apart by syntect.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

use crate::model::Text;

use super::{
    marks::Stretch,
    role::{Emphasis, Role},
};

/// More code than this stays plain: telling it apart takes a millisecond for a few kilobytes.
const CODE_MAX_BYTES: usize = 64 * 1024;

/// Lines longer than this stay plain.
const LINE_MAX_BYTES: usize = 2_000;

/// Loaded when the first code with a language is set, not before.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Which scope plays which part; the most particular first.
static PARTS: LazyLock<Vec<(Scope, Role)>> = LazyLock::new(|| {
    let parts = [
        ("comment", Role::CodeComment),
        ("punctuation.definition.comment", Role::CodeComment),
        ("punctuation.definition.string", Role::CodeString),
        ("string.unquoted.plain.out.yaml", Role::Code),
        ("string", Role::CodeString),
        ("constant.numeric", Role::CodeNumber),
        ("constant.language", Role::CodeKeyword),
        ("constant.character", Role::CodeString),
        ("constant", Role::CodeNumber),
        ("keyword.operator", Role::CodePunctuation),
        ("keyword", Role::CodeKeyword),
        ("storage", Role::CodeKeyword),
        ("entity.name", Role::CodeName),
        ("entity.other", Role::CodeName),
        ("support", Role::CodeName),
        ("variable.function", Role::CodeName),
        ("punctuation", Role::CodePunctuation),
    ];
    parts.into_iter().filter_map(|(scope, role)| Some((Scope::new(scope).ok()?, role))).collect()
});

/// The roles of the parts of `code`, written in `lang` (a name or a file's extension). None where the language is
/// not known, or the code is too long.
#[must_use]
pub fn marks(code: &Text, lang: &str) -> Vec<Stretch> {
    if code.len() > CODE_MAX_BYTES || lang.is_empty() {
        return Vec::new();
    }
    let syntaxes = &*SYNTAXES;
    let Some(syntax) = syntaxes.find_syntax_by_token(lang) else { return Vec::new() };
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut told = Told { code, stretches: Vec::new() };
    let mut start = 0;
    for line in code.as_str().split_inclusive('\n') {
        if line.len() <= LINE_MAX_BYTES {
            // a line that the grammar can't read leaves the rest plain
            let Ok(operations) = state.parse_line(line, syntaxes) else { break };
            let mut at = 0;
            for (next, operation) in operations {
                told.add(start + at..start + next, role(&stack));
                at = next;
                if stack.apply(&operation).is_err() {
                    return told.stretches;
                }
            }
            told.add(start + at..start + line.len(), role(&stack));
        }
        start += line.len();
    }
    told.stretches
}

/// The part that the innermost scope plays which has one.
fn role(stack: &ScopeStack) -> Role {
    let part = |scope: &Scope| PARTS.iter().find(|(part, _)| part.is_prefix_of(*scope)).map(|(_, role)| *role);
    stack.as_slice().iter().rev().find_map(part).unwrap_or(Role::Code)
}

struct Told<'a> {
    code: &'a Text,
    stretches: Vec<Stretch>,
}

impl Told<'_> {
    /// Adds a stretch, joined to the one before it where they are alike.
    fn add(&mut self, range: std::ops::Range<usize>, role: Role) {
        if role == Role::Code || range.is_empty() {
            return;
        }
        let from = self.stretches.last().map_or(0, |(span, ..)| span.end()).max(range.start);
        let span = self.code.span_around(from..range.end.max(from));
        match self.stretches.last_mut() {
            Some(last) if last.1 == role && last.0.end() == span.start() => last.0 = last.0.union(span),
            _ if span.is_empty() || span.start() < from => {}
            _ => self.stretches.push((span, role, Emphasis::NONE)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_parts_of_yaml_apart() {
        let code = Text::new("# a note\nheadline: \"A word\"\nn: 12\n");
        let marks = marks(&code, "yaml");
        let told: Vec<(&str, Role)> = marks.iter().map(|(span, role, _)| (code.get(*span), *role)).collect();
        assert!(told.contains(&("\"A word\"", Role::CodeString)), "{told:?}");
        assert!(
            told.iter().any(|(words, role)| words.starts_with("# a note") && *role == Role::CodeComment),
            "{told:?}"
        );
        assert!(told.contains(&("headline", Role::CodeName)), "{told:?}");
        assert!(told.contains(&("12", Role::CodeNumber)), "{told:?}");
    }

    #[test]
    fn leaves_alone_what_is_unknown_or_too_long() {
        assert_eq!(marks(&Text::new("let a = 1;"), "no such language"), Vec::new());
        let long = Text::new(&"a: 1\n".repeat(20_000));
        assert_eq!(marks(&long, "yaml"), Vec::new());
    }
}
