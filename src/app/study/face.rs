//! A card as it is set: the question, and once it is turned the answer and the passage it comes from.

use crate::{
    layout::{Emphasis, Galley, Line, Measure, Page, Paragraph, ParagraphStyle, Role},
    study::{Card, Content, GAP},
};

use super::{Face, Sitting};

impl Face {
    /// Sets a card at a width.
    pub(in crate::app) fn set(card: &Card, sitting: &Sitting, measure: Measure) -> Self {
        let mut galley = Galley::default();
        let Content { front, back, .. } = &card.content;
        for (at, line) in front.as_str().split('\n').enumerate() {
            let style = if at == 0 { ParagraphStyle::Subtitle } else { ParagraphStyle::Quotation };
            asked(&mut galley, style, line, u8::from(at > 0));
        }
        if sitting.turned {
            if let Some((typed, right)) = &sitting.typed {
                let mut line = Line::default();
                let (sign, told) = if *right { ("✓ ", "right: ") } else { ("✗ ", "you wrote: ") };
                line.say(Role::StatusAccent, sign).say(Role::Muted, told).plain(typed.as_str());
                lay(&mut galley, ParagraphStyle::Body, line, 1);
            }
            rule(&mut galley);
            for (at, line) in back.as_str().split('\n').enumerate() {
                words(&mut galley, ParagraphStyle::Heading, line, u8::from(at == 0));
            }
            origin(&mut galley, card);
        }
        let mut page = Page::new(measure);
        page.set_rows(&galley, usize::MAX);
        Self { galley, page, top: 0 }
    }

    /// Scrolls by rows, as far as the card goes.
    pub(in crate::app) fn scroll_by(&mut self, rows: isize, height: usize) {
        let last = self.page.rows.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(rows).min(last);
    }
}

/// A line of the question, what is left out of it standing out.
fn asked(galley: &mut Galley, style: ParagraphStyle, text: &str, space_rows: u8) {
    let mut line = Line::default();
    for (at, part) in text.split(GAP).enumerate() {
        if at > 0 {
            line.say(Role::Hint, GAP);
        }
        line.plain(part);
    }
    lay(galley, style, line, space_rows);
}

/// The passage, and who said it in which section of which article.
fn origin(galley: &mut Galley, card: &Card) {
    let origin = &card.origin;
    if origin.passage != card.content.back {
        for (at, line) in origin.passage.as_str().split('\n').enumerate() {
            words(galley, ParagraphStyle::Quotation, line, if at == 0 { 2 } else { 0 });
        }
    }
    let mut line = Line::default();
    line.plain("— ");
    if let Some(speaker) = &origin.speaker {
        line.say(Role::Speaker, speaker.as_str()).dot();
    }
    if let Some(section) = &origin.section {
        line.plain(section.as_str()).dot();
    }
    line.shaped(Role::Link, Emphasis::NONE, origin.headline.as_str());
    if let Some(date) = &origin.date {
        line.dot().say(Role::Date, date.as_str());
    }
    lay(galley, ParagraphStyle::Attribution, line, 1);
    if !card.content.tags.is_empty() {
        let mut line = Line::default();
        let tags: Vec<String> = card.content.tags.iter().map(|tag| format!("#{tag}")).collect();
        line.say(Role::Topic, &tags.join(" "));
        lay(galley, ParagraphStyle::Attribution, line, 0);
    }
}

fn words(galley: &mut Galley, style: ParagraphStyle, text: &str, space_rows: u8) {
    let mut line = Line::default();
    line.plain(text);
    lay(galley, style, line, space_rows);
}

fn rule(galley: &mut Galley) {
    lay(galley, ParagraphStyle::Rule, Line::default(), 1);
}

fn lay(galley: &mut Galley, style: ParagraphStyle, line: Line, space_rows: u8) {
    let (text, marks) = line.finish();
    galley.paragraphs.push(Paragraph::apart(style, text, marks, space_rows));
}
