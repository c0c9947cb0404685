//! What a line by itself says of whether it is a heading: its length, its end, its capitals, its first words.

use crate::model::sentences;

use super::{
    super::{captions, dates, graf::Graf, masthead, speakers},
    HEADING_MAX_WORDS, QUESTION_MAX_WORDS,
};

const HEADING_MAX_CHARS: usize = 105;
/// A line with a colon at its end that has more words leads on to what follows.
const COLON_MAX_WORDS: usize = 5;
/// The same for one that asks, or whose words begin with capitals.
const ASKING_COLON_MAX_WORDS: usize = 10;
/// A time of day has more words behind it where it opens an entry of a live page.
const EVENT_MIN_WORDS: usize = 3;
/// Longer words in quotation marks were pulled out of the story.
const QUOTATION_MAX_WORDS: usize = 7;
const SINGLE_QUOTATION_MAX_WORDS: usize = 9;
/// A line in capitals alone of so many words is the headline of something else.
const SHOUTED_MIN_WORDS: usize = 6;

/// With these verbs most clauses say something.
const VERBS: &str = "is are was were isn't aren't wasn't has have had said says";

/// With these a sentence ends that has not come to its end.
const UNFINISHED: &str = "a an the and or of that which with by from than as his her their its our your was were";
/// With these a line begins that says something: what follows a colon at its end is the rest of it.
const SUBJECTS: &str = "i we you he she it they there here this these that those let";
/// With these a line ends that leads on to a list or to somebody's words.
const LEADING: &str = "include includes included including are is were was be said says say wrote writes write tweeted tweets \
    posted added adds asked asks into to of for with by that from following follows below reads read explains explained";
/// With these a sentence begins that follows from the one before it.
const CONJUNCTIONS: &str = "so but and or yet und aber oder et mais ou y pero";
/// With these a question begins that is asked of a story rather than over it.
const REARWARD: &str =
    "did was were had could would didn't wasn't weren't couldn't wouldn't isn't aren't don't doesn't remember sound";
/// These stand in a question that is said in passing.
const PASSING: [&str; 4] = [", though,", ", then?", ", right?", "you ask?"];
/// What a review gives, and what it says of a work in a word or two.
const MARKS: &str = "grade rating score stars verdict runtime rated price age genre";
/// With these a line begins that says whose the work is.
const MAKERS: &str = "source sources author authors reporter reporters reporting editor editors words credit credits";
/// With these a line begins that stands with a drawing.
const LEGENDS: &str =
    "figure fig table chart map graphic photo image video diagram exhibit abbildung abb grafik tabelle";
/// A caption tells with these where to look.
const WHERE_TO_LOOK: [&str; 8] =
    ["(left)", "(right)", "(centre)", "(center)", "(pictured", " pictured ", " seen here", "[Fig"];
/// Of these one stands in capitals before what there is to see.
const CALLS: &str = "read watch see listen click photos video videos more hear";
/// With these a line about a newsletter begins that offers it.
const SENDING: &str = "get join receive our the";
/// With these a line begins that asks the reader to go elsewhere.
const INVITATIONS: [&str; 12] = [
    "check out ",
    "learn more",
    "click ",
    "find out more",
    "sign up",
    "subscribe ",
    "read our ",
    "read the full ",
    "see our ",
    "download our ",
    "download the ",
    "in partnership with",
];
/// Lines over a list of what a story says.
const OVER_POINTS: [&str; 8] =
    ["story highlights", "highlights", "key points", "key takeaways", "key facts", "at a glance", "in short", "tl;dr"];
/// What parts of a whole are called that are counted.
const STEPS: &str = "step part tip rule reason phase chapter lesson way schritt teil tipp regel grund kapitel";
/// Words of a question over a list.
const INTERROGATIVES: [&str; 7] = ["What", "How", "Where", "When", "Why", "Who", "Which"];

