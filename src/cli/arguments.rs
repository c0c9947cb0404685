//! What may be asked on the command line. Help, man page and completions are made from these types.

use std::{ffi::OsString, path::PathBuf};

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::model::spelling;

/// Read annotated news in the terminal
#[derive(Debug, Parser)]
#[command(
    name = "byline",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    after_help = "Without PATH: --desk or $BYLINE_DESK, else the configured desk, else the folder `articles` here, else your \
                  own desk.\nExit status: 0 well, 1 the answer is no, 2 could not do it."
)]
pub struct Arguments {
    /// A desk, a folder of articles, or one article, to open in the reader
    pub path: Option<PathBuf>,
    #[command(subcommand)]
    pub verb: Option<Verb>,
    #[command(flatten)]
    pub look: Look,
    /// The library that is asked: a desk or a folder of articles
    #[arg(long, global = true, value_name = "DIR")]
    pub desk: Option<PathBuf>,
}

impl Arguments {
    /// The arguments, or the help, version or fault to print.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let mut arguments: Vec<OsString> = arguments.into_iter().collect();
        keep_negations(&mut arguments);
        Self::plainly_a_path(&arguments).map_or_else(|| Self::try_parse_from(arguments), Ok)
    }

    /// `byline` and `byline some/path.yaml` in short, which are what a person waits for: the whole grammar takes longer
    /// to build than an article to read. A verb has neither dot nor separator.
    fn plainly_a_path(arguments: &[OsString]) -> Option<Self> {
        let path = match arguments {
            [_] => None,
            [_, path] => {
                let bytes = path.as_encoded_bytes();
                let is_plain = !bytes.starts_with(b"-") && bytes.iter().any(|byte| matches!(byte, b'.' | b'/'));
                Some(PathBuf::from(path)).filter(|_| is_plain).map(Some)?
            }
            _ => return None,
        };
        Some(Self { path, verb: None, look: Look { theme: None, color: When::Auto, width: None }, desk: None })
    }

    /// The verb that was meant by a word which is neither a verb nor a file.
    pub fn verb_meant(word: &str) -> Option<String> {
        let command = Self::command();
        let verbs: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        spelling::nearest(word, verbs).map(str::to_owned)
    }
}

/// Verbs that take a query.
const ASKING: [&str; 4] = ["search", "list", "questions", "notes"];

/// Makes `-ferry` a word of a query, which says what is not meant, and no row of options: a blank before it means nothing in
/// a query.
fn keep_negations(arguments: &mut [OsString]) {
    let verb = arguments.iter().skip(1).position(|word| ASKING.iter().any(|verb| word == *verb));
    let Some(verb) = verb else { return };
    for word in arguments.iter_mut().skip(verb + 2).take_while(|word| *word != "--") {
        let negates = word.to_str().and_then(|word| word.strip_prefix('-')).is_some_and(|rest| {
            // `-h` is asked for by itself
            !rest.starts_with('-') && rest.chars().nth(1).is_some()
        });
        if negates {
            let mut apart = OsString::from(" ");
            apart.push(&*word);
            *word = apart;
        }
    }
}

/// How the answer looks.
#[derive(Clone, Debug, Args)]
pub struct Look {
    /// The theme, by name (`byline themes` shows them)
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
    /// Whether to use colours
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true,
        help = "Whether to use colours: auto, always or never"
    )]
    pub color: When,
    /// The widest column of text, in cells
    #[arg(long, global = true, value_name = "CELLS", value_parser = clap::value_parser!(u16).range(20..=200))]
    pub width: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// Where the output is a terminal that shows them
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Print an article as a page
    Show(Show),
    /// List the articles of the library
    List(List),
    /// Find passages in every article
    Search(Search),
    /// Tell what somebody said, in every article
    Quotes(Quotes),
    /// Tell the open questions of the library, and what has become of them
    Questions(Questions),
    /// Print notes and highlights, for people and for other programs
    Notes(Notes),
    /// Review the cards that are due, or tell how they stand
    Review(Review),
    /// Print review cards, for people and for other programs
    Cards(Cards),
    /// Tell every fault of articles, and how to mend it
    Check(Check),
    /// Print an article for other programs, or write it to a file
    Export(Export),
    /// Get what is new in the feeds you have subscribed to
    Fetch(Fetch),
    /// Bring the index up to date, which it also does by itself
    Index(Index),
    /// Make articles of pasted text and of other formats
    Import(Import),
    /// Make a new article from a template
    New {
        /// The headline
        #[arg(required = true)]
        headline: Vec<String>,
    },
    /// Make a desk of a folder, or complete one
    Init {
        /// The folder
        dir: PathBuf,
    },
    /// Print the table of keys
    Keys,
    /// Print the themes with a preview
    Themes,
    /// Print the JSON Schema of the format, for editors
    Schema,
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the man page
    Man,
}

