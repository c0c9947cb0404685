//! What changed in the open article since the reader last saw it: asked once the article is there, set into the page, walked
//! by keys, and hidden by one.

use std::collections::HashMap;

use crate::{
    layout::{Below, Emphasis, Former, Galley, Inset, ParagraphStyle, Role},
    model::{Article, ArticleId, Digest, PersonId, Place, Span, Text},
    study::{Day, Fresh, Gone, News, Stood, Wording, reworded, sentence_name},
    theme::Depth,
};

use super::{
    Effect, Reader,
    command::Command,
    margin::places,
    reader::Focus,
    state::{Screen, State},
    update::continue_setting,
};

/// What has changed in the open article since the reader last saw it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since {
    pub news: News,
    /// The day of that visit.
    pub when: Day,
    /// Whether the file says nothing of a change.
    pub silent: bool,
    /// Whether it is to be seen on the page.
    pub is_hidden: bool,
    /// Paragraphs of the galley with what is fresh in them: new, or reworded from what it was.
    pub fresh: Vec<(usize, Span, Option<Text>)>,
    /// The words of that which were not there.
    pub came: Vec<(usize, Span)>,
    /// What went out of a text that is still there, and where.
    pub gone: Vec<((usize, usize), Text)>,
    /// How the sentence of each fresh one was reworded.
    wordings: Vec<Option<Wording>>,
    /// What is said of it in the head.
    told: Text,
}

/// The text the open article is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Compared {
    then: Digest,
    now: Digest,
    when: Day,
    dated: Option<Text>,
    /// Whether it was asked for, though what came later has been seen as well.
    is_earlier: bool,
}

/// A place where something changed.
#[derive(Clone, Debug)]
struct Stop {
    focus: Focus,
    words: String,
}

impl State {
    /// Asks what is new since the text that was seen last, where that is another.
    pub(super) fn ask_since(&mut self) -> Option<Effect> {
        let reader = self.reader.as_ref().filter(|reader| reader.compared.is_none())?;
        let seen = self.study.deck.as_ref()?.reading.of(&reader.id)?;
        let now = reader.margin.digest().filter(|digest| **digest != seen.revision)?.clone();
        let (then, when, dated) = (seen.revision.clone(), seen.last.day(), seen.dated.clone());
        if let Some(visit) = &mut self.visit {
            visit.set_base(then.clone(), dated.clone());
        }
        self.compare(Compared { then, now, when, dated, is_earlier: false })
    }

    fn compare(&mut self, compared: Compared) -> Option<Effect> {
        let reader = self.reader.as_mut()?;
        let now = Box::new(reader.margin.revision.clone()?);
        // what was read until the file changed may not be on the disk yet
        let text = reader.margin.text(&compared.then).cloned().map(Box::new);
        let effect = Effect::Since { article: reader.id.clone(), then: compared.then.clone(), text, now };
        reader.compared = Some(compared);
        Some(effect)
    }

    /// Lays what is new over the page.
    pub(super) fn since(&mut self, article: &ArticleId, now: &Digest, news: Option<News>) -> Vec<Effect> {
        let Some(reader) = self.reader.as_mut().filter(|reader| reader.id == *article) else { return Vec::new() };
        let Some(compared) = reader.compared.clone().filter(|compared| compared.now == *now) else { return Vec::new() };
        let Some(of) = reader.margin.revision.as_ref().filter(|_| reader.margin.digest() == Some(now)) else {
            return Vec::new();
        };
        let texts: Texts<'_> = of.blocks.iter().map(|block| (block.place, &block.text)).collect();
        if let Some(visit) = self.visit.as_mut().filter(|_| !compared.is_earlier) {
            visit.set_news(news.as_ref().map(|news| names(news, &texts)));
        }
        let today = self.study.today(self.now);
        let Some(news) = news else {
            self.say(format!(
                "The article has changed since {}; the text of then was not kept, so it can't be said how",
                told_day(compared.when, today)
            ));
            return Vec::new();
        };
        if news.is_empty() {
            return Vec::new();
        }
        let (when, silent) = (compared.when, reader.dated() == compared.dated);
        let wordings = wordings(&news, &texts);
        let mut since = Since { news, when, silent, wordings, is_hidden: self.hides_changes, ..Since::default() };
        since.told = Text::line(&since.tell(today));
        let words = format!("{}; ]u goes to them", since.told);
        reader.since = Some(since);
        self.set_former();
        if self.notice.as_ref().is_none_or(|notice| !notice.is_error) {
            self.say(words);
        }
        continue_setting(self)
    }

