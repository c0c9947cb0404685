//! A week of a reader over the shipped articles, with a clock that is told what time it is: what was read, noted and asked
//! each day, what changed meanwhile, and what byline says of it. Run it with `--nocapture` for an account of each day.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "another program changes the articles, and puts two logs together"
)]

mod device;
mod returning;

use std::{fs, path::Path};

use byline::{
    app::{Screen, Sheet},
    study::{Day, Tally},
};
use device::Device;

const FERRY: &str = "2026-03-12-port-merrow-ferry";
const VOTE: &str = "2026-03-13-port-merrow-vote";
const HOLE: &str = "2019-04-10-first-image-of-a-black-hole";

/// A desk with the shipped articles, but for the one that follows the ferry's.
fn desk(root: &Path) {
    byline::store::init(root).expect("a desk");
    for article in fs::read_dir("articles").expect("the shipped articles").flatten() {
        let name = article.file_name().into_string().expect("a name");
        if !name.starts_with(VOTE) {
            fs::copy(article.path(), root.join("articles").join(name)).expect("copied");
        }
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).into_iter().flatten().flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("copied");
        }
    }
}

fn tell(day: &str, told: &str) {
    println!("{day:>4}  {told}");
}

impl Device {
    /// Opens the article on the shelf that a filter leaves.
    fn open(&mut self, filter: &str) -> &mut Self {
        self.keys(&format!("gs<Esc>/{filter}<Enter><Enter>"));
        assert_eq!(self.state.screen, Screen::Page, "{filter}:\n{}", self.screen());
        self
    }

    /// Reads the article to its end, as long as it takes, and looks at the last window without a key.
    fn read(&mut self) -> &mut Self {
        self.keys("gg");
        loop {
            self.wait(45);
            let reader = self.state.reader.as_ref().expect("an article");
            if reader.is_at_end(self.state.height_rows()) {
                return self;
            }
            self.keys("<Space>");
        }
    }

    /// Reviews all that is due: each is remembered.
    fn review(&mut self) -> usize {
        self.keys("gr");
        let mut asked = 0;
        while self.state.study.current().is_some() {
            self.wait(6).keys("<Space>").wait(2).keys("3");
            asked += 1;
            assert!(asked < 200, "a sitting ends");
        }
        self.keys("q");
        asked
    }

    fn today(&self) -> Day {
        self.state.study.today(self.now)
    }

    fn tally(&self) -> Tally {
        self.deck().days.get(&self.today()).copied().unwrap_or_default()
    }

    fn told(&self) -> String {
        let tally = self.tally();
        format!(
            "{}: {} articles, {} min read, {} cards made, {} asked ({} new)",
            self.today(),
            tally.articles,
            tally.reading_seconds / 60,
            tally.made,
            tally.reviews,
            tally.new
        )
    }

    #[track_caller]
    fn shows(&self, words: &str) {
        let one_line = self.screen().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(one_line.contains(words), "{words:?} is not on the screen:\n{}", self.screen());
    }

    #[track_caller]
    fn hides(&self, words: &str) {
        assert!(!self.screen().contains(words), "{words:?} is on the screen:\n{}", self.screen());
    }
}

#[test]
fn a_week_of_reading_noting_and_reviewing() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("desk");
    desk(&root);
    let mut reader = Device::start(&root, "laptop", "2031-06-02T07:30:00+02:00");
    monday(&mut reader);
    tuesday(&mut reader, &root);
    wednesday(&mut reader);
    let other = folder.path().join("tablet");
    thursday(&mut reader, &root, &other);
    friday(&mut reader);
    saturday(&mut reader);
    sunday(&mut reader);
}

/// Two articles are read, words marked, cards made; byline is killed while the last window rests.
fn monday(reader: &mut Device) {
    reader.hides("changed since");
    reader.keys("gf");
    reader.shows("Nothing has been read here yet");
    reader.open("hangs").read();
    reader.keys("gg]qx").wait(5);
    reader.keys("r<Enter><Esc>").wait(5);
    reader.keys("ggr").wait(20).keys("A<Esc>");
    let made = reader.tally().made;
    assert!(made >= 5, "cards of structure are made: {made}");
    reader.open("Astronomers").read();
    let woken = reader.woken;
    // killed: nothing is asked of it, and all that rested long enough is on the disk
    reader.restart();
    let deck = reader.deck();
    let seen = |stem: &str| deck.reading.of(&stem.parse().expect("an id")).cloned().expect("it was read");
    for stem in [FERRY, HOLE] {
        let seen = seen(stem);
        assert_eq!(seen.read.len(), seen.sentences as usize, "{stem}: read to its last sentence");
    }
    assert!(woken > 0 && woken < 60, "byline was woken {woken} times");
    assert_eq!(reader.tally().articles, 2);
    tell("Mon", &reader.told());
    tell(
        "",
        &format!("killed while it rested on the last window; woken {woken} times in all, every sentence is in the log"),
    );
}

