//! Stars, read marks and tags: of one article or of all that the shelf shows; answers that are accepted; and the one
//! history of what can be undone.

use std::collections::{HashMap, HashSet};

use crate::{
    library::{Mark, Marks, ReadPlace},
    model::{ArticleId, Text},
};

use super::{
    Effect,
    command::Command,
    mode::Acceptance,
    paste::{Filed, Filing, Held},
    revising::Versions,
    state::{Screen, State},
};

/// More changes than these are not undone.
pub const DEEDS_MAX: usize = 100;

/// Discarded pastes that can be brought back.
const ASIDE_MAX: usize = 3;

/// What was changed, to undo and redo.
#[derive(Clone, Debug, Default)]
pub struct Deeds {
    done: Vec<Deed>,
    undone: Vec<Deed>,
    /// The number of the last change that the desk knows by one.
    numbered: u64,
    /// A change of many that is being made, and whether it is a new one, undone or redone.
    pending: Option<(Deed, Way)>,
    /// Marks that are told from this question on are newer than those at hand.
    stale_until: Option<u64>,
    /// But for those of these articles, which have changed since it was put.
    newer: HashSet<ArticleId>,
}

/// One change.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    /// What it is called.
    pub words: String,
    pub what: What,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    /// Of annotations.
    Annotations(Vec<Versions>),
    /// Of one article: what was done, and what undoes it.
    One { id: ArticleId, done: Mark, back: Mark },
    /// Of many, which the desk knows by this number.
    Many(u64),
    /// That two names, of which nobody had said so, are one speaker or are not.
    Names { names: [String; 2], same: bool },
    /// An answer that was written into its article under this number.
    Answer { number: u64, acceptance: Box<Acceptance>, partly: bool },
    /// An article that was kept; the number is that of the last filing.
    Filed { number: u64, filed: Box<Filed> },
    /// A paste that was discarded.
    Aside(Box<Held>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    New,
    Back,
    Again,
}

