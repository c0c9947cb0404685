//! What is read of an index is what was written: each file carries a sum of every block of it, and a block is compared with
//! its sum before anything in it is believed.
//!
//! A disk may give back other bytes than it was given, and no size and no time of a file tells. Reading a whole index
//! through at every start would; but most of it is never looked at. So a block is looked through when it is first read,
//! once a process: what was not read can't have misled anybody. Damage that is met is noted ([`Shared`]), and whoever
//! writes the index next makes it anew.

use std::{
    collections::{BTreeSet, HashMap},
    fmt, fs,
    io::{self, Write},
    ops::Range,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use tantivy::{
    HasLen,
    directory::{FileHandle, OwnedBytes},
};

/// How many bytes have a sum of their own: a read touches little more than it asks for, and sums are few.
const BLOCK_BYTES: usize = 16 * 1024;

/// What stands behind the sums: the length of the data, the sum of that and of all sums, and that it is such a file.
const TAIL_BYTES: usize = 8 + 4 + MAGIC.len();
const MAGIC: [u8; 8] = *b"byline\0\x01";

/// A sum of a small file is the last line of it.
const LINE_BYTES: usize = 9;

/// So many files are remembered before those that are not open are forgotten.
const KNOWN_MAX: usize = 4096;

/// The most bytes of a note of damage that are read.
const NOTE_MAX_BYTES: u64 = 64 * 1024;

/// Blocks that were looked at are noted in words of so many bits.
const WORD_BITS: usize = 64;

/// What this process knows of the files of an index: it outlives their being open, so that no block is looked at twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Shared(Arc<Mutex<Files>>);

#[derive(Debug, Default)]
struct Files {
    sound: HashMap<PathBuf, Arc<Sound>>,
    damaged: BTreeSet<String>,
}

/// The blocks of a file that were looked at, a bit each.
type Sound = Vec<AtomicU64>;

impl Shared {
    fn files(&self) -> MutexGuard<'_, Files> {
        // what is in it is whole, whoever panicked
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A file by its name, of which `open` gives all bytes. Damage is noted in a
    /// file at `note` as well, for other processes.
    pub(super) fn file(
        &self,
        name: &Path,
        note: &Path,
        open: impl FnOnce() -> io::Result<OwnedBytes>,
    ) -> io::Result<Arc<Summed>> {
        let place = Place { name: name.to_owned(), note: note.to_owned(), shared: self.clone() };
        Summed::open(&open()?, place).map(Arc::new)
    }

    /// What is known of a file of so many blocks.
    fn sound(&self, name: &Path, blocks: usize) -> Arc<Sound> {
        let words = blocks.div_ceil(WORD_BITS);
        let fresh = || Arc::new((0..words).map(|_| AtomicU64::new(0)).collect());
        let mut files = self.files();
        if files.sound.len() > KNOWN_MAX {
            // most of them were merged into others long ago
            files.sound.retain(|_, sound| Arc::strong_count(sound) > 1);
        }
        let sound = files.sound.entry(name.to_owned()).or_insert_with(fresh);
        if sound.len() != words {
            *sound = fresh();
        }
        Arc::clone(sound)
    }

    /// The files that turned out to be damaged, here or as the note says.
    pub(super) fn damaged(&self, note: &Path) -> BTreeSet<String> {
        let noted = crate::store::read_source(note, NOTE_MAX_BYTES).map(|source| source.bytes).unwrap_or_default();
        let noted = String::from_utf8_lossy(&noted);
        noted.lines().map(str::to_owned).chain(self.files().damaged.iter().cloned()).collect()
    }

    /// Whether any are, as far as a glance tells.
    pub(super) fn has_damage(&self, note: &Path) -> bool {
        !self.files().damaged.is_empty() || note.exists()
    }

    /// They are gone: the index was made anew.
    pub(super) fn mended(&self, note: &Path) {
        self.files().damaged.clear();
        let _gone = fs::remove_file(note);
    }
}

/// Which file it is, and where its damage is told.
#[derive(Debug)]
struct Place {
    name: PathBuf,
    note: PathBuf,
    shared: Shared,
}

impl Place {
    fn damaged(&self) -> io::Error {
        let name = self.name.to_string_lossy().into_owned();
        let error = io::Error::new(io::ErrorKind::InvalidData, format!("{name} is not as it was written"));
        if self.shared.files().damaged.insert(name.clone()) {
            // where nothing can be written, this process knows it all the same
            let note = fs::File::options().create(true).append(true).open(&self.note);
            let _noted = note.and_then(|mut note| writeln!(note, "{name}"));
        }
        error
    }
}

/// A file that is read block by block against its sums.
pub(super) struct Summed {
    data: OwnedBytes,
    sums: OwnedBytes,
    sound: Arc<Sound>,
    place: Place,
}

impl fmt::Debug for Summed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Summed").field("place", &self.place.name).field("len", &self.data.len()).finish_non_exhaustive()
    }
}

