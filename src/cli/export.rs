//! `byline export`: one article for other programs, on standard output or into a file.

use crate::{
    export::article,
    layout::{Galley, Known},
    model::Text,
    store,
};

use super::{
    Answer, Call, Failure,
    arguments::{Export, ExportAs},
    out, show,
};

pub(super) fn run(call: &mut Call, arguments: &Export) -> Result<Answer, Failure> {
    let (desk, article) = show::load(call, &arguments.article)?;
    let words = match arguments.form {
        ExportAs::Markdown => article::markdown(&article),
        ExportAs::Html => article::html(&article),
        // nothing of the library is read for the words of one article
        ExportAs::Text => show::linear::words(&Galley::new(&article, &|_| Known::NotYet), call.look.width),
        ExportAs::Json => show::shown(&desk, &article)?,
        ExportAs::Ninjs => out::json(&article::ninjs(&article))?,
        ExportAs::SchemaOrg => out::json(&article::schema_org(&article))?,
    };
    let Some(to) = &arguments.to else { return call.out.write(words).map(|()| Answer::Yes) };
    let path = call.environment.here.join(to);
    match store::write_new(&path, words.as_bytes(), arguments.force) {
        Err(store::Error::Exists { .. }) => {
            let shown = to.to_string_lossy();
            Err(Failure::told(format!("{shown} is there already; `--force` overwrites it")))
        }
        Err(error) => Err(error.into()),
        Ok(()) => {
            call.out.line(Text::line(&path.to_string_lossy()))?;
            Ok(Answer::Yes)
        }
    }
}
