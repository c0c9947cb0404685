//! What a library must be able to look up, so that everything else can be made of it.
//!
//! `store`'s index is one; a slice of records in memory is another, by which the first is tested.

use crate::model::Date;

use super::{Assertion, Entry, Hits, Profile, Query, Question, Quoted, Record, Speaker};

/// A library that can be looked things up in. Lists come in an order of their own only where it is said.
pub trait Lookup {
    /// Why something could not be looked up.
    type Error;

    /// Whether the whole library was looked at: else what is not found may be there all the same.
    fn is_complete(&self) -> bool {
        true
    }
    /// The article of that id.
    fn entry(&self, id: &str) -> Result<Option<Entry>, Self::Error>;
    /// The article that was published at this address, as [`crate::model::canonical_address`] spells it.
    fn at_address(&self, address: &str) -> Result<Option<Entry>, Self::Error>;
    /// The newest articles, in the order of the shelf.
    fn newest(&self, limit: usize) -> Result<Vec<Entry>, Self::Error>;
    /// The records of these articles, those that there are, without their passages.
    fn records(&self, ids: &[String]) -> Result<Vec<Record>, Self::Error>;
    /// The articles that cite this one or a claim of it.
    fn citing(&self, id: &str) -> Result<Vec<Entry>, Self::Error>;
    /// The articles with that `story-id`.
    fn of_story(&self, story_id: &str) -> Result<Vec<Entry>, Self::Error>;
    /// Articles whose headline or id has words in common with these, the nearest first.
    fn near(&self, words: &str, limit: usize) -> Result<Vec<Entry>, Self::Error>;
    /// What somebody of that name said, letter case and accents aside; the newest first.
    fn quotes_by(&self, name: &str, limit: usize) -> Result<Vec<Quoted>, Self::Error>;
    /// People of any article's table that have this name, or list it among their other spellings. Each profile once.
    fn profiles(&self, name: &str) -> Result<Vec<Profile>, Self::Error>;
    /// Every name under which somebody is quoted.
    fn speakers(&self) -> Result<Vec<Speaker>, Self::Error>;
    /// The open questions of the articles that answer a query and were not published after `until`, the newest first, and
    /// how many there are in all. An article without a date counts as published before any.
    fn questions(
        &self,
        query: &Query,
        until: Option<&Date>,
        limit: usize,
    ) -> Result<(Vec<Question>, usize), Self::Error>;
    /// Every claim that answers a question, or a part of one.
    fn answers(&self) -> Result<Vec<Assertion>, Self::Error>;
    /// Passages that answer a query.
    fn search(&self, query: &Query, limit: usize) -> Result<Hits, Self::Error>;
}
