//! An article as linked data in the words of schema.org: a `NewsArticle` with its quotations, questions and claims.
//!
//! Every property stands on a type of its domain, and every thing it leads to is of its range; the tests hold the table.

use serde_json::{Map, Value, json};

use crate::model::{
    Article, Claim, ClaimId, Confidence, Form, Item, Outline, Person, PersonId, PersonKind, Reference, Rel, Source,
    SourceId, Stated, Text, Wording,
};

use super::plain;

/// The article as JSON-LD.
#[must_use]
pub fn schema_org(article: &Article) -> Value {
    let outline = article.outline();
    let linked = Linked { article, outline: &outline };
    let news = linked.news().0;
    let names = [("@context", "https://schema.org".to_owned()), ("@id", linked.id(""))];
    let names = names.into_iter().map(|(key, name)| (key.to_owned(), Value::from(name)));
    Value::Object(names.chain(news).collect())
}

/// A thing with its properties; what is empty is left out.
struct Thing(Map<String, Value>);

impl Thing {
    fn new(kind: &str) -> Self {
        Self(Map::from_iter([("@type".to_owned(), Value::from(kind))]))
    }

    fn with(mut self, property: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let empty = match &value {
            Value::Null => true,
            Value::String(words) => words.is_empty(),
            Value::Array(values) => values.is_empty(),
            Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
        };
        if !empty {
            self.0.insert(property.to_owned(), value);
        }
        self
    }

    fn maybe(self, property: &str, text: Option<&Text>) -> Self {
        self.with(property, text.map(Text::as_str))
    }
}

impl From<Thing> for Value {
    fn from(thing: Thing) -> Self {
        Value::Object(thing.0)
    }
}

struct Linked<'a> {
    article: &'a Article,
    outline: &'a Outline,
}

