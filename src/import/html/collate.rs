//! Which words of a page stand in its main text. The one was cut out of the other and has its words in the same order, so
//! the two are laid side by side: first by texts that each has once, then, between those, word by word.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

use super::{
    chrome,
    dom::{Dom, NodeId},
};

/// The most pairs of words that are compared at once, and on a whole page; beyond, each word is looked for in turn.
const PAIRS_MAX: usize = 4_000_000;
const PAIRS_OF_PAGE_MAX: usize = 100_000_000;
/// How often a stretch between matches is parted again.
const PARTED_MAX: usize = 40;

/// The texts of a page that its main text has as well.
#[derive(Debug, Default)]
pub struct Kept {
    nodes: Vec<bool>,
    none: bool,
}

impl Kept {
    /// Lays the main text beside the page it comes from.
    #[must_use]
    pub fn of(page: &Dom, main: &Dom) -> Self {
        let (page, main) = (Side::of(page), Side::of(main));
        let mut matched = vec![0; page.texts.len()];
        let mut pairs_left = PAIRS_OF_PAGE_MAX;
        let mut open = vec![(0..page.texts.len(), 0..main.texts.len(), 0)];
        while let Some((ours, theirs, parted)) = open.pop() {
            if ours.is_empty() || theirs.is_empty() {
                continue;
            }
            let anchors = if parted < PARTED_MAX { anchors(&page, &main, &ours, &theirs) } else { Vec::new() };
            if anchors.is_empty() {
                between(&page, &main, ours, theirs, &mut pairs_left, &mut matched);
                continue;
            }
            let (mut from, mut since) = (ours.start, theirs.start);
            for (own, their) in anchors {
                matched[own] = page.texts[own].words.len();
                open.push((from..own, since..their, parted + 1));
                (from, since) = (own + 1, their + 1);
            }
            open.push((from..ours.end, since..theirs.end, parted + 1));
        }
        let is_kept = |text: &usize| matched[*text] * 2 >= page.texts[*text].words.len();
        let mut nodes = Vec::new();
        for (node, _) in page.nodes.iter().filter(|(_, text)| is_kept(text)) {
            nodes.resize(nodes.len().max(node + 1), false);
            nodes[*node] = true;
        }
        Self { none: nodes.is_empty(), nodes }
    }

    #[must_use]
    pub fn holds(&self, node: NodeId) -> bool {
        self.nodes.get(node).copied().unwrap_or_default()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.none
    }
}

/// One of the two, as texts in their order.
#[derive(Default)]
struct Side {
    texts: Vec<Words>,
    /// Each word, by a number that is its own.
    words: Vec<u64>,
    /// The nodes, and of which text each is a part. A comment parts nodes and no words.
    nodes: Vec<(NodeId, usize)>,
}

struct Words {
    words: Range<usize>,
    /// The same for the same words.
    key: u64,
}

impl Side {
    fn of(dom: &Dom) -> Self {
        let mut side = Self::default();
        let (mut text, mut within) = (String::new(), None);
        let mut stack = vec![Dom::ROOT];
        while let Some(node) = stack.pop() {
            if let Some(words) = dom.words(node) {
                if within != dom.parent(node) {
                    side.end(&mut text);
                    within = dom.parent(node);
                }
                text.push_str(words);
                side.nodes.push((node, side.texts.len()));
            } else if dom.is_element(node) || node == Dom::ROOT {
                side.end(&mut text);
                if !chrome::is_wordless(dom.name(node)) {
                    stack.extend(dom.children(node).iter().rev());
                }
            }
        }
        side.end(&mut text);
        side
    }

    /// Ends the text whose words have been gathered; blanks alone are none.
    fn end(&mut self, text: &mut String) {
        let from = self.words.len();
        self.words.extend(words(text).map(digest));
        if self.words.len() > from {
            let key = digest(&self.words[from..]);
            self.texts.push(Words { words: from..self.words.len(), key });
        } else {
            let blank = self.nodes.iter().rposition(|(_, text)| *text != self.texts.len());
            self.nodes.truncate(blank.map_or(0, |last| last + 1));
        }
        text.clear();
    }

