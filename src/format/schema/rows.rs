//! Every key of the format, with its type and a sentence that an editor shows.

use crate::model::Kind;

/// One key of a map.
pub(super) struct Row {
    pub(super) key: &'static str,
    pub(super) type_: Type,
    pub(super) description: &'static str,
}

/// What may stand behind a key.
#[derive(Clone, Copy)]
pub(super) enum Type {
    /// One of the schema's definitions.
    Ref(&'static str),
    /// One of these words.
    Words(&'static [&'static str]),
    /// One of these words, or others.
    Suggested(&'static [&'static str]),
    Kinds,
    Statuses,
    Rels,
}

const fn row(key: &'static str, type_: Type, description: &'static str) -> Row {
    Row { key, type_, description }
}

const TEXT: Type = Type::Ref("text");
const TEXTS: Type = Type::Ref("texts");
const DATE: Type = Type::Ref("date");
const ADDRESS: Type = Type::Ref("address");
const ID: Type = Type::Ref("id");
const IDS: Type = Type::Ref("ids");
const REFERENCES: Type = Type::Ref("references");

/// Other names that people write for fields of the head, and the fields they mean.
pub(super) const OTHER_NAMES: &[(&str, &str)] =
    &[("title", "headline"), ("byline", "by"), ("author", "by"), ("date", "published")];

pub(super) const HEAD: &[Row] = &[
    row("format", Type::Words(&["byline/1"]), "The format of this file; it stands first."),
    row("headline", TEXT, "The headline of the article."),
    row("subtitle", TEXT, "The line under the headline."),
    row("by", TEXTS, "Who wrote it: one name or a list of names."),
    row("dateline", TEXT, "Where it was reported from, as in OSLO."),
    row("publisher", TEXT, "Who published it."),
    row("url", ADDRESS, "Where it was published."),
    row("published", DATE, "When it was published."),
    row("updated", DATE, "When it last changed."),
    row("retrieved", DATE, "When this copy was made."),
    row("embargo", DATE, "Not to be published before this."),
    row("expires", DATE, "Not to be relied on after this."),
    row("status", TEXT, "Where it stands in the desk's own course, such as draft or usable."),
    row("genre", TEXT, "What sort of piece it is, such as report, analysis or interview."),
    row("lang", TEXT, "The language, as a tag: en, de, pt-BR."),
    row("dir", Type::Words(&["ltr", "rtl"]), "The direction of the script, where the words do not show it."),
    row("topics", TEXTS, "What it is about: a list, or words with commas between them."),
    row("places", TEXTS, "Where it happens."),
    row("story-id", TEXT, "One name for all articles that follow the same story."),
    row("rights", TEXT, "Who holds the rights."),
    row("usage", TEXT, "What others may do with it."),
    row("slug", TEXT, "The short working name."),
    row("ednote", TEXT, "A note from the desk to who handles the article."),
    row("made-with", TEXT, "Tools that had a part in the words, such as a translation program."),
    row("feedback", TEXT, "Where a reader can write to."),
    row("id", ID, "The name of the article in links; without it, the name of the file without its ending."),
    row("updates", REFERENCES, "The earlier articles that this one carries on."),
    row("background", REFERENCES, "Articles that explain what came before."),
    row("corrects", REFERENCES, "Articles or claims that this one puts right."),
    row("contradicts", REFERENCES, "Articles or claims that this one says the opposite of."),
    row("based on", REFERENCES, "What this article was made from."),
    row("translation of", REFERENCES, "The article that this one translates."),
    row("log", Type::Ref("log"), "Corrections and changes, newest last."),
    row("people", Type::Ref("people"), "Who speaks in the story."),
    row("sources", Type::Ref("sources"), "Where the story is known from."),
    row("claims", Type::Ref("claims"), "More about claims that the story marks."),
    row("story", Type::Ref("story"), "The article itself: a list of items."),
];

pub(super) const PERSON: &[Row] = &[
    row("name", TEXT, "The full name; of somebody anonymous, what the story calls them."),
    row("role", TEXT, "What they are: mayor, spokeswoman, resident."),
    row("org", TEXT, "The organisation they speak for or belong to."),
    row(
        "kind",
        Type::Words(&["person", "organisation", "group", "document"]),
        "What sort of speaker it is; a person where nothing is said.",
    ),
    row("anonymous", TEXT, "Why the name is withheld. It makes the person anonymous."),
    row("also", TEXTS, "Other spellings of the name that the story uses."),
    row("side", TEXT, "Which side of a dispute they are on."),
    row("url", ADDRESS, "A page about them."),
    row("note", TEXT, "Anything else a reader should know."),
];

