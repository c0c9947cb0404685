//! `docs/format.md` tells the truth: every code, kind, label and field stands in it, and its examples are sound.

use super::{keys, labels, read};
use crate::model::{Code, Kind, Rel, Severity, Status};

const MANUAL: &str = include_str!("../../docs/format.md");

#[test]
fn every_code_stands_in_the_table_with_its_severity_and_in_order() {
    let mut rest = MANUAL;
    for code in Code::ALL {
        let row = format!("\n| `{}` | {} | ", code.name(), code.severity().name());
        let (_, after) =
            rest.split_once(&row).unwrap_or_else(|| panic!("docs/format.md lacks, or has elsewhere, {row}"));
        rest = after;
    }
}

#[test]
fn every_kind_stands_there_with_its_mark_and_all_its_labels() {
    for row in labels::TABLE {
        let start = format!("\n| {} | `{}` | ", row.kind.mark(), row.kind.name());
        let (_, after) = MANUAL.split_once(&start).unwrap_or_else(|| panic!("docs/format.md lacks {start}"));
        let line = after.lines().next().unwrap_or_default();
        for label in row.exact {
            assert!(line.contains(label), "{} lacks `{label}`", row.kind.name());
        }
    }
    assert!(MANUAL.contains(Kind::Other.mark()));
}

#[test]
fn labels_of_a_common_shape_have_the_kind_that_they_are_listed_under() {
    for line in MANUAL.lines().filter(|line| line.contains("; and the likes of ")) {
        let kind = line.split('`').nth(1).and_then(Kind::from_name).expect("a row names its kind");
        let (_, shapes) = line.split_once("; and the likes of ").expect("just found");
        for label in shapes.split('*').skip(1).step_by(2) {
            assert_eq!(labels::kind_of(label), Some(kind), "{label}");
        }
    }
}

#[test]
fn every_key_and_word_of_the_format_stands_there() {
    let rels = Rel::HEAD.into_iter().chain(Rel::CLAIM).map(Rel::name);
    let keys = keys::HEAD.iter().filter(|key| **key != "x-").chain(&keys::PERSON).chain(&keys::SOURCE);
    let keys = keys.chain(&keys::CLAIM).chain(&keys::FORMS).chain(&keys::ITEM).copied();
    for word in keys.chain(rels).chain(Status::ALL.map(Status::name)) {
        assert!(MANUAL.contains(&format!("`{word}`")), "docs/format.md says nothing of `{word}`");
    }
}

#[test]
fn its_examples_read_without_a_warning() {
    let examples: Vec<&str> = MANUAL.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(examples.len() >= 8);
    for example in examples {
        let reading = read(example.as_bytes(), "example");
        assert!(reading.article.is_some());
        let bad: Vec<_> = reading.diagnostics.iter().filter(|fault| fault.severity > Severity::Hint).collect();
        assert!(bad.is_empty(), "{bad:#?}\n{example}");
    }
}
