//! The fields of a query, in one table.

/// What may stand before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Kind,
    In,
    By,
    Has,
    Topic,
    Date,
    Publisher,
    Lang,
    Id,
    Is,
    Tag,
}

/// One field, for faults, completion and docs/search.md.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub field: Field,
    /// As it is typed, without the colon.
    pub name: &'static str,
    /// What it asks of a passage or its article.
    pub help: &'static str,
    pub example: &'static str,
    /// Other words people try for it.
    pub meant_by: &'static [&'static str],
}

/// Every field.
pub const FIELDS: &[Row] = &[
    Row {
        field: Field::Kind,
        name: "kind",
        help: "the section is of that kind",
        example: "kind:unknown",
        meant_by: &["type", "role"],
    },
    Row {
        field: Field::In,
        name: "in",
        help: "the section's label has these words",
        example: "in:\"the other side\"",
        meant_by: &["section", "label", "under"],
    },
    Row {
        field: Field::By,
        name: "by",
        help: "somebody of that name is quoted",
        example: "by:okafor",
        meant_by: &["speaker", "said", "person", "voice", "who", "from"],
    },
    Row {
        field: Field::Has,
        name: "has",
        help: "there is such a thing in it",
        example: "has:quote",
        meant_by: &["with", "contains", "holds"],
    },
    Row {
        field: Field::Topic,
        name: "topic",
        help: "a topic of the article has these words",
        example: "topic:cyber*",
        meant_by: &["topics", "subject", "about"],
    },
    Row {
        field: Field::Date,
        name: "date",
        help: "the article was published then",
        example: "date:2025-03..2025-05",
        meant_by: &["published", "day", "when", "since", "until", "before", "after", "year"],
    },
    Row {
        field: Field::Publisher,
        name: "publisher",
        help: "the publisher has these words",
        example: "publisher:courier",
        meant_by: &["source", "paper", "outlet", "site"],
    },
    Row {
        field: Field::Lang,
        name: "lang",
        help: "the article is in that language",
        example: "lang:en",
        meant_by: &["language", "locale"],
    },
    Row {
        field: Field::Id,
        name: "id",
        help: "the article of that id",
        example: "id:harbour-bridge*",
        meant_by: &["article", "file", "path"],
    },
    Row {
        field: Field::Is,
        name: "is",
        help: "how the article stands with you",
        example: "is:unread",
        meant_by: &["state", "status"],
    },
    Row {
        field: Field::Tag,
        name: "tag",
        help: "a tag you gave the article has these words",
        example: "tag:budget",
        meant_by: &["tags", "tagged"],
    },
];

impl Field {
    /// Its row: the rows stand in the order of the cases, which a test holds.
    #[must_use]
    pub fn row(self) -> &'static Row {
        &FIELDS[self as usize]
    }

    /// The field of that name, case aside.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        FIELDS.iter().find(|row| row.name.eq_ignore_ascii_case(name)).map(|row| row.field)
    }
}

/// What a passage, or the article around it, can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Has {
    Quote,
    Link,
    Claim,
    Question,
    Photo,
    Code,
    /// The article's file has an error.
    Error,
}

impl Has {
    pub const ALL: [Self; 7] =
        [Self::Quote, Self::Link, Self::Claim, Self::Question, Self::Photo, Self::Code, Self::Error];

    /// The word for it after `has:`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Link => "link",
            Self::Claim => "claim",
            Self::Question => "question",
            Self::Photo => "photo",
            Self::Code => "code",
            Self::Error => "error",
        }
    }

    /// What it finds.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Quote => "somebody is quoted",
            Self::Link => "a link, or a reference to another article",
            Self::Claim => "a claim with an id of its own",
            Self::Question => "an open question",
            Self::Photo => "the caption of a photo",
            Self::Code => "a block of code",
            Self::Error => "the article's file has an error",
        }
    }
}

/// How an article stands with its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Is {
    Read,
    Unread,
    Starred,
}

impl Is {
    pub const ALL: [Self; 3] = [Self::Read, Self::Unread, Self::Starred];

    /// The word for it after `is:`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Unread => "unread",
            Self::Starred => "starred",
        }
    }

    /// What it finds.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Read => "articles read to their end, or marked as read",
            Self::Unread => "articles not read yet",
            Self::Starred => "articles with a star",
        }
    }
}
