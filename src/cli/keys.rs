//! `byline keys`: the table of commands with the keys that the configuration gives them.

use unicode_width::UnicodeWidthStr;

use crate::{
    app::{Keymap, command::TABLE},
    store::{Config, Environment},
};

use super::{Answer, Call, Failure};

pub(super) fn run(call: &mut Call) -> Result<Answer, Failure> {
    let keymap = keymap(&call.environment, &Config::read(&call.environment)?)?;
    let rows: Vec<_> = TABLE.iter().map(|row| (row, keymap.keys(row.command).join("  "))).collect();
    let keys_cells = rows.iter().map(|(_, keys)| keys.width()).max().unwrap_or(0).min(32);
    let name_cells = rows.iter().map(|(row, _)| row.name.len()).max().unwrap_or(0);
    let mut group = "";
    for (row, keys) in &rows {
        if row.group != group {
            let space = if group.is_empty() { "" } else { "\n" };
            group = row.group;
            call.out.line(format_args!("{space}{group}"))?;
        }
        let padding = " ".repeat(keys_cells.saturating_sub(keys.width()));
        call.out.line(format_args!("  {keys}{padding}  {:name_cells$}  {}", row.name, row.help))?;
    }
    Ok(Answer::Yes)
}

/// The keys as they are configured. What is wrong with them is told with the file it stands in.
pub(super) fn keymap(environment: &Environment, config: &Config) -> Result<Keymap, Failure> {
    let wrong = |message: String| match Config::path(environment) {
        Some(path) => Failure::told(format!("{}: keys: {message}", path.to_string_lossy())),
        None => Failure::told(message),
    };
    let preset = config.keys.preset.as_deref();
    let mut keymap = preset.map_or_else(|| Ok(Keymap::default()), Keymap::preset).map_err(wrong)?;
    for (command, keys) in &config.keys.bind {
        keymap.rebind(command, keys).map_err(wrong)?;
    }
    Ok(keymap)
}
