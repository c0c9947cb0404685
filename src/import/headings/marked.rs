//! Headings that the markup tells, and what a page sets as a heading that is none.

use std::collections::HashMap;

use super::{HEADING_MAX_WORDS, folded, is_question, is_titled};
use crate::{
    import::{
        annotate::Copydesk,
        dates,
        graf::{Graf, Role},
        manuscript::Style,
    },
    model::Text,
};

/// What was set as a heading and has more words is a paragraph in large type; with a full stop fewer are enough.
const MARKED_MAX_WORDS: usize = 30;
/// From so many words on, a heading above the story is its standfirst.
const STANDFIRST_MIN_WORDS: usize = 6;
const STANDFIRST_MAX_WORDS: usize = 50;
/// A line that was set as a heading so many times over is the name of a box.
const BOX_MIN: usize = 3;

impl Copydesk<'_> {
    /// Finds the headings that the markup tells; how many there are, each of the same words counted once.
    pub(super) fn marked_headings(&mut self) -> usize {
        let times = self.times();
        let mut found: HashMap<String, usize> = HashMap::new();
        let mut told = false;
        for at in 0..self.grafs.len() {
            let graf = &self.grafs[at];
            let (marked, open) = (is_marked(graf), graf.role == Role::Copy);
            if !(open && (marked || self.is_heavy(at))) {
                told |= graf.is_live() && (graf.is_prose() || !open);
                continue;
            }
            let words = folded(graf.words());
            let sentences = is_sentences(graf);
            let named = times.get(&words).is_some_and(|times| *times >= BOX_MIN) && found.contains_key(&words);
            if marked && !told && self.stands_above(at) {
                continue;
            }
            told = true;
            if marked && sentences {
                // a paragraph in large type
            } else if named {
                self.drop(at, "the name of a box, which the page repeats");
            } else if marked && (self.is_last(at) || self.is_over_another(at)) {
                self.drop(at, "a heading with nothing below it");
            } else {
                *found.entry(words).or_default() += 1;
                let graf = &mut self.grafs[at];
                graf.role = if is_question(graf.words()) { Role::Question } else { Role::Heading };
                graf.lighten();
            }
        }
        found.len()
    }

    /// How often each of the words in headings stands in one.
    fn times(&self) -> HashMap<String, usize> {
        let mut times = HashMap::new();
        for graf in self.grafs.iter().filter(|graf| graf.role == Role::Copy && is_marked(graf)) {
            *times.entry(folded(graf.words())).or_default() += 1;
        }
        times
    }

    /// A short line all in heavy type, over something that is not.
    fn is_heavy(&self, at: usize) -> bool {
        let graf = &self.grafs[at];
        let below = || self.grafs.iter().skip(at + 1).find(|next| next.is_live());
        at > 0
            && graf.is_open()
            && graf.is_strong()
            && graf.count() <= HEADING_MAX_WORDS
            && !graf.words().ends_with(['.', ','])
            && below().is_some_and(|next| !next.is_strong())
    }

    /// Takes what stands as a heading above the story for what it is there: words that the head has, the standfirst, the
    /// name of a department with a dash. Whether it was one of these.
    fn stands_above(&mut self, at: usize) -> bool {
        let graf = &self.grafs[at];
        let words = graf.words();
        let is = |text: &Text| folded(text.as_str()) == folded(words);
        let dated = self.head.published.is_some() && dates::is_date_line(words);
        if dated || is(&self.head.headline) || self.head.subtitle.as_ref().is_some_and(is) {
            self.drop(at, "words that the head has");
        } else if graf.count() <= 3 && words.ends_with(['—', '–']) {
            self.drop(at, "the name of a department");
        } else if self.head.subtitle.is_none()
            && graf.count() >= STANDFIRST_MIN_WORDS
            && !is_question(words)
            && (is_sentences(graf) && graf.count() <= STANDFIRST_MAX_WORDS || !self.opens_section(at))
        {
            self.head.subtitle = Some(Text::line(words));
            self.note(&format!("the subtitle was read from: {}", self.grafs[at].words()));
            self.grafs[at].role = Role::Gone;
        } else {
            return false;
        }
        true
    }

    /// Whether this is the first of several headings of a rank, a heading over another one, or has capitals as titles have.
    fn opens_section(&self, at: usize) -> bool {
        let rank = |graf: &Graf| if let Style::Heading(rank) = graf.style { Some(rank) } else { None };
        let own = rank(&self.grafs[at]);
        let mut below = self.grafs.iter().skip(at + 1).filter(|graf| graf.role == Role::Copy);
        let over = below.clone().next().is_some_and(is_marked);
        let next = below.find_map(rank);
        over || is_titled(self.grafs[at].words()) || next.is_some_and(|next| own.is_some_and(|own| own >= next))
    }

    /// Whether another heading of the same rank or of a higher one stands right below.
    fn is_over_another(&self, at: usize) -> bool {
        let below = self.grafs.iter().skip(at + 1).find(|graf| graf.is_live());
        match (&self.grafs[at].style, below.map(|graf| (&graf.style, &graf.role))) {
            (Style::Heading(own), Some((Style::Heading(next), Role::Copy))) => next <= own,
            _ => false,
        }
    }

    /// Whether nothing is told below.
    fn is_last(&self, at: usize) -> bool {
        let below = self.grafs.iter().skip(at + 1).filter(|graf| graf.is_live());
        at > 0
            && below.into_iter().all(|graf| graf.style == Style::Rule || (graf.role == Role::Copy && is_marked(graf)))
    }
}

