//! What an element's name and classes say of the part it plays: copy, or the page around it.

use super::dom::{Dom, NodeId};

/// What something on a page is that is no copy. It ends the sentence "left out as …".
pub type Reason = &'static str;

/// An element that says of itself that it is no copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chrome {
    pub why: Reason,
    pub node: NodeId,
}

/// Words in classes and ids, and what an element of such a class is.
const CLASSES: [(&[&str], Reason); 9] = [
    (
        &[
            "advert",
            "advertisement",
            "ads",
            "ad",
            "sponsor",
            "sponsored",
            "promo",
            "promotion",
            "dfp",
            "taboola",
            "outbrain",
        ],
        "advertising",
    ),
    (
        &[
            "newsletter",
            "subscribe",
            "subscription",
            "signup",
            "paywall",
            "registration",
            "regwall",
            "donate",
            "donation",
        ],
        "an invitation to subscribe",
    ),
    (&["share", "sharing", "social", "socials", "follow", "sharebar", "addthis"], "buttons to share"),
    (
        &[
            "related",
            "recommended",
            "recommendations",
            "trending",
            "popular",
            "most",
            "morefrom",
            "readmore",
            "onward",
            "teaser",
            "teasers",
        ],
        "links to other articles",
    ),
    (&["comment", "comments", "disqus", "replies"], "comments of readers"),
    (&["cookie", "cookies", "consent", "gdpr", "banner", "modal", "popup", "overlay"], "a notice of the site"),
    (
        &[
            "breadcrumb",
            "breadcrumbs",
            "menu",
            "nav",
            "navigation",
            "navbar",
            "toolbar",
            "masthead",
            "skip",
            "pagination",
            "pager",
        ],
        "navigation",
    ),
    (&["footer", "colophon", "sitemap"], "the foot of the page"),
    (&["sidebar", "widget", "rail"], "a box beside the article"),
];

/// What an element says of itself, if it is no copy.
#[must_use]
pub fn of(dom: &Dom, node: NodeId) -> Option<Chrome> {
    reason(dom, node).map(|why| Chrome { why, node })
}

fn reason(dom: &Dom, node: NodeId) -> Option<Reason> {
    match dom.name(node) {
        "nav" => return Some("navigation"),
        "footer" => return Some("the foot of the page"),
        "aside" => return Some("a box beside the article"),
        "form" | "button" | "dialog" | "fieldset" => return Some("a form"),
        // they hold everything, whatever they are called
        "html" | "body" | "main" | "article" => return None,
        _ => {}
    }
    match dom.attribute(node, "role").unwrap_or_default() {
        "navigation" | "menu" | "menubar" | "search" => return Some("navigation"),
        "contentinfo" => return Some("the foot of the page"),
        "complementary" => return Some("a box beside the article"),
        "dialog" | "alertdialog" => return Some("a notice of the site"),
        _ => {}
    }
    let named = [dom.attribute(node, "class"), dom.attribute(node, "id")];
    named.into_iter().flatten().find_map(|classes| {
        // a class may be of several words: `article__related-links`, `shareTools`
        let words = words(classes);
        CLASSES.iter().find(|(known, _)| words.iter().any(|word| known.contains(&word.as_str()))).map(|(_, why)| *why)
    })
}

/// The words of classes: parted by hyphens, underscores and capitals.
fn words(classes: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for c in classes.chars().take(400) {
        if !c.is_alphanumeric() || (c.is_uppercase() && small) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether what an element holds is no words for people.
#[must_use]
pub fn is_wordless(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "iframe"
            | "object"
            | "embed"
            | "canvas"
            | "audio"
            | "video"
            | "select"
            | "textarea"
            | "input"
            | "head"
            | "link"
            | "meta"
            | "map"
    )
}

/// Whether nobody sees an element, or it holds no words for people.
#[must_use]
pub fn is_hidden(dom: &Dom, node: NodeId) -> bool {
    let name = dom.name(node);
    if is_wordless(name) || matches!(name, "noscript" | "svg" | "math") {
        return true;
    }
    let style = dom.attribute(node, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    dom.attribute(node, "hidden").is_some_and(|hidden| hidden != "until-found")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || (dom.attribute(node, "aria-hidden") == Some("true") && matches!(name, "span" | "i" | "div" | "button"))
        || ["sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden"]
            .iter()
            .any(|class| dom.has_class(node, class))
}

/// Whether an element stands on lines of its own.
#[must_use]
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "fieldset"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "nav"
            | "p"
            | "section"
            | "summary"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "caption"
            | "button"
    )
}

#[must_use]
pub fn is_bold(dom: &Dom, node: NodeId) -> bool {
    let style = dom.attribute(node, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    let weight = style.split("font-weight:").nth(1).unwrap_or_default();
    ["bold", "600", "700", "800", "900"].iter().any(|bold| weight.starts_with(bold))
}

#[must_use]
pub fn is_caption(dom: &Dom, node: NodeId) -> bool {
    has_word(dom, node, &["caption", "figcaption"]) && !has_word(dom, node, &["credit"])
}

/// Whether an element says who made a picture.
#[must_use]
pub fn is_credit(dom: &Dom, node: NodeId) -> bool {
    has_word(dom, node, &["credit", "credits", "copyright", "photographer", "attribution", "byline", "source"])
        || dom.attribute(node, "itemprop") == Some("copyrightHolder")
}

fn has_word(dom: &Dom, node: NodeId, wanted: &[&str]) -> bool {
    let Some(classes) = dom.attribute(node, "class") else { return false };
    words(classes).iter().any(|word| wanted.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_read_by_its_words() {
        assert_eq!(words("article__related-links shareTools"), ["article", "related", "links", "share", "tools"]);
        let dom = Dom::parse("<div class='Page-newsletterSignup'>x</div><div class='download'>y</div><nav>z</nav>");
        let reasons: Vec<Option<Reason>> = dom
            .below(Dom::ROOT)
            .into_iter()
            .filter(|node| matches!(dom.name(*node), "div" | "nav"))
            .map(|node| reason(&dom, node))
            .collect();
        assert_eq!(reasons, [Some("an invitation to subscribe"), None, Some("navigation")]);
    }
}