pub(super) fn is_question(words: &str) -> bool {
    words.trim_end_matches(['"', '”', '»', '’', '\'']).ends_with(['?', '？'])
}

/// Whether a question may be one of prose: it follows from the sentence before it (`So who is to blame?`), looks back (`Did
/// they know?`), speaks in passing, or there are two.
pub(super) fn is_in_passing(graf: &Graf) -> bool {
    let words = graf.words();
    let first = words.split_whitespace().next();
    is_question(words)
        && (is_one_of(first, CONJUNCTIONS)
            || is_one_of(first, REARWARD)
            || PASSING.iter().any(|sign| words.contains(sign))
            || sentences(&graf.text).len() > 1)
}

/// Whether a line asks, or says what a list below it is about: `What to pack`, `How to get there`.
pub(super) fn asks(words: &str) -> bool {
    is_question(words) || words.split_whitespace().next().is_some_and(|word| INTERROGATIVES.contains(&word))
}

/// Whether a line is a clause that says something, rather than the name of a part: `The light is out`, `Ek: "It was dark"`.
pub(super) fn says_something(words: &str) -> bool {
    let said = words
        .split_once(": ")
        .is_some_and(|(who, what)| masthead::looks_like_name(who) && what.contains(['"', '“', '‘', '\'']));
    // what somebody says may stand over it
    let quoted = words.starts_with(['"', '“', '‘', '\'', '«', '„']);
    said || !asks(words) && !quoted && words.split_whitespace().skip(1).any(|word| is_one_of(Some(word), VERBS))
}

/// `14:05: The bridge is shut`, `Mittwoch, 16.15 Uhr: Die Brücke ist zu`: a time, and what happened.
pub(super) fn is_timed(words: &str) -> bool {
    let Some((time, event)) = words.split_once(": ").or_else(|| words.split_once(" – ")) else { return false };
    let clock = |word: &str| dates::is_clock(word.trim_matches(','));
    let hour = words.contains(" Uhr") && time.ends_with("Uhr");
    time.split_whitespace().count() <= 4
        && event.split_whitespace().count() >= EVENT_MIN_WORDS
        && (hour || time.split_whitespace().any(clock))
}

/// `1996`, `July 2018`: a year or a month of one, as time lines have them.
pub(super) fn is_moment(words: &str) -> bool {
    let mut words = words.split_whitespace().rev();
    let year = |word: &str| word.len() == 4 && (1000..2100).contains(&word.parse().unwrap_or(0));
    words.next().is_some_and(year) && words.all(|word| dates::is_month(&word.to_lowercase()))
}

/// Every longer word begins with a capital letter.
pub(super) fn is_titled(words: &str) -> bool {
    let longer = || words.split_whitespace().skip(1).filter(|word| word.chars().count() >= 4);
    longer().next().is_some() && longer().all(|word| word.starts_with(|c: char| !c.is_lowercase()))
}

/// What keeps a line from being a heading unless others of its article are set like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Odd {
    /// It begins in lower case.
    Lower,
    /// It is long, and has capitals alone.
    Shouted,
}

/// Whether a line by itself could be a heading.
pub(super) fn is_short(graf: &Graf) -> bool {
    could_stand(graf) && odd(graf).is_none()
}

/// What is odd about a line that could be a heading otherwise.
pub(super) fn oddity(graf: &Graf) -> Option<Odd> {
    odd(graf).filter(|_| could_stand(graf))
}

fn odd(graf: &Graf) -> Option<Odd> {
    let words = graf.words();
    if graf.count() >= SHOUTED_MIN_WORDS && is_shouted(words) {
        return Some(Odd::Shouted);
    }
    (!begins(words)).then_some(Odd::Lower)
}