fn is_marked(graf: &Graf) -> bool {
    matches!(graf.style, Style::Heading(_))
}

/// Longer than any heading, or one whole sentence after another.
fn is_sentences(graf: &Graf) -> bool {
    let count = graf.count();
    count > MARKED_MAX_WORDS || (count > HEADING_MAX_WORDS && graf.words().ends_with(['.', '!', '…']))
}

#[cfg(test)]
mod tests {
    use crate::{
        format,
        import::{Imported, Options, Remark, annotate, html},
        model::Form,
    };

    const PROSE: &str = "<p>The harbour of Tallow Bay was dredged in the spring, and nobody there expected that the sand \
        would be back before the boats were.</p>";

    fn page(body: &str) -> Imported {
        let page = format!("<title>Sand comes back</title><article><h1>Sand comes back</h1>{body}{PROSE}</article>");
        annotate(html(page.replace('~', PROSE).as_bytes(), None).expect("a page"), &Options::default())
    }

    fn headings(body: &str) -> Vec<String> {
        let story = page(body).article.story;
        let headings = story.iter().filter(|item| matches!(item.form, Form::Heading | Form::Question));
        headings.map(|item| item.text.plain().clone()).collect()
    }

    #[test]
    fn a_heading_in_heavy_type_is_set_light() {
        let made = page("~<p><b>What the boats do</b></p>~<h2><strong>Who pays</strong></h2>~");
        let written = format::write(&made.article);
        assert!(written.contains("- heading: What the boats do\n"), "{written}");
        assert!(written.contains("- heading: Who pays\n"), "{written}");
    }

    #[test]
    fn where_the_markup_tells_the_sections_other_lines_are_none() {
        let body =
            "~<h2>What the boats do</h2>~<p>The quay at noon</p>~<h2>Who pays</h2>~<p>How long will it last?</p>~";
        assert_eq!(headings(body), ["What the boats do", "Who pays", "How long will it last?"]);
        assert_eq!(
            headings("~<p>What the boats do</p>~<p>Who pays the bill</p>~"),
            ["What the boats do", "Who pays the bill"]
        );
    }

    #[test]
    fn a_paragraph_in_large_type_is_none() {
        let large = "Nobody at the port would say on Monday who is going to pay for the ramp that the bridge needs.";
        assert_eq!(headings(&format!("~<h2>Who pays</h2>~<h2>{large}</h2>~")), ["Who pays"]);
    }

    #[test]
    fn what_stands_above_the_story_is_its_standfirst() {
        let made = page(
            "<h4>Harbours —</h4><h2>The port has dredged for a year, and the bay is as shallow as before.</h2>~<h3>Who pays</h3>~",
        );
        assert_eq!(
            made.article.head.subtitle.as_ref().map(crate::model::Text::as_str),
            Some("The port has dredged for a year, and the bay is as shallow as before.")
        );
        let told = |words: &str| {
            made.remarks
                .iter()
                .any(|remark| matches!(remark, Remark::Dropped { words: dropped, .. } if dropped.as_str() == words))
        };
        assert!(told("Harbours —"), "{:?}", made.remarks);
        let dated =
            "<meta property=article:published_time content=2031-05-06><h2>May 6, 2031 9:00 am</h2>~<h2>Who pays</h2>";
        assert_eq!(headings(dated), ["Who pays"]);
        // a story may begin with its first section
        assert_eq!(headings("<h2>How the sand came into the bay</h2>~<h2>Who pays</h2>~").len(), 2);
    }

    #[test]
    fn names_of_boxes_and_headings_over_nothing_are_left_out_and_told() {
        let slide = |name: &str| format!("<h4>Tallow Bay in pictures</h4>~<h2>{name}</h2>~");
        let body = ["The quay", "The ramp", "The sand"].map(slide).concat();
        let made = page(&format!("~{body}"));
        let names = made.article.story.iter().filter(|item| item.text.plain() == "Tallow Bay in pictures");
        assert_eq!(names.count(), 1);
        assert_eq!(headings("~<h2>Related coverage</h2><h2>Who pays</h2>~<h2>The sand</h2><h3>Its way</h3>~").len(), 3);
        let last = annotate(
            html(
                format!("<article><h1>Sand comes back</h1>{PROSE}{PROSE}{PROSE}<h2>Trending now</h2></article>")
                    .as_bytes(),
                None,
            )
            .expect("a page"),
            &Options::default(),
        );
        assert!(last.article.story.iter().all(|item| item.form != Form::Heading), "{:?}", last.article.story);
        assert!(
            last.remarks
                .iter()
                .any(|remark| matches!(remark, Remark::Dropped { words, .. } if words.as_str() == "Trending now"))
        );
    }
}
