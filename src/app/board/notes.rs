//! The Notes board: the annotations of the library, those that answer a query, grouped.

use std::collections::HashMap;

use crate::{
    layout::{Emphasis, Line, ParagraphStyle, Role, shortened, tell_difference},
    library::{Query, QueryFault, Realm},
    marginalia::{Gloss, Glosses, Sought},
    model::{Annotation, AnnotationId, AnnotationKind, Colour, Fate, Text},
};

use super::{
    Cited, Lead,
    makeup::{Makeup, count, day, grouped, kind_of, name_of},
};

/// The most notes that are laid out. What is done with all of them is done with those beyond, too.
pub const SHOWN_MAX: usize = 1_000;
/// How much is shown of the words that were annotated, and of a note. In cells.
const WORDS_CELLS: usize = 300;
const NOTE_CELLS: usize = 600;
const HEADLINE_CELLS: usize = 42;

/// By what the notes are gathered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoteGrouping {
    #[default]
    Article,
    Speaker,
    Tag,
    Colour,
}

impl NoteGrouping {
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Article => Self::Speaker,
            Self::Speaker => Self::Tag,
            Self::Tag => Self::Colour,
            Self::Colour => Self::Article,
        }
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Speaker => "speaker",
            Self::Tag => "tag",
            Self::Colour => "colour",
        }
    }
}

/// The annotations of the library, ready to be asked.
#[derive(Debug, Default)]
pub struct Notebook {
    glosses: Vec<Gloss>,
    /// Their words as a query looks for them, in the same order.
    sought: Vec<Sought>,
    /// Files that could not be read, each with the reason.
    faults: Vec<Text>,
    /// Those that answer the query, by index.
    found: Vec<usize>,
    /// Where each annotation stands.
    index: HashMap<AnnotationId, usize>,
    /// Whether annotations changed since the list was made up.
    pub stale: bool,
    /// Whether there are others now: they are asked for when the list is shown again.
    pub outdated: bool,
}

impl Notebook {
    #[must_use]
    pub fn new(glosses: Glosses) -> Self {
        let Glosses { mut glosses, faults } = glosses;
        // newest first, so that what was read last stands at the top of each group
        glosses.sort_by(|a, b| (b.annotation.created, &b.annotation.id).cmp(&(a.annotation.created, &a.annotation.id)));
        let sought = glosses.iter().map(|gloss| Sought::of(&gloss.annotation, &gloss.context)).collect();
        let found = (0..glosses.len()).collect();
        let index = glosses.iter().enumerate().map(|(at, gloss)| (gloss.annotation.id.clone(), at)).collect();
        Self { glosses, sought, faults, found, index, stale: false, outdated: false }
    }

    /// Takes in another version of an annotation.
    pub fn put(&mut self, annotation: &Annotation) {
        let known = self.index.get(&annotation.id).filter(|_| annotation.deleted.is_none());
        let Some((at, gloss)) = known.and_then(|at| Some((*at, self.glosses.get_mut(*at)?))) else {
            self.outdated = true;
            return;
        };
        gloss.annotation = annotation.clone();
        if let Some(sought) = self.sought.get_mut(at) {
            *sought = Sought::of(&gloss.annotation, &gloss.context);
        }
        self.stale = true;
    }

    /// Looks for what was typed. A query that makes no sense leaves what was found before.
    ///
    /// # Errors
    /// Where it is no query.
    pub fn look_for(&mut self, typed: &str) -> Result<(), QueryFault> {
        let query = Query::parse_as_typed_of(Realm::Notes, typed)?;
        let all = self.glosses.iter().zip(&self.sought).enumerate();
        let found = all.filter(|(_, (gloss, sought))| sought.answers(&query, &gloss.annotation, &gloss.context));
        self.found = found.map(|(at, _)| at).collect();
        Ok(())
    }

    /// All that were found, shown or not.
    pub fn found(&self) -> impl Iterator<Item = &Gloss> {
        self.found.iter().filter_map(|at| self.glosses.get(*at))
    }

