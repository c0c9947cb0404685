//! An item that came in, after an edit: what byline has a field for is as the article says now, all else as it came. What
//! was not touched keeps the very words of the agency.

use serde_json::{Map, Value, json};

use crate::{
    format::is_language,
    model::{Article, Date, Form, Text},
};

use super::{super::plain, build, forms};

/// The roles of headlines, as the import reads them.
const MAIN: [&str; 3] = ["main", "headline", "title"];
const SUBTITLE: [&str; 5] = ["subtitle", "sub", "subheadline", "subhead", "deck"];

/// The item as the article says it now. Version 2 writes its names in lower case. `is_retold` says that the story, and not
/// the head alone, is another.
pub(super) fn revised(article: &Article, item: Map<String, Value>, old: bool, is_retold: bool) -> Map<String, Value> {
    let mut revision = Revision { article, item, old };
    revision.item.entry("uri").or_insert_with(|| Value::from(build::uri(article)));
    revision.scalars();
    revision.names("subjects", &article.head.topics);
    revision.names("places", &article.head.places);
    revision.genre();
    revision.sources();
    revision.headlines();
    if is_retold {
        revision.people();
        revision.story();
    }
    revision.item
}

struct Revision<'a> {
    article: &'a Article,
    item: Map<String, Value>,
    old: bool,
}

