//! A story: its articles as a timeline.

use crate::{
    layout::{Line, ParagraphStyle, Role},
    library::Record,
    model::{Date, Text},
};

use super::{
    Lead,
    makeup::{Makeup, count, day},
};

pub fn lay(makeup: &mut Makeup, records: &[Record], _at: &mut Option<Date>, _words: &str) {
    makeup.tally(count(records.len(), "article", "articles"));
    for record in records {
        let entry = &record.entry;
        let lead = Lead::Article { id: entry.id.clone(), path: entry.path.clone() };
        makeup.item(lead, None, None, |makeup| {
            let mut line = Line::default();
            line.say(Role::Text, &entry.headline);
            let sign = Text::line(day(entry.published.as_deref()).unwrap_or("no date"));
            makeup.line(ParagraphStyle::Signed { sign, role: Role::Date }, line, 0);
        });
    }
}
