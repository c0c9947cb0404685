//! How quickly copy is laid and rows are set, on text made here.

use byline::layout::{Galley, Known, Measure, Page};
use byline::model::{Article, Block, Form, Head, Inline, Item, Kind, Markup, Text};
use divan::{Bencher, counter::BytesCount};

const MEASURE: Measure = Measure { width_cells: 76, tight: false };

/// Words as long as English ones are, to be repeated.
const PLAIN: &str = "The harbour office said on Sunday that the ferry would stay at its berth for a week, and that \
    nobody had been told who gave the order. A spokeswoman called it a precaution; the crew, 14 people in all, was sent \
    home on full pay. ";
const CURLY: &str = "The town’s only ferry “will sail again,” the mayor said — but not before the pier’s new planks \
    are nailed down, which isn’t to be expected before Thursday. ";
const HEBREW: &str = "המעבורת לא הפליגה ביום ראשון בבוקר, ואיש אינו יודע מי נתן את ההוראה לקשור אותה לרציף. ";
const CHINESE: &str = "渡轮星期日没有起航，港务办公室说这是预防措施，但没有人知道是谁下的命令。";

fn main() {
    divan::main();
}

/// An article of about `bytes` bytes in paragraphs of about 400, in sections of eight.
fn article(sample: &str, bytes: usize) -> Article {
    let text = Text::new(&sample.repeat(400 / sample.len() + 1));
    let paragraph = || Block::Paragraph(Inline { text: text.clone(), marks: Vec::new() });
    let sections = bytes.div_ceil(8 * text.len());
    let section = || {
        let form = Form::Labelled { label: Text::new("What we know"), kind: Kind::Known, given: false };
        Item::new(form, Markup { source: Text::default(), blocks: (0..8).map(|_| paragraph()).collect() })
    };
    Article {
        id: "bench".parse().expect("an id"),
        head: Head { headline: Text::new("The ferry stays at its berth"), ..Head::default() },
        people: Vec::new(),
        sources: Vec::new(),
        claims: Vec::new(),
        story: (0..sections).map(|_| section()).collect(),
    }
}

#[divan::bench(args = [10_000, 1_000_000])]
fn galley(bencher: Bencher, bytes: usize) {
    let article = article(PLAIN, bytes);
    bencher.counter(BytesCount::new(bytes)).bench(|| Galley::new(&article, &|_| Known::NotYet));
}

#[divan::bench(args = [10_000, 1_000_000])]
fn outline(bencher: Bencher, bytes: usize) {
    let article = article(PLAIN, bytes);
    bencher.counter(BytesCount::new(bytes)).bench(|| article.outline());
}

#[divan::bench(args = [PLAIN, CURLY, HEBREW, CHINESE])]
fn whole_page(bencher: Bencher, sample: &str) {
    let galley = Galley::new(&article(sample, 1_000_000), &|_| Known::NotYet);
    bencher.counter(BytesCount::new(1_000_000_usize)).bench(|| {
        let mut page = Page::new(MEASURE);
        page.set_rows(&galley, usize::MAX);
        page
    });
}

#[divan::bench(args = [10_000, 1_000_000])]
fn first_screen(bencher: Bencher, bytes: usize) {
    let galley = Galley::new(&article(PLAIN, bytes), &|_| Known::NotYet);
    bencher.bench(|| {
        let mut page = Page::new(MEASURE);
        page.set_rows(&galley, 80);
        page
    });
}