    /// Sets what the article said before into the page, or takes it out of it.
    fn set_former(&mut self) {
        let marked = self.look.depth == Depth::Mono;
        let Some(reader) = &mut self.reader else { return };
        let former = reader.since.as_ref().map(|since| since.former(reader, marked)).unwrap_or_default();
        if reader.surroundings.tell_former(former) && !reader.shows_source {
            self.reset_reader();
        }
    }

    /// Shows or hides what changed; where nothing did since the last visit, what changed before that.
    pub(super) fn show_changes(&mut self) -> Vec<Effect> {
        let Some(reader) = &mut self.reader else { return Vec::new() };
        if let Some(since) = &mut reader.since {
            since.is_hidden = !since.is_hidden;
            self.hides_changes = since.is_hidden;
            let hidden = since.is_hidden;
            self.set_former();
            self.say(if hidden {
                "What changed is hidden; zu shows it"
            } else {
                "What changed is shown; ]u goes to it"
            });
            return continue_setting(self);
        }
        let seen = self.study.deck.as_ref().and_then(|deck| deck.reading.of(&reader.id));
        let Some((seen, now)) = seen.zip(reader.margin.digest().cloned()) else {
            self.say("You had not read this before");
            return Vec::new();
        };
        let last = told_day(seen.last.day(), self.study.today(self.now));
        let Some((then, at)) = seen.before.clone().filter(|(then, _)| *then != now) else {
            self.say(format!("Nothing has changed since {last}, when you read it last"));
            return Vec::new();
        };
        self.hides_changes = false;
        let dated = None;
        self.compare(Compared { then, now, when: at.day(), dated, is_earlier: true }).into_iter().collect()
    }

    /// To the next change since the last visit, or else to the next unread article.
    pub(super) fn walk_news(&mut self, command: Command, count: usize) -> Option<Vec<Effect>> {
        let height = self.height_rows();
        let reader = self.reader.as_mut().filter(|_| self.screen == Screen::Page)?;
        let since = reader.since.as_ref().filter(|since| !since.is_hidden)?;
        let stops = since.stops(&reader.galley, &reader.surroundings.set().former);
        let place = reader.focus_in_window(height).map(|focus| (focus.paragraph, focus.span.start()));
        let here = place.or_else(|| reader.anchor()).unwrap_or((0, 0));
        let fresh = place.is_none();
        let at = |stop: &&Stop| (stop.focus.paragraph, stop.focus.span.start());
        let steps = count.saturating_sub(1);
        let found = if command == Command::NextUnread {
            stops.iter().filter(|stop| at(stop) > here || (fresh && at(stop) == here)).nth(steps)
        } else {
            stops.iter().rev().filter(|stop| at(stop) < here).nth(steps)
        };
        let Some(stop) = found.cloned() else {
            let forward = command == Command::NextUnread;
            self.say(if forward { "No further change; J goes to the next article" } else { "No change before this" });
            return Some(Vec::new());
        };
        reader.focus_on(stop.focus, height);
        self.say(stop.words);
        Some(self.after_scroll())
    }
}

impl Reader {
    /// What the article says of its date.
    pub(super) fn dated(&self) -> Option<Text> {
        let head = &self.article.as_ref()?.head;
        head.updated.as_ref().or(head.published.as_ref()).map(|date| Text::line(date.as_str()))
    }
}