impl Revision<'_> {
    fn key(&self, name: &str) -> String {
        match name {
            "embargoedUntil" if self.old => "embargoed".to_owned(),
            name if self.old => name.to_lowercase(),
            name => name.to_owned(),
        }
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.item.get(&self.key(name))
    }

    fn set(&mut self, name: &str, value: Value) {
        let value = if self.old { lowered(value) } else { value };
        self.item.insert(self.key(name), value);
    }

    /// What stands in a list, to be put back changed.
    fn take(&mut self, name: &str) -> Vec<Value> {
        match self.item.get_mut(&self.key(name)) {
            Some(Value::Array(list)) => std::mem::take(list),
            _ => Vec::new(),
        }
    }

    /// Puts a list in its place; an empty one only where there was a list before.
    fn put(&mut self, name: &str, list: Vec<Value>) {
        if !list.is_empty() || matches!(self.get(name), Some(Value::Array(_))) {
            self.item.insert(self.key(name), Value::Array(list));
        }
    }

    /// What the import made of a property that is one text.
    fn came(&self, name: &str) -> Option<Value> {
        let words = line(self.get(name)?)?;
        match name {
            "firstCreated" | "versionCreated" | "contentCreated" | "embargoedUntil" | "expires" => {
                forms::moment(&Date::new(&words)).map(Value::from)
            }
            // what is no language the import leaves out
            "language" => Some(words).filter(|words| is_language(words)).map(Value::from),
            "pubStatus" => Some(words).filter(|status| status != "usable").map(Value::from),
            _ => Some(Value::from(words)),
        }
    }

    fn scalars(&mut self) {
        for (name, now) in build::scalars(self.article) {
            let came = self.came(name);
            if came == now {
                continue;
            }
            // the import takes one date for the other where only one is given
            let dates: &[&str] = match name {
                "firstCreated" => &["contentCreated", "versionCreated"],
                "versionCreated" => &["firstCreated", "contentCreated"],
                _ => &[],
            };
            if came.is_none() && dates.iter().any(|date| now.is_some() && self.came(date) == now) {
                continue;
            }
            match now {
                Some(now) => self.set(name, now),
                None if name == "pubStatus" => self.set(name, Value::from("usable")),
                None => self.item.retain({
                    let key = self.key(name);
                    move |name, _| *name != key
                }),
            }
        }
    }

    /// A list of which byline has the names: each stays with all that is known of it, or goes.
    fn names(&mut self, name: &str, now: &[Text]) {
        let mut list = self.take(name);
        // the import takes no author for a topic
        let there = || now.iter().chain(&self.article.head.by);
        list.retain(|known| named(known).is_none_or(|known| there().any(|there| there.as_str() == known)));
        for now in now {
            if !list.iter().any(|known| named(known).is_some_and(|known| now.as_str() == known)) {
                list.push(json!({"name": now.as_str()}));
            }
        }
        self.put(name, list);
    }

    /// Of the genres byline has the first that has a name.
    fn genre(&mut self) {
        let mut list = self.take("genres");
        let first = list.iter().position(|genre| named(genre).is_some());
        let came = first.and_then(|at| named(list.get(at)?));
        let now = self.article.head.genre.as_ref().map(ToString::to_string);
        if came != now {
            if let Some(at) = first {
                list.remove(at);
            }
            let at = first.unwrap_or(list.len());
            list.splice(at..at, now.map(|now| json!({"name": now})));
        }
        self.put("genres", list);
    }

    fn sources(&mut self) {
        let mut list = self.take("infoSources");
        let came = list.iter().find_map(named).or_else(|| line(self.get("copyrightHolder")?));
        let publisher = self.article.head.publisher.as_ref();
        for (_, made) in build::lists(self.article).into_iter().filter(|(name, _)| *name == "infoSources") {
            for made in made {
                let name = named(&made);
                let is_publisher = publisher.is_some_and(|publisher| name.as_deref() == Some(publisher.as_str()));
                if !(is_publisher && name == came || list.iter().any(|known| named(known) == name)) {
                    list.insert(if is_publisher { 0 } else { list.len() }, made);
                }
            }
        }
        self.put("infoSources", list);
    }

    /// What stands for a headline where there is none.
    fn fallback(&self) -> Option<Value> {
        ["title", "name", "uri"].iter().find_map(|name| self.came(name))
    }

    fn headlines(&mut self) {
        let mut list = self.take("headlines");
        let role = |told: &Value| told["role"].as_str().unwrap_or_default().to_lowercase();
        let main = list.iter().position(|told| MAIN.contains(&role(told).as_str())).or(if list.is_empty() {
            None
        } else {
            Some(0)
        });
        let headline = &self.article.head.headline;
        let came = main.map_or_else(|| self.fallback(), |at| list.get(at).and_then(said));
        if came.as_ref().and_then(Value::as_str) != Some(headline.as_str()) && !headline.is_empty() {
            retell(&mut list, main, "main", headline);
        }
        let subtitle = list.iter().position(|told| SUBTITLE.contains(&role(told).as_str()));
        let came = subtitle.and_then(|at| list.get(at)).and_then(said);
        match (&self.article.head.subtitle, subtitle) {
            // a lead that stands among the descriptions
            (Some(now), None) if self.describes(now) => {}
            (Some(now), at) if came.as_ref().and_then(Value::as_str) != Some(now.as_str()) => {
                retell(&mut list, at, "subtitle", now);
            }
            (None, Some(at)) if came.is_some() => {
                list.remove(at);
            }
            _ => {}
        }
        self.put("headlines", list);
    }

    fn describes(&self, words: &Text) -> bool {
        let told = self.get("descriptions").and_then(Value::as_array);
        told.into_iter().flatten().filter_map(said).any(|told| told == words.as_str())
    }

    /// Who speaks in the story. That somebody does not speak any more is no reason to take them out of the news.
    fn people(&mut self) {
        for (name, made) in build::lists(self.article) {
            if !matches!(name, "people" | "organisations") {
                continue;
            }
            let mut list = self.take(name);
            for made in made {
                if !list.iter().any(|known| named(known) == named(&made)) {
                    list.push(made);
                }
            }
            self.put(name, list);
        }
    }

    /// The story anew. Other forms of it, such as NITF, would say what is no longer so.
    fn story(&mut self) {
        let mut described = self.take("descriptions");
        let has_body = matches!(self.get("bodies"), Some(Value::Array(bodies)) if !bodies.is_empty());
        match (described.as_mut_slice(), has_body) {
            ([Value::Object(only)], false) => {
                only.retain(|name, _| !name.eq_ignore_ascii_case("contentType"));
                only.insert("value".to_owned(), Value::from(plain::story(self.article)));
            }
            _ => self.set("bodies", Value::Array(build::bodies(self.article))),
        }
        self.put("descriptions", described);
        let is_picture = matches!(self.get("type").and_then(Value::as_str), Some("picture" | "graphic" | "video"));
        if !is_picture {
            self.pictures();
        }
    }

    fn pictures(&mut self) {
        let uri = self.get("uri").and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut list = self.take("associations");
        let known = Value::Array(list.clone()).to_string();
        let told = self.article.story.iter().filter(|item| matches!(item.form, Form::Photo | Form::Video));
        for (item, made) in told.zip(build::pictures(self.article, &uri)) {
            // one that came with the item, by its words or by its file
            let is_known = |words: &str| known.contains(Value::from(words).to_string().trim_matches('"'));
            let file = item.file.as_ref().map(Text::as_str);
            if ![Some(item.text.plain().as_str()), file]
                .into_iter()
                .flatten()
                .any(|words| !words.is_empty() && is_known(words))
            {
                list.push(if self.old { lowered(made) } else { made });
            }
        }
        self.put("associations", list);
    }
}

fn line(value: &Value) -> Option<String> {
    // what a text drops may stand before a space
    let words = Text::line(value.as_str()?).as_str().trim().to_owned();
    (!words.is_empty()).then_some(words)
}

fn named(thing: &Value) -> Option<String> {
    line(thing.get("name")?)
}

/// The words of a headline, as the import reads them where they are plain.
fn said(told: &Value) -> Option<Value> {
    let words = told["value"].as_str()?.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Value::from(Text::line(&words).as_str())).filter(|words| words != "")
}

fn retell(list: &mut Vec<Value>, at: Option<usize>, role: &str, words: &Text) {
    match at.and_then(|at| list.get_mut(at)) {
        Some(told) => {
            let role = told["role"].as_str().map(ToOwned::to_owned);
            *told = json!({"value": words.as_str()});
            if let Some(role) = role {
                told["role"] = Value::from(role);
            }
        }
        None => list.push(json!({"role": role, "value": words.as_str()})),
    }
}

/// A value under the names of version 2.
fn lowered(value: Value) -> Value {
    match value {
        Value::Object(map) => map.into_iter().map(|(name, value)| (name.to_lowercase(), lowered(value))).collect(),
        Value::Array(list) => list.into_iter().map(lowered).collect(),
        value => value,
    }
}