    /// How many were found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// What was found, gathered into groups in the order in which each first comes.
    fn groups(&self, grouping: NoteGrouping) -> Vec<(String, Vec<usize>)> {
        let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
        let mut index = HashMap::new();
        for at in &self.found {
            let Some(gloss) = self.glosses.get(*at) else { continue };
            for key in keys(gloss, grouping) {
                let group = *index.entry(key.clone()).or_insert_with(|| {
                    groups.push((key, Vec::new()));
                    groups.len() - 1
                });
                groups[group].1.push(*at);
            }
        }
        match grouping {
            NoteGrouping::Article => {}
            // names in their order, what has none at the end
            NoteGrouping::Speaker | NoteGrouping::Tag => {
                groups.sort_by_cached_key(|(key, _)| (key.is_empty(), key.to_lowercase()));
            }
            NoteGrouping::Colour => groups.sort_by_key(|(key, _)| {
                Colour::ALL.iter().position(|colour| colour.name() == key).unwrap_or(Colour::ALL.len())
            }),
        }
        groups
    }
}

/// The groups a note belongs to: of tags, each.
fn keys(gloss: &Gloss, grouping: NoteGrouping) -> Vec<String> {
    let one = |name: Option<&str>| vec![name.unwrap_or_default().to_owned()];
    match grouping {
        NoteGrouping::Article => one(Some(gloss.annotation.article.as_str())),
        NoteGrouping::Speaker => one(gloss.context.speaker.as_ref().map(|speaker| speaker.name.as_str())),
        NoteGrouping::Colour => one(gloss.annotation.colour.map(Colour::name)),
        NoteGrouping::Tag if gloss.annotation.tags.is_empty() => one(None),
        NoteGrouping::Tag => gloss.annotation.tags.iter().map(ToString::to_string).collect(),
    }
}

pub fn lay(makeup: &mut Makeup, notebook: &Notebook, grouping: NoteGrouping) {
    makeup.tally(tally(notebook));
    let mut room = SHOWN_MAX;
    for (key, notes) in notebook.groups(grouping) {
        if room == 0 {
            break;
        }
        title(makeup, notebook, (&key, &notes), grouping);
        for gloss in notes.iter().take(room).filter_map(|at| notebook.glosses.get(*at)) {
            lay_gloss(makeup, gloss, grouping);
        }
        room = room.saturating_sub(notes.len());
    }
    if !notebook.faults.is_empty() {
        let mut line = Line::default();
        line.plain("Files that could not be read").dot().say(Role::Muted, &notebook.faults.len().to_string());
        makeup.title(line);
        for fault in &notebook.faults {
            makeup.remark(fault.as_str());
        }
    }
}

/// `12 of 341 notes · 2 files not read`.
fn tally(notebook: &Notebook) -> String {
    let (found, all) = (notebook.len(), notebook.glosses.len());
    let mut words = match (found > SHOWN_MAX, found == all) {
        (true, _) => format!("first {} of {} notes", grouped(SHOWN_MAX), grouped(found)),
        (false, true) => count(all, "note", "notes"),
        (false, false) => format!("{} of {} notes", grouped(found), grouped(all)),
    };
    if !notebook.faults.is_empty() {
        words.push_str(" · ");
        words.push_str(&count(notebook.faults.len(), "file not read", "files not read"));
    }
    words
}

fn title(makeup: &mut Makeup, notebook: &Notebook, (key, notes): (&str, &[usize]), grouping: NoteGrouping) {
    let more = if notes.len() > 1 { count(notes.len(), "note", "notes") } else { String::new() };
    let first = notes.first().and_then(|at| notebook.glosses.get(*at));
    if let (NoteGrouping::Article, Some(gloss)) = (grouping, first) {
        let missing = gloss.context.entry.is_none();
        return makeup.headline(&gloss.context.at, if missing { "not in the library" } else { &more });
    }
    let mut line = Line::default();
    match (grouping, key.is_empty()) {
        (NoteGrouping::Speaker, true) => _ = line.plain("The article’s own words"),
        (NoteGrouping::Tag, true) => _ = line.plain("Without a tag"),
        (NoteGrouping::Colour, true) => _ = line.plain("Without a colour"),
        (NoteGrouping::Tag, false) => _ = line.plain(&format!("#{key}")),
        (NoteGrouping::Article | NoteGrouping::Speaker | NoteGrouping::Colour, _) => _ = line.plain(key),
    }
    if !more.is_empty() {
        line.dot().say(Role::Muted, &more);
    }
    makeup.title(line);
}