pub(super) const SOURCE: &[Row] = &[
    row("name", TEXT, "Who or what the source is."),
    row("title", TEXT, "The title of the report, the document or the data set."),
    row("url", ADDRESS, "Where it can be read."),
    row("date", DATE, "When it was published or said."),
    row(
        "kind",
        Type::Words(&["agency", "outlet", "document", "interview", "statement", "data", "witness", "social"]),
        "What sort of source it is.",
    ),
    row("primary", Type::Words(&["yes", "no"]), "Whether it saw, did or measured the thing itself."),
    row("note", TEXT, "Anything else a reader should know."),
];

pub(super) const CLAIM: &[Row] = &[
    row("text", TEXT, "The claim in words that stand alone, where those of the story do not."),
    row("by", ID, "The person who makes the claim."),
    row("status", Type::Statuses, "How far it is established; without it, the kind of the section decides."),
    row("rating", TEXT, "The verdict of a fact check, in its own words."),
    row("confidence", Type::Suggested(&["low", "moderate", "high"]), "How much the evidence carries."),
    row(
        "likelihood",
        Type::Suggested(&[
            "remote",
            "very unlikely",
            "unlikely",
            "roughly even chance",
            "likely",
            "very likely",
            "almost certain",
        ]),
        "How probable the event is.",
    ),
    row("source", IDS, "Where it is known from, by the ids of the sources."),
    row("since", DATE, "Since when it has been so."),
    row("note", TEXT, "Anything else a reader should know."),
    row("answers", REFERENCES, "Questions that this claim settles."),
    row("partly answers", REFERENCES, "Questions on which this claim says something."),
    row("contradicts", REFERENCES, "Claims that can't be true if this one is."),
    row("corrects", REFERENCES, "Claims that this one puts right."),
    row("supports", REFERENCES, "Claims that this one makes more credible."),
    row("repeats", REFERENCES, "Claims that this one says again."),
];

pub(super) const ITEM: &[Row] = &[
    row("question", TEXT, "A question that groups what follows."),
    row("heading", TEXT, "A heading that groups what follows."),
    row("related", TEXT, "Another article: its id, or its headline."),
    row("photo", TEXT, "A picture; its caption is the text."),
    row("video", TEXT, "A film; its caption is the text."),
    row("quote", TEXT, "A quotation that stands by itself; `by` names the speaker."),
    row("number", TEXT, "A figure that stands by itself, such as `12 days: the length of the strike`."),
    row("embed", TEXT, "Something from elsewhere that can't be shown in a terminal, in words."),
    row("to", REFERENCES, "Where the item leads: an article, a claim or an address."),
    row("rel", Type::Rels, "How what it leads to stands to this article."),
    row("credit", TEXT, "Who made the picture or the film."),
    row("file", TEXT, "The file of the picture, within the library's folder."),
    row("alt", TEXT, "The picture in words, for who can't see it."),
    row("by", ID, "The person who says it."),
    row("date", DATE, "When it was said, or when the picture was taken."),
    row("at", TEXT, "The time of day, or the place in a film."),
    row("id", ID, "A claim's id for the whole item."),
    row("note", TEXT, "Anything else a reader should know."),
    row("source", IDS, "Where it is known from, by the ids of the sources."),
    row("where", TEXT, "Where it was said, or where the picture was taken."),
    row("kind", Type::Kinds, "The kind of the section, where the label does not decide it as it should."),
];

/// One label of each kind, for an editor to offer.
pub(super) const LABELS: &[(&str, Kind)] = &[
    ("What happened", Kind::News),
    ("The brief", Kind::Brief),
    ("What we know", Kind::Known),
    ("What we don't know", Kind::Unknown),
    ("The other side", Kind::Disputed),
    ("What they're saying", Kind::Said),
    ("Between the lines", Kind::View),
    ("Why it matters", Kind::Stakes),
    ("The backstory", Kind::Context),
    ("By the numbers", Kind::Numbers),
    ("Timeline", Kind::Timeline),
    ("What's next", Kind::Next),
    ("What you can do", Kind::Action),
    ("Fact check", Kind::Check),
    ("The Source", Kind::Source),
    ("Correction", Kind::Correction),
];
