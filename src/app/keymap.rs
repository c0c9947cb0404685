//! Which keys mean which command, in which context: defaults from the table, a preset, and a reader's own bindings.

use super::{
    Key,
    command::{Command, Context, TABLE},
};

/// What a sequence of keys comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    Command(Command),
    /// The beginning of at least one binding.
    Pending,
    /// Nothing begins so.
    Unbound,
}

/// A binding: a sequence of keys and the command it means where the command is on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Binding {
    keys: Vec<Key>,
    command: Command,
}

/// All bindings.
#[derive(Clone, Debug)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// A named set of changes to the defaults: a command's keys in the preset replace its own.
struct Preset {
    name: &'static str,
    keys: &'static [(Command, &'static [&'static str])],
}

/// The presets. `byline` and `vim` are the table itself, which follows vim where vim has a word for it.
const PRESETS: [Preset; 4] = [
    Preset { name: "byline", keys: &[] },
    Preset {
        name: "vim",
        keys: &[
            (Command::Yank, &["yy"]),
            (Command::QuitNow, &["ZZ", "ZQ", "Q"]),
            (Command::Undo, &["u", "U"]),
            (Command::HalfDown, &["<C-d>"]),
            (Command::HalfUp, &["<C-u>"]),
            (Command::PageUp, &["<C-b>", "<PageUp>"]),
            (Command::LineDown, &["j", "<Down>", "<C-e>"]),
            (Command::LineUp, &["k", "<Up>", "<C-y>"]),
        ],
    },
    Preset {
        name: "less",
        keys: &[
            (Command::LineDown, &["j", "e", "<Down>"]),
            (Command::LineUp, &["k", "y", "<Up>"]),
            (Command::PageDown, &["<Space>", "f", "<PageDown>", "<C-f>", "<C-v>"]),
            (Command::PageUp, &["b", "<PageUp>", "<C-b>"]),
            (Command::Top, &["g", "<lt>", "<Home>"]),
            (Command::End, &["G", ">", "<End>"]),
            (Command::Yank, &["Y"]),
            (Command::Hints, &["F"]),
            (Command::Edit, &["v"]),
            (Command::Shelf, &["S"]),
            (Command::Source, &["="]),
            (Command::Contents, &["<Tab>"]),
            (Command::Themes, &["T"]),
            (Command::Reload, &["r", "R"]),
            (Command::ToggleRead, &["M"]),
            (Command::SearchLibrary, &["L/"]),
            (Command::Voices, &["Lv"]),
            (Command::Questions, &["Lq"]),
            (Command::Story, &["Lt"]),
            (Command::Links, &["Ll"]),
            (Command::Answer, &["La"]),
            (Command::WriteAgain, &["Lw"]),
            (Command::Select, &["V"]),
            (Command::HintWords, &["Lf"]),
            (Command::AcceptPlace, &["L="]),
            (Command::Later, &[")"]),
            (Command::Earlier, &["("]),
        ],
    },
    Preset {
        name: "newsboat",
        keys: &[
            (Command::NextUnread, &["n", "]u"]),
            (Command::PreviousUnread, &["p", "[u"]),
            (Command::NextMatch, &["<C-n>"]),
            (Command::PreviousMatch, &["<C-p>"]),
            (Command::ToggleRead, &["N", "A"]),
            (Command::Edit, &["E"]),
            (Command::NoteOutside, &["<A-e>"]),
            (Command::Sort, &["zs"]),
            (Command::Reload, &["r"]),
        ],
    },
];

impl Default for Keymap {
    fn default() -> Self {
        let mut map = Self { bindings: Vec::with_capacity(TABLE.len() * 2) };
        for row in TABLE {
            map.bind(row.command, row.keys.iter().copied()).expect("the keys of the table parse, as a test holds");
        }
        map
    }
}

impl Keymap {
    /// The names of the presets.
    pub fn presets() -> impl Iterator<Item = &'static str> {
        PRESETS.iter().map(|preset| preset.name)
    }

    /// The defaults, changed by a preset.
    ///
    /// # Errors
    /// Where there is no preset of that name.
    pub fn preset(name: &str) -> Result<Self, String> {
        let preset = PRESETS.iter().find(|preset| preset.name == name).ok_or_else(|| {
            let known: Vec<_> = Self::presets().collect();
            format!("there is no preset {name:?} for keys; there are {}", known.join(", "))
        })?;
        let mut map = Self::default();
        for (command, _) in preset.keys {
            map.unbind(*command);
        }
        for (command, keys) in preset.keys {
            map.take_over(*command, keys)?;
        }
        Ok(map)
    }

    /// Gives a command these keys in place of all it had: what a configuration does. No keys leave it to the palette.
    ///
    /// # Errors
    /// Where the command or a key is unknown.
    pub fn rebind(&mut self, name: &str, keys: &[String]) -> Result<(), String> {
        let command = Command::from_name(name)
            .ok_or_else(|| format!("there is no command {name:?}; `byline keys` lists them"))?;
        self.unbind(command);
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        self.take_over(command, &keys)
    }

