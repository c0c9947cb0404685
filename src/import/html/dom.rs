//! The tree of a page, as html5ever builds it: elements with their attributes, and words.

use std::{
    borrow::Cow,
    cell::{Ref, RefCell},
};

use html5ever::{
    Attribute, LocalName, Namespace, ParseOpts, QualName, local_name, ns, parse_document,
    tendril::{StrTendril, TendrilSink},
    tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeBuilderOpts, TreeSink},
};

/// A node of a tree.
pub type NodeId = usize;

#[derive(Debug)]
struct Node {
    parent: Option<NodeId>,
    children: Vec<NodeId>,
    data: Data,
}

#[derive(Debug)]
enum Data {
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
    },
    Words(StrTendril),
    /// The document, comments, instructions.
    Other,
}

/// A whole page, or a piece of one.
#[derive(Debug)]
pub struct Dom {
    nodes: Vec<Node>,
}

impl Dom {
    /// Reads a page that is within its bounds, as a browser does that runs no scripts.
    #[must_use]
    pub fn parse(page: &str) -> Self {
        let sink = Sink(RefCell::new(Self { nodes: vec![Node::new(Data::Other)] }));
        let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        parse_document(sink, ParseOpts { tree_builder, ..ParseOpts::default() }).one(page)
    }

    pub const ROOT: NodeId = 0;

    /// How many nodes there are; each is a number below.
    #[must_use]
    pub fn count(&self) -> usize {
        self.nodes.len()
    }

    #[must_use]
    pub fn children(&self, node: NodeId) -> &[NodeId] {
        self.nodes.get(node).map_or(&[], |node| &node.children)
    }