/// The texts of a revision's blocks.
type Texts<'a> = HashMap<Place, &'a Text>;

/// The names of the sentences that were not there.
fn names(news: &News, texts: &Texts<'_>) -> Vec<u32> {
    let name = |fresh: &Fresh| Some(sentence_name(texts.get(&fresh.place)?.get(fresh.span)));
    news.fresh.iter().filter_map(name).collect()
}

/// How each fresh sentence was reworded.
fn wordings(news: &News, texts: &Texts<'_>) -> Vec<Option<Wording>> {
    let wording = |fresh: &Fresh| {
        let text = texts.get(&fresh.place)?;
        fresh.was.as_ref().map(|was| reworded(was, text, fresh.span))
    };
    news.fresh.iter().map(wording).collect()
}

impl Since {
    /// Looks up where what changed stands on a galley.
    pub(super) fn place(&mut self, galley: &Galley) {
        let places = places(galley);
        (self.fresh, self.came, self.gone) = (Vec::new(), Vec::new(), Vec::new());
        for (fresh, wording) in self.news.fresh.iter().zip(&self.wordings) {
            let Some(paragraph) = places.get(&fresh.place).copied() else { continue };
            let text = &galley.paragraphs[paragraph].text;
            let Some(span) = text.span(fresh.span.range()) else { continue };
            self.fresh.push((paragraph, span, fresh.was.clone()));
            let whole = [span];
            let came = wording.as_ref().map_or(whole.as_slice(), |wording| wording.fresh.as_slice());
            self.came.extend(came.iter().filter_map(|came| Some((paragraph, text.span(came.range())?))));
        }
        for gone in &self.news.gone {
            if let Stood::Within(place, at) = gone.stood
                && let Some(paragraph) = places.get(&place)
            {
                self.gone.push(((*paragraph, at), gone.words.clone()));
            }
        }
    }

    /// What is new, in one sentence without its end.
    fn tell(&self, today: Day) -> String {
        let (new, reworded, gone) = self.news.counts();
        let counts = [(new, "new"), (reworded, "reworded"), (gone, "gone")];
        let counts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        let silent = if self.silent { "; the article’s date was not changed (a silent edit)" } else { "" };
        format!("{} since {}{silent}", counts.join(", "), told_day(self.when, today))
    }

    /// What is set into the page: what was there, and where the terminal shows no colour the bounds of what is new.
    fn former(&self, reader: &Reader, marked: bool) -> Former {
        let told = if self.is_hidden { format!("{}; zu shows it", self.told) } else { self.told.to_string() };
        let mut former = Former { told: Some(Text::line(&told)), ..Former::default() };
        if self.is_hidden {
            return former;
        }
        let texts = places(&reader.galley);
        let mut insets: HashMap<Place, Vec<(usize, u8, Inset)>> = HashMap::new();
        for (fresh, wording) in self.news.fresh.iter().zip(&self.wordings) {
            let paragraph = texts.get(&fresh.place).map(|at| &reader.galley.paragraphs[*at]);
            let is_prose = paragraph.is_some_and(|paragraph| paragraph.style != ParagraphStyle::Table);
            if !is_prose {
                // no room between its words: what was there stands below it
                let below = |was: &Text| Below { after: Some(fresh.place), label: None, words: was.clone() };
                former.below.extend(fresh.was.as_ref().map(below));
                continue;
            }
            let here = insets.entry(fresh.place).or_default();
            let gone = wording.iter().flat_map(|wording| &wording.gone);
            let text = paragraph.map(|paragraph| paragraph.text.as_str()).unwrap_or_default();
            here.extend(gone.flat_map(|(at, words)| beside(text, *at, words)));
            let whole = [fresh.span];
            let came = wording.as_ref().map_or(whole.as_slice(), |wording| wording.fresh.as_slice());
            let bounds = came.iter().flat_map(|span| [(span.start(), 3, "[+"), (span.end(), 0, "]")]);
            here.extend(
                bounds.filter(|_| marked).map(|(at, order, sign)| (at, order, inset(at, sign, Emphasis::NONE))),
            );
        }
        for gone in &self.news.gone {
            let words = with_speakers(gone, reader.article.as_ref());
            match gone.stood {
                Stood::Within(place, at) => {
                    let text = texts.get(&place).map(|at| reader.galley.paragraphs[*at].text.as_str());
                    insets.entry(place).or_default().extend(beside(text.unwrap_or_default(), at, &words));
                }
                Stood::Below(after) => former.below.push(Below { after, label: gone.section.clone(), words }),
            }
        }
        for (place, mut here) in insets {
            here.sort_by_key(|(at, order, _)| (*at, *order));
            former.within.insert(place, here.into_iter().map(|(_, _, inset)| inset).collect());
        }
        former.sort();
        former
    }

