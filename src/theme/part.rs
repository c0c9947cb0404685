//! Which scope each role has, and where it borrows a colour in a theme that does not know byline. One table.

use std::borrow::Cow;

use ratatui::style::Modifier;

use crate::{
    layout::Role,
    model::{Colour, Kind, Status},
};

use super::colour::Rgb;

/// How a role is looked up in a theme.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Its own scope. The first two atoms are what other programs' themes may know (`markup.heading`); a theme that
    /// styles more of them than that is talking to byline.
    pub own: Cow<'static, str>,
    /// What it wears where the theme does not talk to byline.
    pub lender: Lender,
    /// Letter forms, where the theme does not say.
    pub form: Modifier,
    /// Letter forms besides, where there is no colour to show it by.
    pub bare: Modifier,
    /// Whether it keeps its hue where there are but sixteen colours. Prose does not: it would be all yellow.
    pub hued: bool,
}

/// Where a colour is borrowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lender {
    /// Nowhere: the page's foreground.
    Page,
    /// The foreground of a scope that themes for code know.
    Scope(&'static str),
    /// Another role, one that does not borrow from a role itself.
    Role(Role),
    /// For furniture: the page's background with so many percent of its foreground, as a foreground.
    Faint(u16),
    /// For a surface: the page's background with so many percent of its foreground; words keep their colours.
    Tint(u16),
    /// A surface for the theme's selection.
    Selection,
    /// A surface with so many percent of a scope's colour in it.
    Wash(&'static str, u16),
    /// A surface with so much of a colour that has a name of its own, which no theme may turn into another.
    Dye(Rgb, u8),
}

const NONE: Modifier = Modifier::empty();
const BOLD: Modifier = Modifier::BOLD;
const ITALIC: Modifier = Modifier::ITALIC;
const UNDERLINED: Modifier = Modifier::UNDERLINED;
const REVERSED: Modifier = Modifier::REVERSED;
const DIM: Modifier = Modifier::DIM;

fn part(own: &'static str, lender: Lender, form: Modifier) -> Part {
    Part { own: Cow::Borrowed(own), lender, form, bare: NONE, hued: false }
}

/// Prose: words one reads on and on.
fn prose(own: &'static str, borrowed: &'static str, form: Modifier) -> Part {
    part(own, Lender::Scope(borrowed), form)
}

/// Words in the colour of plain text.
fn plain(own: &'static str, form: Modifier) -> Part {
    part(own, Lender::Page, form)
}

/// Words of least weight.
fn faint(own: &'static str, form: Modifier) -> Part {
    Part { bare: DIM, ..prose(own, "comment", form) }
}

/// A word that is told by its hue.
fn hued(own: &'static str, borrowed: &'static str, form: Modifier) -> Part {
    Part { hued: true, ..prose(own, borrowed, form) }
}

/// A role that looks like another.
fn like(own: impl Into<Cow<'static, str>>, role: Role, form: Modifier) -> Part {
    Part { own: own.into(), lender: Lender::Role(role), form, bare: NONE, hued: true }
}

/// A ground on which words stand; `bare` shows it where there is no colour.
fn surface(own: &'static str, lender: Lender, form: Modifier, bare: Modifier) -> Part {
    Part { bare, ..part(own, lender, form) }
}

impl Part {
    /// The row of the table for a role.
    pub(super) fn of(role: Role) -> Self {
        match role {
            Role::Text => plain("text.article.byline", NONE),
            Role::Headline => prose("markup.heading.headline.byline", "markup.heading", BOLD),
            Role::Subtitle => plain("markup.heading.subtitle.byline", ITALIC),
            Role::Byline => faint("meta.author.byline", NONE),
            Role::Date => faint("meta.date.byline", NONE),
            Role::Topic => hued("meta.topic.byline", "entity.name.tag", NONE),
            Role::Label(kind) => label(kind),
            Role::Rail(kind) => like(format!("meta.rail.{}.byline", kind.name()), Role::Label(kind), NONE),
            Role::Question => prose("markup.heading.question.byline", "markup.heading", BOLD.union(ITALIC)),
            Role::Heading => prose("markup.heading.group.byline", "markup.heading", BOLD),
            Role::Quote => prose("markup.quote.direct.byline", "markup.quote", ITALIC),
            Role::FoundQuote => prose("markup.quote.found.byline", "markup.quote", NONE),
            Role::Indirect => prose("markup.quote.indirect.byline", "markup.quote", NONE),
            Role::Speaker => hued("entity.name.speaker.byline", "entity.name.class", BOLD),
            Role::Circumstance => faint("meta.circumstance.byline", NONE),
            Role::Claim => plain("meta.claim.byline", NONE),
            Role::Status(status) => like(format!("meta.status.{}.byline", status.name()), kin(status), NONE),
            Role::Link => hued("markup.underline.link.byline", "entity.name.function", UNDERLINED),
            Role::LinkAbsent => faint("markup.underline.absent.byline", UNDERLINED),
            Role::Address => hued("markup.underline.address.byline", "support.function", UNDERLINED),
            Role::Relation => faint("meta.relation.byline", ITALIC),
            Role::Bullet => faint("markup.list.bullet.byline", NONE),
            Role::EntryDate => like("meta.entry.date.byline", Role::Label(Kind::Timeline), BOLD),
            Role::EntryNumber => like("meta.entry.number.byline", Role::Label(Kind::Numbers), BOLD),
            Role::Caption => faint("meta.caption.byline", ITALIC),
            Role::Credit => faint("meta.credit.byline", NONE),
            Role::Code => prose("markup.raw.code.byline", "markup.raw", NONE),
            Role::CodeComment => faint("comment.block.code.byline", ITALIC),
            Role::CodeString => hued("string.quoted.code.byline", "string", NONE),
            Role::CodeKeyword => hued("keyword.control.code.byline", "keyword", BOLD),
            Role::CodeNumber => hued("constant.numeric.code.byline", "constant.numeric", NONE),
            Role::CodeName => hued("entity.name.code.byline", "entity.name.function", NONE),
            Role::CodePunctuation => prose("punctuation.separator.code.byline", "punctuation", NONE),
            Role::Rule => Self { bare: DIM, ..part("meta.rule.byline", Lender::Faint(30), NONE) },
            Role::Muted => faint("meta.muted.byline", NONE),
            Role::StatusBar => surface("meta.bar.byline", Lender::Tint(10), NONE, REVERSED),
            Role::StatusAccent => hued("meta.bar.accent.byline", "constant.numeric", BOLD),
            Role::Border => Self { bare: DIM, ..part("meta.border.byline", Lender::Faint(30), NONE) },
            Role::Title => plain("meta.title.byline", BOLD),
            Role::Cursor => surface("meta.cursor.byline", Lender::Tint(14), NONE, REVERSED),
            Role::Focus => surface("meta.focus.byline", Lender::Tint(10), NONE, BOLD.union(UNDERLINED)),
            Role::Selection => surface("meta.selection.byline", Lender::Selection, NONE, REVERSED),
            Role::Annotated => {
                Self { bare: UNDERLINED, ..part("meta.annotation.plain.byline", Lender::Tint(7), UNDERLINED) }
            }
            Role::Annotation(colour) => annotation(colour),
            // the line keeps it apart where the row under the cursor is reversed as well
            Role::Match => {
                surface("meta.match.byline", Lender::Wash("constant.numeric", 30), NONE, REVERSED.union(UNDERLINED))
            }
            Role::MatchCurrent => {
                surface("meta.match.current.byline", Lender::Wash("constant.numeric", 100), BOLD, REVERSED)
            }
            Role::Hint => surface("meta.hint.byline", Lender::Wash("entity.name.function", 100), BOLD, REVERSED),
            Role::Prompt => plain("meta.prompt.byline", NONE),
            Role::Key => hued("meta.key.byline", "constant.numeric", BOLD),
            Role::ShelfHeadline => plain("meta.shelf.headline.byline", NONE),
            Role::ShelfUnread => plain("meta.shelf.unread.byline", BOLD),
            Role::Notice => hued("meta.notice.byline", "string", NONE),
            Role::NoticeError => surface("meta.notice.error.byline", Lender::Wash("invalid", 100), BOLD, REVERSED),
            Role::Overlay => surface("meta.overlay.byline", Lender::Tint(5), NONE, NONE),
        }
    }
}

/// The label of a kind. Kinds that one must not confuse borrow scopes that themes seldom colour alike.
fn label(kind: Kind) -> Part {
    let borrowed = match kind {
        Kind::Known => "string",
        Kind::Unknown => "constant.numeric",
        Kind::Disputed => "entity.name.function",
        Kind::Said => "keyword",
        Kind::Stakes => "variable.parameter",
        Kind::View => "constant.language",
        Kind::Numbers | Kind::Timeline => "support.function",
        Kind::Next | Kind::Action => "storage.type",
        Kind::Check => "constant.character.escape",
        Kind::Correction => "markup.deleted",
        Kind::Context | Kind::Source => "comment",
        Kind::News | Kind::Brief | Kind::Other => "markup.heading",
    };
    let own = Cow::Owned(format!("markup.heading.{}.byline", kind.name()));
    Part { own, lender: Lender::Scope(borrowed), form: BOLD, bare: NONE, hued: true }
}

/// A highlight. Its hue is that of its name in every theme; a theme that knows byline may choose the shade.
fn annotation(colour: Colour) -> Part {
    let (hue, entry) = match colour {
        Colour::Pink => (Rgb(0xf0, 0x62, 0x92), 13),
        Colour::Orange => (Rgb(0xf5, 0x83, 0x1f), 9),
        Colour::Yellow => (Rgb(0xe6, 0xc2, 0x00), 11),
        Colour::Green => (Rgb(0x3f, 0xa8, 0x4f), 10),
        Colour::Blue => (Rgb(0x2f, 0x86, 0xe0), 12),
        Colour::Purple => (Rgb(0x8e, 0x5b, 0xd8), 5),
    };
    let own = Cow::Owned(format!("meta.annotation.{}.byline", colour.name()));
    Part { own, lender: Lender::Dye(hue, entry), form: NONE, bare: UNDERLINED, hued: true }
}

/// The label whose colour tells the same as the status.
fn kin(status: Status) -> Role {
    Role::Label(match status {
        Status::Known => Kind::Known,
        Status::Reported => Kind::Context,
        Status::Claimed => Kind::Said,
        Status::Assessed => Kind::View,
        Status::Disputed => Kind::Disputed,
        Status::Unknown => Kind::Unknown,
        Status::False | Status::Withdrawn => Kind::Correction,
    })
}

/// The kinds that stay apart in every theme that has colours enough.
pub(super) const APART: [Kind; 5] = [Kind::Known, Kind::Unknown, Kind::Disputed, Kind::Said, Kind::Stakes];

/// Where such a kind borrows when its first choice is taken or has no colour.
pub(super) const SPARE: [&str; 14] = [
    "storage.type",
    "support.function",
    "entity.name.type",
    "entity.name.tag",
    "constant.language",
    "entity.other.attribute-name",
    "variable.language",
    "constant.character.escape",
    "support.type",
    "markup.deleted",
    "markup.inserted",
    "invalid",
    "variable",
    "comment",
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_role_has_a_scope_of_its_own() {
        let scopes: HashSet<String> = Role::all().map(|role| Part::of(role).own.into_owned()).collect();
        assert_eq!(scopes.len(), Role::COUNT);
        for scope in scopes {
            assert!(scope.ends_with(".byline"), "{scope}");
            assert!(
                scope.split('.').count() >= 3 || scope.starts_with("meta."),
                "{scope} has nothing beyond its parent"
            );
        }
    }

    #[test]
    fn nobody_borrows_from_a_borrower() {
        for role in Role::all() {
            if let Lender::Role(lender) = Part::of(role).lender {
                assert!(!matches!(Part::of(lender).lender, Lender::Role(_)), "{role:?} borrows from {lender:?}");
            }
        }
    }
}