#[derive(Debug, Args)]
pub struct Show {
    /// The id of an article of the library, or the path of a file
    pub article: String,
    /// Print the article and what is derived from it as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Export {
    /// The id of an article of the library, or the path of a file
    pub article: String,
    /// The format
    #[arg(long = "as", value_name = "FORMAT")]
    pub form: ExportAs,
    /// Write it to a file, and print the path
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long, requires = "to")]
    pub force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportAs {
    /// Markdown with a head of metadata and a footnote for each speaker
    Markdown,
    /// One page of HTML that needs nothing else
    Html,
    /// Plain words
    Text,
    /// All that `show --json` prints
    Json,
    /// IPTC ninjs 3.1
    Ninjs,
    /// JSON-LD in the words of schema.org
    #[value(name = "schema.org")]
    SchemaOrg,
}

#[derive(Debug, Args)]
pub struct Fetch {
    /// Feeds to get now, instead of those in the configuration
    #[arg(conflicts_with_all = ["add", "remove", "opml"])]
    pub address: Vec<String>,
    /// Subscribe to a feed, or to all that an OPML file lists
    #[arg(long, value_name = "ADDRESS|FILE")]
    pub add: Vec<String>,
    /// Unsubscribe from a feed; its articles stay
    #[arg(long, value_name = "ADDRESS")]
    pub remove: Vec<String>,
    /// Print the feeds you have subscribed to as OPML
    #[arg(long, conflicts_with_all = ["add", "remove"])]
    pub opml: bool,
    /// Get articles again that you have removed
    #[arg(long, conflicts_with_all = ["add", "remove", "opml"])]
    pub again: bool,
}

#[derive(Debug, Args)]
pub struct List {
    /// Words of the headline, a topic or the publisher, or fields: `kind:unknown date:2025-03`
    pub query: Vec<String>,
    /// Print an array of JSON objects
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "QUERY is words, \"phrases\", beginnings (flood*), NOT, OR, parentheses, fields:\n\
                        kind: in: by: has: topic: date: publisher: lang: id: is: tag:\n\
                        Put the whole of it in single quotation marks: 'kind:unknown \"river gauge\" -dam'")]
pub struct Search {
    /// What to find
    #[arg(required = true)]
    pub query: Vec<String>,
    /// The most passages to print
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// Answer from the index as it is, without a look at the files for what has changed
    #[arg(long)]
    pub as_indexed: bool,
    /// Print an array of JSON objects
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Quotes {
    /// Whose words: a name in any spelling, or a part of one
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,
    /// Print an array of JSON objects
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Questions {
    /// Which articles ask: as for `list`
    pub query: Vec<String>,
    /// Only what is still open, wholly or in part
    #[arg(long)]
    pub open: bool,
    /// As things stood at the end of that day: 2025-03-03, 2025-03 or 2025
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// Print an array of JSON objects
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "QUERY is words, \"phrases\", NOT, OR, parentheses, fields:\n\
                  note: tag: colour: state: by: kind: in: date: topic: publisher: lang: id:\n\
                  Put the whole of it in single quotation marks: 'tag:infrastructure -state:gone'"
)]
pub struct Notes {
    #[command(subcommand)]
    pub verb: Option<NotesVerb>,
    /// Which of them; all where nothing is asked
    pub query: Vec<String>,
    /// The format: text, markdown, json, jsonld, hypothesis, readwise or anki
    #[arg(long = "as", value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: NotesFormat,
    /// A template of your own to fill instead (docs/exports.md tells what it is given)
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    pub template: Option<PathBuf>,
    /// Write into a Markdown file, and leave there what byline did not write
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "template"])]
    pub into: Option<PathBuf>,
    /// Whose notes: a desk or a folder of articles, instead of the one you are in
    #[arg(long, value_name = "FOLDER")]
    pub of: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum NotesVerb {
    /// Take notes back: JSON-LD, byline's JSON, or an export of Hypothesis
    Import {
        /// The file; `-` is standard input
        file: PathBuf,
    },
    /// Fold conflict copies of a sync, and conflicts that git left, into one file each
    Settle {
        /// Whose notes: a desk or a folder of articles, instead of the one you are in
        #[arg(long, value_name = "FOLDER")]
        of: Option<PathBuf>,
    },
    /// Take over the notes of a folder of articles that was moved or renamed
    Adopt {
        /// What they are called; without it, what there is is listed
        name: Option<String>,
        /// The folder as it lies now, instead of the one you are in
        #[arg(long, value_name = "FOLDER")]
        of: Option<PathBuf>,
    },
}

