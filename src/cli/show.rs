//! `byline show`: one article, as a page for eyes, as plain words for a pipe, or as JSON.

mod around;
pub(super) mod linear;
mod page;

use std::path::Path;

use crate::{
    export::article::Shown,
    format::Reading,
    layout::{Galley, Known},
    model::{Article, ArticleId, Diagnostic, Severity, Text},
    store::{Desk, Loaded},
};

use super::{Answer, Call, Failure, arguments::Show, out, paint};

pub(super) fn run(call: &mut Call, arguments: &Show) -> Result<Answer, Failure> {
    let (desk, article) = load(call, &arguments.article)?;
    if arguments.json {
        call.out.write(shown(&desk, &article)?)?;
        return Ok(Answer::Yes);
    }
    // nothing of the library is read to print one page, so nothing is said about what it holds
    let galley = Galley::new(&article, &|_| Known::NotYet);
    match paint::depth(&call.look, &call.environment, &call.out) {
        Some(depth) => {
            let styles = paint::stylesheet(&call.look, &call.environment, depth)?;
            page::print(call, &galley, Some(&styles))?;
        }
        None if call.out.terminal => page::print(call, &galley, None)?,
        None => call.out.write(linear::words(&galley, call.look.width))?,
    }
    Ok(Answer::Yes)
}

/// The article that is named, with its library; its faults are told.
pub(super) fn load(call: &Call, article: &str) -> Result<(Desk, Article), Failure> {
    let (desk, id, path) = find(call, article)?;
    let Loaded { reading: Reading { article, diagnostics, .. }, path, .. } = desk.load(&id, path.as_deref())?;
    tell(&desk, &path, &diagnostics);
    let article = article.ok_or_else(|| Failure::told(format!("{path} holds no article that can be shown")))?;
    Ok((desk, article))
}

/// The article as JSON, with what its library says of it.
pub(super) fn shown(desk: &Desk, article: &Article) -> Result<String, Failure> {
    let (entries, questions) = match around::indexed(desk, article) {
        Some(known) => known,
        None => {
            let (entries, _faults) = desk.catalogue()?;
            let questions = around::questions(desk, article, &entries);
            (entries, questions)
        }
    };
    let outline = article.outline();
    out::json(&Shown::of(article, &outline, &entries, &questions))
}

/// The article that is named: by a path where there is such a file, else by its id in the library.
fn find(call: &Call, article: &str) -> Result<(Desk, ArticleId, Option<String>), Failure> {
    let environment = &call.environment;
    let is_file_name = [".yaml", ".yml"].iter().any(|suffix| article.ends_with(suffix));
    let id: Result<ArticleId, _> = article.parse();
    let id = match id {
        Ok(id) if !is_file_name && !article.contains('/') => id,
        Ok(_) | Err(_) => {
            let desk = Desk::find(Some(Path::new(article)), environment)?;
            let (id, path) = desk
                .only()
                .ok_or_else(|| Failure::told(format!("{article} is a folder; `byline list` shows what is in it")))?;
            return Ok((desk, id, Some(path)));
        }
    };
    Ok((Desk::find(None, environment)?, id, None))
}

/// In one line on standard error: what there is of faults, and who tells them all.
fn tell(desk: &Desk, path: &str, diagnostics: &[Diagnostic]) {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    if errors == 0 {
        return;
    }
    let (noun, what) = if errors == 1 { ("error", "it") } else { ("errors", "them") };
    let file = desk.root().join(path);
    let file = file.to_string_lossy();
    out::message(&Text::line(&format!("{path} has {errors} {noun}; `byline check {file}` tells {what}")));
}