    fn stops(&self, galley: &Galley, former: &Former) -> Vec<Stop> {
        let fresh = self.fresh.iter().map(|(paragraph, span, was)| Stop {
            focus: Focus { paragraph: *paragraph, span: *span },
            words: match was {
                Some(was) => format!("It was: “{was}”"),
                None => "New since then".to_owned(),
            },
        });
        let within = self.gone.iter().map(|((paragraph, at), words)| Stop {
            focus: Focus {
                paragraph: *paragraph,
                span: galley.paragraphs[*paragraph].text.span(*at..*at).unwrap_or_default(),
            },
            words: format!("Gone: “{words}”"),
        });
        let below = galley.gone.iter().zip(&former.below).map(|(paragraph, below)| Stop {
            focus: Focus { paragraph: *paragraph, span: Span::default() },
            words: format!("Gone: “{}”", below.words),
        });
        let mut stops: Vec<Stop> = fresh.chain(within).chain(below).collect();
        stops.sort_by_key(|stop| (stop.focus.paragraph, stop.focus.span.start()));
        stops
    }
}

/// Words with who said them, where the page does not tell.
fn with_speakers(gone: &Gone, article: Option<&Article>) -> Text {
    if gone.by.is_empty() {
        return gone.words.clone();
    }
    let name = |by: &PersonId| {
        article.and_then(|article| article.person(by)).map_or(by.as_str(), |person| person.name.as_str()).to_owned()
    };
    let names: Vec<String> = gone.by.iter().map(name).collect();
    Text::line(&format!("{} (said by {})", gone.words, names.join(", ")))
}

/// Words that are gone, set before or behind what stands at a byte of a text, with the space between. Their signs are not
/// struck through with them, and are seen also where no line is.
fn beside(text: &str, at: usize, words: &Text) -> Vec<(usize, u8, Inset)> {
    let behind = text.get(..at).is_some_and(|before| before.ends_with(|c: char| !c.is_whitespace()));
    let (order, opening, closing) = if behind { (1, " [−", "]") } else { (2, "[−", "] ") };
    let words = inset(at, words.as_str(), Emphasis::STRIKE);
    let insets = [inset(at, opening, Emphasis::NONE), words, inset(at, closing, Emphasis::NONE)];
    insets.into_iter().map(|inset| (at, order, inset)).collect()
}

fn inset(at: usize, words: &str, emphasis: Emphasis) -> Inset {
    Inset { at, text: Text::new(words), role: Role::Muted, emphasis }
}

/// `earlier today`, `yesterday`, `12 November`, `12 November 2025`.
pub(super) fn told_day(day: Day, today: Day) -> String {
    match today.0 - day.0 {
        0 => "earlier today".to_owned(),
        1 => "yesterday".to_owned(),
        _ if day.date().year() == today.date().year() => day.date().strftime("%-d %B").to_string(),
        _ => day.date().strftime("%-d %B %Y").to_string(),
    }
}
