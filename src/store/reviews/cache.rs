//! What the log came to, kept so that a review opens at once. It may be deleted at any time, and is passed over where it
//! does not fit the log any more.
//!
//! `reviews.cache` holds where every card stands; `cards.cache` the cards themselves, one line each, read only for those
//! that are asked.

use std::{
    collections::{BTreeMap, HashMap},
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use crate::{
    model::{ArticleId, Text},
    study::{
        Card, CardId, Day, Deck, Deed, Entry, EntryId, Memory, Moment, Queued, Seen, Stale, Standing, Tally, read_line,
        write_line,
    },
};

use super::{
    super::{Error, file},
    pack::{In, Out},
};

/// Changes with the shape of the cache.
const MAGIC: &[u8; 8] = b"bylrev\x00\x03";

/// The largest cache that is read.
const CACHE_MAX_BYTES: u64 = 1024 * 1024 * 1024;

/// The bytes of a day and its tally.
const DAY_BYTES: usize = 48;

const STANDINGS: &str = "reviews.cache";
const CARDS: &str = "cards.cache";

/// A file of the log as it was: its name below the folder, its size, and what its last bytes come to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stamp {
    pub(super) path: String,
    pub(super) size_bytes: u64,
    pub(super) tail: u64,
}

/// What a cache held.
#[derive(Debug)]
pub(super) struct Cached {
    pub(super) deck: Deck,
    pub(super) cards: HashMap<CardId, (u64, u32)>,
    pub(super) stamps: Vec<Stamp>,
}

/// Which files of the log have grown since, and from where. `None` where one is gone or was rewritten.
pub(super) fn grown(then: &[Stamp], now: &[Stamp], tail: impl Fn(&Stamp) -> u64) -> Option<Vec<(Stamp, u64)>> {
    let mut grown = Vec::new();
    let mut known = 0;
    for stamp in now {
        match then.iter().find(|old| old.path == stamp.path) {
            Some(old) if old == stamp => known += 1,
            Some(old) if old.size_bytes < stamp.size_bytes && tail(old) == old.tail => {
                known += 1;
                grown.push((stamp.clone(), old.size_bytes));
            }
            Some(_) => return None,
            None => grown.push((stamp.clone(), 0)),
        }
    }
    (known == then.len()).then_some(grown)
}

pub(super) fn read(folder: &Path, retention: f32) -> Option<Cached> {
    let bytes = file::read_source(&folder.join(STANDINGS), CACHE_MAX_BYTES).ok()?.bytes;
    let body = bytes.strip_prefix(MAGIC)?;
    let mut from = In(body);
    // another retention is another schedule
    if from.f32()?.to_bits() != retention.to_bits() {
        return None;
    }
    let digest = from.u64()?;
    if digest != sum(from.0) {
        return None;
    }
    let stamps = (0..from.count(20)?)
        .map(|_| Some(Stamp { path: from.text()?, size_bytes: from.u64()?, tail: from.u64()? }))
        .collect::<Option<Vec<_>>>()?;
    let latest = from.i64()?;
    let unfitted = from.u32()? as usize;
    let weights = match from.u8()? {
        0 => None,
        _ => {
            let mut weights = [0.0; 21];
            for weight in &mut weights {
                *weight = from.f32()?;
            }
            Some(weights)
        }
    };
    let count = from.count(60)?;
    let mut standings = Vec::with_capacity(count);
    let mut cards = HashMap::with_capacity(count);
    for _ in 0..count {
        let standing = standing(&mut from)?;
        let place = (from.u64()?, from.u32()?);
        if place.1 > 0 {
            cards.insert(standing.id, place);
        }
        standings.push(standing);
    }
    let mut deck = Deck::restored(standings, weights, retention);
    for _ in 0..from.count(DAY_BYTES)? {
        deck.days.insert(Day(from.i32()?), tally(&mut from)?);
    }
    for (said, right) in &mut deck.sureness.0 {
        (*said, *right) = (from.u32()?, from.u32()?);
    }
    for _ in 0..from.count(30)? {
        let article = from.text()?.parse().ok()?;
        deck.reading.restore(article, seen(&mut from)?);
    }
    (deck.latest_millis, deck.unfitted) = ((latest != i64::MIN).then_some(latest), unfitted);
    for _ in 0..from.count(12)? {
        let article = from.text()?.parse().ok()?;
        let (headline, words) = (Text::line(&from.text()?), from.u32()?);
        deck.queue.push(Queued { article, headline, words, before: None });
    }
    for _ in 0..from.count(8)? {
        let article = from.text()?.parse().ok()?;
        deck.cards_of.insert(article, from.u32()?);
    }
    for _ in 0..from.count(20)? {
        let id = CardId(from.u128()?);
        deck.restore_why(id, Text::new(&from.text()?));
    }
    Some(Cached { deck, cards, stamps })
}

