//! The log of reviews on disk: `reviews/<device>/<month>.jsonl`, appended to and never rewritten.
//!
//! A device writes only into its own folder, so two that are put together by any means (git, Syncthing, a copied folder)
//! never touch one file. Conflict copies are read too: what stands twice counts once.

mod cache;
mod pack;

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use crate::{
    model::{ArticleId, Text},
    study::{Card, CardId, Deck, Entry, LogFault, read_log, write_line},
};

use super::{Desk, Error, file};
use cache::{Cached, Stamp};

/// The largest log of one month that is read: ten million reviews.
const LOG_MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// So many entries beyond the cache are read without it being made anew.
const TAIL_MAX: usize = 500;

/// Where the log of a library lies, and the cache of what it comes to.
#[derive(Clone, Debug)]
pub struct Reviews {
    folder: PathBuf,
    /// `None` where there is no place for it.
    cache: Option<PathBuf>,
}

/// What the log comes to.
#[derive(Debug, Default)]
pub struct Studied {
    pub deck: Deck,
    /// Lines that say nothing and files that can't be read, each in words.
    pub faults: Vec<Text>,
    /// Where the cards that are not in memory lie in the cache.
    cards: HashMap<CardId, (u64, u32)>,
    /// Whether the cache is to be written anew.
    stale: bool,
    stamps: Vec<Stamp>,
}

impl Desk {
    /// The log of reviews of this library.
    ///
    /// # Errors
    /// Where there is no place for one.
    pub fn reviews(&self) -> Result<Reviews, Error> {
        let home = || Error::Homeless { what: "your reviews", path: self.root.clone() };
        let margin = self.margin.as_ref().ok_or_else(home)?;
        Ok(Reviews::new(margin.reviews(), self.cache.clone()))
    }
}

impl Reviews {
    #[must_use]
    pub(super) fn new(folder: PathBuf, cache: Option<PathBuf>) -> Self {
        Self { folder, cache }
    }

    /// Adds entries to the log of a device. They are on the disk when this returns.
    ///
    /// # Errors
    /// Where they can't be written; then none of them is, or a torn line that reading passes over.
    pub fn append(&self, device: &str, entries: &[Entry]) -> Result<(), Error> {
        let mut at = 0;
        while let Some(first) = entries.get(at) {
            // entries of one month lie in one file, in the reader's own calendar
            let month = month(first);
            let same = entries[at..].iter().take_while(|entry| self::month(entry) == month).count();
            let lines: String = entries[at..at + same].iter().map(|entry| write_line(entry, device)).collect();
            self.append_lines(&device_folder(device), &month, &lines)?;
            at += same;
        }
        Ok(())
    }

    fn append_lines(&self, device: &str, month: &str, lines: &str) -> Result<(), Error> {
        let folder = self.folder.join(device);
        file::create_folder(&folder)?;
        let path = folder.join(format!("{month}.jsonl"));
        let before = fs::symlink_metadata(&path);
        if before.as_ref().is_ok_and(|metadata| !metadata.is_file()) {
            return Err(Error::NotAFile { path, what: "a link, a folder or a device" });
        }
        let io = |error| Error::io("write", &path)(error);
        let mut log = File::options().read(true).append(true).create(true).open(&path).map_err(io)?;
        // another window of this device may be writing
        log.lock().map_err(io)?;
        let lines = if ends_whole(&mut log).map_err(io)? { lines.to_owned() } else { format!("\n{lines}") };
        log.write_all(lines.as_bytes()).map_err(io)?;
        log.sync_data().map_err(io)?;
        if before.is_err() {
            // the name of a new file is to survive as well
            for folder in [&folder, &self.folder] {
                File::open(folder).and_then(|folder| folder.sync_all()).map_err(Error::io("write", folder))?;
            }
        }
        Ok(())
    }

