//! The words that decide whether a full stop ends a sentence: abbreviations, openings, verbs of saying.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// What an abbreviation says of what follows its full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Something always follows: a title before a name, `vs.`, `e.g.`
    Title,
    /// It is one before a number only: `No. 5`, `Jan. 6`.
    BeforeNumber,
    /// It may end a sentence: `U.S.`, `p.m.`, `Inc.`, an initial. The next word decides.
    Either,
}

/// Titles that stand before a name.
const TITLES: &str = "Mr Mrs Ms Mx Dr Drs Prof Rep Reps Sen Sens Gov Govs Gen Lt Col Capt Cpt Sgt Maj Adm Cmdr Cpl Pvt Coun Cllr \
    Pfc Spc Brig Pres Rev Hon Msgr Mgr Fr St Ste Sts Amb Atty Supt Det Insp Del Ald Sec Messrs Mme Mlle Hr Sra Srta";

const JOINING: &str = "vs v cf viz approx Approx ca Ca c bzw Mt Ft Pt e.g i.e z.B d.h u.a";

const BEFORE_NUMBERS: &str = "No Nos no nos Nr Art art Sect Fig Figs fig Vol vol pp p Ch ch Eq para Jan Feb Mar Apr Jun \
    Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun";

const EITHER: &str = "Inc Corp Co Cos Ltd Plc Jr Sr Bros Ave Blvd Rd Hwy al Dept Univ Assn Intl Natl Dist Ala Ariz Ark \
    Calif Colo Conn Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis \
    Wyo";

/// Words that open a sentence far more often than they follow an abbreviation.
const STARTERS: &str = "The A An It Its He She They We You I His Her Their Our My This That These Those There Here But And \
    Or So Yet Nor In On At By For From To With Without Of As If When While Where Since Because Although Though After \
    Before During Until Under Over Between Among Despite What Why How Who Which Some Many Most Several Few All Both Each \
    Every None One Two No Not Yes However Meanwhile Additionally Still Also Then Now Later Earlier Instead Asked \
    According Officials Critics Experts Authorities Investigators Others Another Last Next";

/// Verbs by which somebody speaks, in the forms of the news.
const VERBS: &str = "said says say saying told tells asked asks added adds wrote writes writing warned warns argued argues \
    stated states stating replied replies answered explained explains insisted insists claimed claims announced announces \
    declared declares noted notes called calls calling tweeted posted testified testifies responded responds remarked \
    recalled recalls concluded continued continues suggested suggests conceded admitted acknowledged quipped joked shouted \
    yelled whispered cried pleaded urged urges vowed vows promised pledged predicted cautioned countered described \
    describes dubbed labeled labelled wondered repeated stressed emphasized emphasised \
    sagte sagt erklärte schrieb fragte dit déclaré affirmé expliqué dijo afirmó declaró disse afirmou \
    сказал сказала заявил заявила אמר אמרה قال قالت";

const GERMAN_MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

static ABBREVIATIONS: LazyLock<HashMap<&str, Abbreviation>> = LazyLock::new(|| {
    let lists = [
        (TITLES, Abbreviation::Title),
        (JOINING, Abbreviation::Title),
        (BEFORE_NUMBERS, Abbreviation::BeforeNumber),
        (EITHER, Abbreviation::Either),
    ];
    lists.into_iter().flat_map(|(list, class)| list.split_whitespace().map(move |word| (word, class))).collect()
});

static TITLE_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| TITLES.split_whitespace().collect());
static STARTER_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| STARTERS.split_whitespace().collect());
static VERB_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| VERBS.split_whitespace().collect());

/// What `word` (without its last full stop) abbreviates, if it does.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    let listed = (word.len() <= 8).then(|| ABBREVIATIONS.get(word).copied()).flatten();
    listed.or_else(|| is_initials(word).then_some(Abbreviation::Either))
}

/// `J`, `U.S`, `a.m`, `Ph.D`: short parts with full stops between them, or one capital letter.
fn is_initials(word: &str) -> bool {
    let mut parts = 0;
    for part in word.split('.') {
        let mut letters = part.chars();
        let (Some(first), second, None) = (letters.next(), letters.next(), letters.next()) else { return false };
        if !first.is_alphabetic() || (second.is_some() && !first.is_uppercase()) {
            return false;
        }
        parts += 1;
    }
    parts > 1 || (word.starts_with(char::is_uppercase) && word.chars().nth(1).is_none())
}

/// Whether `word` (without its full stop) is an abbreviated title that stands before a name.
pub(in crate::model) fn is_title(word: &str) -> bool {
    TITLE_SET.contains(word)
}

/// Whether `rest` begins with a word that opens a sentence far more often than it follows an abbreviation.
pub(super) fn is_starter(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let (word, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
    // "J. A. Doe" goes on.
    !behind.starts_with('.') && STARTER_SET.contains(word)
}

/// Whether `word` is a verb by which somebody speaks, in the forms of the news.
pub(in crate::model) fn is_speech_verb(word: &str) -> bool {
    VERB_SET.contains(word)
}

/// German writes a day as an ordinal: `am 3. März`.
pub(super) fn is_german_month(word: &str) -> bool {
    GERMAN_MONTHS.contains(&word)
}
