//! The tray as an article: quotes keep their speakers, and each passage cites the article it stands in.

use std::{collections::BTreeMap, fmt};

use crate::{
    library::{Profile, fold},
    model::{
        Article, ArticleId, Date, Form, Head, Item, Kind, Markup, Person, PersonId, PersonKind, Source, SourceId, Text,
    },
};

use super::{
    Passage, Said, Tray, label_of,
    markdown::{first_of_line, inline, quoted},
};

/// The name in the table of whoever an article quotes without naming.
const UNNAMED: &str = "unnamed";

/// What a brief is made with, besides the tray.
pub struct Brief<'a> {
    pub id: ArticleId,
    /// The day on which it is made.
    pub today: Option<Date>,
    /// Reads the Markdown of an item.
    pub markup: &'a dyn Fn(&str) -> Markup,
}

impl fmt::Debug for Brief<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Brief").field("id", &self.id).field("today", &self.today).finish_non_exhaustive()
    }
}

impl Brief<'_> {
    /// The brief as an article.
    #[must_use]
    pub fn of(&self, tray: &Tray) -> Article {
        let people = People::of(tray);
        let sources: Vec<(String, SourceId, Source)> = sources(tray);
        let story =
            tray.sections().into_iter().map(|(kind, passages)| self.section(kind, &passages, &people, &sources));
        let many = sources.len();
        Article {
            id: self.id.clone(),
            head: Head {
                headline: Text::line(tray.title()),
                published: self.today.clone(),
                genre: Some(Text::line("brief")),
                made_with: Some(Text::line(&format!(
                    "byline: passages of {many} {}, gathered by a reader",
                    if many == 1 { "article" } else { "articles" }
                ))),
                ..Head::default()
            },
            story: story.collect(),
            people: people.table,
            sources: sources.into_iter().map(|(_, _, source)| source).collect(),
            claims: Vec::new(),
        }
    }

    fn section(
        &self,
        kind: Kind,
        passages: &[&Passage],
        people: &People,
        sources: &[(String, SourceId, Source)],
    ) -> Item {
        let lines: Vec<String> = passages.iter().map(|passage| bullet(passage, people, sources)).collect();
        let given = kind == Kind::Other;
        let form = Form::Labelled { label: Text::line(label_of(kind)), kind, given };
        let mut item = Item::new(form, (self.markup)(&lines.join("\n")));
        for passage in passages {
            let source = sources.iter().find(|(article, ..)| *article == passage.at.article);
            if let Some((_, id, _)) = source.filter(|(_, id, _)| !item.source.contains(id)) {
                item.source.push(id.clone());
            }
        }
        item
    }
}

/// A passage as a line of a list: its words with their marks, and the link to where they stand.
fn bullet(passage: &Passage, people: &People, sources: &[(String, SourceId, Source)]) -> String {
    let mut out = String::new();
    for stretch in &passage.words {
        match &stretch.said {
            None => out.push_str(&inline(&stretch.text)),
            Some(said) => {
                let lead = stretch.text.len() - stretch.text.trim_start().len();
                let tail = stretch.text.len() - stretch.text.trim_end().len();
                out.push_str(if lead > 0 { " " } else { "" });
                out.push_str(&marked(&stretch.text, said, people, passage));
                out.push_str(if tail > 0 { " " } else { "" });
            }
        }
    }
    let number = sources.iter().position(|(article, ..)| *article == passage.at.article).map_or(0, |at| at + 1);
    let to = match &passage.claim {
        Some(claim) => format!("{}#{claim}", passage.at.article),
        None => passage.at.article.clone(),
    };
    let name = inline(&passage.source_name());
    let words = first_of_line(out.trim());
    if passage.at.article.parse::<ArticleId>().is_err() {
        return format!("- {words} ({number}: {name})");
    }
    format!("- {words} ([{number}: {name}]({to}))")
}

/// `["We close it now,"](@lund "council meeting")`.
fn marked(text: &str, said: &Said, people: &People, passage: &Passage) -> String {
    let words = inline(&quoted(text, said));
    let who = said.by.as_ref().map_or(UNNAMED, |by| people.id(by, passage));
    let mut how: Vec<String> = said.circumstance.iter().cloned().collect();
    if !said.given && said.by.is_some() {
        how.push("speaker found by rule".to_owned());
    }
    if how.is_empty() {
        return format!("[{words}](@{who})");
    }
    let how = how.join("; ").replace('\\', "\\\\").replace('"', "\\\"");
    format!("[{words}](@{who} \"{how}\")")
}