    /// Reads what the log comes to: from the cache and what was added since, or from the log alone.
    ///
    /// # Errors
    /// Where the folder is there and can't be read. A file that can't be read is told among the faults.
    pub fn read(&self, retention: f32) -> Result<Studied, Error> {
        let stamps = self.stamps()?;
        if let Some(studied) = self.cache.as_deref().and_then(|folder| self.resumed(folder, &stamps, retention)) {
            return Ok(studied);
        }
        let mut faults = Vec::new();
        let mut entries = Vec::new();
        let logs: Vec<_> = stamps.par_iter().map(|stamp| self.read_file(stamp, 0)).collect();
        for (stamp, log) in stamps.iter().zip(logs) {
            gather(stamp, log, &mut entries, &mut faults);
        }
        let deck = Deck::fold(entries, retention);
        Ok(Studied { deck, stale: faults.is_empty(), faults, cards: HashMap::new(), stamps })
    }

    /// All entries, for who fits the weights.
    ///
    /// # Errors
    /// Where the folder is there and can't be read.
    pub fn entries(&self) -> Result<Vec<Entry>, Error> {
        let mut entries = Vec::new();
        for stamp in &self.stamps()? {
            gather(stamp, self.read_file(stamp, 0), &mut entries, &mut Vec::new());
        }
        Ok(entries)
    }

    fn resumed(&self, folder: &Path, stamps: &[Stamp], retention: f32) -> Option<Studied> {
        let Cached { mut deck, cards, stamps: then } = cache::read(folder, retention)?;
        let grown = cache::grown(&then, stamps, |stamp| self.tail(stamp))?;
        let mut entries = Vec::new();
        let mut faults = Vec::new();
        for (stamp, from) in &grown {
            gather(stamp, self.read_file(stamp, *from), &mut entries, &mut faults);
        }
        entries.sort_unstable_by_key(|entry| (entry.at.millis, entry.id));
        let stale = entries.len() > TAIL_MAX;
        if !deck.catch_up(entries) {
            return None;
        }
        Some(Studied { deck, faults, cards, stale, stamps: stamps.to_vec() })
    }

    /// Puts cards into memory that are not there yet.
    pub fn hold(&self, studied: &mut Studied, wanted: &[CardId]) {
        let Some(folder) = &self.cache else { return };
        let missing: Vec<(u64, u32)> = wanted
            .iter()
            .filter(|id| studied.deck.card(**id).is_none())
            .filter_map(|id| studied.cards.get(id).copied())
            .collect();
        if !missing.is_empty() {
            studied.deck.hold(cache::cards(folder, &missing));
        }
    }

    /// The cards of an article that the cache holds, as they were when it was written; those made since are in every deck.
    #[must_use]
    pub fn cards_of(&self, article: &ArticleId) -> Vec<Card> {
        self.cache.as_deref().map(|folder| cache::cards_of(folder, article)).unwrap_or_default()
    }

    /// All cards, for an export.
    pub fn hold_all(&self, studied: &mut Studied) {
        let all: Vec<CardId> = studied.deck.standings().iter().map(|standing| standing.id).collect();
        self.hold(studied, &all);
    }

    /// Writes the cache anew where it is behind. That it can't be written is no fault: the log is the truth.
    pub fn settle(&self, studied: &Studied) {
        if let Some(folder) = self.cache.as_deref().filter(|_| studied.stale && studied.deck.is_settled()) {
            // a full disk, a read-only folder: the next start reads the log again
            drop(cache::write(folder, &studied.deck, &studied.stamps, &studied.cards));
        }
    }