impl Summed {
    fn open(bytes: &OwnedBytes, place: Place) -> io::Result<Self> {
        let Some((data_len, sums)) = parts(bytes) else { return Err(place.damaged()) };
        let sound = place.shared.sound(&place.name, data_len.div_ceil(BLOCK_BYTES));
        Ok(Self { data: bytes.slice(0..data_len), sums: bytes.slice(sums), sound, place })
    }

    /// Looks at every block of a range that was not looked at before.
    fn look_at(&self, range: &Range<usize>) -> io::Result<()> {
        for block in range.start / BLOCK_BYTES..range.end.div_ceil(BLOCK_BYTES) {
            let (word, bit) = (block / WORD_BITS, 1 << (block % WORD_BITS));
            let seen = self.sound.get(word);
            if seen.is_some_and(|seen| seen.load(Ordering::Relaxed) & bit != 0) {
                continue;
            }
            let start = block * BLOCK_BYTES;
            let data = self.data.get(start..(start + BLOCK_BYTES).min(self.data.len())).unwrap_or_default();
            if self.sums.get(block * 4..block * 4 + 4) != Some(&crc32fast::hash(data).to_le_bytes()[..]) {
                return Err(self.place.damaged());
            }
            if let Some(seen) = seen {
                seen.fetch_or(bit, Ordering::Relaxed);
            }
        }
        Ok(())
    }
}

impl HasLen for Summed {
    fn len(&self) -> usize {
        self.data.len()
    }
}

impl FileHandle for Summed {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.data.len() {
            return Err(self.place.damaged());
        }
        self.look_at(&range)?;
        Ok(self.data.slice(range))
    }
}

/// How long the data of a file is, and where its sums stand; `None` where it is no such file.
fn parts(bytes: &[u8]) -> Option<(usize, Range<usize>)> {
    let tail_at = bytes.len().checked_sub(TAIL_BYTES)?;
    let (len, rest) = bytes.get(tail_at..)?.split_at_checked(8)?;
    let (sum, magic) = rest.split_at_checked(4)?;
    let data_len = usize::try_from(u64::from_le_bytes(len.try_into().ok()?)).ok()?;
    let sums = data_len..data_len.checked_add(data_len.div_ceil(BLOCK_BYTES) * 4)?;
    if magic != MAGIC || sums.end != tail_at {
        return None;
    }
    let told = crc32fast::hash(bytes.get(data_len..tail_at + 8)?);
    (sum == told.to_le_bytes()).then_some((data_len, sums))
}

/// Writes a file with the sums of its blocks behind it.
#[derive(Debug)]
pub(super) struct Summing<W: Write> {
    file: W,
    block: crc32fast::Hasher,
    /// Bytes of the block so far, and of the file.
    filled: usize,
    len: u64,
    sums: Vec<u8>,
}

impl<W: Write> Summing<W> {
    pub(super) fn new(file: W) -> Self {
        Self { file, block: crc32fast::Hasher::new(), filled: 0, len: 0, sums: Vec::new() }
    }

    /// Writes the sums. The file is whole then.
    pub(super) fn finish(&mut self) -> io::Result<&mut W> {
        if self.filled > 0 {
            self.end_block();
        }
        let mut tail = std::mem::take(&mut self.sums);
        tail.extend(self.len.to_le_bytes());
        tail.extend(crc32fast::hash(&tail).to_le_bytes());
        tail.extend(MAGIC);
        self.file.write_all(&tail)?;
        self.file.flush()?;
        Ok(&mut self.file)
    }

