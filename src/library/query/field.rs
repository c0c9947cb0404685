//! The fields of a query, in one table.

use crate::model::{AnnotationKind, Kind};

/// What a query is put to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Realm {
    /// Articles and their passages.
    #[default]
    Library,
    /// What the reader left in their margins.
    Notes,
}

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
    Note,
    Colour,
    State,
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
    /// The one realm in which it asks for something; `None`: in both.
    pub only: Option<Realm>,
}

/// Every field.
pub const FIELDS: &[Row] = &[
    Row {
        field: Field::Kind,
        name: "kind",
        help: "the section is of that kind",
        example: "kind:unknown",
        meant_by: &["type", "role"],
        only: None,
    },
    Row {
        field: Field::In,
        name: "in",
        help: "the section's label has these words",
        example: "in:\"the other side\"",
        meant_by: &["section", "label", "under"],
        only: None,
    },
    Row {
        field: Field::By,
        name: "by",
        help: "somebody of that name is quoted",
        example: "by:okafor",
        meant_by: &["speaker", "said", "person", "voice", "who", "from"],
        only: None,
    },
    Row {
        field: Field::Has,
        name: "has",
        help: "there is such a thing in it",
        example: "has:quote",
        meant_by: &["with", "contains", "holds"],
        only: Some(Realm::Library),
    },
    Row {
        field: Field::Topic,
        name: "topic",
        help: "a topic of the article has these words",
        example: "topic:cyber*",
        meant_by: &["topics", "subject", "about"],
        only: None,
    },
    Row {
        field: Field::Date,
        name: "date",
        help: "the article was published then",
        example: "date:2025-03..2025-05",
        meant_by: &["published", "day", "when", "since", "until", "before", "after", "year"],
        only: None,
    },
    Row {
        field: Field::Publisher,
        name: "publisher",
        help: "the publisher has these words",
        example: "publisher:courier",
        meant_by: &["source", "paper", "outlet", "site"],
        only: None,
    },
    Row {
        field: Field::Lang,
        name: "lang",
        help: "the article is in that language",
        example: "lang:en",
        meant_by: &["language", "locale"],
        only: None,
    },
    Row {
        field: Field::Id,
        name: "id",
        help: "the article of that id",
        example: "id:harbour-bridge*",
        meant_by: &["article", "file", "path"],
        only: None,
    },
    Row {
        field: Field::Is,
        name: "is",
        help: "how the article stands with you",
        example: "is:unread",
        meant_by: &["state", "status"],
        only: Some(Realm::Library),
    },
    Row {
        field: Field::Tag,
        name: "tag",
        help: "a tag you gave it has these words",
        example: "tag:budget",
        meant_by: &["tags", "tagged"],
        only: None,
    },
    Row {
        field: Field::Note,
        name: "note",
        help: "what you wrote has these words",
        example: "note:contradicts",
        meant_by: &["notes", "comment", "remark", "annotation"],
        only: Some(Realm::Notes),
    },
    Row {
        field: Field::Colour,
        name: "colour",
        help: "it is highlighted in that colour",
        example: "colour:yellow",
        meant_by: &["color", "highlight", "hue"],
        only: Some(Realm::Notes),
    },
    Row {
        field: Field::State,
        name: "state",
        help: "what became of the words it is about",
        example: "state:changed",
        meant_by: &["fate", "found", "standing"],
        only: Some(Realm::Notes),
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

    /// Whether it asks for something there.
    #[must_use]
    pub fn is_of(self, realm: Realm) -> bool {
        self.row().only.is_none_or(|only| only == realm)
    }
}

/// What `kind:` may name: every section's kind, and in the reader's notes theirs too.
pub(super) fn kinds(realm: Realm) -> Vec<&'static str> {
    let own = AnnotationKind::ALL.into_iter().filter(|_| realm == Realm::Notes).map(AnnotationKind::name);
    Kind::ALL.into_iter().map(Kind::name).chain(own).collect()
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