    /// The files of the log, in an order of their own.
    fn stamps(&self) -> Result<Vec<Stamp>, Error> {
        let mut stamps = Vec::new();
        let devices = match fs::read_dir(&self.folder) {
            Ok(devices) => devices,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(stamps),
            Err(error) => return Err(Error::io("read", &self.folder)(error)),
        };
        for device in devices.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())) {
            let name = device.file_name().to_string_lossy().into_owned();
            if name.starts_with(['.', '@']) {
                continue; // another library's, or another program's
            }
            let files = fs::read_dir(device.path()).map_err(Error::io("read", &device.path()))?;
            for file in files.flatten() {
                let month = file.file_name().to_string_lossy().into_owned();
                let Some(metadata) = file.metadata().ok().filter(fs::Metadata::is_file) else { continue };
                if Path::new(&month).extension().is_some_and(|extension| extension == "jsonl") {
                    let path = format!("{name}/{month}");
                    stamps.push(Stamp { path, size_bytes: metadata.len(), tail: 0 });
                }
            }
        }
        stamps.sort();
        let tails: Vec<u64> = stamps.iter().map(|stamp| self.tail(stamp)).collect();
        for (stamp, tail) in stamps.iter_mut().zip(tails) {
            stamp.tail = tail;
        }
        Ok(stamps)
    }

    /// What the last bytes of a file come to, up to the size of the stamp: an appended log keeps them.
    fn tail(&self, stamp: &Stamp) -> u64 {
        let read = || {
            let mut file = File::open(self.folder.join(&stamp.path)).ok()?;
            let from = stamp.size_bytes.saturating_sub(96);
            file.seek(SeekFrom::Start(from)).ok()?;
            let mut bytes = Vec::with_capacity(96);
            file.take(stamp.size_bytes - from).read_to_end(&mut bytes).ok()?;
            let mut first = [0; 8];
            first.copy_from_slice(&blake3::hash(&bytes).as_bytes()[..8]);
            Some(u64::from_le_bytes(first))
        };
        read().unwrap_or(0)
    }

    fn read_file(&self, stamp: &Stamp, from: u64) -> Result<(Vec<Entry>, Vec<LogFault>), Error> {
        let path = self.folder.join(&stamp.path);
        let mut log = file::open(&path)?;
        let mut bytes = Vec::new();
        log.read_on(&mut bytes, LOG_MAX_BYTES)?;
        let from = usize::try_from(from).unwrap_or(usize::MAX).min(bytes.len());
        // what is written while this reads is for the next time
        let to = usize::try_from(stamp.size_bytes).unwrap_or(usize::MAX).min(bytes.len());
        let (entries, mut faults) = read_log(bytes.get(from..to).unwrap_or_default());
        let above = memchr::memchr_iter(b'\n', &bytes[..from]).count();
        for fault in &mut faults {
            fault.line += above;
        }
        Ok((entries, faults))
    }
}

impl Studied {
    /// A card, where it is in memory.
    #[must_use]
    pub fn card(&self, id: CardId) -> Option<&Card> {
        self.deck.card(id)
    }
}

fn gather(
    stamp: &Stamp,
    log: Result<(Vec<Entry>, Vec<LogFault>), Error>,
    entries: &mut Vec<Entry>,
    faults: &mut Vec<Text>,
) {
    match log {
        Ok((read, wrong)) => {
            entries.extend(read);
            let told = |fault: &LogFault| Text::line(&format!("reviews/{}:{}: {}", stamp.path, fault.line, fault.what));
            faults.extend(wrong.iter().map(told));
        }
        Err(error) => faults.push(error.to_text()),
    }
}

/// `2026-03`, by the clock on the wall.
fn month(entry: &Entry) -> String {
    entry.at.to_string().chars().take(7).collect()
}

/// A device's name as a folder.
fn device_folder(device: &str) -> String {
    let plain: String = device.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    if plain.is_empty() { "device".to_owned() } else { plain }
}

/// Whether the log ends with a whole line. Where byline was killed while writing, it does not.
fn ends_whole(log: &mut File) -> std::io::Result<bool> {
    if log.metadata()?.len() == 0 {
        return Ok(true);
    }
    log.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    log.read_exact(&mut last)?;
    Ok(last == [b'\n'])
}

#[cfg(test)]
mod tests;