/// The speakers of all passages, each once: one name is one person, but for anonymous sources, who are those of their
/// article alone.
struct People {
    table: Vec<Person>,
    ids: BTreeMap<Key, PersonId>,
}

/// What makes two entries one person.
type Key = (String, Option<String>);

fn key(by: &Profile, passage: &Passage) -> Key {
    let only = by.anonymous.as_ref().map(|_| format!("{}@{}", by.id, passage.at.article));
    (fold(&by.name), only)
}

impl People {
    fn of(tray: &Tray) -> Self {
        let mut people = Self { table: Vec::new(), ids: BTreeMap::new() };
        for (_, passages) in tray.sections() {
            for passage in passages {
                let said = passage.words.iter().filter_map(|stretch| stretch.said.as_ref());
                for said in said {
                    match &said.by {
                        Some(by) => people.add(by, passage),
                        None => people.add_unnamed(),
                    }
                }
            }
        }
        people
    }

    fn add(&mut self, by: &Profile, passage: &Passage) {
        let key = key(by, passage);
        if let Some(known) = self.ids.get(&key) {
            // what one article leaves out another may say
            if let Some(person) = self.table.iter_mut().find(|person| person.id == *known) {
                person.role = person.role.take().or_else(|| by.role.as_deref().map(Text::line));
                person.org = person.org.take().or_else(|| by.org.as_deref().map(Text::line));
            }
            return;
        }
        let Some(id) = self.free(&by.id) else { return };
        self.table.push(Person {
            id: id.clone(),
            name: Text::line(&by.name),
            role: by.role.as_deref().map(Text::line),
            org: by.org.as_deref().map(Text::line),
            kind: match by.kind.as_str() {
                "organisation" => PersonKind::Organisation,
                "group" => PersonKind::Group,
                "document" => PersonKind::Document,
                _ => PersonKind::Person,
            },
            anonymous: by.anonymous.as_deref().map(Text::line),
            also: by.also.iter().map(|name| Text::line(name)).collect(),
            side: None,
            url: None,
            note: None,
        });
        self.ids.insert(key, id);
    }

    fn add_unnamed(&mut self) {
        let Ok(id) = UNNAMED.parse::<PersonId>() else { return };
        if self.table.iter().any(|person| person.id == id) {
            return;
        }
        self.table.push(Person {
            id,
            name: Text::line("A speaker"),
            role: None,
            org: None,
            kind: PersonKind::Person,
            anonymous: Some(Text::line("the article that is cited does not name the speaker")),
            also: Vec::new(),
            side: None,
            url: None,
            note: None,
        });
    }

    /// An id that nobody has: the one of the article where that is free.
    fn free(&self, wanted: &str) -> Option<PersonId> {
        let base = if wanted.parse::<PersonId>().is_ok() && wanted != UNNAMED { wanted } else { "speaker" };
        let taken = |id: &PersonId| self.table.iter().any(|person| person.id == *id);
        let numbered = (2..=self.table.len() + 2).map(|number| format!("{base}-{number}"));
        let mut names = std::iter::once(base.to_owned()).chain(numbered).filter_map(|name| name.parse().ok());
        names.find(|id| !taken(id))
    }

    fn id(&self, by: &Profile, passage: &Passage) -> &str {
        self.ids.get(&key(by, passage)).map_or(UNNAMED, PersonId::as_str)
    }
}

/// The articles that are cited, with their ids in the table.
fn sources(tray: &Tray) -> Vec<(String, SourceId, Source)> {
    let source = |cited: super::Cited<'_>| {
        let passage = cited.passage;
        let id: SourceId = format!("s{}", cited.number).parse().ok()?;
        let named = passage.publisher.as_ref().filter(|name| !name.is_empty());
        let address = passage.url.as_ref().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        let source = Source {
            id: id.clone(),
            name: Text::line(named.map_or(passage.at.article.as_str(), String::as_str)),
            title: (!passage.at.headline.is_empty()).then(|| Text::line(&passage.at.headline)),
            url: address.map(|url| Text::line(url)),
            date: passage.at.published.as_deref().map(Date::new).filter(Date::is_valid),
            kind: None,
            primary: None,
            note: None,
        };
        Some((passage.at.article.clone(), id, source))
    };
    tray.sources().into_iter().filter_map(source).collect()
}