/// Writes the cache; the cards that are in memory are added to those that were cached.
pub(super) fn write(
    folder: &Path,
    deck: &Deck,
    stamps: &[Stamp],
    cached: &HashMap<CardId, (u64, u32)>,
) -> Result<(), Error> {
    file::create_folder(folder)?;
    let places = write_cards(folder, deck, cached)?;
    let mut body = Out::default();
    body.count(stamps.len());
    for stamp in stamps {
        body.text(&stamp.path);
        body.u64(stamp.size_bytes);
        body.u64(stamp.tail);
    }
    body.i64(deck.latest_millis.unwrap_or(i64::MIN));
    body.count(deck.unfitted);
    body.u8(u8::from(deck.weights.is_some()));
    for weight in deck.weights.iter().flatten() {
        body.f32(*weight);
    }
    body.count(deck.standings().len());
    for standing in deck.standings() {
        put_standing(&mut body, standing);
        let (offset, len) = places.get(&standing.id).copied().unwrap_or((0, 0));
        body.u64(offset);
        body.u32(len);
    }
    body.count(deck.days.len());
    for (day, tally) in &deck.days {
        body.i32(day.0);
        put_tally(&mut body, tally);
    }
    for (said, right) in deck.sureness.0 {
        body.u32(said);
        body.u32(right);
    }
    body.count(deck.reading.articles().len());
    for (article, seen) in deck.reading.articles() {
        body.text(article.as_str());
        put_seen(&mut body, seen);
    }
    body.count(deck.queue.len());
    for next in &deck.queue {
        body.text(next.article.as_str());
        body.text(next.headline.as_str());
        body.u32(next.words);
    }
    body.count(deck.cards_of.len());
    for (article, cards) in &deck.cards_of {
        body.text(article.as_str());
        body.u32(*cards);
    }
    body.count(deck.whys().len());
    for (id, words) in deck.whys() {
        body.u128(id.0);
        body.text(words.as_str());
    }
    let mut out = Out(MAGIC.to_vec());
    out.f32(deck.scheduler.retention());
    out.u64(sum(&body.0));
    out.0.extend(body.0);
    file::replace(&folder.join(STANDINGS), &out.0)
}

/// Adds the cards in memory to the file of cards, or makes it anew where all of them are in memory.
fn write_cards(
    folder: &Path,
    deck: &Deck,
    cached: &HashMap<CardId, (u64, u32)>,
) -> Result<HashMap<CardId, (u64, u32)>, Error> {
    let path = folder.join(CARDS);
    let mut places = cached.clone();
    let mut bytes = if cached.is_empty() { Vec::new() } else { file::read_source(&path, CACHE_MAX_BYTES)?.bytes };
    for card in deck.cards() {
        let entry = Entry { id: EntryId(card.id.0), at: Moment::default(), deed: Deed::Made(Box::new(card.clone())) };
        let line = write_line(&entry, "");
        places.insert(card.id, (bytes.len() as u64, u32::try_from(line.len()).unwrap_or(0)));
        bytes.extend_from_slice(line.as_bytes());
    }
    file::replace(&path, &bytes)?;
    Ok(places)
}

/// The cards that lie at these places; those that can't be read are left out.
pub(super) fn cards(folder: &Path, places: &[(u64, u32)]) -> Vec<Card> {
    let read = |file: &mut File, (offset, len): (u64, u32)| {
        file.seek(SeekFrom::Start(offset)).ok()?;
        let mut line = vec![0; len as usize];
        file.read_exact(&mut line).ok()?;
        match read_line(line.trim_ascii_end()).ok()?.deed {
            Deed::Made(card) => Some(*card),
            _ => None,
        }
    };
    let path = folder.join(CARDS);
    let plain = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file());
    let Some(mut file) = plain.then(|| File::open(&path).ok()).flatten() else { return Vec::new() };
    places.iter().filter_map(|place| read(&mut file, *place)).collect()
}

/// The cards of an article, wherever they lie. Where a card was written twice, the later one counts.
pub(super) fn cards_of(folder: &Path, article: &ArticleId) -> Vec<Card> {
    let Ok(source) = file::read_source(&folder.join(CARDS), CACHE_MAX_BYTES) else { return Vec::new() };
    // a name of an article has no letter that JSON writes otherwise; the passage may hold the same words
    let sign = format!("\"article\":\"{article}\"");
    let find = memchr::memmem::Finder::new(sign.as_bytes());
    let lines = source.bytes.split(|byte| *byte == b'\n').filter(|line| find.find(line).is_some());
    let mut cards = BTreeMap::new();
    for line in lines {
        if let Ok(Entry { deed: Deed::Made(card), .. }) = read_line(line)
            && card.origin.article == *article
        {
            cards.insert(card.id, *card);
        }
    }
    cards.into_values().collect()
}