    fn words(&self, texts: &Range<usize>) -> &[u64] {
        match self.texts.get(texts.clone()).unwrap_or_default() {
            [] => &[],
            [first, rest @ ..] => &self.words[first.words.start..rest.last().unwrap_or(first).words.end],
        }
    }
}

/// The words of a text and the signs between them, which are texts of their own between two links.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end =
            if first.is_alphanumeric() { rest.find(|c: char| !c.is_alphanumeric()) } else { Some(first.len_utf8()) };
        let (word, behind) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        rest = behind.trim_start();
        Some(word)
    })
}

fn digest(words: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

/// The texts that both stretches have once, as far as they come in the same order.
fn anchors(page: &Side, main: &Side, ours: &Range<usize>, theirs: &Range<usize>) -> Vec<(usize, usize)> {
    let mut seen: HashMap<u64, [(usize, usize); 2]> = HashMap::new();
    for (side, stretch, which) in [(main, theirs, 0), (page, ours, 1)] {
        for at in stretch.clone() {
            let key = side.texts[at].key;
            if which == 0 || seen.contains_key(&key) {
                let (count, place) = &mut seen.entry(key).or_default()[which];
                *count += 1;
                *place = at;
            }
        }
    }
    let once = seen.into_values().filter(|[main, page]| main.0 == 1 && page.0 == 1);
    let mut pairs: Vec<(usize, usize)> = once.map(|[main, page]| (page.1, main.1)).collect();
    pairs.sort_unstable();
    rising(&pairs)
}

/// The longest run of pairs, sorted by their first, whose second rises too.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (_, second)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *second);
        before.push(length.checked_sub(1).map(|above| ends[above]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut run: Vec<(usize, usize)> =
        std::iter::successors(ends.last().copied(), |at| before[*at]).map(|at| pairs[at]).collect();
    run.reverse();
    run
}

/// Matches two stretches between anchors. What is next to an anchor belongs to it rather than to what is far away.
fn between(
    page: &Side,
    main: &Side,
    mut ours: Range<usize>,
    mut theirs: Range<usize>,
    pairs_left: &mut usize,
    matched: &mut [usize],
) {
    let same = |own: usize, their: usize| page.texts[own].key == main.texts[their].key;
    let whole = |own: usize| page.texts[own].words.len();
    let first = theirs.start == 0;
    while !first && !ours.is_empty() && !theirs.is_empty() && same(ours.start, theirs.start) {
        matched[ours.start] = whole(ours.start);
        (ours.start, theirs.start) = (ours.start + 1, theirs.start + 1);
    }
    while theirs.end < main.texts.len() && !ours.is_empty() && !theirs.is_empty() && same(ours.end - 1, theirs.end - 1)
    {
        (ours.end, theirs.end) = (ours.end - 1, theirs.end - 1);
        matched[ours.end] = whole(ours.end);
    }
    let (own, their) = (page.words(&ours), main.words(&theirs));
    let pairs = own.len().saturating_mul(their.len());
    let words = if pairs <= PAIRS_MAX.min(*pairs_left) {
        *pairs_left -= pairs;
        common(own, their, first)
    } else {
        in_turn(own, their, first)
    };
    let start = page.texts.get(ours.start).map_or(0, |text| text.words.start);
    let mut text = ours.start;
    for word in words {
        while page.texts[text].words.end <= start + word {
            text += 1;
        }
        matched[text] += 1;
    }
}

/// Which words of `own` stand in the longest sequence that both have; of several the last where `late`.
fn common(own: &[u64], their: &[u64], late: bool) -> Vec<usize> {
    let wide = their.len() + 1;
    let turn = |at: usize, of: usize| if late { at } else { of - 1 - at };
    // lengths[i][j]: of what the first i and the first j words share, counted from the far end
    let mut lengths = vec![0_u32; (own.len() + 1) * wide];
    for i in 0..own.len() {
        for j in 0..their.len() {
            let equal = own[turn(i, own.len())] == their[turn(j, their.len())];
            let above = lengths[i * wide + j + 1].max(lengths[(i + 1) * wide + j]);
            lengths[(i + 1) * wide + j + 1] = above.max(lengths[i * wide + j] + u32::from(equal));
        }
    }
    let (mut i, mut j) = (own.len(), their.len());
    let mut found = Vec::new();
    while i > 0 && j > 0 {
        let equal = own[turn(i - 1, own.len())] == their[turn(j - 1, their.len())];
        if equal && lengths[i * wide + j] == lengths[(i - 1) * wide + j - 1] + 1 {
            (i, j) = (i - 1, j - 1);
            found.push(turn(i, own.len()));
        } else if lengths[i * wide + j] == lengths[i * wide + j - 1] {
            j -= 1;
        } else {
            i -= 1;
        }
    }
    found.sort_unstable();
    found
}

/// The words of `their` one after the other, each as near behind the one before as `own` has it.
fn in_turn(own: &[u64], their: &[u64], late: bool) -> Vec<usize> {
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, word) in own.iter().enumerate() {
        places.entry(*word).or_default().push(at);
    }
    let mut found = Vec::new();
    let mut next = if late { own.len() } else { 0 };
    for at in 0..their.len() {
        let word = their[if late { their.len() - 1 - at } else { at }];
        let Some(places) = places.get(&word) else { continue };
        let cut = places.partition_point(|place| *place < next);
        let place = if late { cut.checked_sub(1).map(|at| places[at]) } else { places.get(cut).copied() };
        if let Some(place) = place {
            found.push(place);
            next = if late { place } else { place + 1 };
        }
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of a page that are kept, each in brackets.
    fn kept(page: &str, main: &str) -> String {
        let page = Dom::parse(page);
        let kept = Kept::of(&page, &Dom::parse(main));
        let texts = page.below(Dom::ROOT).into_iter().filter(|node| kept.holds(*node));
        texts.filter_map(|node| page.words(node)).flat_map(|words| ["[", words.trim(), "]"]).collect()
    }

    #[test]
    fn the_texts_of_the_main_text_are_found_on_the_page() {
        let page = "<nav>Harbour</nav><h2>Harbour</h2><p>One boat <i>sank</i>, <a>Share</a> says the port.</p><p>More</p>\
                    <p>Nobody was hurt.</p><p>More</p><aside>Nobody asked.</aside>";
        assert_eq!(
            kept(page, "<h2>Harbour</h2><p>One boat <i>sank</i>, says the port.</p><p>Nobody was hurt.</p><p>More</p>"),
            "[Harbour][One boat][sank][,][says the port.][Nobody was hurt.][More]"
        );
        assert_eq!(kept(page, "<p>Something else</p>"), "");
        assert_eq!(kept("<p>Pier<!-- -->s A<!-- -->22</p><p>B</p>", "<p>Piers A22</p>"), "[Pier][s A][22]");
    }

    #[test]
    fn what_is_next_to_a_match_is_taken_before_what_is_far_away() {
        let page = "<b>News</b><b>News</b><b>The quay</b><b>News</b><b>News</b>";
        let page = Dom::parse(page);
        let kept = Kept::of(&page, &Dom::parse("<b>News</b><b>The quay</b><b>News</b>"));
        let is: Vec<bool> = page
            .below(Dom::ROOT)
            .into_iter()
            .filter(|node| page.words(*node).is_some())
            .map(|node| kept.holds(node))
            .collect();
        assert_eq!(is, [false, true, true, true, false]);
    }

    #[test]
    fn both_ways_of_matching_words_agree_where_one_was_cut_out_of_the_other() {
        let (own, their) = ([1, 2, 9, 3, 4, 3, 9, 5], [2, 3, 4, 5]);
        for late in [false, true] {
            assert_eq!(common(&own, &their, late), [1, 3, 4, 7]);
            assert_eq!(in_turn(&own, &their, late), [1, 3, 4, 7]);
        }
        assert_eq!(common(&[7, 1, 7], &[7], true), [2]);
        assert_eq!(common(&[7, 1, 7], &[7], false), [0]);
    }
}