/// The formats of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NotesFormat {
    Text,
    Markdown,
    Json,
    Jsonld,
    Hypothesis,
    Readwise,
    Anki,
}

#[derive(Debug, Args)]
pub struct Review {
    /// Only print how many cards would be asked now; exit status 1 where there is none
    #[arg(long, conflicts_with = "status")]
    pub due: bool,
    /// Only tell how the cards stand, and what falls due in two weeks
    #[arg(long)]
    pub status: bool,
    /// Print that as JSON
    #[arg(long, requires = "status")]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Cards {
    /// The format: text, json (with where each card stands) or anki (a file for *Import*)
    #[arg(long = "as", value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: CardsFormat,
}

/// The formats of cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CardsFormat {
    Text,
    Json,
    Anki,
}

#[derive(Debug, Args)]
pub struct Index {
    /// Make it anew
    #[arg(long, conflicts_with = "status")]
    pub rebuild: bool,
    /// Only tell how it stands
    #[arg(long)]
    pub status: bool,
    /// Tell it as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    /// Articles, or folders of them
    #[arg(required = true)]
    pub path: Vec<PathBuf>,
    /// Write what byline understood of prose that YAML would lose or bend
    #[arg(long)]
    pub fix: bool,
    /// Print an array of JSON objects
    #[arg(long)]
    pub json: bool,
    /// Let warnings count as errors
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "An article is named YYYY-MM-DD-a-few-words.yaml by its date and headline.\n\
                  What was left out or is unsure is told on standard error: in short on a\n\
                  terminal, with every word in a file.")]
pub struct Import {
    /// Files or addresses to read; `-` is standard input
    #[arg(required = true)]
    pub file: Vec<PathBuf>,
    /// What they are
    #[arg(long, value_name = "FORMAT", default_value = "auto")]
    pub from: From,
    /// The folder to put the articles in, instead of the library
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// Print the articles, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Replace an article of the same name, the older kept under revisions/; take in what you removed
    #[arg(long)]
    pub force: bool,
}

/// The formats that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum From {
    /// By its first words and the file's name
    Auto,
    Text,
    Markdown,
    /// A page saved from the web
    Html,
    /// An e-mail saved as a file, or a page saved as MHTML
    Mail,
    /// RSS, Atom or JSON Feed: an article for each entry
    Feed,
    /// IPTC ninjs 2 or 3
    Ninjs,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_makes_sense_and_its_help_fits_a_screen() {
        let mut command = Arguments::command();
        command.clone().debug_assert();
        let help = command.render_help().to_string();
        assert!(help.lines().count() <= 40, "{help}");
    }

    #[test]
    fn what_is_not_meant_is_a_word_of_a_query() {
        let read = |words: &[&str]| Arguments::read(["byline"].iter().chain(words).map(OsString::from));
        let Ok(Arguments { verb: Some(Verb::Search(search)), .. }) = read(&["search", "-ferry", "quay", "--json"])
        else {
            panic!("a query")
        };
        assert_eq!((search.query.join(" ").trim(), search.json), ("-ferry quay", true));
        assert!(read(&["search", "--ferry"]).is_err() && read(&["import", "-x"]).is_err());
        assert!(read(&["list", "-h"]).is_err_and(|help| !help.use_stderr()));
        for help in Arguments::command().get_subcommands_mut() {
            let help = help.render_long_help().to_string();
            let below = help.rsplit("\n\n").next().unwrap_or_default();
            assert!(below.lines().all(|line| line.chars().count() <= 80 || line.starts_with(' ')), "{below}");
        }
    }

    #[test]
    fn a_path_is_read_the_same_in_short_and_in_full() {
        for arguments in [&["byline"][..], &["byline", "./articles"], &["byline", "a.yaml"], &["byline", "/tmp/check"]]
        {
            let given: Vec<OsString> = arguments.iter().map(OsString::from).collect();
            let short = Arguments::plainly_a_path(&given).expect("a path and nothing else");
            let full = Arguments::try_parse_from(&given).expect("it makes sense");
            assert_eq!(format!("{short:?}"), format!("{full:?}"));
        }
        for verb in Arguments::command().get_subcommands() {
            assert!(Arguments::plainly_a_path(&["byline".into(), verb.get_name().into()]).is_none());
        }
        assert!(Arguments::plainly_a_path(&["byline".into(), "--theme=./x.tmTheme".into()]).is_none());
    }
}