fn could_stand(graf: &Graf) -> bool {
    let words = graf.words();
    let count = graf.count();
    is_of_length(words, count)
        && (begins(words) || words.starts_with(char::is_lowercase))
        && !is_ended(words)
        && is_of_letters(words)
        && !leads_on(words, count)
        && !is_quotation(words, count)
        && is_one_sentence(graf)
        && !is_cells(words)
        && !is_legend(words)
        && !is_invitation(words)
        && !is_stamped(words)
        && !is_of_author(words)
        && !dates::is_date_line(words)
        && (is_timed(words) || !words.split_whitespace().next().is_some_and(dates::is_clock))
        && !captions::is_lone_credit(words)
        && !masthead::is_byline(words)
        && !is_speaker(words)
        && !is_signature(words)
        && !is_of_names(words)
}

fn is_of_length(words: &str, count: usize) -> bool {
    let (most, chars) = if is_question(words) {
        (QUESTION_MAX_WORDS, 2 * HEADING_MAX_CHARS)
    } else {
        (HEADING_MAX_WORDS, HEADING_MAX_CHARS)
    };
    count <= most && words.chars().count() <= chars
}

fn begins(words: &str) -> bool {
    words.starts_with("... ")
        || words.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "\"“‘'«„¿¡".contains(c) || !c.is_ascii())
}

/// Whether the line ends as a sentence or a part of one does.
fn is_ended(words: &str) -> bool {
    let bare = words.trim_end_matches(['"', '”', '»', '’', '*']);
    let cut = is_one_of(words.split_whitespace().next_back(), UNFINISHED) && !asks(words);
    // `Tech news »` leads elsewhere, and `3 minutes ago` says when somebody spoke
    let elsewhere = (words.ends_with(['»', '>', '›', '→']) && !words.contains(['«', '‹'])) || words.ends_with(" ago");
    cut || elsewhere || (bare.ends_with(['.', '…', ';', ',', '-', '–', '—', '。']) && !is_abbreviated(words))
}

/// `U.S.` and `Inc.` at the end of a line end no sentence.
fn is_abbreviated(words: &str) -> bool {
    words.split_whitespace().next_back().is_some_and(|word| {
        let bare = word.trim_end_matches('.');
        word.ends_with('.')
            && (bare.contains('.') || matches!(bare, "Inc" | "Co" | "Jr" | "Sr" | "Ltd" | "Corp" | "St" | "vs"))
    })
}

/// Whether it is words: no address, no row of figures.
fn is_of_letters(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    if is_moment(words) {
        return true;
    }
    letters >= 3
        && letters * 2 >= words.chars().filter(|c| !c.is_whitespace()).count()
        && !words.contains(['@', '©', '|', '\n'])
        && !words.contains("://")
        && !words.contains("www.")
        && (words.contains(' ') || !words.trim_end_matches('.').contains('.'))
}

/// A colon at its end leads on to a list or to somebody's words: `The rules are:`, `We looked at:`.
fn leads_on(words: &str, count: usize) -> bool {
    let Some(before) = words.strip_suffix(':') else { return false };
    let subject = before.split([' ', '\'', '’']).next();
    let most = if is_titled(before) || asks(before) { ASKING_COLON_MAX_WORDS } else { COLON_MAX_WORDS };
    !(2..=most).contains(&count)
        || words.contains('"')
        || is_one_of(subject, SUBJECTS)
        || is_one_of(subject, CONJUNCTIONS)
        || (is_one_of(before.split_whitespace().next_back(), LEADING) && !asks(before))
}

/// A line in quotation marks that is longer than what papers set over a paragraph, or that somebody says in a dialogue.
/// `‘Nobody saw all that sand coming back’: Harbour Board` may be longer: papers set what each of several people says so.
fn is_quotation(words: &str, count: usize) -> bool {
    let opened = words.starts_with(['"', '“', '«', '„']);
    let closed = words.ends_with(['"', '”', '»', '“']);
    let inner = words.trim_end_matches(['"', '”', '»', '“', ' ', '\u{a0}']);
    let names_speaker = words.contains("’: ") || words.contains("': ");
    // `“Safe harbour” and the law`: a word in marks opens what says more
    let opened = opened && (closed || !words.contains(['”', '»']));
    let spoken = opened && closed && inner.ends_with(['!', '.', ',']);
    (opened && count > QUOTATION_MAX_WORDS)
        || spoken
        || (opened && !closed && !words.get(1..).is_some_and(|rest| rest.contains('"')))
        || (words.starts_with(['‘', '\'']) && count > SINGLE_QUOTATION_MAX_WORDS && !names_speaker)
}

