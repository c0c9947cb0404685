//! What a run of text is, for the theme to colour.

use crate::model::{Colour, Kind, Status};

/// The part a run plays: on the page, or in the frame around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    // The page
    #[default]
    Text,
    Headline,
    Subtitle,
    /// Byline, dateline, publisher.
    Byline,
    Date,
    Topic,
    /// The words of a section's label.
    Label(Kind),
    /// The gutter beside a section: its mark and its line.
    Rail(Kind),
    /// A question that groups what follows.
    Question,
    /// A heading that groups what follows, or a heading in Markdown.
    Heading,
    /// A direct quote with a mark in the file.
    Quote,
    /// A direct quote found by rule.
    FoundQuote,
    /// Somebody's words in the reporter's.
    Indirect,
    /// A speaker's name.
    Speaker,
    /// A speaker's role and organisation, and the circumstance.
    Circumstance,
    /// The words of a claim.
    Claim,
    /// A word that tells a claim's status.
    Status(Status),
    /// A link to an article or claim of the library.
    Link,
    /// A link whose article the library does not hold.
    LinkAbsent,
    /// A link that leaves the library.
    Address,
    /// `updates`, `answers`, … before a link.
    Relation,
    Bullet,
    /// The date of a timeline entry.
    EntryDate,
    /// The figure of a numbers entry.
    EntryNumber,
    Caption,
    Credit,
    /// Code between backticks, and code of a fenced block that has no other role.
    Code,
    CodeComment,
    CodeString,
    CodeKeyword,
    CodeNumber,
    CodeName,
    CodePunctuation,
    /// Rules, table lines and other furniture of the page.
    Rule,
    /// What is of least weight: counts, hints, positions.
    Muted,
    // The frame
    /// The bar at the foot.
    StatusBar,
    /// A word of weight in the bar: the mode, the count of hits.
    StatusAccent,
    /// A pane's border and the line between panes.
    Border,
    /// A pane's or a box's title.
    Title,
    /// The row one is on, in a list.
    Cursor,
    /// The words that keys act on.
    Focus,
    /// Selected words.
    Selection,
    /// Annotated words that have no colour.
    Annotated,
    /// Words highlighted in a colour.
    Annotation(Colour),
    /// A hit of a search.
    Match,
    /// The hit one is on.
    MatchCurrent,
    /// The letters of a hint.
    Hint,
    /// What is being typed.
    Prompt,
    /// A key in help, palette and which-key.
    Key,
    /// A headline on the shelf.
    ShelfHeadline,
    /// A headline not yet read.
    ShelfUnread,
    Notice,
    NoticeError,
    /// A box over the page.
    Overlay,
}

impl Role {
    /// How many styles a stylesheet holds.
    pub const COUNT: usize = Self::PLAIN.len() + 2 * Kind::COUNT + Status::ALL.len() + Colour::ALL.len();

    /// The roles without a case of their own, in the order of their index.
    const PLAIN: [Self; 50] = [
        Self::Text,
        Self::Headline,
        Self::Subtitle,
        Self::Byline,
        Self::Date,
        Self::Topic,
        Self::Question,
        Self::Heading,
        Self::Quote,
        Self::FoundQuote,
        Self::Indirect,
        Self::Speaker,
        Self::Circumstance,
        Self::Claim,
        Self::Link,
        Self::LinkAbsent,
        Self::Address,
        Self::Relation,
        Self::Bullet,
        Self::EntryDate,
        Self::EntryNumber,
        Self::Caption,
        Self::Credit,
        Self::Code,
        Self::CodeComment,
        Self::CodeString,
        Self::CodeKeyword,
        Self::CodeNumber,
        Self::CodeName,
        Self::CodePunctuation,
        Self::Rule,
        Self::Muted,
        Self::StatusBar,
        Self::StatusAccent,
        Self::Border,
        Self::Title,
        Self::Cursor,
        Self::Focus,
        Self::Selection,
        Self::Annotated,
        Self::Match,
        Self::MatchCurrent,
        Self::Hint,
        Self::Prompt,
        Self::Key,
        Self::ShelfHeadline,
        Self::ShelfUnread,
        Self::Notice,
        Self::NoticeError,
        Self::Overlay,
    ];

    /// Every role, in the order of [`Role::index`].
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).map(Self::from_index)
    }

    /// Its place in a stylesheet.
    #[must_use]
    pub fn index(self) -> usize {
        let plain = Self::PLAIN.len();
        match self {
            Self::Label(kind) => plain + kind as usize,
            Self::Rail(kind) => plain + Kind::COUNT + kind as usize,
            Self::Status(status) => plain + 2 * Kind::COUNT + status as usize,
            Self::Annotation(colour) => plain + 2 * Kind::COUNT + Status::ALL.len() + colour as usize,
            other => Self::PLAIN.iter().position(|role| *role == other).unwrap_or_default(),
        }
    }

    fn from_index(index: usize) -> Self {
        let beyond = index.saturating_sub(Self::PLAIN.len());
        if let Some(role) = Self::PLAIN.get(index) {
            return *role;
        }
        if let Some(kind) = Kind::ALL.get(beyond) {
            return Self::Label(*kind);
        }
        if let Some(kind) = Kind::ALL.get(beyond.saturating_sub(Kind::COUNT)) {
            return Self::Rail(*kind);
        }
        let beyond = beyond.saturating_sub(2 * Kind::COUNT);
        if let Some(status) = Status::ALL.get(beyond) {
            return Self::Status(*status);
        }
        Colour::ALL.get(beyond.saturating_sub(Status::ALL.len())).map_or(Self::Text, |colour| Self::Annotation(*colour))
    }
}

/// Letter forms on top of a role: bits of one byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Emphasis(u8);

impl Emphasis {
    pub const NONE: Self = Self(0);
    pub const ITALIC: Self = Self(1);
    pub const BOLD: Self = Self(2);
    pub const STRIKE: Self = Self(4);

    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_place_of_its_own() {
        for (index, role) in Role::all().enumerate() {
            assert_eq!(role.index(), index, "{role:?}");
        }
    }
}