impl State {
    /// Stars and read marks.
    pub(super) fn mark(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::StarAll => return self.mark_all(Mark::Star(true), "Starred"),
            Command::ReadAll => return self.mark_all(Mark::Read(true), "Marked as read"),
            _ => {}
        }
        let Some(id) = self.marked_id() else {
            self.say("There is no article here");
            return Vec::new();
        };
        let place = self.places.get(&id).copied().unwrap_or_default();
        let (mark, words) = match (command, place.star, place.read) {
            (Command::Star, false, _) => (Mark::Star(true), "Starred"),
            (Command::Star, true, _) => (Mark::Star(false), "No longer starred"),
            (_, _, false) => (Mark::Read(true), "Marked as read"),
            (_, _, true) => (Mark::Read(false), "Marked as unread"),
        };
        self.mark_one(id, mark, words.to_owned())
    }

    /// Changes one article.
    pub(super) fn mark_one(&mut self, id: ArticleId, mark: Mark, words: String) -> Vec<Effect> {
        if self.is_marking() {
            return Vec::new();
        }
        let Some((back, effect)) = self.make(&id, &mark) else {
            self.say("It is so already");
            return Vec::new();
        };
        self.say(&words);
        self.deeds.did(Deed { words, what: What::One { id, done: mark, back } });
        vec![effect]
    }

    /// Changes every article that the shelf shows, however many: the desk does it, and tells how many there were.
    pub(super) fn mark_all(&mut self, mark: Mark, words: &str) -> Vec<Effect> {
        if self.shelf.shown() == 0 {
            self.say("There is no article here");
            return Vec::new();
        }
        if self.is_marking() {
            return Vec::new();
        }
        self.deeds.numbered += 1;
        let number = self.deeds.numbered;
        self.deeds.pending = Some((Deed { words: words.to_owned(), what: What::Many(number) }, Way::New));
        vec![Effect::MarkAll { number, arrangement: self.shelf.arrangement(), mark }]
    }

    /// Marks are made one after the other: what is made of many must be whole before the next.
    fn is_marking(&mut self) -> bool {
        let is = self.deeds.pending.is_some();
        if is {
            self.say("The last change is still being made; press it again");
        }
        is
    }

    /// A change of many was made, undone or redone; so many articles were not so before.
    pub(super) fn marked_all(&mut self, number: u64, changed: usize) -> Vec<Effect> {
        let Some((mut deed, way)) =
            self.deeds.pending.take_if(|(deed, _)| matches!(deed.what, What::Many(pending) if pending == number))
        else {
            return Vec::new();
        };
        if changed == 0 && way == Way::New {
            self.say("They all are already");
            return Vec::new();
        }
        match way {
            Way::New => {
                let articles = if changed == 1 { "article" } else { "articles" };
                deed.words = format!("{}: {changed} {articles}", deed.words);
                self.say(&deed.words);
                self.deeds.did(deed);
            }
            Way::Back => {
                self.say(format!("Undone: {}", deed.words));
                self.deeds.undone.push(deed);
            }
            Way::Again => {
                self.say(format!("Redone: {}", deed.words));
                self.deeds.done.push(deed);
            }
        }
        self.marks_changed()
    }

    /// An article that was kept was taken away, or put back. Where that can't be done it is not tried again.
    pub(super) fn refiled(&mut self, number: u64, outcome: Result<Filed, Text>) -> Vec<Effect> {
        let ours = |what: &What| matches!(what, What::Filed { number: pending, .. } if *pending == number);
        let Some((deed, way)) = self.deeds.pending.take_if(|(deed, _)| ours(&deed.what)) else { return Vec::new() };
        let filed = match outcome {
            Ok(filed) => filed,
            Err(why) => {
                self.warn(why.as_str());
                return Vec::new();
            }
        };
        let mut effects = Vec::new();
        if way == Way::Back && self.reader.as_ref().is_some_and(|reader| reader.id == filed.id) {
            effects.extend(if self.screen == Screen::Page { self.show_shelf() } else { Vec::new() });
            self.reader = None;
        }
        effects.extend(self.look_again());
        self.say(format!("{}: {}", if way == Way::Back { "Undone" } else { "Redone" }, deed.words));
        let list = if way == Way::Back { &mut self.deeds.undone } else { &mut self.deeds.done };
        list.push(deed);
        effects
    }

    /// A change of many could not be made.
    pub(super) fn not_marked(&mut self, number: u64, message: &Text) -> Vec<Effect> {
        self.deeds.pending.take_if(|(deed, _)| matches!(deed.what, What::Many(pending) if pending == number));
        self.warn(message.as_str());
        Vec::new()
    }

    /// Undoes or redoes `count` changes.
    pub(super) fn unmark(&mut self, command: Command, count: usize) -> Vec<Effect> {
        let undo = command == Command::Undo;
        let mut effects = Vec::new();
        for _ in 0..count {
            if self.is_marking() {
                break;
            }
            let deed = if undo { self.deeds.done.pop() } else { self.deeds.undone.pop() };
            let Some(mut deed) = deed else {
                if effects.is_empty() {
                    self.say(if undo { "There is nothing to undo" } else { "There is nothing to redo" });
                }
                break;
            };
            let way = if undo { Way::Back } else { Way::Again };
            match &mut deed.what {
                What::Many(number) => {
                    effects.push(Effect::UnmarkAll { number: *number });
                    self.deeds.pending = Some((deed, way));
                    return effects;
                }
                What::Filed { number, filed } => {
                    self.inquired += 1;
                    *number = self.inquired;
                    let filed = (**filed).clone();
                    let what = Box::new(if undo { Filing::Remove(filed) } else { Filing::Again(filed) });
                    effects.push(Effect::File { number: self.inquired, what });
                    self.deeds.pending = Some((deed, way));
                    return effects;
                }
                What::Aside(held) => {
                    let held = (**held).clone();
                    effects.extend(self.take_up(held));
                    self.say("Here is the paste that was discarded");
                    return effects;
                }
                What::Annotations(versions) => effects.extend(self.change_annotations(versions, undo)),
                What::Names { names, same } => {
                    effects.push(Effect::Spelling { names: names.clone(), same: (!undo).then_some(*same) });
                    effects.extend(self.ask_voice_again());
                }
                What::Answer { number, .. } if undo => effects.push(Effect::Unaccept { number: *number }),
                What::Answer { number, acceptance, partly } => effects.push(acceptance.effect(*number, *partly)),
                What::One { id, done, back } => {
                    let (id, mark) = (id.clone(), if undo { back.clone() } else { done.clone() });
                    effects.extend(self.make(&id, &mark).map(|(_, effect)| effect));
                }
            }
            self.say(format!("{}: {}", if undo { "Undone" } else { "Redone" }, deed.words));
            if undo { self.deeds.undone.push(deed) } else { self.deeds.done.push(deed) }
        }
        effects
    }

    /// Has an answer that was agreed to written into its article.
    pub(super) fn accept_answer(&mut self, acceptance: Acceptance, partly: bool) -> Effect {
        self.deeds.numbered += 1;
        let number = self.deeds.numbered;
        self.say(format!("Writing it into {}", acceptance.answer.at.path));
        let effect = acceptance.effect(number, partly);
        let words = format!("an answer in {}", acceptance.answer.at.path);
        self.deeds.did(Deed { words, what: What::Answer { number, acceptance: Box::new(acceptance), partly } });
        effect
    }

    /// How that, or taking it back, ended. What could not be done is neither undone nor done again.
    pub(super) fn accepted(&mut self, number: u64, outcome: Result<Text, Text>) -> Vec<Effect> {
        match outcome {
            Ok(told) => self.say(told.as_str()),
            Err(message) => {
                let other = |deed: &Deed| !matches!(deed.what, What::Answer { number: its, .. } if its == number);
                self.deeds.done.retain(other);
                self.deeds.undone.retain(other);
                self.warn(message.as_str());
            }
        }
        Vec::new()
    }

    /// Makes a change of one article: what undoes it, and how it is kept.
    fn make(&mut self, id: &ArticleId, mark: &Mark) -> Option<(Mark, Effect)> {
        let mut marks = Marks::default();
        marks.places.extend(self.places.get(id).map(|place| (id.to_string(), *place)));
        marks.tags.extend(self.tags.get(id).map(|tags| (id.to_string(), tags.clone())));
        let back = mark.make(&mut marks, id.as_str())?;
        self.deeds.changes(id);
        let effect = match mark {
            Mark::Read(_) | Mark::Star(_) => {
                let place = marks.places.get(id.as_str()).copied().unwrap_or_default();
                self.places.insert(id.clone(), place);
                Effect::Remember { id: id.clone(), place }
            }
            Mark::Tags { .. } => {
                let tags = marks.tags.remove(id.as_str()).unwrap_or_default();
                self.tags.insert(id.clone(), tags.clone());
                Effect::Tag { id: id.clone(), tags }
            }
        };
        if let Mark::Read(read) = mark {
            self.shelf.count_read(*read);
        }
        Some((back, effect))
    }

    /// What is kept of articles has changed in many places, or in another window: it is asked for again.
    pub(super) fn marks_changed(&mut self) -> Vec<Effect> {
        let effects = self.arrange_shelf(false);
        self.deeds.stale_until = Some(self.shelf.asked());
        self.deeds.newer.clear();
        effects
    }

    /// Takes in what is kept of articles. What is at hand already is newer, unless many were changed at once, or elsewhere.
    pub(super) fn take_marks(
        &mut self,
        number: u64,
        places: Vec<(String, ReadPlace)>,
        tags: Vec<(String, Vec<String>)>,
    ) {
        if self.deeds.stale_until.take_if(|until| number >= *until).is_some() {
            let newer = std::mem::take(&mut self.deeds.newer);
            self.places.retain(|id, _| newer.contains(id));
            self.tags.retain(|id, _| newer.contains(id));
        }
        add(&mut self.places, places);
        add(&mut self.tags, tags);
    }

    /// The article one is in, or the one in hand.
    pub(super) fn marked_id(&self) -> Option<ArticleId> {
        match (self.screen, &self.reader) {
            (Screen::Page, Some(reader)) => Some(reader.id.clone()),
            (Screen::Shelf | Screen::Page | Screen::Board | Screen::Study | Screen::Paste, _) => {
                self.shelf.current()?.article_id()
            }
        }
    }
}

impl Deeds {
    /// What is kept of an article changes here.
    pub(super) fn changes(&mut self, id: &ArticleId) {
        if self.stale_until.is_some() {
            self.newer.insert(id.clone());
        }
    }

    /// Puts a discarded paste where undo finds it. Of such, which may be long, only the last are kept.
    pub(super) fn put_aside(&mut self, held: Held) {
        self.did(Deed { words: "discarded what was pasted".to_owned(), what: What::Aside(Box::new(held)) });
        let asides = |deed: &Deed| matches!(deed.what, What::Aside(_));
        let many = self.done.iter().filter(|deed| asides(deed)).count();
        if let Some(first) = self.done.iter().position(asides).filter(|_| many > ASIDE_MAX) {
            self.done.remove(first);
        }
    }

    pub(super) fn did(&mut self, deed: Deed) {
        self.undone.clear();
        self.done.push(deed);
        if self.done.len() > DEEDS_MAX {
            self.done.remove(0);
        }
    }
}

/// Adds what is not known yet.
fn add<T>(known: &mut HashMap<ArticleId, T>, told: Vec<(String, T)>) {
    for (id, one) in told {
        if let Ok(id) = id.parse() {
            known.entry(id).or_insert(one);
        }
    }
}
