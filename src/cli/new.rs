//! `byline new` and `byline init`: new articles and new desks.

use std::path::Path;

use crate::{
    model::Text,
    store::{self, Desk},
};

use super::{Answer, Call, Failure, out};

/// Makes an article in the library, and prints its path.
pub(super) fn article(call: &mut Call, headline: &str) -> Result<Answer, Failure> {
    if headline.trim().is_empty() {
        return Err(Failure::told("an article needs a headline"));
    }
    let path = Desk::find(None, &call.environment)?.new_article(headline)?;
    call.out.line(Text::line(&path.to_string_lossy())).map(|()| Answer::Yes)
}

/// Makes a desk, and prints its path.
pub(super) fn desk(call: &mut Call, dir: &Path) -> Result<Answer, Failure> {
    let made = store::init(&call.environment.here.join(dir))?;
    let message = match made.made.as_slice() {
        [] => "all of it was there already".to_owned(),
        names => format!("made {}", names.join(", ")),
    };
    call.out.line(Text::line(&made.folder.to_string_lossy()))?;
    call.out.finish()?;
    out::message(&Text::line(&message));
    Ok(Answer::Yes)
}
