//! Boxes over the screen: palette, help, themes, an address before it is opened, faults.

use unicode_width::UnicodeWidthStr;

use crate::library::fold;

use super::{
    Effect, Key, KeyCode,
    command::{Command, TABLE},
    mode::{Help, Mode, Palette, Themes},
    state::State,
};

/// A line of help: a group's title, or as much of a command's keys and of what they do as stands on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpLine {
    Title(&'static str),
    Command { keys: String, words: String },
}

/// The widest box of help, in cells, and the widest column of keys in it.
pub const HELP_CELLS: u16 = 84;
const HELP_KEYS_CELLS: u16 = 26;

/// Between two keys of a command.
const BETWEEN_KEYS: &str = "  ";

/// How wide the keys are in a box of help that is so wide inside, in cells.
#[must_use]
pub fn help_keys_cells(inner: u16) -> u16 {
    (inner / 3).min(HELP_KEYS_CELLS)
}

/// Parts put together into lines of so many cells. A part that is wider has a line of its own.
fn fill<'a>(parts: impl Iterator<Item = &'a str>, between: &str, cells: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if line.width() + between.width() + part.width() <= cells => line.extend([between, part]),
            Some(_) | None => lines.push(part.to_owned()),
        }
    }
    lines
}

impl State {
    pub(super) fn open_overlay(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Palette => {
                self.mode = Mode::Palette(Palette::default());
                self.match_palette();
            }
            Command::Help => self.mode = Mode::Help(Help::default()),
            _ => {
                let cursor = self.theme_index().unwrap_or(0);
                self.mode = Mode::Themes(Themes { cursor, before: self.look.clone() });
            }
        }
        Vec::new()
    }

    /// Works out which commands match what is typed: those whose name or words hold every word of it.
    pub(super) fn match_palette(&mut self) {
        let context = self.context();
        let Mode::Palette(palette) = &mut self.mode else { return };
        let typed = fold(palette.prompt.text());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let fits = |command: &Command| {
            let row = command.row();
            let text = fold(&format!("{} {} {}", row.name, row.name.replace('-', " "), row.help));
            words.iter().all(|word| text.contains(word))
        };
        let offered = TABLE.iter().map(|row| row.command).filter(|command| command.row().scope.covers(context));
        palette.matches = offered.filter(fits).collect();
        // A name that begins with what is typed is what was meant.
        palette.matches.sort_by_key(|command| !command.row().name.starts_with(typed.as_str()));
        palette.cursor = 0;
    }

    pub(super) fn palette_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Palette(palette) = &mut self.mode else { return Vec::new() };
        let last = palette.matches.len().saturating_sub(1);
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('c'), true) => self.mode = Mode::Normal,
            (KeyCode::Backspace, _) if palette.prompt.text().is_empty() => self.mode = Mode::Normal,
            (KeyCode::Up, _) | (KeyCode::Char('p'), true) => palette.cursor = palette.cursor.saturating_sub(1),
            (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('n'), true) => {
                palette.cursor = (palette.cursor + 1).min(last);
            }
            (KeyCode::PageUp, _) => palette.cursor = palette.cursor.saturating_sub(10),
            (KeyCode::PageDown, _) => palette.cursor = (palette.cursor + 10).min(last),
            (KeyCode::Enter, _) => {
                let chosen = palette.matches.get(palette.cursor).copied();
                self.mode = Mode::Normal;
                match chosen {
                    Some(command) => return self.run(command, None),
                    None => self.say("No command is called so"),
                }
            }
            _ => {
                if palette.prompt.key(key) {
                    self.match_palette();
                }
            }
        }
        Vec::new()
    }

    /// The lines of help for this screen that hold the words typed.
    #[must_use]
    pub fn help_lines(&self) -> Vec<HelpLine> {
        let context = self.context();
        let typed = if let Mode::Help(help) = &self.mode { fold(help.prompt.text()) } else { String::new() };
        let inner = self.size.width.min(HELP_CELLS).saturating_sub(4);
        let keys_cells = help_keys_cells(inner);
        let (keys_room, room) = (usize::from(keys_cells.saturating_sub(2)), usize::from(inner - keys_cells));
        let mut lines = Vec::new();
        for row in TABLE.iter().filter(|row| row.scope.covers(context)) {
            let keys = self.keymap.keys(row.command);
            let text = fold(&format!("{} {} {}", row.name, row.help, keys.join(BETWEEN_KEYS)));
            if !typed.split_whitespace().all(|word| text.contains(word)) {
                continue;
            }
            let titled = lines.iter().rev().find_map(|line| match line {
                HelpLine::Title(title) => Some(*title),
                HelpLine::Command { .. } => None,
            });
            if titled != Some(row.group) {
                lines.push(HelpLine::Title(row.group));
            }
            let keys = if keys.is_empty() { vec![":".to_owned()] } else { keys };
            let mut keys = fill(keys.iter().map(String::as_str), BETWEEN_KEYS, keys_room).into_iter();
            let mut words = fill(row.help.split(' '), " ", room).into_iter();
            loop {
                let (keys, words) = (keys.next(), words.next());
                if keys.is_none() && words.is_none() {
                    break;
                }
                lines.push(HelpLine::Command { keys: keys.unwrap_or_default(), words: words.unwrap_or_default() });
            }
        }
        lines
    }

    pub(super) fn help_key(&mut self, key: Key) -> Vec<Effect> {
        let lines = self.help_lines().len();
        let page = usize::from(self.size.height).saturating_sub(6).max(1);
        let end = lines.saturating_sub(page);
        let Mode::Help(help) = &mut self.mode else { return Vec::new() };
        if help.typing {
            match key.code {
                KeyCode::Enter => help.typing = false,
                KeyCode::Esc => (help.typing, help.prompt) = (false, super::Prompt::default()),
                _ => {
                    help.prompt.key(key);
                    help.top = 0;
                }
            }
            return Vec::new();
        }
        match (key.code, key.ctrl) {
            (KeyCode::Char('/'), false) => help.typing = true,
            (KeyCode::Esc | KeyCode::F(1) | KeyCode::Char('q' | '?'), false) | (KeyCode::Char('c'), true) => {
                self.mode = Mode::Normal;
            }
            _ => scroll(&mut help.top, key, page, end),
        }
        Vec::new()
    }

    pub(super) fn themes_key(&mut self, key: Key) -> Vec<Effect> {
        let last = self.themes.len().saturating_sub(1);
        let Mode::Themes(themes) = &mut self.mode else { return Vec::new() };
        match (key.code, key.ctrl) {
            (KeyCode::Char('j'), false) | (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('n'), true) => {
                themes.cursor = (themes.cursor + 1).min(last);
            }
            (KeyCode::Char('k'), false) | (KeyCode::Up, _) | (KeyCode::Char('p'), true) => {
                themes.cursor = themes.cursor.saturating_sub(1);
            }
            (KeyCode::Enter | KeyCode::Right | KeyCode::Char('l'), _) => {
                let name = self.themes.get(themes.cursor).cloned();
                self.mode = Mode::Normal;
                self.look.theme.clone_from(&name);
                return name.map(Effect::RememberTheme).into_iter().collect();
            }
            (KeyCode::Esc | KeyCode::Left | KeyCode::Char('q' | 'h' | 'c'), _) => {
                self.look = themes.before.clone();
                self.mode = Mode::Normal;
                return Vec::new();
            }
            _ => return Vec::new(),
        }
        self.look.theme = self.themes.get(themes.cursor).cloned();
        Vec::new()
    }

    pub(super) fn address_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Address(shown) = &self.mode else { return Vec::new() };
        let address = shown.address.clone();
        self.mode = Mode::Normal;
        match key.code {
            KeyCode::Enter | KeyCode::Char('o') => vec![Effect::OpenAddress(address)],
            KeyCode::Char('y') => {
                self.say("Copied");
                vec![Effect::Copy(address)]
            }
            _ => {
                self.say("Not opened");
                Vec::new()
            }
        }
    }

    pub(super) fn faults_key(&mut self, key: Key) -> Vec<Effect> {
        let all = self.reader.as_ref().map_or(0, |reader| reader.diagnostics.len() + reader.margin.faults.len());
        let end = all.saturating_sub(1);
        let page = (usize::from(self.size.height) / 4).max(1);
        let Mode::Faults(faults) = &mut self.mode else { return Vec::new() };
        match (key.code, key.ctrl) {
            (KeyCode::Esc | KeyCode::Enter | KeyCode::Char('q' | '!'), false) | (KeyCode::Char('c'), true) => {
                self.mode = Mode::Normal;
            }
            (KeyCode::Char('e'), false) => {
                self.mode = Mode::Normal;
                return self.run(Command::Edit, None);
            }
            _ => scroll(&mut faults.top, key, page, end),
        }
        Vec::new()
    }
}

/// The keys that scroll any box.
fn scroll(top: &mut usize, key: Key, page: usize, end: usize) {
    *top = match (key.code, key.ctrl) {
        (KeyCode::Char('j'), false) | (KeyCode::Down, _) => *top + 1,
        (KeyCode::Char('k'), false) | (KeyCode::Up, _) => top.saturating_sub(1),
        (KeyCode::Char('d'), _) => *top + page / 2,
        (KeyCode::Char('u'), _) => top.saturating_sub(page / 2),
        (KeyCode::Char(' '), _) | (KeyCode::PageDown, _) | (KeyCode::Char('f'), true) => *top + page,
        (KeyCode::Char('b'), _) | (KeyCode::PageUp, _) => top.saturating_sub(page),
        (KeyCode::Char('g'), false) | (KeyCode::Home, _) => 0,
        (KeyCode::Char('G'), false) | (KeyCode::End, _) => end,
        _ => *top,
    }
    .min(end);
}
