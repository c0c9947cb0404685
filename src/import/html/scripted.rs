//! Pages that show their article by script alone. Saved, they hold its beginning or nothing; the words stand in their linked
//! data, where search engines read them.

use super::fragment;
use crate::{
    import::{Block, Remark, Run, Style},
    model::Text,
};

/// Words from which the linked data hold an article and no summary.
const WORDS_MIN: usize = 60;
/// How many times the words that the page shows they must have to stand for them.
const TIMES: usize = 2;

/// Puts the article as the linked data have it, `body`, in the place of what the page shows of it, where that is less than
/// half. Captions stay.
pub fn stand_in(body: Option<&str>, blocks: &mut Vec<Block>, remarks: &mut Vec<Remark>) {
    let Some(body) = body else { return };
    let shown: usize = blocks.iter().map(|block| count(&block.words())).sum();
    if count(body) < WORDS_MIN.max(shown * TIMES) {
        return;
    }
    let copy = paragraphs(body);
    let known: String = copy.iter().map(|block| super::letters(&block.words())).collect();
    let (mut whole, left): (Vec<Block>, Vec<Block>) =
        blocks.drain(..).partition(|block| matches!(block.style, Style::Caption { .. }));
    whole.extend(copy);
    *blocks = whole;
    let left = left.iter().map(Block::words).filter(|words| !known.contains(&super::letters(words)));
    let left = left.collect::<Vec<_>>().join(" · ");
    if !left.is_empty() {
        let why = Text::new("what the page shows beside the article's beginning");
        remarks.push(Remark::Dropped { words: Text::line(&left), why });
    }
    let told =
        "the page shows less than half of its article; the words are those of its linked data, which has no headings";
    remarks.push(Remark::Note { text: Text::new(told) });
}

/// A paragraph a line. Some sites write markup into the field, which schema.org means for text.
fn paragraphs(body: &str) -> Vec<Block> {
    if body.contains("<p")
        && let Ok((blocks, _)) = fragment(body, None)
    {
        return blocks;
    }
    let lines = body.lines().map(super::plain).filter(|line| !line.is_empty());
    let run = |line: String| Run { text: Text::line(&line), ..Run::default() };
    lines.map(|line| Block { runs: vec![run(line)], ..Block::default() }).collect()
}

fn count(words: &str) -> usize {
    words.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str, shown: &str) -> String {
        format!(
            r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Ferry stops","articleBody":"{body}"}}</script>
            <main><article><h1>Ferry stops</h1><p>{shown}</p><p>Join the quay for free to read on.</p></article></main>"#
        )
    }

    fn words(page: &str) -> (Vec<String>, Vec<Remark>) {
        let page = super::super::html(page.as_bytes(), None).unwrap();
        (page.blocks.iter().map(Block::words).collect(), page.remarks)
    }

    #[test]
    fn an_article_that_the_page_only_begins_is_read_from_its_linked_data() {
        let first = "The last ferry left the harbour of Sandrey on Tuesday evening, an hour late.";
        let second = "Nobody at the port would say who is going to pay &amp; who is not. ".repeat(8);
        let (blocks, remarks) = words(&page(&format!(r"{first}\n\n{second}"), first));
        assert_eq!(blocks, [first.to_owned(), second.replace("&amp;", "&").trim().to_owned()]);
        let told = format!("{remarks:?}");
        assert!(
            told.contains("Join the quay") && told.contains("linked data") && !told.contains("an hour late"),
            "{told}"
        );
    }

    #[test]
    fn a_summary_in_the_linked_data_stays_there() {
        let first = "The last ferry left the harbour of Sandrey on Tuesday evening, an hour late. ".repeat(6);
        let (blocks, _) = words(&page("The last ferry left the harbour of Sandrey.", &first));
        assert!(blocks.iter().any(|words| words == first.trim()), "{blocks:?}");
    }
}
