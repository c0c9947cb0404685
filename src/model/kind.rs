//! The sixteen kinds of section, and the status of a claim.

use serde::Serialize;

/// What a section is for. The words of its label decide it (`format::labels`); an unknown label gives [`Kind::Other`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    #[default]
    News,
    Brief,
    Known,
    Unknown,
    Disputed,
    Said,
    View,
    Stakes,
    Context,
    Numbers,
    Timeline,
    Next,
    Action,
    Check,
    Source,
    Correction,
    Other,
}

impl Kind {
    /// How many kinds there are, [`Kind::Other`] included.
    pub const COUNT: usize = 17;

    /// Every kind, in the order of the label table.
    pub const ALL: [Self; Self::COUNT] = [
        Self::News,
        Self::Brief,
        Self::Known,
        Self::Unknown,
        Self::Disputed,
        Self::Said,
        Self::View,
        Self::Stakes,
        Self::Context,
        Self::Numbers,
        Self::Timeline,
        Self::Next,
        Self::Action,
        Self::Check,
        Self::Source,
        Self::Correction,
        Self::Other,
    ];

    /// The word for it in a file (`kind: known`) and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Brief => "brief",
            Self::Known => "known",
            Self::Unknown => "unknown",
            Self::Disputed => "disputed",
            Self::Said => "said",
            Self::View => "view",
            Self::Stakes => "stakes",
            Self::Context => "context",
            Self::Numbers => "numbers",
            Self::Timeline => "timeline",
            Self::Next => "next",
            Self::Action => "action",
            Self::Check => "check",
            Self::Source => "source",
            Self::Correction => "correction",
            Self::Other => "other",
        }
    }

    /// The kind of that name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The sign that stands for it, one cell wide, so that nothing is told by colour alone.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::News => "▪",
            Self::Brief => "≡",
            Self::Known => "●",
            Self::Unknown => "○",
            Self::Disputed => "◐",
            Self::Said => "❝",
            Self::View => "◇",
            Self::Stakes => "▲",
            Self::Context => "↶",
            Self::Numbers => "#",
            Self::Timeline => "┆",
            Self::Next => "→",
            Self::Action => "✓",
            Self::Check => "≟",
            Self::Source => "§",
            Self::Correction => "±",
            Self::Other => "·",
        }
    }

    /// The status of a claim in such a section, where none is written.
    #[must_use]
    pub fn default_status(self) -> Status {
        match self {
            Self::Known | Self::Numbers | Self::Timeline => Status::Known,
            Self::Unknown => Status::Unknown,
            Self::Disputed => Status::Disputed,
            Self::Said => Status::Claimed,
            Self::View => Status::Assessed,
            Self::News
            | Self::Brief
            | Self::Stakes
            | Self::Context
            | Self::Next
            | Self::Action
            | Self::Check
            | Self::Source
            | Self::Correction
            | Self::Other => Status::Reported,
        }
    }
}

/// How far a claim is established.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Known,
    Reported,
    Claimed,
    Assessed,
    Disputed,
    Unknown,
    False,
    Withdrawn,
}

impl Status {
    pub const ALL: [Self; 8] = [
        Self::Known,
        Self::Reported,
        Self::Claimed,
        Self::Assessed,
        Self::Disputed,
        Self::Unknown,
        Self::False,
        Self::Withdrawn,
    ];

    /// The word for it in a file, in JSON and on the page.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Reported => "reported",
            Self::Claimed => "claimed",
            Self::Assessed => "assessed",
            Self::Disputed => "disputed",
            Self::Unknown => "unknown",
            Self::False => "false",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The status of that name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}