/// One sentence, two where it asks; `Part I. The Flood` in capitals may be more.
fn is_one_sentence(graf: &Graf) -> bool {
    let question = is_question(graf.words());
    sentences(&graf.text).len() <= if question { 2 } else { 1 } || (is_titled(graf.words()) && !question)
}

/// `Canonical 422 1.9%`: a row of a table whose lines went missing. `Grade: B+`: a cell with its name.
fn is_cells(words: &str) -> bool {
    let named = words
        .split_once(": ")
        .is_some_and(|(name, value)| is_one_of(Some(name), MARKS) && value.split_whitespace().count() <= 2);
    let figure =
        |word: &&str| word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '$' | '-' | '+'));
    named || words.split_whitespace().rev().take(2).filter(figure).count() == 2
}

/// `Figure 4: The bar at low tide`, `Table 2`: what stands under or over a drawing. `Ada Ek (left) on the mole`, `The
/// mole (Ada Ek)`: under a picture.
fn is_legend(words: &str) -> bool {
    let taken_by = words.strip_suffix(')').and_then(|words| words.rsplit_once(" ("));
    if WHERE_TO_LOOK.iter().any(|place| words.contains(place))
        || taken_by.is_some_and(|(_, name)| masthead::looks_like_name(name))
    {
        return true;
    }
    let mut words = words.split_whitespace();
    let Some((first, second)) = words.next().zip(words.next()) else { return false };
    is_one_of(Some(first), LEGENDS) && (first.ends_with(':') || second.starts_with(|c: char| c.is_ascii_digit()))
}

/// `Learn more about the board`, `WATCH the boats sail`: it asks the reader to go elsewhere.
fn is_invitation(words: &str) -> bool {
    let lower = words.to_lowercase();
    let called = words.split_once(' ').is_some_and(|(call, rest)| {
        call.len() > 1 && is_shouted(call) && !is_shouted(rest) && is_one_of(Some(call), CALLS)
    });
    let letter = lower.contains("newsletter") && is_one_of(lower.split_whitespace().next(), SENDING);
    called || letter || INVITATIONS.iter().any(|opening| lower.starts_with(opening))
}

/// `Ada Ek Aug 4, 2031 10:03AM`: a day and an hour, as bylines have them.
fn is_stamped(words: &str) -> bool {
    !is_timed(words)
        && words.split_whitespace().any(|word| dates::is_clock(&word.to_lowercase()))
        && dates::find(words).is_some()
}

/// `Story highlights`: what stands below is a list of what the story says.
pub(super) fn is_over_points(words: &str) -> bool {
    OVER_POINTS.contains(&words.trim_end_matches(':').to_lowercase().as_str())
}