    fn end_block(&mut self) {
        self.sums.extend(std::mem::take(&mut self.block).finalize().to_le_bytes());
        self.filled = 0;
    }
}

impl<W: Write> Write for Summing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        let mut rest = bytes.get(..written).unwrap_or_default();
        self.len += rest.len() as u64;
        while !rest.is_empty() {
            let (part, behind) = rest.split_at(rest.len().min(BLOCK_BYTES - self.filled));
            self.block.update(part);
            self.filled += part.len();
            if self.filled == BLOCK_BYTES {
                self.end_block();
            }
            rest = behind;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A small file with its sum.
pub(super) fn signed(data: &[u8]) -> Vec<u8> {
    let line = format!("{:08x}\n", crc32fast::hash(data));
    [data, line.as_bytes()].concat()
}

/// What such a file holds; `None` where that is not what was written.
pub(super) fn believed(mut file: Vec<u8>) -> Option<Vec<u8>> {
    let data_len = file.len().checked_sub(LINE_BYTES)?;
    let line = file.split_off(data_len);
    (line == format!("{:08x}\n", crc32fast::hash(&file)).as_bytes()).then_some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(len: usize) -> (Vec<u8>, Vec<u8>) {
        let data: Vec<u8> = (0..len).map(|at| u8::try_from(at * 7 % 251).unwrap()).collect();
        let mut file = Summing::new(Vec::new());
        for part in data.chunks(1000) {
            file.write_all(part).unwrap();
        }
        let bytes = file.finish().unwrap().clone();
        (data, bytes)
    }

    fn open(bytes: Vec<u8>, note: &Path) -> io::Result<Arc<Summed>> {
        Shared::default().file(Path::new("a.idx"), note, || Ok(OwnedBytes::new(bytes)))
    }

    #[test]
    fn what_is_read_is_what_was_written() {
        let tree = tempfile::tempdir().unwrap();
        let note = tree.path().join("note");
        for len in [1, 5, BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1, 5 * BLOCK_BYTES + 3] {
            let (data, bytes) = written(len);
            let file = open(bytes, &note).unwrap();
            assert_eq!((file.len(), file.read_bytes(0..len).unwrap().as_slice()), (len, data.as_slice()));
            assert!(file.read_bytes(0..len + 1).is_err());
        }
    }

    #[test]
    fn no_byte_changes_unseen_where_it_is_read() {
        let tree = tempfile::tempdir().unwrap();
        let note = tree.path().join("note");
        let (data, bytes) = written(3 * BLOCK_BYTES + 100);
        for at in (0..bytes.len()).step_by(97).chain(bytes.len() - 24..bytes.len()) {
            let mut spoilt = bytes.clone();
            spoilt[at] ^= 4;
            let read = open(spoilt.clone(), &note).and_then(|file| file.read_bytes(0..data.len()));
            assert!(read.is_err(), "{at}");
            let elsewhere = 2 * BLOCK_BYTES..2 * BLOCK_BYTES + 9;
            if at < BLOCK_BYTES {
                let read = open(spoilt, &note).unwrap().read_bytes(elsewhere.clone()).unwrap();
                assert_eq!(read.as_slice(), &data[elsewhere], "what is not read misleads nobody");
            }
        }
        for len in [0, 3, TAIL_BYTES, bytes.len() - 1] {
            assert!(open(bytes[..len].to_vec(), &note).is_err(), "{len}");
        }
        assert!(fs::read_to_string(&note).unwrap().lines().all(|line| line == "a.idx"));
    }

    #[test]
    fn a_small_file_is_believed_as_it_was_written() {
        let file = signed(b"{}\n");
        assert_eq!(believed(file.clone()).as_deref(), Some(&b"{}\n"[..]));
        for at in 0..file.len() {
            let mut spoilt = file.clone();
            spoilt[at] ^= 1;
            assert_eq!(believed(spoilt), None);
        }
        assert_eq!(believed(b"{}".to_vec()), None);
    }
}