    /// Binds keys, and takes them, and whatever begins with them or is their beginning, from commands on offer beside it.
    fn take_over(&mut self, command: Command, keys: &[&str]) -> Result<(), String> {
        for raw in keys {
            let sequence = Key::sequence(raw)?;
            self.bindings.retain(|old| {
                let (old_scope, scope) = (old.command.row().scope, command.row().scope);
                let apart = old_scope.is_own() != scope.is_own();
                let beside = !apart && Context::ALL.iter().any(|at| old_scope.covers(*at) && scope.covers(*at));
                !(beside && (old.keys.starts_with(&sequence) || sequence.starts_with(&old.keys)))
            });
            self.bindings.push(Binding { keys: sequence, command });
        }
        Ok(())
    }

    fn bind<'a>(&mut self, command: Command, keys: impl Iterator<Item = &'a str>) -> Result<(), String> {
        for raw in keys {
            self.bindings.push(Binding { keys: Key::sequence(raw)?, command });
        }
        Ok(())
    }

    fn unbind(&mut self, command: Command) {
        self.bindings.retain(|binding| binding.command != command);
    }

    /// What `pending` and `key` together mean in `context`.
    #[must_use]
    pub fn resolve(&self, context: Context, pending: &[Key], key: Key) -> Resolution {
        let mut begins = false;
        for binding in self.on_offer(context) {
            let Some((last, before)) = binding.keys.split_at_checked(pending.len()).map(|(a, b)| (b, a)) else {
                continue;
            };
            if before != pending || last.first() != Some(&key) {
                continue;
            }
            if last.len() == 1 {
                return Resolution::Command(binding.command);
            }
            begins = true;
        }
        if begins { Resolution::Pending } else { Resolution::Unbound }
    }

    /// What may follow `pending`: the rest of the keys, and the command.
    #[must_use]
    pub fn following(&self, context: Context, pending: &[Key]) -> Vec<(String, Command)> {
        self.on_offer(context)
            .filter_map(|binding| {
                let rest = binding.keys.strip_prefix(pending).filter(|rest| !rest.is_empty())?;
                Some((show_sequence(rest), binding.command))
            })
            .collect()
    }

    /// The keys of a command, as they are typed.
    #[must_use]
    pub fn keys(&self, command: Command) -> Vec<String> {
        self.bindings.iter().filter(|binding| binding.command == command).map(|b| show_sequence(&b.keys)).collect()
    }

    fn on_offer(&self, context: Context) -> impl Iterator<Item = &Binding> {
        let own = move |binding: &&Binding| {
            let scope = binding.command.row().scope;
            scope.is_own() && scope.covers(context)
        };
        let clash =
            |one: &Binding, other: &Binding| one.keys.starts_with(&other.keys) || other.keys.starts_with(&one.keys);
        let covered = move |binding: &&Binding| binding.command.row().scope.covers(context);
        // what a selection or a sheet of study binds itself comes before what else is bound there
        let is_free = move |binding: &&Binding| {
            own(binding) || !self.bindings.iter().filter(own).any(|mine| clash(mine, binding))
        };
        self.bindings.iter().filter(covered).filter(is_free)
    }
}

fn show_sequence(keys: &[Key]) -> String {
    keys.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_never_contradict_themselves() {
        let map = Keymap::default();
        for context in Context::ALL {
            let offered: Vec<_> = map.on_offer(context).collect();
            for (at, a) in offered.iter().enumerate() {
                for b in &offered[at + 1..] {
                    let clash = a.keys.starts_with(&b.keys) || b.keys.starts_with(&a.keys);
                    assert!(!clash, "{} and {} on {}", a.command, b.command, context.name());
                }
            }
        }
    }

    #[test]
    fn presets_and_rebinding_leave_no_clash_either() {
        for name in Keymap::presets() {
            let mut map = Keymap::preset(name).expect("a preset of the list");
            map.rebind("hints", &["<C-g>".to_owned(), "gh".to_owned()]).expect("a known command");
            for context in Context::ALL {
                let offered: Vec<_> = map.on_offer(context).collect();
                for (at, a) in offered.iter().enumerate() {
                    for b in &offered[at + 1..] {
                        let clash = a.keys.starts_with(&b.keys) || b.keys.starts_with(&a.keys);
                        assert!(
                            !clash,
                            "{name}: {} {:?} and {} on {}",
                            a.command,
                            show_sequence(&a.keys),
                            b.command,
                            context.name()
                        );
                    }
                }
            }
        }
        assert!(Keymap::preset("emacs").is_err_and(|message| message.contains("newsboat")));
        assert!(Keymap::default().rebind("fly", &[]).is_err());
        assert!(Keymap::default().rebind("hints", &["<Foo>".to_owned()]).is_err());
    }

    #[test]
    fn a_prefix_waits_and_a_sequence_resolves() {
        let map = Keymap::default();
        let bracket = Key::char(']');
        assert_eq!(map.resolve(Context::Page, &[], bracket), Resolution::Pending);
        assert_eq!(map.resolve(Context::Page, &[bracket], Key::char('q')), Resolution::Command(Command::NextQuote));
        assert_eq!(map.resolve(Context::Page, &[bracket], Key::char('y')), Resolution::Unbound);
        assert!(map.following(Context::Page, &[bracket]).contains(&("q".to_owned(), Command::NextQuote)));
    }
}
