//! The orders of the shelf, and what gathers its rows.

/// The order of the shelf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Newest,
    Oldest,
    Headline,
    UnreadFirst,
}

impl Sort {
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Newest => Self::Oldest,
            Self::Oldest => Self::Headline,
            Self::Headline => Self::UnreadFirst,
            Self::UnreadFirst => Self::Newest,
        }
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest first",
            Self::Oldest => "oldest first",
            Self::Headline => "by headline",
            Self::UnreadFirst => "unread first",
        }
    }
}

/// What gathers rows under a title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    #[default]
    None,
    Day,
    Topic,
    Story,
    Tag,
}

impl Grouping {
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::None => Self::Day,
            Self::Day => Self::Topic,
            Self::Topic => Self::Story,
            Self::Story => Self::Tag,
            Self::Tag => Self::None,
        }
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "not grouped",
            Self::Day => "by day",
            Self::Topic => "by topic",
            Self::Story => "by story",
            Self::Tag => "by tag",
        }
    }

    /// The title over what has none of it.
    #[must_use]
    pub fn without(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Day => "No date",
            Self::Topic => "No topic",
            Self::Story => "No story",
            Self::Tag => "No tag",
        }
    }
}
