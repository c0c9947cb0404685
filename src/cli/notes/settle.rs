//! `byline notes settle` and `byline notes adopt`: notes that lie about in several versions, or under another name.

use std::path::Path;

use crate::{model::Text, store::Desk};

use super::{
    super::{Answer, Call, Failure, out},
    count,
};

pub(super) fn run(call: &mut Call, of: Option<&Path>) -> Result<Answer, Failure> {
    let settled = Desk::find(of, &call.environment)?.settle_annotations()?;
    settled.faults.iter().for_each(out::message);
    if settled.annotations == 0 {
        out::message(&Text::line("every note lies in one file already"));
        return Ok(Answer::No);
    }
    call.out.line(Text::line(&format!("{} settled", count(settled.annotations, "note"))))?;
    call.out.finish()?;
    Ok(Answer::Yes)
}

pub(super) fn adopt(call: &mut Call, name: Option<&str>, of: Option<&Path>) -> Result<Answer, Failure> {
    let desk = Desk::find(of, &call.environment)?;
    let strays = desk.stray_annotations()?;
    let Some(name) = name else {
        for stray in &strays {
            let notes = count(stray.annotations, "note");
            call.out.line(Text::line(&format!("{}  {notes} on articles that are here", stray.name)))?;
        }
        call.out.finish()?;
        if strays.is_empty() {
            let root = desk.root().to_string_lossy();
            out::message(&Text::line(&format!("no other folder has notes on articles of {root}")));
            return Ok(Answer::No);
        }
        return Ok(Answer::Yes);
    };
    if !strays.iter().any(|stray| stray.name == name) {
        return Err(Failure::told(format!(
            "{name}: no notes of that name are about articles that are here; `byline notes adopt` lists those that are"
        )));
    }
    let notes = count(desk.adopt_annotations(name)?, "note");
    call.out.line(Text::line(&format!("{notes} taken over from {name}, and left there, too")))?;
    call.out.finish()?;
    Ok(Answer::Yes)
}
