//! What people say in an article: their quotes, and the claims of which its table says whose they are.

use super::{Assertion, Profile, Quoted, Record};
use crate::library::fold;

impl Record {
    /// Who speaks in it, once for each time: in a quote, or by a claim that is called theirs and that no quote of theirs
    /// covers.
    pub fn speaking(&self) -> impl Iterator<Item = &Profile> {
        let quoted = self.quotes.iter().filter_map(|quote| quote.by.as_ref());
        quoted.chain(self.claimed().filter_map(|claim| claim.by.as_ref()))
    }

    /// What somebody of that name says in it, letter case and accents aside. A claim is told in the reporter's words.
    #[must_use]
    pub fn said_by(&self, name: &str) -> Vec<Quoted> {
        let wanted = fold(name);
        let is_theirs = |by: &Option<Profile>| by.as_ref().is_some_and(|by| fold(&by.name) == wanted);
        let quotes = self.quotes.iter().filter(|quote| is_theirs(&quote.by)).cloned();
        let claims = self.claimed().filter(|claim| is_theirs(&claim.by)).map(|claim| Quoted {
            at: claim.at.clone(),
            text: claim.text.clone(),
            by: claim.by.clone(),
            given: true,
            ..Quoted::default()
        });
        quotes.chain(claims).collect()
    }

    /// The claims of which the table says whose they are, and which no quote of theirs covers.
    fn claimed(&self) -> impl Iterator<Item = &Assertion> {
        self.claims.iter().filter(|claim| {
            let Some(by) = &claim.by else { return false };
            let covers = |quote: &&Quoted| {
                let (quote_at, at) = (&quote.at, &claim.at);
                let here = (quote_at.item, quote_at.leaf) == (at.item, at.leaf);
                here && quote_at.start < at.end && at.start < quote_at.end
            };
            !self.quotes.iter().filter(covers).any(|quote| quote.by.as_ref().is_some_and(|its| its.id == by.id))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::library::testing;

    #[test]
    fn who_is_named_by_a_claim_alone_speaks_as_well_and_nobody_twice() {
        let body = "headline: H\npeople:\n  ode: {name: Mária Ode}\n  lee: {name: Ana Lee}\nclaims:\n  \
             open: {by: lee, text: The bridge opens in May.}\n  paid: {by: ode}\nstory:\n  - |\n    \
             [\"The state pays for it.\"](@ode#paid) she said.\n";
        let record = testing::record("a", body);
        let names: Vec<&str> = record.speaking().map(|by| by.name.as_str()).collect();
        assert_eq!(names, ["Mária Ode", "Ana Lee"]);
        let said = record.said_by("ana lee");
        assert_eq!((said.len(), said[0].text.as_str(), said[0].direct), (1, "The bridge opens in May.", false));
    }
}
