//! The configuration: `$XDG_CONFIG_HOME/byline/config.yaml`, all of it optional.
//!
//! Articles are YAML that only `format` knows. This file is YAML too, but a typed one of byline's own with nothing of
//! prose in it, so it is read here, straight into its type.

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, Visitor, value::MapAccessDeserializer},
};

use crate::{
    model::{Colour, Text},
    study,
};

use super::{Environment, Error, Subscription, file};

/// The most bytes of a configuration.
const CONFIG_MAX_BYTES: u64 = 1024 * 1024;

/// The column of text, in cells, where nothing else is said: about 65 letters and their spaces read best.
const WIDTH_CELLS: u16 = 76;

/// What a person may set.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "settings such as `theme: newsprint`, each on its own line")]
pub struct Config {
    /// The library that opens without a PATH. `~` is the home folder.
    pub desk: Option<PathBuf>,
    pub theme: Option<ThemeChoice>,
    pub keys: Keys,
    pub mouse: bool,
    /// The widest column of text, in cells: 20 to 200.
    #[serde(deserialize_with = "width")]
    pub width: u16,
    /// Before `$VISUAL` and `$EDITOR`.
    pub editor: Option<String>,
    /// The feeds that `byline fetch` gets.
    pub feeds: Vec<Subscription>,
    /// What each colour of a highlight means.
    pub annotations: Meanings,
    pub study: StudyChoice,
}

/// How one wants to be asked: `study: {retention: 0.9, new-cards-a-day: 20}`.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(
    deny_unknown_fields,
    default,
    rename_all = "kebab-case",
    expecting = "`retention: 0.9` or `new-cards-a-day: 20`"
)]
pub struct StudyChoice {
    /// The share of cards to remember when they are asked: 0.7 to 0.97.
    #[serde(deserialize_with = "retention")]
    pub retention: f32,
    pub new_cards_a_day: u32,
}

impl Default for StudyChoice {
    fn default() -> Self {
        Self { retention: study::RETENTION, new_cards_a_day: study::NEW_A_DAY }
    }
}

fn retention<'de, D: Deserializer<'de>>(from: D) -> Result<f32, D::Error> {
    let retention = f32::deserialize(from)?;
    if (0.7..=0.97).contains(&retention) {
        return Ok(retention);
    }
    Err(de::Error::custom("retention is a share between 0.7 and 0.97"))
}

/// What a reader means by each colour: `annotations: {yellow: check this}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "colours with what they mean, such as `yellow: check this`")]
pub struct Meanings {
    pub pink: Option<String>,
    pub orange: Option<String>,
    pub yellow: Option<String>,
    pub green: Option<String>,
    pub blue: Option<String>,
    pub purple: Option<String>,
}

impl Meanings {
    /// In the order of [`Colour::ALL`].
    #[must_use]
    pub fn texts(&self) -> [Option<Text>; 6] {
        Colour::ALL.map(|colour| {
            let meaning = match colour {
                Colour::Pink => &self.pink,
                Colour::Orange => &self.orange,
                Colour::Yellow => &self.yellow,
                Colour::Green => &self.green,
                Colour::Blue => &self.blue,
                Colour::Purple => &self.purple,
            };
            meaning.as_deref().map(Text::line).filter(|meaning| !meaning.is_empty())
        })
    }
}

impl Default for Config {
    fn default() -> Self {
        let annotations = Meanings::default();
        Self {
            desk: None,
            theme: None,
            keys: Keys::default(),
            mouse: true,
            width: WIDTH_CELLS,
            editor: None,
            feeds: Vec::new(),
            annotations,
            study: StudyChoice::default(),
        }
    }
}

/// One theme, or one for each shade of the terminal: `theme: ink` or `theme: {dark: ink, light: paper}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeChoice {
    Always(String),
    Shades { dark: String, light: String },
}

/// The keys: a preset, and what is bound beyond it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "`preset:` or `bind:` below it")]
pub struct Keys {
    /// `byline`, `vim`, `less` or `newsboat`. Whoever knows the presets checks it.
    pub preset: Option<String>,
    /// Names of commands, each with the keys that replace its own. Whoever knows the commands checks them.
    #[serde(deserialize_with = "bindings")]
    pub bind: BTreeMap<String, Vec<String>>,
}

impl Config {
    /// Reads the configuration; a file that is not there says nothing.
    ///
    /// # Errors
    /// Where the file can't be read or says what byline does not know, with the line and the cause.
    pub fn read(environment: &Environment) -> Result<Self, Error> {
        let Some(path) = Self::path(environment) else { return Ok(Self::default()) };
        match file::read_source(&path, CONFIG_MAX_BYTES) {
            Ok(source) => Self::parse(&path, &source.bytes),
            Err(Error::Missing { .. }) => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// Where the file is, or would be.
    #[must_use]
    pub fn path(environment: &Environment) -> Option<PathBuf> {
        environment.folders.as_ref().map(|folders| folders.config.join("byline").join("config.yaml"))
    }

    pub(super) fn parse(path: &Path, bytes: &[u8]) -> Result<Self, Error> {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(Self::default());
        }
        if let Err(error) = std::str::from_utf8(bytes) {
            let line = 1 + memchr::memchr_iter(b'\n', bytes.get(..error.valid_up_to()).unwrap_or_default()).count();
            let message = "the file is no UTF-8 text here; save it as UTF-8".to_owned();
            return Err(Error::Config { path: path.to_owned(), line: Some(line), message });
        }
        serde_yaml::from_slice::<Option<Self>>(bytes).map(Option::unwrap_or_default).map_err(|error| Error::Config {
            path: path.to_owned(),
            line: error.location().map(|location| location.line()),
            message: message(&error),
        })
    }
}

/// The parser's words without its place; for an unknown key, the known ones, the nearest alone where it is near.
fn message(error: &serde_yaml::Error) -> String {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or(&words);
    if !words.contains("unknown field `") {
        return words.to_owned();
    }
    // "unknown field `thme`, expected one of `desk`, `theme`, …": the names are every second piece
    let mut names = words.split('`').skip(1).step_by(2);
    let key = names.next().unwrap_or_default();
    let known: Vec<&str> = names.collect();
    let nearest = known.iter().min_by_key(|known| distance(key, known)).filter(|known| distance(key, known) <= 2);
    match nearest {
        Some(known) => format!("byline has no setting {key:?}; did you mean {known:?}?"),
        None => format!("byline has no setting {key:?}; there is {}", known.join(", ")),
    }
}

/// Letters to add, drop or change between two words.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

fn width<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    let width = u16::deserialize(deserializer)?;
    if (20..=200).contains(&width) {
        return Ok(width);
    }
    Err(de::Error::custom(format!("width is {width}; a column has 20 to 200 cells")))
}

