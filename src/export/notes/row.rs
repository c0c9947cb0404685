//! byline's own JSON: one object an annotation, which scripts and templates read, and which comes back in whole.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Clipping, unknown::Unknown};
use crate::model::{Annotation, AnnotationKind, BlockPath, Colour, PersonId, Target, Text};

/// An annotation as JSON. Fields may be added, none renamed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Row {
    id: String,
    article: String,
    /// The text it was made on.
    revision: String,
    /// The words it is about.
    quote: String,
    /// The id of who said them, within the article.
    #[serde(default)]
    speaker: Option<String>,
    #[serde(default)]
    section: Option<String>,
    #[serde(default)]
    colour: Option<String>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    created: String,
    #[serde(default)]
    modified: Option<String>,
    /// What became of the words in the article as it is now.
    #[serde(default)]
    state: Option<String>,
    /// What they read now, where they were edited.
    #[serde(default)]
    now: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    org: Option<String>,
    /// Whether they are the speaker's own words; `null` where nobody is said to speak.
    #[serde(default)]
    direct: Option<bool>,
    #[serde(default)]
    circumstance: Option<String>,
    #[serde(default)]
    headline: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    publisher: Option<String>,
    /// Leads back to the article.
    #[serde(default)]
    link: Option<String>,
    #[serde(default)]
    device: Option<String>,
    #[serde(default)]
    creator: Option<String>,
    #[serde(default)]
    block: Option<Block>,
    #[serde(default)]
    start: u32,
    #[serde(default)]
    end: u32,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    suffix: String,
    /// Keys of the record that byline does not know.
    #[serde(default, skip_serializing_if = "Unknown::is_empty")]
    extra: Unknown,
}

/// Where the words stood when the annotation was made.
#[derive(Debug, Serialize, Deserialize)]
struct Block {
    #[serde(default)]
    section: Option<String>,
    kind: String,
    n: u32,
    #[serde(default)]
    speaker: Option<String>,
}

impl Row {
    pub(super) fn of(clipping: &Clipping) -> Self {
        let Annotation { id, article, kind, colour, note, created, modified, device, creator, target, .. } =
            &clipping.gloss.annotation;
        let context = &clipping.gloss.context;
        let owned = |text: &Option<Text>| text.as_ref().map(Text::to_string);
        let said_by = target.block.speaker.as_ref().map(PersonId::to_string);
        let profile = context.speaker.as_ref();
        Self {
            id: id.to_string(),
            article: article.to_string(),
            revision: target.revision.to_string(),
            quote: target.exact.to_string(),
            speaker: profile.map(|profile| profile.id.clone()).or_else(|| said_by.clone()),
            section: Some(clipping.section().into_owned()),
            colour: colour.map(|colour| colour.name().to_owned()),
            note: owned(note),
            tags: clipping.tags().map(str::to_owned).collect(),
            created: created.to_string(),
            modified: Some(modified.to_string()),
            state: Some(context.fate.name().to_owned()),
            now: owned(&context.now),
            kind: Some(kind.name().to_owned()),
            name: profile.map(|profile| profile.name.clone()),
            role: profile.and_then(|profile| profile.role.clone()),
            org: profile.and_then(|profile| profile.org.clone()),
            direct: profile.map(|_| context.direct),
            circumstance: context.circumstance.clone(),
            headline: Some(clipping.headline().to_owned()),
            published: context.at.published.clone(),
            publisher: clipping.publisher().map(str::to_owned),
            link: Some(clipping.link()),
            device: owned(device),
            creator: owned(creator),
            block: Some(Block {
                section: owned(&target.block.section),
                kind: target.block.kind.to_string(),
                n: target.block.n,
                speaker: said_by,
            }),
            start: target.start,
            end: target.end,
            prefix: target.prefix.to_string(),
            suffix: target.suffix.to_string(),
            extra: Unknown(clipping.gloss.annotation.extra.clone()),
        }
    }

    /// The annotation that the row tells of.
    pub(super) fn annotation(self) -> Result<Annotation, Text> {
        let id = self.id.clone();
        let fault = |error: &dyn std::fmt::Display| Text::line(&format!("the note {id}: {error}"));
        let text = |words: Option<String>| words.map(|words| Text::new(&words));
        let created: Timestamp = self.created.parse().map_err(|error| fault(&error))?;
        let modified = self.modified.map_or(Ok(created), |modified| modified.parse());
        let colour = self.colour.map(|colour| colour.parse::<Colour>()).transpose();
        let block = self.block.unwrap_or_else(|| Block {
            section: self.section.clone(),
            kind: "paragraph".to_owned(),
            n: 1,
            speaker: self.speaker.clone(),
        });
        let plain = if self.note.is_some() { AnnotationKind::Note } else { AnnotationKind::Highlight };
        let speaker = block.speaker.map(|speaker| speaker.parse::<PersonId>()).transpose();
        Ok(Annotation {
            id: self.id.parse().map_err(|error| fault(&error))?,
            article: self.article.parse().map_err(|error| fault(&error))?,
            kind: self.kind.map_or(Ok(plain), |kind| kind.parse()).map_err(|error| fault(&error))?,
            colour: colour.map_err(|error| fault(&error))?,
            tags: super::tags(self.tags),
            note: text(self.note),
            created,
            modified: modified.map_err(|error| fault(&error))?,
            deleted: None,
            device: text(self.device),
            creator: text(self.creator),
            base: None,
            target: Target {
                revision: self.revision.parse().map_err(|error| fault(&error))?,
                block: BlockPath {
                    section: text(block.section),
                    kind: Text::line(&block.kind),
                    n: block.n,
                    speaker: speaker.map_err(|error| fault(&error))?,
                },
                start: self.start,
                end: self.end,
                exact: Text::new(&self.quote),
                prefix: Text::new(&self.prefix),
                suffix: Text::new(&self.suffix),
            },
            extra: self.extra.0,
        })
    }
}

/// The clippings as a JSON array.
pub(super) fn json(clippings: &[Clipping]) -> String {
    super::pretty(&clippings.iter().map(Row::of).collect::<Vec<_>>())
}

/// The annotations of such an array.
pub(super) fn read(text: &str) -> Result<Vec<Annotation>, Text> {
    let rows: Vec<Row> = serde_json::from_str(text).map_err(|error| Text::line(&format!("byline’s JSON: {error}")))?;
    rows.into_iter().map(Row::annotation).collect()
}