impl Linked<'_> {
    fn news(&self) -> Thing {
        let head = &self.article.head;
        let authors: Vec<Value> =
            head.by.iter().map(|name| Thing::new("Person").with("name", name.as_str()).into()).collect();
        let publisher = head.publisher.as_ref().map(|name| Thing::new("Organization").with("name", name.as_str()));
        let places: Vec<Value> =
            head.places.iter().map(|name| Thing::new("Place").with("name", name.as_str()).into()).collect();
        let keywords: Vec<&str> = head.topics.iter().map(Text::as_str).collect();
        let date = |date: &Option<crate::model::Date>| {
            date.as_ref().filter(|date| date.is_valid()).map(|date| date.as_str().replacen(' ', "T", 1))
        };
        let citations: Vec<Value> = self.article.sources.iter().map(|source| cited(source).into()).collect();
        let corrections: Vec<Value> = head
            .log
            .iter()
            .map(|entry| {
                let dated = entry.date.is_valid().then(|| entry.date.as_str());
                let comment = Thing::new("CorrectionComment").with("text", entry.text.as_str());
                comment.with("datePublished", dated).into()
            })
            .collect();
        let people: Vec<Value> = self.article.people.iter().map(|person| speaker(person).into()).collect();
        Thing::new("NewsArticle")
            .with("headline", head.headline.as_str())
            .maybe("alternativeHeadline", head.subtitle.as_ref())
            .with("author", authors)
            .with("publisher", publisher.map_or(Value::Null, Value::from))
            .maybe("dateline", head.dateline.as_ref())
            .with("datePublished", date(&head.published))
            .with("dateModified", date(&head.updated))
            .with("expires", date(&head.expires))
            .maybe("inLanguage", head.lang.as_ref())
            .maybe("genre", head.genre.as_ref())
            .with("keywords", keywords)
            .with("contentLocation", places)
            .maybe("copyrightNotice", head.rights.as_ref())
            .with("url", self.url())
            .with("identifier", self.article.id.as_str())
            .with("isBasedOn", self.works(Rel::BasedOn))
            .with("translationOfWork", self.works(Rel::TranslationOf))
            .with("citation", citations)
            .with("correction", corrections)
            .with("mentions", people)
            .with("image", self.images())
            .with("wordCount", self.outline.counts.words)
            .with("articleBody", plain::story(self.article))
            .with("hasPart", self.parts())
    }

    fn url(&self) -> Option<String> {
        address(self.article.head.url.as_ref()?.as_str())
    }

    /// A name for the article or a part of it: below its address, or known in this document alone.
    fn id(&self, part: &str) -> String {
        let mut name = String::new();
        for c in part.chars() {
            name.push(if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' });
        }
        match (self.url(), part.is_empty()) {
            (Some(url), true) => url,
            (Some(url), false) => format!("{}#{name}", url.split('#').next().unwrap_or_default()),
            (None, true) => "_:article".to_owned(),
            (None, false) => format!("_:{name}"),
        }
    }

    /// The works that the head links to by `rel`.
    fn works(&self, rel: Rel) -> Vec<Value> {
        let links = self.article.head.links.iter().filter(|(known, _)| *known == rel);
        links
            .map(|(_, to)| {
                let work = Thing::new("CreativeWork");
                match to {
                    Reference::Address(address) => work.with("url", address.as_str()).into(),
                    Reference::Article(_) | Reference::Claim { .. } => work.with("identifier", to.to_string()).into(),
                    Reference::Words(words) => work.with("name", words.as_str()).into(),
                }
            })
            .collect()
    }

    fn images(&self) -> Vec<Value> {
        let photos = self.article.story.iter().filter(|item| item.form == Form::Photo);
        photos
            .map(|item: &Item| {
                let url = item.file.as_ref().and_then(|file| address(file.as_str()));
                let image = Thing::new("ImageObject").with("caption", item.text.plain());
                let image = image.maybe("creditText", item.credit.as_ref()).with("contentUrl", url);
                image.maybe("description", item.alt.as_ref()).into()
            })
            .collect()
    }

    fn parts(&self) -> Vec<Value> {
        let mut parts: Vec<Value> = Vec::new();
        let direct = self.outline.quotes.iter().filter(|quote| quote.wording == Wording::Direct);
        for (index, quote) in direct.enumerate() {
            let circumstance = match &quote.attribution {
                crate::model::Attribution::Given { circumstance, .. } => circumstance.as_ref(),
                crate::model::Attribution::Found { .. } => None,
            };
            let quotation = Thing::new("Quotation").with("text", quote.text.as_str());
            let quotation = self.by("spokenByCharacter", quotation, quote.attribution.by());
            let mut quotation = quotation.maybe("description", circumstance);
            quotation.0.insert("@id".to_owned(), Value::from(self.id(&format!("quote-{}", index + 1))));
            parts.push(quotation.into());
        }
        for question in &self.outline.questions {
            let name = question.text.as_str();
            let mut thing = Thing::new("Question").with("name", name).with("text", name);
            for (rel, property) in [(Rel::Answers, "acceptedAnswer"), (Rel::PartlyAnswers, "suggestedAnswer")] {
                thing = thing.with(property, self.answers(&question.id, rel));
            }
            thing.0.insert("@id".to_owned(), Value::from(self.id(&format!("question-{}", question.id))));
            parts.push(thing.into());
        }
        let asked = |id: &ClaimId| self.outline.questions.iter().any(|question| question.id == *id);
        for stated in self.outline.claims.iter().filter(|stated| !asked(&stated.id)) {
            parts.push(self.claim(stated).into());
        }
        parts
    }

    /// What in this article answers a question of it.
    fn answers(&self, question: &ClaimId, rel: Rel) -> Vec<Value> {
        let own = |to: &Reference| match to {
            Reference::Claim { article, claim } => {
                claim == question && article.as_ref().is_none_or(|id| *id == self.article.id)
            }
            Reference::Article(_) | Reference::Address(_) | Reference::Words(_) => false,
        };
        let claims =
            self.article.claims.iter().filter(|claim| claim.links.iter().any(|(has, to)| *has == rel && own(to)));
        claims
            .filter_map(|claim| {
                let stated = self.outline.claims.iter().find(|stated| stated.id == claim.id);
                let text = stated.map(|stated| &stated.text).or(claim.text.as_ref())?;
                let answer = Thing::new("Answer").with("text", text.as_str());
                let by = stated.and_then(|stated| stated.by.as_ref()).or(claim.by.as_ref());
                Some(self.by("author", answer, by).into())
            })
            .collect()
    }

    fn claim(&self, stated: &Stated) -> Thing {
        let table = self.article.claim(&stated.id);
        let thing = Thing::new("Claim").with("text", stated.text.as_str());
        let thing = self.by("author", thing, stated.by.as_ref());
        let sources: &[SourceId] = table.map_or(&[], |claim| &claim.source);
        let citations: Vec<Value> =
            sources.iter().filter_map(|id| self.article.source(id)).map(|source| cited(source).into()).collect();
        let mut thing = thing
            .with("description", standing(stated, table))
            .with("citation", citations)
            .with("appearance", json!({"@type": "NewsArticle", "@id": self.id("")}));
        thing.0.insert("@id".to_owned(), Value::from(self.id(&format!("claim-{}", stated.id))));
        thing
    }

    /// Who says so; a document speaks as the work that it is.
    fn by(&self, property: &str, thing: Thing, by: Option<&PersonId>) -> Thing {
        match by.and_then(|by| self.article.person(by)) {
            Some(person) if person.kind == PersonKind::Document => thing.with("isBasedOn", speaker(person)),
            Some(person) => thing.with(property, speaker(person)),
            None => thing,
        }
    }
}

