//! `byline [PATH]`: opens the reader.

use std::path::Path;

use crate::{
    app::{Keymap, Look, Setup, Size, Start},
    model::Text,
    store::{self, Config, Desk, Memory},
};

use super::{Answer, Call, Failure, keys, paint};

/// Rows of the shelf that are there before the library is read: a screen of any size.
const FIRST_ROWS: usize = 256;

pub(super) fn run(call: &Call, path: Option<&Path>) -> Result<Answer, Failure> {
    if !call.out.terminal {
        return Err(Failure::told(
            "the reader needs a terminal; `byline show ARTICLE` prints a page, `byline list` a list",
        ));
    }
    let desk = Desk::find(path, &call.environment)?;
    let (width, height) = crossterm::terminal::size()?;
    let _setup = setup(call, &desk, Size { width, height })?;
    Err(Failure::told("the reader is not connected yet"))
}

/// All that is known before the first frame. What is wrong with the configuration is told in the reader, which opens
/// with the defaults; a theme that was asked for by name has to be there.
fn setup(call: &Call, desk: &Desk, size: Size) -> Result<Setup, Failure> {
    let environment = &call.environment;
    let (config, keymap, notice) = match configured(call) {
        Ok((config, keymap)) => (config, keymap, None),
        Err(Failure::Told(message)) => (Config::default(), Keymap::default(), Some(message)),
        Err(Failure::Closed) => return Err(Failure::Closed),
    };
    let (places, damaged) = match desk.places() {
        Ok(places) => (places, None),
        Err(error) => (std::collections::BTreeMap::new(), Some(error.to_text())),
    };
    let places = places.into_iter().filter_map(|(id, place)| Some((id.parse().ok()?, place))).collect();
    let only = desk.only();
    let theme = store::chosen_theme(environment, &config, call.look.theme.as_deref());
    let (theme, no_theme) = match theme {
        Ok(theme) => (Some(theme.name), None),
        Err(error) if call.look.theme.is_some() => return Err(error.into()),
        Err(error) => (None, Some(error.to_text())),
    };
    let depth = paint::depth(&call.look, environment, &call.out).unwrap_or(crate::theme::Depth::Mono);
    Ok(Setup {
        size,
        library: desk.name(),
        entries: if only.is_some() { Vec::new() } else { first_rows(desk) },
        start: only.map_or(Start::Shelf, |(id, path)| Start::Article { id, path }),
        places,
        look: Look { theme, shade: Memory::read(environment).shade.unwrap_or_default(), depth },
        themes: store::theme_names(environment),
        keymap,
        measure_max_cells: call.look.width.unwrap_or(config.width),
        notice: notice.or(no_theme).or(damaged).map(|text: Text| text),
    })
}

fn configured(call: &Call) -> Result<(Config, Keymap), Failure> {
    let config = Config::read(&call.environment)?;
    let keymap = keys::keymap(&call.environment, &config)?;
    Ok((config, keymap))
}

/// The last known shelf, or what comes to hand of a library that was never seen.
fn first_rows(desk: &Desk) -> Vec<crate::library::Entry> {
    let known = desk.snapshot(FIRST_ROWS);
    if known.is_empty() { desk.first_files(FIRST_ROWS / 4) } else { known }
}