fn lay_gloss(makeup: &mut Makeup, gloss: &Gloss, grouping: NoteGrouping) {
    let Gloss { annotation, context } = gloss;
    let speaker = context.speaker.as_ref().map(|speaker| speaker.name.as_str());
    let lead = Lead::Note { id: annotation.id.clone(), cited: Box::new(cited(gloss)) };
    makeup.item(lead, Some(kind_of(&context.at)), speaker, |makeup| {
        makeup.label(&context.at, |line| {
            if let Some(name) = speaker.filter(|_| grouping != NoteGrouping::Speaker) {
                line.dot().say(Role::Speaker, name);
            }
            if let Some(colour) = annotation.colour.filter(|_| grouping != NoteGrouping::Colour) {
                line.dot().say(Role::Muted, colour.name());
            }
            if context.fate != Fate::Exact {
                line.dot().say(Role::Relation, context.fate.name());
            }
        });
        lay_words(makeup, gloss);
        lay_note(makeup, gloss);
        let mut line = Line::default();
        for tag in &annotation.tags {
            line.plain(if line.is_empty() { "" } else { " " }).say(Role::Topic, &format!("#{tag}"));
        }
        if grouping != NoteGrouping::Article {
            line.dot().say(Role::Muted, &shortened(name_of(&context.at), HEADLINE_CELLS));
            if let Some(date) = day(context.at.published.as_deref()) {
                line.say(Role::Muted, ", ").say(Role::Date, date);
            }
        }
        if !line.is_empty() {
            makeup.line(ParagraphStyle::Foot, line, 0);
        }
    });
}

/// The words that were annotated; edited ones with the difference, lost ones struck through.
fn lay_words(makeup: &mut Makeup, gloss: &Gloss) {
    let Gloss { annotation, context } = gloss;
    let exact = Text::line(annotation.target.exact.as_str());
    let words = shortened(exact.as_str(), WORDS_CELLS);
    let role = if context.speaker.is_some() { Role::Quote } else { Role::Text };
    match (context.fate, &context.now) {
        (Fate::Changed | Fate::Unsure, Some(now)) => {
            let mut line = Line::default();
            tell_difference(&mut line, exact.as_str(), now.as_str());
            makeup.line(ParagraphStyle::Body, line, 0);
        }
        (Fate::Gone, _) => {
            let mut line = Line::default();
            line.shaped(Role::Muted, Emphasis::STRIKE, &words);
            makeup.line(ParagraphStyle::Body, line, 0);
        }
        (Fate::Exact | Fate::Moved | Fate::Changed | Fate::Unsure, _) => {
            makeup.words(ParagraphStyle::Body, &words, role, &[]);
        }
    }
}

fn lay_note(makeup: &mut Makeup, gloss: &Gloss) {
    let (sign, role) = match gloss.annotation.kind {
        AnnotationKind::Question => ("?", Role::Relation),
        AnnotationKind::Bookmark => ("◇", Role::Relation),
        AnnotationKind::Highlight | AnnotationKind::Note => ("◂", Role::Muted),
    };
    let note = gloss.annotation.note.as_ref().map_or("", Text::as_str);
    let mut left = NOTE_CELLS;
    for (at, text) in note.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        if left == 0 {
            return;
        }
        let mut line = Line::default();
        line.say(Role::Text, &shortened(Text::line(text).as_str(), left));
        left = left.saturating_sub(text.len());
        let style = if at == 0 {
            ParagraphStyle::Signed { sign: Text::line(sign), role }
        } else {
            ParagraphStyle::BulletMore { depth: 0 }
        };
        makeup.line(style, line, 0);
    }
    if note.trim().is_empty() && gloss.annotation.kind == AnnotationKind::Question {
        let mut line = Line::default();
        line.plain("a question");
        makeup.line(ParagraphStyle::Signed { sign: Text::line(sign), role }, line, 0);
    }
}

/// Where it leads: to the first of its words as they stand now.
fn cited(gloss: &Gloss) -> Cited {
    let words = gloss.context.now.as_ref().unwrap_or(&gloss.annotation.target.exact);
    Cited::words(&gloss.context.at, words.as_str().lines().next().unwrap_or_default())
}