/// `status: assessed; confidence: high; rating: mostly true`.
fn standing(stated: &Stated, table: Option<&Claim>) -> String {
    let mut words = format!("status: {}", stated.status.name());
    match table.and_then(|claim| claim.confidence.as_ref()) {
        Some(Confidence::Confidence(scale)) => words.extend([format!("; confidence: {scale}")]),
        Some(Confidence::Likelihood(scale)) => words.extend([format!("; likelihood: {scale}")]),
        None => {}
    }
    if let Some(rating) = table.and_then(|claim| claim.rating.as_ref()) {
        words.extend([format!("; rating: {rating}")]);
    }
    words
}

fn speaker(person: &Person) -> Thing {
    let url = person.url.as_ref().and_then(|url| address(url.as_str()));
    let names: Vec<&str> = person.also.iter().map(Text::as_str).collect();
    let kind = match person.kind {
        PersonKind::Person => "Person",
        PersonKind::Organisation | PersonKind::Group => "Organization",
        PersonKind::Document => "CreativeWork",
    };
    let thing = Thing::new(kind).with("name", person.name.as_str()).with("alternateName", names).with("url", url);
    let org = person.org.as_ref().map(|org| Thing::new("Organization").with("name", org.as_str()));
    match person.kind {
        PersonKind::Person => {
            let thing = thing.maybe("jobTitle", person.role.as_ref());
            thing.with("affiliation", org.map_or(Value::Null, Value::from)).maybe("description", person.note.as_ref())
        }
        PersonKind::Organisation | PersonKind::Group | PersonKind::Document => {
            thing.maybe("description", person.role.as_ref().or(person.note.as_ref()))
        }
    }
}

fn cited(source: &Source) -> Thing {
    let url = source.url.as_ref().and_then(|url| address(url.as_str()));
    let dated = source.date.as_ref().filter(|date| date.is_valid()).map(crate::model::Date::as_str);
    let work = Thing::new("CreativeWork").with("name", source.title.as_ref().unwrap_or(&source.name).as_str());
    let publisher = source.title.as_ref().map(|_| Thing::new("Organization").with("name", source.name.as_str()));
    let work = work.with("publisher", publisher.map_or(Value::Null, Value::from));
    work.with("url", url).with("datePublished", dated).maybe("description", source.note.as_ref())
}

fn address(raw: &str) -> Option<String> {
    match Reference::parse(raw) {
        Reference::Address(address) => Some(address.to_string()),
        Reference::Article(_) | Reference::Claim { .. } | Reference::Words(_) => None,
    }
}

#[cfg(test)]
mod tests;
