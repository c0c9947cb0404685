//! A query from the command line, and what is wrong with it.

use unicode_width::UnicodeWidthStr;

use crate::{
    library::{Query, QueryFault, Realm},
    model::Text,
};

use super::Failure;

/// The query that the arguments make together.
pub(super) fn query(arguments: &[String]) -> Result<Query, Failure> {
    query_of(Realm::Library, arguments)
}

/// The same, put to `realm`.
pub(super) fn query_of(realm: Realm, arguments: &[String]) -> Result<Query, Failure> {
    let typed = Text::line(&arguments.join(" "));
    Query::parse_of(realm, typed.as_str()).map_err(|fault| Failure::Told(drawn(typed.as_str(), &fault)))
}

/// The fault, the query, the place in it, and what to do.
fn drawn(typed: &str, fault: &QueryFault) -> Text {
    let before = typed.get(..fault.span.start).unwrap_or_default().width();
    let carets = typed.get(fault.span.clone()).unwrap_or_default().width().max(1);
    let QueryFault { message, help, .. } = fault;
    Text::new(&format!("{message}\n  {typed}\n  {}{}\n  {help}", " ".repeat(before), "^".repeat(carets)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_under_its_place() {
        let Err(Failure::Told(told)) = query(&["北京".to_owned(), "kind:unkown".to_owned()]) else {
            panic!("there is no such kind")
        };
        let lines: Vec<&str> = told.as_str().lines().collect();
        assert_eq!(lines[1..3], ["  北京 kind:unkown", "            ^^^^^^"]);
        assert_eq!(lines[3], "  did you mean `kind:unknown`?");
    }
}
