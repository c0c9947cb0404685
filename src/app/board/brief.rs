//! The brief that is being gathered: its passages by kind, each with its speaker and the number of its source.

use crate::{
    layout::{Line, ParagraphStyle, Role},
    marginalia::{Passage, Tray, label_of},
    model::{Kind, Text},
};

use super::{
    Cited, Lead,
    makeup::{Makeup, count},
};

pub fn lay(makeup: &mut Makeup, tray: &Tray) {
    let sources = tray.sources();
    makeup.tally(if sources.is_empty() {
        String::new()
    } else {
        let passages = count(tray.passages.len(), "passage", "passages");
        format!("{passages} of {}", count(sources.len(), "article", "articles"))
    });
    for (kind, passages) in tray.sections() {
        let mut line = Line::default();
        line.say(Role::Rail(kind), kind.mark()).plain(" ").plain(label_of(kind));
        makeup.title(line);
        for passage in passages {
            let number = sources.iter().find(|cited| cited.passage.at.article == passage.at.article);
            lay_passage(makeup, kind, passage, number.map_or(0, |cited| cited.number));
        }
    }
    if !sources.is_empty() {
        let mut line = Line::default();
        line.plain("Sources");
        makeup.title(line);
    }
    for cited in &sources {
        let mut line = Line::default();
        line.say(Role::Muted, &format!("{:>2}  ", cited.number)).say(Role::Text, &cited.passage.source_name());
        if cited.passage.publisher.is_some() {
            line.dot().say(Role::Muted, &cited.passage.at.headline);
        }
        makeup.line(ParagraphStyle::Foot, line, 0);
    }
}

fn lay_passage(makeup: &mut Makeup, kind: Kind, passage: &Passage, number: usize) {
    let speaker = passage.speaker().map(|by| by.name.as_str());
    let cited = Cited::words(&passage.at, passage.plain().trim());
    let lead = Lead::Passage { id: passage.id.clone(), cited: Box::new(cited) };
    makeup.item(lead, None, speaker, |makeup| {
        let mut line = Line::default();
        for stretch in &passage.words {
            let role = match &stretch.said {
                Some(said) if said.direct => Role::Quote,
                Some(_) => Role::Indirect,
                None => Role::Text,
            };
            line.say(role, Text::line(&stretch.text).as_str());
        }
        if let Some(name) = speaker {
            line.dot().say(Role::Speaker, name);
        }
        line.say(Role::Muted, &format!(" [{number}]"));
        makeup.line(ParagraphStyle::Signed { sign: Text::line("·"), role: Role::Rail(kind) }, line, 0);
    });
}
