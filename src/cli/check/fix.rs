//! `check --fix`: writes what the lenient pass understood, where that changes no word of the article.

use std::path::Path;

use crate::{format, model::Text, store};

/// Mends a file, and gives what it holds now, and what to tell of it.
pub(super) fn mend(path: &Path, stem: &str, source: Vec<u8>) -> (Vec<u8>, Option<Text>) {
    let mended = std::str::from_utf8(&source).ok().and_then(format::fix);
    let Some(mended) = mended.filter(|mended| mended.as_bytes() != source.as_slice()) else { return (source, None) };
    let tell = |words: String| Some(Text::line(&format!("{} {words}", path.to_string_lossy())));
    if format::read(&source, stem).article != format::read(mended.as_bytes(), stem).article {
        return (source, tell("was left as it is: mended, it would read differently".to_owned()));
    }
    let unchanged = store::read_source(path, format::FILE_MAX_BYTES).is_ok_and(|now| now.bytes == source);
    if !unchanged {
        return (source, tell("was left as it is: it changed while it was checked".to_owned()));
    }
    match store::replace(path, mended.as_bytes()) {
        Ok(()) => {
            let words = changed(&source, mended.as_bytes());
            (mended.into_bytes(), tell(words))
        }
        Err(error) => (source, Some(error.to_text())),
    }
}

/// How many lines were rewritten.
fn changed(old: &[u8], new: &[u8]) -> String {
    let mut old: Vec<&[u8]> = old.split(|byte| *byte == b'\n').collect();
    old.sort_unstable();
    let fresh = new.split(|byte| *byte == b'\n').filter(|line| old.binary_search(line).is_err()).count();
    match fresh {
        1 => "was mended: 1 line rewritten".to_owned(),
        many => format!("was mended: {many} lines rewritten"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_that_are_new_are_counted() {
        assert_eq!(changed(b"a\n- b\nc\n", b"a\n- |\n  b\nc\n"), "was mended: 2 lines rewritten");
    }
}
