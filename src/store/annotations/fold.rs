//! Several versions of one annotation, from conflict copies, from both sides of a conflict in git, or from a move that was
//! cut short, become one.

use std::path::PathBuf;

use crate::{
    format,
    marginalia::merge,
    model::{Annotation, Digest, Text},
};

/// One version of an annotation, and the digest of the bytes that said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub annotation: Annotation,
    pub digest: Digest,
}

impl Version {
    fn read(text: &str) -> Result<Self, Text> {
        let digest = Digest::of(text.as_bytes());
        let read = format::read_annotation(text.as_bytes());
        read.map(|annotation| Self { annotation, digest }).map_err(|fault| Text::line(&fault.to_string()))
    }
}

/// What one file holds.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    /// One version; both where git left a conflict; none where nothing could be read.
    pub versions: Vec<Version>,
    /// What both sides of a conflict were made from, where git wrote that down.
    pub origin: Option<Version>,
    /// What could not be read of it. A file with a fault is never written over.
    pub fault: Option<Text>,
}

impl Sheet {
    /// Reads the bytes of a file; never fails.
    pub(super) fn read(path: PathBuf, bytes: Vec<u8>) -> Self {
        let (mut versions, mut origin, mut fault) = (Vec::new(), None, None);
        match std::str::from_utf8(&bytes).ok().and_then(Sides::of) {
            Some(Sides { ours, theirs, base }) => {
                for side in [ours, theirs] {
                    match Version::read(&side) {
                        Ok(version) => versions.push(version),
                        Err(told) => fault = Some(Text::line(&format!("in one side of a conflict in git: {told}"))),
                    }
                }
                origin = base.and_then(|base| Version::read(&base).ok());
            }
            None => match format::read_annotation(&bytes) {
                Ok(annotation) => versions.push(Version { annotation, digest: Digest::of(&bytes) }),
                Err(told) => fault = Some(Text::line(&told.to_string())),
            },
        }
        Self { path, bytes, versions, origin, fault }
    }
}

/// The one annotation that these versions make; `None` where there are none.
///
/// A version that another was made from is left behind by it. The rest are merged in an order that depends on nothing but
/// themselves, so that two machines with the same files see the same.
pub(super) fn fold(sheets: &[Sheet], id: &crate::model::AnnotationId) -> Option<Annotation> {
    let named = |version: &&Version| version.annotation.id == *id;
    let mut versions: Vec<&Version> = sheets.iter().flat_map(|sheet| &sheet.versions).filter(named).collect();
    versions.sort_by(|a, b| a.digest.cmp(&b.digest));
    versions.dedup_by(|a, b| a.digest == b.digest);
    let is_base = |digest: &Digest| versions.iter().any(|other| other.annotation.base.as_ref() == Some(digest));
    let (made_from, newest): (Vec<&Version>, Vec<&Version>) =
        versions.iter().partition(|version| is_base(&version.digest));
    // versions that name one another can't be: a digest would have to hold itself. Should it look so, all are merged.
    let newest = if newest.is_empty() { versions.clone() } else { newest };
    let origins = sheets.iter().filter_map(|sheet| sheet.origin.as_ref()).filter(named);
    let origins: Vec<&Version> = made_from.into_iter().chain(origins).collect();
    let mut merged: Option<Annotation> = None;
    for version in &newest {
        merged = Some(match merged {
            None => version.annotation.clone(),
            Some(other) => merge(shared(&newest, &origins), &other, &version.annotation),
        });
    }
    merged
}

/// The version that all of these were made from, where it is at hand.
fn shared<'a>(versions: &[&Version], origins: &[&'a Version]) -> Option<&'a Annotation> {
    let base = versions.first()?.annotation.base.as_ref()?;
    let same = versions.iter().all(|version| version.annotation.base.as_ref() == Some(base));
    let origin = origins.iter().find(|origin| origin.digest == *base)?;
    same.then_some(&origin.annotation)
}

/// A file with git's conflict markers, taken apart: as it was on either side, and before, where git says so.
#[derive(Debug, PartialEq, Eq)]
struct Sides {
    ours: String,
    theirs: String,
    base: Option<String>,
}

impl Sides {
    /// `None` where there are no markers, or they make no sense. A record holds no such line of its own: the lines of a
    /// note are indented.
    fn of(text: &str) -> Option<Self> {
        if !text.contains("<<<<<<<") {
            return None;
        }
        let [mut ours, mut theirs, mut base] = [const { String::new() }; 3];
        let (mut within, mut conflicts, mut has_base) = (Within::Both, 0, true);
        for line in text.split_inclusive('\n') {
            match (within, marker(line)) {
                (Within::Both, Some('<')) => (within, conflicts) = (Within::Ours { base: false }, conflicts + 1),
                (Within::Ours { base: false }, Some('|')) => within = Within::Ours { base: true },
                (Within::Ours { base }, Some('=')) => {
                    has_base &= base;
                    within = Within::Theirs;
                }
                (Within::Theirs, Some('>')) => within = Within::Both,
                (_, Some(_)) => return None,
                (Within::Both, None) => {
                    for side in [&mut ours, &mut theirs, &mut base] {
                        side.push_str(line);
                    }
                }
                (Within::Ours { base: true }, None) => base.push_str(line),
                (Within::Ours { base: false }, None) => ours.push_str(line),
                (Within::Theirs, None) => theirs.push_str(line),
            }
        }
        let whole = conflicts > 0 && within == Within::Both;
        whole.then(|| Self { ours, theirs, base: has_base.then_some(base) })
    }
}

/// Where in a file with conflicts a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Both,
    Ours { base: bool },
    Theirs,
}

/// The sign of a conflict marker: seven of them at the beginning of a line, then nothing or a space.
fn marker(line: &str) -> Option<char> {
    let sign = line.chars().next().filter(|sign| "<|=>".contains(*sign))?;
    let rest = line.trim_end_matches(['\n', '\r']).trim_start_matches(sign);
    let count = line.chars().take_while(|c| *c == sign).count();
    (count == 7 && (rest.is_empty() || rest.starts_with(' '))).then_some(sign)
}
