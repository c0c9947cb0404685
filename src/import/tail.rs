//! What a pasted page has below the story: lists of links, the ways around the site, its owner.

use super::{
    annotate::Copydesk,
    chrome,
    graf::{Graf, Role},
    manuscript::Style,
};

/// A paragraph of so many words is of the story.
const BODY_MIN_WORDS: usize = 16;
/// So many lines below the story, and so many of them furniture, are the foot of a page.
const LINES_MIN: usize = 12;
const FURNITURE_MIN: usize = 3;
/// A line of more words is no link of a foot.
const LINE_MAX_WORDS: usize = 14;

impl Copydesk<'_> {
    /// Leaves out the foot of a page: below the last paragraph of the story, from the first line on that is furniture.
    /// A list that ends a story has none in it.
    pub(super) fn foot(&mut self) {
        let body = |graf: &Graf| graf.is_live() && (graf.is_prose() && graf.count() >= BODY_MIN_WORDS || is_set(graf));
        let Some(last) = self.grafs.iter().rposition(body) else { return };
        let furniture = |graf: &Graf| !graf.is_live() && chrome::why(graf.words()).is_some();
        let below = || self.grafs.iter().enumerate().skip(last + 1);
        let known = below().filter(|(_, graf)| furniture(graf)).count();
        let live = below().filter(|(_, graf)| graf.is_live()).count();
        let Some((first, _)) = below().find(|(_, graf)| furniture(graf)) else { return };
        let short = below()
            .skip(first - last - 1)
            .all(|(_, graf)| !graf.is_live() || graf.count() <= LINE_MAX_WORDS || graf.role != Role::Copy);
        if known < FURNITURE_MIN || known + live < LINES_MIN || !short {
            return;
        }
        let plain = |graf: &Graf| matches!(graf.style, Style::Paragraph | Style::Bullet { .. } | Style::Heading(_));
        let open = |graf: &Graf| graf.role == Role::Copy && !graf.text.is_empty() && plain(graf);
        let foot: Vec<usize> = (first..self.grafs.len()).filter(|at| open(&self.grafs[*at])).collect();
        self.drop_together(&foot, "what stands below the story");
    }
}

/// Whether a graf is set in a way that no foot of a page is.
fn is_set(graf: &Graf) -> bool {
    matches!(graf.style, Style::Quotation | Style::Code { .. } | Style::Row { .. })
}

#[cfg(test)]
mod tests {
    use crate::import::{Options, annotate, text};

    const STORY: &str = "A harbour runs dry\n\nThe harbour of Port Merrow has been dry since Monday, and nobody on the quay could say when \
        the water would come back.";
    const LIST: &str = "Ada Ek 12\nTom Dold 9\nLena Marsh 8\nSam Reed 4\nPat Quill 3\nMax Hale 2\nOlga Brandt 1";

    fn kept(foot: &str) -> String {
        let imported = annotate(text(&format!("{STORY}\n\n{foot}")), &Options::default());
        imported.article.story.iter().map(|item| item.text.source.to_string()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn the_foot_of_a_page_is_left_out_and_a_list_is_not() {
        let ways = "About the Courier\nOur people\nPrivacy policy\nTerms of use\nContact us\nThe Coast\nPumps and tides\nJobs at the \
            Courier\nTides\nLetters";
        let whole = kept(&format!("{LIST}\n\nShare\n{ways}"));
        assert!(
            whole.contains("Tom Dold 9") && !whole.contains("Pumps and tides") && !whole.contains("Jobs"),
            "{whole}"
        );
        let listed = kept(&format!("{LIST}\n{LIST}"));
        assert_eq!(listed.matches("Sam Reed 4").count(), 2, "{listed}");
    }
}
