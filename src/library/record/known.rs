//! What an article says is known, asks, and names by a headline alone: the parts of a record that take some looking for.

use crate::model::{
    Block, Form, Inline, Item, Kind, Mark, Place, Reference, Rel, Span, Stated, Status, Text, sentences,
};

use super::{Maker, Question, Statement, line};

impl Maker<'_> {
    /// Bullets and sentences of known sections, and claims that are called known elsewhere, in reading order. What its
    /// own claim calls anything less is left out.
    pub(super) fn known(&self) -> Vec<Statement> {
        let mut statements = Vec::new();
        for section in self.outline.sections.iter().filter(|section| section.kind == Kind::Known) {
            for at in section.items.clone() {
                let Some(item) = self.article.story.get(at as usize) else { continue };
                if matches!(item.form, Form::Text | Form::Labelled { .. } | Form::Number) {
                    Walk { maker: self, place: Place { item: at, leaf: 0 }, found: &mut statements }
                        .blocks(&item.text.blocks, false);
                }
            }
        }
        let known = self.outline.claims.iter().filter(|claim| claim.status == Status::Known);
        for claim in known.filter(|claim| self.outline.sections[claim.section].kind != Kind::Known) {
            let at = self.cite(claim.place, Some(claim.span));
            statements.push(Statement { at, text: line(&claim.text), claim: Some(claim.id.to_string()) });
        }
        statements.sort_by_key(|statement| (statement.at.item, statement.at.leaf, statement.at.start));
        statements
    }

    /// A statement in these words, unless claims stand in it and none of them is called known.
    fn statement(&self, place: Place, text: &Text, span: Span) -> Option<Statement> {
        let words = text.slice(span);
        let words = line(&words);
        if !words.contains(char::is_alphanumeric) || words.trim_end().ends_with([':', '：']) {
            return None;
        }
        let here = |claim: &&Stated| claim.place == place && claim.span.overlaps(span);
        let claims: Vec<&Stated> = self.outline.claims.iter().filter(here).collect();
        let known = claims.iter().find(|claim| claim.status == Status::Known);
        (claims.is_empty() || known.is_some()).then(|| Statement {
            at: self.cite(place, Some(span)),
            text: words,
            claim: known.map(|claim| claim.id.to_string()),
        })
    }

    /// The questions of the outline, and those that the table of claims has settled, in reading order.
    pub(super) fn questions(&self) -> Vec<Question> {
        let mut questions: Vec<Question> = Vec::new();
        for asked in &self.outline.questions {
            questions.push(self.question(&asked.id, asked.place, asked.span, &asked.text, None));
        }
        for stated in &self.outline.claims {
            let settled = matches!(stated.status, Status::Known | Status::False | Status::Withdrawn);
            let asked = self.outline.sections[stated.section].kind == Kind::Unknown;
            if settled && asked && !questions.iter().any(|question| question.id == stated.id.as_str()) {
                questions.push(self.question(
                    &stated.id,
                    stated.place,
                    stated.span,
                    &stated.text,
                    Some(stated.status.name()),
                ));
            }
        }
        questions.sort_by_key(|question| (question.at.item, question.at.leaf, question.at.start));
        questions
    }

    fn question(
        &self,
        id: &crate::model::ClaimId,
        place: Place,
        span: Span,
        text: &Text,
        settled: Option<&str>,
    ) -> Question {
        let row = self.article.claim(id);
        let repeated = row.into_iter().flat_map(|claim| &claim.links);
        let repeated = repeated.filter(|(rel, _)| *rel == Rel::Repeats).map(|(_, to)| to).find_map(elsewhere);
        Question {
            at: self.cite(place, Some(span)),
            id: id.to_string(),
            text: line(text),
            since: row.and_then(|claim| claim.since.as_ref()).map(|date| date.as_str().to_owned()),
            repeats: repeated.or_else(|| self.linked(place, span)),
            settled: settled.map(str::to_owned),
        }
    }

    /// The claim of another article that exactly these words link to.
    fn linked(&self, place: Place, span: Span) -> Option<String> {
        let leaves = self.article.story.get(place.item as usize)?.text.leaves();
        let mut marks = leaves.get(place.leaf as usize)?.marks().iter().filter(|(at, _)| *at == span);
        marks.find_map(|(_, mark)| match mark {
            Mark::Link(to) => elsewhere(to),
            Mark::Emphasis | Mark::Strong | Mark::Strikethrough | Mark::Code | Mark::Claim(_) | Mark::Quote { .. } => {
                None
            }
        })
    }

    /// Headlines that `related` items name without a link.
    pub(super) fn headlines(&self) -> Vec<String> {
        let linked = |item: &Item| {
            let marks = item.text.leaves().into_iter().flat_map(crate::model::Leaf::marks);
            marks.into_iter().any(|(_, mark)| matches!(mark, Mark::Link(_)))
        };
        let named = |item: &Item| {
            let to = item.to.clone().unwrap_or_else(|| Reference::parse(&item.text.plain()));
            match to {
                Reference::Words(words) if item.to.is_some() || !linked(item) => Some(line(&words)),
                Reference::Words(_) | Reference::Article(_) | Reference::Claim { .. } | Reference::Address(_) => None,
            }
        };
        let related = self.article.story.iter().filter(|item| item.form == Form::Related);
        related.filter_map(named).filter(|words| !words.is_empty()).collect()
    }
}

/// A claim of another article, as it is written.
fn elsewhere(to: &Reference) -> Option<String> {
    match to {
        Reference::Claim { article: Some(_), .. } => Some(to.to_string()),
        Reference::Claim { article: None, .. }
        | Reference::Article(_)
        | Reference::Address(_)
        | Reference::Words(_) => None,
    }
}

/// Goes through the texts of an item in the order of [`crate::model::Markup::leaves`].
struct Walk<'w, 'a> {
    maker: &'w Maker<'a>,
    place: Place,
    found: &'w mut Vec<Statement>,
}

impl Walk<'_, '_> {
    /// `detail` is what only explains a bullet further.
    fn blocks(&mut self, blocks: &[Block], detail: bool) {
        for block in blocks {
            match block {
                Block::Paragraph(inline) => self.paragraph(inline, detail),
                Block::List { items, .. } => items.iter().for_each(|item| self.bullet(item, detail)),
                Block::Quotation(blocks) => self.blocks(blocks, true),
                Block::Table(rows) => self.place.leaf += u32::try_from(rows.iter().flatten().count()).unwrap_or(0),
                Block::Code { .. } | Block::Heading { .. } => self.place.leaf += 1,
                Block::Rule => {}
            }
        }
    }

    fn paragraph(&mut self, inline: &Inline, detail: bool) {
        let place = self.place;
        self.place.leaf += 1;
        if !detail {
            let spans = sentences(&inline.text);
            self.found.extend(spans.into_iter().filter_map(|span| self.maker.statement(place, &inline.text, span)));
        }
    }

    fn bullet(&mut self, item: &[Block], detail: bool) {
        let Some((Block::Paragraph(first), rest)) = item.split_first() else {
            self.blocks(item, detail);
            return;
        };
        let place = self.place;
        self.place.leaf += 1;
        if !detail {
            self.found.extend(self.maker.statement(place, &first.text, first.text.whole()));
        }
        let introduces = first.text.as_str().trim_end().ends_with([':', '：']);
        self.blocks(rest, detail || !introduces);
    }
}