/// A map that refuses a command bound twice, where a plain map would keep the last without a word.
fn bindings<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a command wants a key or a list of keys")]
    enum OneOrMore {
        One(String),
        More(Vec<String>),
    }

    struct Bindings;

    impl<'de> Visitor<'de> for Bindings {
        type Value = BTreeMap<String, Vec<String>>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("names of commands with their keys")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut bindings = BTreeMap::new();
            while let Some((command, keys)) = map.next_entry::<String, OneOrMore>()? {
                let keys = match keys {
                    OneOrMore::One(key) => vec![key],
                    OneOrMore::More(keys) => keys,
                };
                if bindings.contains_key(&command) {
                    return Err(de::Error::custom(format!("{command} is bound twice; give it a list of keys")));
                }
                bindings.insert(command, keys);
            }
            Ok(bindings)
        }
    }

    deserializer.deserialize_map(Bindings)
}

impl<'de> Deserialize<'de> for ThemeChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Shades {
            dark: String,
            light: String,
        }

        struct Choice;

        impl<'de> Visitor<'de> for Choice {
            type Value = ThemeChoice;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a theme, or {dark: NAME, light: NAME}")
            }

            fn visit_str<E>(self, name: &str) -> Result<ThemeChoice, E> {
                Ok(ThemeChoice::Always(name.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ThemeChoice, A::Error> {
                let Shades { dark, light } = Shades::deserialize(MapAccessDeserializer::new(map))?;
                Ok(ThemeChoice::Shades { dark, light })
            }
        }

        deserializer.deserialize_any(Choice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(yaml: &str) -> Result<Config, String> {
        Config::parse(Path::new("config.yaml"), yaml.as_bytes()).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_not_said_has_its_default() {
        assert_eq!(parse(""), Ok(Config::default()));
        assert_eq!(parse("# nothing yet\n"), Ok(Config::default()));
        let config = parse("width: 60\nkeys:\n  preset: vim\n  bind:\n    quit: ZZ\n    next-quote: ['{', ']q']\n");
        let config = config.unwrap();
        assert_eq!((config.width, config.mouse, config.keys.preset.as_deref()), (60, true, Some("vim")));
        assert_eq!(config.keys.bind["quit"], ["ZZ"]);
        assert_eq!(config.keys.bind["next-quote"], ["{", "]q"]);
    }

    #[test]
    fn a_theme_is_one_or_one_for_each_shade() {
        assert_eq!(parse("theme: ink").unwrap().theme, Some(ThemeChoice::Always("ink".to_owned())));
        let both = ThemeChoice::Shades { dark: "ink".to_owned(), light: "paper".to_owned() };
        assert_eq!(parse("theme: {dark: ink, light: paper}").unwrap().theme, Some(both));
    }

    #[test]
    fn colours_mean_what_the_reader_says() {
        let config = parse("annotations:\n  yellow: check this\n  blue: ''\n").unwrap();
        let meanings = config.annotations.texts();
        assert_eq!(meanings.iter().flatten().map(Text::as_str).collect::<Vec<_>>(), ["check this"]);
        assert_eq!(meanings[Colour::Yellow as usize].as_ref().map(Text::as_str), Some("check this"));
        let error = parse("annotations: {yelow: x}").unwrap_err();
        assert!(error.contains("did you mean \"yellow\""), "{error}");
    }

    #[test]
    fn a_file_in_another_encoding_is_told_with_its_line() {
        let error = Config::parse(Path::new("config.yaml"), b"mouse: true\neditor: caf\xe9\n").unwrap_err();
        assert_eq!(error.to_string(), "config.yaml:2: the file is no UTF-8 text here; save it as UTF-8");
    }

    #[test]
    fn an_error_says_where_and_how_to_mend_it() {
        let error = parse("mouse: true\nthme: ink\n").unwrap_err();
        assert_eq!(error, "config.yaml:2: byline has no setting \"thme\"; did you mean \"theme\"?");
        for (bad, cause) in [
            ("colour: red", "there is desk, theme"),
            ("width: 5", "20 to 200 cells"),
            ("mouse: perhaps", "mouse"),
            ("mouse: true\nmouse: false", "duplicate"),
            ("keys: {bind: {quit: q, quit: Q}}", "bound twice"),
            ("theme: [a]", "the name of a theme"),
            ("theme: {dark: a, lite: b}", "there is dark, light"),
            ("keys: {binds: {}}", "did you mean \"bind\""),
            ("[mouse]", "expected settings such as `theme: newsprint`"),
            ("keys: [q]", "expected `preset:` or `bind:`"),
        ] {
            let error = parse(bad).unwrap_err();
            assert!(error.contains(cause), "{bad}: {error}");
        }
    }
}
