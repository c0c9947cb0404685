//! The difference between two wordings, word by word.

/// More words than these are not compared: the old wording is then taken for gone whole, and the new one for new.
const WORDS_MAX: usize = 400;

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Kept,
    Removed,
    Added,
}

/// What was and what is, in one line of stretches: words that stayed, went and came. Each stretch is of one sort, and of
/// two neighbours the removed one stands first.
#[must_use]
pub fn difference(was: &str, now: &str) -> Vec<(Edit, String)> {
    let old: Vec<&str> = was.split_whitespace().collect();
    let new: Vec<&str> = now.split_whitespace().collect();
    let mut edits = Edits::default();
    if old.len() > WORDS_MAX || new.len() > WORDS_MAX {
        edits.put(Edit::Removed, &old);
        edits.put(Edit::Added, &new);
        return edits.0;
    }
    let common = lengths(&old, &new);
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            edits.put(Edit::Kept, &old[i..=i]);
            (i, j) = (i + 1, j + 1);
        } else if j >= new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            edits.put(Edit::Removed, &old[i..=i]);
            i += 1;
        } else {
            edits.put(Edit::Added, &new[j..=j]);
            j += 1;
        }
    }
    edits.0
}

/// How many words the two have in common from each place on, in order.
fn lengths(old: &[&str], new: &[&str]) -> Vec<Vec<u16>> {
    let mut common = vec![vec![0_u16; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] =
                if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    common
}

#[derive(Default)]
struct Edits(Vec<(Edit, String)>);

impl Edits {
    fn put(&mut self, edit: Edit, words: &[&str]) {
        for word in words {
            match self.0.last_mut() {
                Some((last, stretch)) if *last == edit => {
                    stretch.push(' ');
                    stretch.push_str(word);
                }
                _ => self.0.push((edit, (*word).to_owned())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn side(edits: &[(Edit, String)], without: Edit) -> Vec<String> {
        let kept = edits.iter().filter(|(edit, _)| *edit != without);
        kept.flat_map(|(_, words)| words.split(' ').map(str::to_owned)).collect()
    }

    #[test]
    fn only_what_changed_is_told_as_changed() {
        let edits = difference("The bridge closes on Monday", "The old bridge closes on Tuesday");
        let told: Vec<(Edit, &str)> = edits.iter().map(|(edit, words)| (*edit, words.as_str())).collect();
        assert_eq!(
            told,
            [
                (Edit::Kept, "The"),
                (Edit::Added, "old"),
                (Edit::Kept, "bridge closes on"),
                (Edit::Removed, "Monday"),
                (Edit::Added, "Tuesday"),
            ]
        );
    }

    proptest! {
        #[test]
        fn both_wordings_are_in_it(was in "[ab ]{0,24}", now in "[ab ]{0,24}") {
            let edits = difference(&was, &now);
            prop_assert!(side(&edits, Edit::Added).iter().map(String::as_str).eq(was.split_whitespace()));
            prop_assert!(side(&edits, Edit::Removed).iter().map(String::as_str).eq(now.split_whitespace()));
        }
    }
}