/// The ferry's article changes and says so, and another goes on with its story.
fn tuesday(reader: &mut Device, root: &Path) {
    reader.at("2031-06-03T07:10:00+02:00");
    let quote = "A town that can't reach its own people is a map, not a town.";
    reader.edit(FERRY, "updated: 2026-03-14", "updated: 2026-03-15");
    reader.edit(FERRY, "has not made up her mind", "has almost made up her mind");
    reader.edit(FERRY, quote, "A town that can't reach its people is only a map.");
    reader.edit(FERRY, "      Whoever wants to speak signs the list by six.\n", "");
    reader.edit(FERRY, "      - [Who would run a bus.](#bus-operator)\n", "");
    reader.edit(FERRY, "If the vote is a tie", "Nobody counts on a quick end.\n      If the vote is a tie");
    let vote = format!("{VOTE}.yaml");
    fs::copy(Path::new("articles").join(&vote), root.join("articles").join(&vote)).expect("copied");
    reader.restart();
    reader.shows("1 changed since read · 2 unread in stories you follow");
    reader.open("hangs");
    reader.shows("1 new, 2 reworded, 2 gone since yesterday");
    reader.hides("silent edit");
    reader.shows("has [−not] almost made up her");
    let mut stops = Vec::new();
    for _ in 0..5 {
        reader.keys("]u");
        stops.push(reader.state.notice.as_ref().map(|notice| notice.text.to_string()).expect("it says what changed"));
    }
    reader.keys("]u");
    reader.shows("No further change");
    assert!(stops[0].starts_with("It was: “Three votes") && stops[1].contains("is a map, not a town"), "{stops:?}");
    assert!(stops[2].contains("Who would run a bus.") && stops[3].contains("signs the list by six"), "{stops:?}");
    assert_eq!(stops[4], "New since then");
    reader.keys("G/signs");
    reader.shows("no match");
    reader.keys("<Esc><Esc>ggzu");
    reader.hides("[−not]");
    reader.keys("zu").read();
    reader.keys("gs");
    reader.hides("changed since read");
    let stale = reader.deck();
    let due = stale.standings().iter().filter(|standing| standing.is_live()).count();
    let asked = reader.review();
    let after = reader.deck();
    let aside = after.standings().iter().filter(|standing| standing.stale.is_some()).count();
    assert!(aside > 0, "the quote that was reworded has a card that does not hold any more");
    assert_eq!(asked + aside, due.min(20), "all others were asked, as far as a day allows new ones");
    tell("Tue", &reader.told());
    tell("", &format!("the ferry changed ({}), and its story went on; {aside} cards set aside", stops.len()));
}

/// An article is edited and does not say so; a glance at it is not enough.
fn wednesday(reader: &mut Device) {
    reader.at("2031-06-04T07:00:00+02:00");
    let was = "free to read.";
    reader.edit(HOLE, was, "free to read. A seventh is promised for May.");
    reader.restart();
    reader.shows("1 changed since read");
    reader.open("Astronomers");
    reader.shows("1 new since 2 June; the article’s date was not changed (a silent edit)");
    reader.wait(3).keys("gs");
    reader.shows("1 changed since read");
    reader.open("Astronomers").read();
    reader.keys("gs");
    reader.hides("changed since read");
    // what changes while it is read
    reader.open("hangs");
    reader.wait(30);
    reader.edit(FERRY, "Nobody counts on a quick end.", "The mayor counts on a long night.");
    reader.shows("gone since earlier today");
    reader.read().keys("gs");
    let asked = reader.review();
    tell("Wed", &reader.told());
    tell("", &format!("a silent edit was told, and stayed told after a glance of 3 seconds; {asked} cards were due"));
}