    #[must_use]
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.nodes.get(node)?.parent
    }

    /// The nodes above `node`, the nearest first.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(node), |node| self.parent(*node))
    }

    /// The name of an element; empty for anything else.
    #[must_use]
    pub fn name(&self, node: NodeId) -> &str {
        match self.nodes.get(node).map(|node| &node.data) {
            Some(Data::Element { name, .. }) => &name.local,
            Some(Data::Words(_) | Data::Other) | None => "",
        }
    }

    #[must_use]
    pub fn is_element(&self, node: NodeId) -> bool {
        matches!(self.nodes.get(node).map(|node| &node.data), Some(Data::Element { .. }))
    }

    #[must_use]
    pub fn words(&self, node: NodeId) -> Option<&str> {
        match self.nodes.get(node).map(|node| &node.data) {
            Some(Data::Words(words)) => Some(words),
            Some(Data::Element { .. } | Data::Other) | None => None,
        }
    }

    #[must_use]
    pub fn attribute(&self, node: NodeId, name: &str) -> Option<&str> {
        let Data::Element { attributes, .. } = &self.nodes.get(node)?.data else { return None };
        attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }

    /// Whether one of the classes of an element is `class`.
    #[must_use]
    pub fn has_class(&self, node: NodeId, class: &str) -> bool {
        self.attribute(node, "class")
            .is_some_and(|classes| classes.split_ascii_whitespace().any(|known| known.eq_ignore_ascii_case(class)))
    }

    /// Every node below `node`, in the order of the page.
    #[must_use]
    pub fn below(&self, node: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut stack: Vec<NodeId> = self.children(node).iter().rev().copied().collect();
        while let Some(node) = stack.pop() {
            found.push(node);
            stack.extend(self.children(node).iter().rev());
        }
        found
    }

    /// The nodes below `node`, nearest first, where there are no more than `max`.
    #[must_use]
    pub fn few_below(&self, node: NodeId, max: usize) -> Option<Vec<NodeId>> {
        let mut found: Vec<NodeId> = self.children(node).to_vec();
        let mut at = 0;
        while at < found.len() && found.len() <= max {
            found.extend(self.children(found[at]));
            at += 1;
        }
        (found.len() <= max).then_some(found)
    }

    /// The words of an element on one line; scripts and styles say none.
    #[must_use]
    pub fn text(&self, node: NodeId) -> String {
        self.text_where(node, |_| true)
    }

    /// The words of those texts below an element that `sees` lets pass, on one line.
    #[must_use]
    pub fn text_where(&self, node: NodeId, sees: impl Fn(NodeId) -> bool) -> String {
        let mut text = String::new();
        let mut stack = vec![node];
        while let Some(node) = stack.pop() {
            if let Some(words) = self.words(node) {
                text.push_str(if sees(node) { words } else { " " });
            } else if !matches!(self.name(node), "script" | "style" | "noscript" | "template") {
                if matches!(self.name(node), "br" | "p" | "div" | "li") {
                    text.push(' ');
                }
                stack.extend(self.children(node).iter().rev());
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Node {
    fn new(data: Data) -> Self {
        Self { parent: None, children: Vec::new(), data }
    }
}

/// A tree in the making.
struct Sink(RefCell<Dom>);

/// A name that outlives the look at its element.
#[derive(Clone, Debug)]
struct OwnedName(QualName);

impl ElemName for OwnedName {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    fn add(&self, data: Data) -> NodeId {
        let mut dom = self.0.borrow_mut();
        dom.nodes.push(Node::new(data));
        dom.nodes.len() - 1
    }

    fn detach(&self, node: NodeId) {
        let mut dom = self.0.borrow_mut();
        let Some(parent) = dom.nodes[node].parent.take() else { return };
        let siblings = &mut dom.nodes[parent].children;
        if let Some(at) = siblings.iter().rposition(|known| *known == node) {
            siblings.remove(at);
        }
    }

    /// Puts a node or words among the children of `parent`, at `at`.
    fn insert(&self, parent: NodeId, at: usize, child: NodeOrText<NodeId>) {
        let node = match child {
            NodeOrText::AppendNode(node) => {
                self.detach(node);
                node
            }
            NodeOrText::AppendText(words) => {
                let mut dom = self.0.borrow_mut();
                let before = at.checked_sub(1).and_then(|at| dom.nodes[parent].children.get(at).copied());
                if let Some(Data::Words(known)) = before.map(|before| &mut dom.nodes[before].data) {
                    known.push_tendril(&words);
                    return;
                }
                drop(dom);
                self.add(Data::Words(words))
            }
        };
        let mut dom = self.0.borrow_mut();
        dom.nodes[node].parent = Some(parent);
        let children = &mut dom.nodes[parent].children;
        let at = at.min(children.len());
        children.insert(at, node);
    }

    fn count(&self, parent: NodeId) -> usize {
        self.0.borrow().nodes[parent].children.len()
    }

    fn data(&self, node: NodeId) -> Ref<'_, Data> {
        Ref::map(self.0.borrow(), |dom| &dom.nodes[node].data)
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = OwnedName;

    fn finish(self) -> Dom {
        self.0.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        Dom::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> OwnedName {
        match &*self.data(*target) {
            Data::Element { name, .. } => OwnedName(name.clone()),
            // html5ever asks for names of elements alone
            Data::Words(_) | Data::Other => OwnedName(QualName::new(None, ns!(html), local_name!(""))),
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> NodeId {
        self.add(Data::Element { name, attributes })
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.add(Data::Other)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.add(Data::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, self.count(*parent), child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, before: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.0.borrow().parent(*element).is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    /// What a template holds is no part of the page, so nothing below it is ever looked at.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.detach(*node);
        }
        let place = {
            let dom = self.0.borrow();
            dom.parent(*sibling)
                .and_then(|parent| Some((parent, dom.children(parent).iter().rposition(|known| known == sibling)?)))
        };
        if let Some((parent, at)) = place {
            self.insert(parent, at, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, added: Vec<Attribute>) {
        let mut dom = self.0.borrow_mut();
        if let Data::Element { attributes, .. } = &mut dom.nodes[*target].data {
            for attribute in added {
                if !attributes.iter().any(|known| known.name == attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut dom = self.0.borrow_mut();
        let children = std::mem::take(&mut dom.nodes[*node].children);
        for child in &children {
            dom.nodes[*child].parent = Some(*new_parent);
        }
        dom.nodes[*new_parent].children.extend(children);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_browsers_read_it() {
        let dom = Dom::parse("<title>T</title><p class='a Lead'>one <b>two<p>three</b><table><td>four</table>");
        let names: Vec<&str> =
            dom.below(Dom::ROOT).into_iter().map(|node| dom.name(node)).filter(|n| !n.is_empty()).collect();
        assert_eq!(names, ["html", "head", "title", "body", "p", "b", "p", "b", "table", "tbody", "tr", "td"]);
        let lead = dom.below(Dom::ROOT).into_iter().find(|node| dom.has_class(*node, "lead")).unwrap();
        assert_eq!(dom.text(lead), "one two");
        assert_eq!(dom.text(Dom::ROOT), "T one two threefour");
    }

    #[test]
    fn misplaced_words_go_before_their_table() {
        let dom = Dom::parse("<table>lost<tr><td>kept</td></tr> words</table>");
        assert_eq!(dom.text(Dom::ROOT), "lost wordskept");
    }
}
