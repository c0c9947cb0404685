//! Grafs into the items of a story.

use crate::{
    format,
    model::{Form, Item, Text},
};

use super::{
    annotate::Copydesk,
    graf::{Graf, Role},
    links,
    manuscript::Style,
    prose::{self, Said},
    sections,
};

/// The story of grafs whose roles are settled.
pub(super) fn set(desk: &Copydesk<'_>) -> Vec<Item> {
    let mut setter = Setter::default();
    for graf in desk.grafs.iter().filter(|graf| graf.is_live()) {
        setter.take(graf);
        if graf.role == Role::Related
            && let Some(item) = setter.items.last_mut()
        {
            (item.to, item.rel) = (links::target(desk, graf), graf.rel);
        }
    }
    setter.end_item();
    setter.items
}

/// The item that is being filled, and those that are done.
#[derive(Default)]
struct Setter {
    items: Vec<Item>,
    label: Option<Text>,
    source: String,
    /// The style of the block that was set last in this item.
    last: Option<Style>,
}

impl Setter {
    fn take(&mut self, graf: &Graf) {
        match graf.role {
            Role::Gone => {}
            Role::Copy => self.copy(graf),
            Role::Label => {
                self.end_item();
                self.label = Some(Text::line(graf.words().trim_end_matches([':', ' '])));
            }
            Role::Question => self.one(Form::Question, graf),
            Role::Heading => self.one(Form::Heading, graf),
            Role::Related => self.one(Form::Related, graf),
            Role::Photo => self.one(Form::Photo, graf),
        }
    }

    /// An item of its own.
    fn one(&mut self, form: Form, graf: &Graf) {
        self.end_item();
        let source = prose::set(&graf.runs, &[]);
        let mut item = Item::new(form, format::markup(&source));
        if let Style::Caption { credit, file, alt } = &graf.style {
            item.alt.clone_from(alt);
            item.credit.clone_from(credit);
            item.file.clone_from(file);
        }
        self.items.push(item);
    }

    fn copy(&mut self, graf: &Graf) {
        let said: &[Said] = &graf.said;
        let words = match &graf.style {
            Style::Bullet { depth, number } => {
                let sign = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
                format!("{}{sign}{}", "    ".repeat(usize::from((*depth).min(3))), prose::set(&graf.runs, said))
            }
            Style::Quotation => format!("> {}", prose::set(&graf.runs, said).replace('\n', "\n> ")),
            Style::Code { lang } => fenced(graf.words(), lang.as_ref()),
            Style::Row { cells, head } => row(cells, *head),
            Style::Rule => "---".to_owned(),
            Style::Paragraph | Style::Heading(_) | Style::Caption { .. } => prose::set(&graf.runs, said),
        };
        if !self.source.is_empty() {
            self.source.push_str(if self.is_tight(&graf.style) { "\n" } else { "\n\n" });
        }
        self.source.push_str(&words);
        self.last = Some(graf.style.clone());
    }

    /// Whether a block belongs on the next line: one more of a list or a table.
    fn is_tight(&self, style: &Style) -> bool {
        matches!(
            (&self.last, style),
            (Some(Style::Bullet { .. }), Style::Bullet { .. })
                | (Some(Style::Row { .. }), Style::Row { head: false, .. })
        )
    }

    fn end_item(&mut self) {
        self.last = None;
        let source = std::mem::take(&mut self.source);
        let label = self.label.take();
        if source.is_empty() && label.is_none() {
            return;
        }
        let form = match label {
            Some(label) => {
                let kind = sections::kind(&label);
                Form::Labelled { label, kind, given: false }
            }
            None => Form::Text,
        };
        self.items.push(Item::new(form, format::markup(&source)));
    }
}

fn fenced(code: &str, lang: Option<&Text>) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let lang = lang.map(|lang| lang.as_str().replace(['`', ' '], "")).unwrap_or_default();
    format!("{fence}{lang}\n{code}\n{fence}")
}

fn row(cells: &[Text], head: bool) -> String {
    let cell = |cell: &Text| prose::set_plain(Text::line(cell.as_str()).as_str());
    let line = format!("| {} |", cells.iter().map(cell).collect::<Vec<_>>().join(" | "));
    if head { format!("{line}\n|{}", " --- |".repeat(cells.len())) } else { line }
}