/// Two devices read and review apart; their logs are put together in either order.
fn thursday(reader: &mut Device, root: &Path, other: &Path) {
    reader.at("2031-06-05T07:00:00+02:00");
    copy_folder(root, other);
    let mut tablet = Device::start(other, "tablet", "2031-06-05T12:00:00+02:00");
    reader.restart();
    reader.open("corrects").read();
    let on_laptop = reader.review();
    tablet.open("Otis").read();
    tablet.keys("]qx").keys("r<Enter><Esc>");
    let on_tablet = tablet.review();
    for (from, to) in [(root, other), (other, root)] {
        for room in ["reviews", "annotations", "revisions"] {
            copy_folder(&from.join(room), &to.join(room));
        }
    }
    let (one, two) = (reader.deck(), tablet.deck());
    let sorted = |deck: &byline::study::Deck| {
        let mut standings = deck.standings().to_vec();
        standings.sort_by_key(|standing| standing.id);
        standings
    };
    assert!(sorted(&one) == sorted(&two), "both devices come to the same");
    assert_eq!(one.standings().len(), 24, "the cards of either");
    assert_eq!((one.reading.clone(), one.days.clone()), (two.reading.clone(), two.days.clone()));
    assert_eq!(reader.tally().articles, 2, "what was read on either");
    tell("Thu", &reader.told());
    tell("", &format!("{on_laptop} cards on the laptop, {on_tablet} on the tablet; both logs together are one state"));
}

/// The clock is half an hour ahead, and is set right in the middle.
fn friday(reader: &mut Device) {
    reader.at("2031-06-06T08:30:00+02:00");
    reader.restart();
    reader.open("Otis");
    reader.wait(60).keys("<Space>");
    reader.wait(60).keys("gs");
    let before = reader.tally().reading_seconds;
    assert!(before >= 100, "{before}");
    reader.at("2031-06-06T08:01:00+02:00");
    reader.open("Otis");
    reader.wait(60).keys("gs");
    let after = reader.tally().reading_seconds;
    assert!((before + 50..=before + 75).contains(&after), "{before} and then {after}: no time is lost or made");
    let asked = reader.review();
    let log = reader.log();
    let mine: Vec<&str> = log
        .iter()
        .filter(|line| line.contains("\"device\":\"laptop\""))
        .filter_map(|line| line.split("\"at\":\"").nth(1)?.split('"').next())
        .collect();
    assert!(mine.is_sorted(), "the entries of a device keep their order");
    tell("Fri", &reader.told());
    tell("", &format!("the clock went back by half an hour amid it; {asked} cards asked, and the log keeps its order"));
}

/// Who reads past midnight is still in the day before.
fn saturday(reader: &mut Device) {
    reader.at("2031-06-08T02:30:00+02:00");
    reader.restart();
    reader.open("Incident").read().keys("gg]qx");
    reader.keys("gs");
    let asked = reader.review();
    assert_eq!(reader.today().to_string(), "2031-06-07");
    let saturday = reader.tally();
    tell("Sat", &reader.told());
    reader.at("2031-06-08T04:10:00+02:00");
    assert_eq!(reader.today().to_string(), "2031-06-08");
    assert_eq!(reader.tally(), Tally::default(), "after four it is another day");
    assert_eq!((saturday.articles, saturday.reviews as usize), (1, asked));
    tell("", "read at half past two in the night: still Saturday; at ten past four it is Sunday");
}

/// Nine hours further east: no day that was moves.
fn sunday(reader: &mut Device) {
    reader.at("2031-06-08T23:00:00+11:00");
    let before = reader.deck().days;
    reader.restart();
    reader.open("celestial").read();
    reader.keys("gs");
    let asked = reader.review();
    let deck = reader.deck();
    let days: Vec<String> = deck.days.keys().map(ToString::to_string).collect();
    let week = ["02", "03", "04", "05", "06", "07", "08"].map(|day| format!("2031-06-{day}"));
    assert_eq!(days, week, "a week of seven days");
    assert!(before.iter().all(|(day, tally)| deck.days.get(day) == Some(tally)), "no day that was has moved");
    reader.keys("gf");
    assert_eq!(reader.state.study.sheet, Sheet::Figures);
    reader.shows("annotations made 2 2");
    reader.shows("articles read 6 6");
    reader.shows("Minutes read, by day");
    println!("{}", reader.screen());
    reader.keys("ddd");
    reader.shows("By topic");
    tell("Sun", &reader.told());
    tell("", &format!("nine hours further east; {asked} cards asked, seven days in the log, none has moved"));
    let pace = deck.pace(reader.today()).expect("enough was read to tell");
    tell("", &format!("{} entries in the log; {pace} words a minute", reader.log().len()));
    println!("{}", reader.screen());
}