/// Enough to know a cache that was damaged: every eight bytes turn the sum round.
fn sum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mix = |sum: u64, word: u64| (sum.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    let sum = words.iter().fold(bytes.len() as u64, |sum, word| mix(sum, u64::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, byte| mix(sum, u64::from(*byte)))
}

fn put_standing(out: &mut Out, standing: &Standing) {
    out.u128(standing.id.0);
    let memory = standing.memory.unwrap_or(Memory { stability_days: -1.0, difficulty: 0.0 });
    out.f32(memory.stability_days);
    out.f32(memory.difficulty);
    for day in [standing.made, standing.last, standing.due, standing.buried.unwrap_or(Day(i32::MIN))] {
        out.i32(day.0);
    }
    out.u32(standing.reviews);
    out.u16(standing.lapses);
    let stale = standing.stale.map_or(0, |why| 1 + Stale::ALL.iter().position(|each| *each == why).unwrap_or(0));
    out.u8(u8::try_from(stale).unwrap_or(0));
    out.u8(u8::from(standing.suspended) | u8::from(standing.deleted) << 1 | u8::from(standing.known) << 2);
}

fn standing(from: &mut In<'_>) -> Option<Standing> {
    let id = CardId(from.u128()?);
    let memory = Memory { stability_days: from.f32()?, difficulty: from.f32()? };
    let [made, last, due, buried] = [from.i32()?, from.i32()?, from.i32()?, from.i32()?].map(Day);
    let (reviews, lapses) = (from.u32()?, from.u16()?);
    let stale = usize::from(from.u8()?).checked_sub(1).and_then(|at| Stale::ALL.get(at).copied());
    let flags = from.u8()?;
    Some(Standing {
        id,
        memory: (memory.stability_days >= 0.0).then_some(memory),
        made,
        last,
        due,
        reviews,
        lapses,
        buried: (buried.0 != i32::MIN).then_some(buried),
        stale,
        suspended: flags & 1 != 0,
        deleted: flags & 2 != 0,
        known: flags & 4 != 0,
    })
}

fn put_tally(out: &mut Out, tally: &Tally) {
    let asked = [tally.reviews, tally.recalls, tally.recalled, tally.new, tally.made];
    let read = [tally.reading_seconds, tally.articles, tally.paced_words, tally.paced_seconds];
    for count in asked.into_iter().chain(read) {
        out.u32(count);
    }
    out.u64(tally.study_millis);
}

fn tally(from: &mut In<'_>) -> Option<Tally> {
    Some(Tally {
        reviews: from.u32()?,
        recalls: from.u32()?,
        recalled: from.u32()?,
        new: from.u32()?,
        made: from.u32()?,
        reading_seconds: from.u32()?,
        articles: from.u32()?,
        paced_words: from.u32()?,
        paced_seconds: from.u32()?,
        study_millis: from.u64()?,
    })
}

fn put_seen(out: &mut Out, seen: &Seen) {
    out.text(seen.revision.as_str());
    out.i64(seen.last.millis);
    out.i16(seen.last.offset_minutes);
    out.text(seen.dated.as_ref().map_or("", Text::as_str));
    let (before, when) = seen.before.as_ref().map_or(("", Moment::default()), |(text, when)| (text.as_str(), *when));
    out.text(before);
    out.i64(when.millis);
    out.i16(when.offset_minutes);
    out.u32(seen.seconds);
    out.count(seen.read.len());
    seen.read.iter().for_each(|sentence| out.u32(*sentence));
    out.u32(seen.sentences);
    out.count(seen.topics.len());
    seen.topics.iter().for_each(|topic| out.text(topic.as_str()));
    out.text(seen.story.as_ref().map_or("", Text::as_str));
}

/// What is not there was written as an empty text.
fn given(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn seen(from: &mut In<'_>) -> Option<Seen> {
    Some(Seen {
        revision: from.text()?.parse().ok()?,
        last: Moment { millis: from.i64()?, offset_minutes: from.i16()? },
        dated: given(from.text()?).map(|dated| Text::line(&dated)),
        before: {
            let before = given(from.text()?).map(|before| before.parse()).transpose().ok()?;
            before.zip(Some(Moment { millis: from.i64()?, offset_minutes: from.i16()? }))
        },
        seconds: from.u32()?,
        read: (0..from.count(4)?).map(|_| from.u32()).collect::<Option<_>>()?,
        sentences: from.u32()?,
        topics: (0..from.count(4)?).map(|_| Some(Text::line(&from.text()?))).collect::<Option<_>>()?,
        story: given(from.text()?).map(|story| Text::line(&story)),
    })
}