/// `Step 3: Tell the harbour master`
pub(super) fn is_step(words: &str) -> bool {
    let mut words = words.split_whitespace();
    is_one_of(words.next(), STEPS) && words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// `By Ada Ekarchive page`: a byline that a browser glued to a button. `By the numbers` is none.
fn is_of_author(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    words.next() == Some("By") && capital(words.next()) && capital(words.next())
}

/// Capitals alone.
pub(super) fn is_shouted(words: &str) -> bool {
    !words.chars().any(char::is_lowercase)
}

/// `— Jane Roe`, `JANE ROE:`: whoever speaks.
fn is_speaker(words: &str) -> bool {
    let speaks = words.split_once(": ").is_some_and(|(name, _)| {
        name.split_whitespace().count() <= 2 && is_shouted(name) && !name.starts_with(['"', '“'])
    });
    words.starts_with(['—', '–'])
        || speaks
        || (words.ends_with(':') && words.split_whitespace().count() <= 3 && is_shouted(words))
        || (words.ends_with(':') && words.split_once(", ").is_some_and(|(name, _)| is_shouted(name)))
}

/// `Jane Roe, University of Merrow`: whose words stand above.
fn is_signature(words: &str) -> bool {
    words.split_once(", ").is_some_and(|(name, post)| {
        masthead::looks_like_name(name) && (masthead::is_post(post) || speakers::is_body(post))
    })
}

/// `Jane Roe, John Doe`: who is in a picture. `Source: Harbour Board`, `Author of the article: Jane Roe`: whose work it is.
fn is_of_names(words: &str) -> bool {
    let made = words.split_once(": ").is_some_and(|(label, _)| is_one_of(label.split_whitespace().next(), MAKERS));
    made || (words.contains(", ")
        && words.split(", ").all(|name| masthead::looks_like_name(name.strip_prefix("and ").unwrap_or(name))))
}

/// Whether a word, signs at its ends aside, is one of a list.
fn is_one_of(word: Option<&str>, list: &str) -> bool {
    let lower = word.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'"));
    lower.is_some_and(|lower| list.split_whitespace().any(|known| known == lower))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        import::manuscript::{Block, Run},
        model::Text,
    };

    fn short(words: &str) -> bool {
        let runs = vec![Run { text: Text::new(words), ..Run::default() }];
        is_short(&Graf::new(Block { runs, ..Block::default() }))
    }

    #[test]
    fn a_line_that_could_stand_over_paragraphs() {
        for line in [
            "A harbour without boats",
            "A HARBOUR WITHOUT BOATS",
            "What it is",
            "‘Nobody told us’",
            "“Nobody told us”",
            "Who gets to sail, and when?",
            "Voices from the quay:",
            "What is still open and at sea:",
            "Dry Docks, Boats and Sand",
            "How the boats are:",
            "Best for Tall/Short Sailors",
            "Made in the U.S.",
            "«Will you sail?»",
            "1996",
            "July 2018",
            "15.07 Uhr: Die Brücke ist zu",
            "Signs That a Harbour Is Silting Up:",
            "‘Nobody ever saw all that sand coming back to us’: Harbour Board",
            "Social Security, Sand and Boats",
            "“Safe harbour” and what the law says of it since the flood",
            "By the numbers",
            "... and ferries",
            "Boats (and ferries)",
        ] {
            assert!(short(line), "{line}");
        }
        for line in [
            "The boats were gone.",
            "the boats",
            "We looked into:",
            "The boats lost include:",
            "“Never!”",
            "Ada Ek, University of Merrow",
            "Visit the Courier at www.courier.example",
            "Courier photo",
            "The boats that sailed and the",
            "— Ada Ek",
            "Boats 12 40%",
            "Grade: B+",
            "Ada Ek Reuters",
            "Ada Ek, Tom Dold",
            "Source: Harbour Board",
            "Author of the article: Ada Ek",
            "‘Nobody ever saw all that sand coming back to us here’",
            "ADA EK: We sailed at noon",
            "ADA EK, host:",
            "Image Credits: Ada Ek",
            "Top photo by Ada Ek",
            "Figure 4: The bar at low tide",
            "Table 2",
            "The bar at low tide [Fig. 4]",
            "But here they are:",
            "The old mole (Ada Ek)",
            "Ada Ek (left) on the mole",
            "Learn more about the boats",
            "WATCH the boats sail",
            "Get the Tide, our newsletter",
            "Ada Ek Aug 4, 2031 10:03AM",
            "By Ada Ekarchive page",
            "Harbour news »",
            "Tom Dold 3 minutes ago",
            "courier.example",
            "More of this at the bottom.**",
        ] {
            assert!(!short(line), "{line}");
        }
    }
}
