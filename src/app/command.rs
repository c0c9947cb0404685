//! The one table of commands: what a reader can ask, with name, words, group, screens and default keys.
//!
//! Keymap, help, palette, which-key box and `docs/keys.md` are made from it.

use std::fmt;

/// The screen or pane that has the keyboard: what a key means depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    Shelf,
    Page,
    Contents,
    /// A list across articles.
    Board,
    /// The page, while words are selected. It has keys of its own, which come before those of the page.
    Selection,
    /// A sheet of study. It has keys of its own, too.
    Study,
    /// What was pasted, before it is kept. It has keys of its own, too.
    Paste,
}

impl Context {
    pub const ALL: [Self; 7] =
        [Self::Shelf, Self::Page, Self::Contents, Self::Board, Self::Selection, Self::Study, Self::Paste];

    /// The word for it in help and docs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Shelf => "shelf",
            Self::Page => "page",
            Self::Contents => "contents",
            Self::Board => "board",
            Self::Selection => "selection",
            Self::Study => "study",
            Self::Paste => "paste",
        }
    }
}

/// Where a command is on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Everywhere,
    Shelf,
    Page,
    Contents,
    /// On the page, and in the contents pane beside it.
    Article,
    /// On the shelf and on the page.
    Screens,
    Board,
    /// On the page, in the contents and on a board: everywhere but on the shelf.
    Away,
    /// While words are selected.
    Selection,
    /// While a sheet of study is shown.
    Study,
    /// While what was pasted is looked at.
    Paste,
}

impl Scope {
    /// Whether its commands have the first word about their keys.
    #[must_use]
    pub fn is_own(self) -> bool {
        matches!(self, Self::Selection | Self::Study | Self::Paste)
    }

    /// Whether it covers `context`.
    #[must_use]
    pub fn covers(self, context: Context) -> bool {
        use Context as At;
        match self {
            Self::Everywhere => true,
            Self::Shelf => context == At::Shelf,
            Self::Page => matches!(context, At::Page | At::Selection),
            Self::Contents => context == At::Contents,
            Self::Article => matches!(context, At::Page | At::Selection | At::Contents),
            Self::Screens => matches!(context, At::Shelf | At::Page | At::Selection),
            Self::Board => context == At::Board,
            Self::Away => context != At::Shelf,
            Self::Selection => context == At::Selection,
            Self::Study => context == At::Study,
            Self::Paste => context == At::Paste,
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub command: Command,
    /// Its name in a configuration: `next-section`.
    pub name: &'static str,
    /// What it does, as the end of a sentence that begins with the key.
    pub help: &'static str,
    pub group: &'static str,
    pub scope: Scope,
    /// The default keys: sequences as they are typed, the shortest first. None: by the palette only.
    pub keys: &'static [&'static str],
}

macro_rules! commands {
    ($($group:literal { $($name:ident $text:literal $scope:ident [$($key:literal),*] $help:literal;)* })*) => {
        /// What a reader asks for. Fieldless: what it acts on is in the state.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command {
            $($(#[doc = $help] $name,)*)*
        }

        /// The table.
        pub const TABLE: &[Row] = &[
            $($(Row {
                command: Command::$name,
                name: $text,
                help: $help,
                group: $group,
                scope: Scope::$scope,
                keys: &[$($key),*],
            },)*)*
        ];
    };
}

commands! {
    "Moving" {
        LineDown "line-down" Everywhere ["j", "<Down>"] "down a line";
        LineUp "line-up" Everywhere ["k", "<Up>"] "up a line";
        HalfDown "half-page-down" Everywhere ["d", "<C-d>"] "down half a page";
        HalfUp "half-page-up" Everywhere ["u", "<C-u>"] "up half a page";
        PageDown "page-down" Everywhere ["<Space>", "<PageDown>", "<C-f>"] "down a page";
        PageUp "page-up" Everywhere ["b", "<PageUp>", "<C-b>", "<S-Space>"] "up a page";
        Top "top" Everywhere ["gg", "<Home>"] "to the top, or to the line a count names";
        End "end" Everywhere ["G", "<End>"] "to the end";
    }
    "Structure" {
        NextSection "next-section" Away ["]]"] "to the next section; on a board, the next group";
        PreviousSection "previous-section" Away ["[["] "to the previous section; on a board, the previous group";
        NextQuote "next-quote" Page ["]q"] "to the next quote";
        PreviousQuote "previous-quote" Page ["[q"] "to the previous quote";
        NextSame "next-quote-of-speaker" Page ["]w"] "to the next quote of the same speaker";
        PreviousSame "previous-quote-of-speaker" Page ["[w"] "to the previous quote of the same speaker";
        NextLink "next-link" Page ["]l"] "to the next link";
        PreviousLink "previous-link" Page ["[l"] "to the previous link";
        NextNote "next-annotation" Page ["]a"] "to the next annotation";
        PreviousNote "previous-annotation" Page ["[a"] "to the previous annotation";
        NextQuestion "next-question" Page ["]o"] "to the next open question";
        PreviousQuestion "previous-question" Page ["[o"] "to the previous open question";
        NextSentence "next-sentence" Page [")"] "to the next sentence";
        PreviousSentence "previous-sentence" Page ["("] "to the previous sentence";
        NextParagraph "next-paragraph" Page ["}"] "to the next paragraph";
        PreviousParagraph "previous-paragraph" Page ["{"] "to the previous paragraph";
        Contents "contents" Article ["<Tab>", "gc"] "open, enter and close the contents";
    }
    "Going" {
        Into "into" Everywhere ["<Enter>"] "open the article, follow the link, go to the section, the speaker or the answer";
        Out "out" Everywhere ["h", "<Left>"] "out: back to the board or the shelf; in the contents, fold or leave";
        In "in" Everywhere ["l", "<Right>"] "in: shelf or board to page, follow; in the contents, unfold or go there";
        Hints "hints" Page ["f"] "label every link and quote in view, to jump by letters";
        Back "back" Everywhere ["<C-o>", "<Backspace>", "<A-Left>"] "back to where one came from";
        Forward "forward" Everywhere ["<C-i>", "<A-Right>"] "forward again";
        NextArticle "next-article" Article ["J"] "the next article of the shelf";
        PreviousArticle "previous-article" Article ["K"] "the previous article of the shelf";
        NextUnread "next-unread" Screens ["]u"] "the next unread article; on a page that changed since, the next change";
        PreviousUnread "previous-unread" Screens ["[u"] "the previous unread article, or change";
        ShowChanges "show-changes" Page ["zu"] "show or hide what changed since you read it; then what changed before that";
        SetMark "set-mark" Page ["m"] "set the mark that the next letter names";
        GoToMark "go-to-mark" Page ["'"] "go to the mark that the next letter names; '' is where one came from";
        Links "links" Article ["gl"] "list the links of the article, in both directions";
        Answer "answer" Page ["ga"] "to what has answered the question in focus";
        Shelf "shelf" Away ["gs"] "to the shelf";
    }
    "Finding" {
        Find "find" Everywhere ["/"] "find words in the article; on the shelf or a board, filter it";
        NextMatch "next-match" Page ["n"] "the next match";
        PreviousMatch "previous-match" Page ["N"] "the previous match";
    }
    "Library" {
        SearchLibrary "search-library" Everywhere ["g/"] "search the whole library as you type";
        Voices "voices" Everywhere ["gv"] "the speaker in focus across all articles, or all speakers";
        Questions "questions" Everywhere ["gq"] "the open questions of the library, and what answered the others";
        Notes "notes" Everywhere ["gn"] "your notes on all articles";
        Brief "brief" Everywhere ["gb"] "the brief: passages you gathered, by kind, with their sources";
        Story "story" Everywhere ["gt"] "the story an article belongs to, as a timeline";
        States "states" Board ["zs"] "questions: show the next state (all, unanswered, answered, dropped)";
        AsOf "as-of" Board ["zd"] "questions and story: as things stood on a date";
        Later "later" Board [">"] "story: the next date";
        Earlier "earlier" Board ["<lt>"] "story: the date before";
        Accept "accept" Board ["a"] "questions: accept a proposed answer, after asking";
        Same "same-speaker" Board ["="] "voice: the name in focus is the same speaker";
        Different "different-speaker" Board ["-"] "voice: the name in focus is somebody else";
        Regroup "group-notes" Board ["zg"] "notes: group by the next thing: article, speaker, tag, colour";
        TagFound "tag-notes" Board ["t"] "notes: tag all that are shown";
        WriteOut "write-out" Board ["E"] "notes and brief: write what is shown into a file";
        BriefUp "passage-up" Board ["K"] "brief: move the passage up";
        BriefDown "passage-down" Board ["J"] "brief: move the passage down";
        BriefOut "passage-out" Board ["D"] "brief: take the passage out";
        BriefName "brief-headline" Board ["H"] "brief: give it a headline";
        StopIndexing "stop-indexing" Everywhere [] "stop reading the library into its index";
    }
    "Annotating" {
        Select "select" Page ["v"] "select the words in focus; then: grow";
        HintWords "hint-words" Page ["F"] "label the sentences and quotes in view, to select by letters";
        Grow "grow" Selection ["v", "+"] "grow: sentence, quote, paragraph, section, all quotes of the speaker";
        Shrink "shrink" Selection ["-"] "shrink, the same way back";
        SwapEnds "swap-ends" Selection ["o"] "move the other end";
        LetterLeft "letter-left" Selection ["h", "<Left>"] "back by a letter";
        LetterRight "letter-right" Selection ["l", "<Right>"] "on by a letter";
        WordForward "word-forward" Selection ["w", "e"] "on by a word";
        WordBack "word-back" Selection ["b"] "back by a word";
        Highlight "highlight" Page ["x"] "highlight in the colour used last; on a highlight, take it away";
        Pink "pink" Selection ["1"] "highlight in pink";
        Orange "orange" Selection ["2"] "highlight in orange";
        Yellow "yellow" Selection ["3"] "highlight in yellow";
        Green "green" Selection ["4"] "highlight in green";
        Blue "blue" Selection ["5"] "highlight in blue";
        Purple "purple" Selection ["6"] "highlight in purple";
        Note "note" Page ["a"] "write a note on the words, or change the one there is";
        NoteOutside "note-in-editor" Page ["E"] "write it in $EDITOR";
        Tags "tags" Page ["t"] "tag the words, or change the tags there are";
        Repeat "repeat" Page ["."] "do again what was done last, to these words";
        Delete "delete-annotation" Page ["D"] "delete the annotation in focus";
        AcceptPlace "accept-place" Page ["="] "accept the words an annotation was found at, or put one whose words are gone on these";
        WriteAgain "write-again" Everywhere ["gw"] "write the annotations and reviews that could not be written";
        Undo "undo" Everywhere ["U"] "undo the last change: of annotations, stars, tags, read marks, names and accepted answers";
        Redo "redo" Everywhere ["<C-r>"] "redo it";
    }
    "Shelf" {
        Sort "sort" Shelf ["zs"] "sort by the next order: newest, oldest, headline, unread first";
        Group "group" Shelf ["zg"] "group by the next rule: none, day, topic, story, tag";
        Star "star" Screens ["s"] "star, or take the star away";
        ToggleRead "toggle-read" Screens ["R"] "mark as read, or as unread";
        StarAll "star-all" Shelf ["zS"] "star every article the shelf shows";
        ReadAll "read-all" Shelf ["zR"] "mark every article the shelf shows as read";
        ArticleTags "article-tags" Shelf ["t"] "tags of the article, to type and to erase; Tab completes";
        TagAll "tag-all" Shelf ["zT"] "tag every article the shelf shows; -tag takes one away";
    }
    "Article" {
        Yank "yank" Page ["y"] "copy the words in focus, or those selected, with their attribution";
        Gather "gather" Page ["Y"] "put the words in focus into the brief";
        Original "open-original" Screens ["o"] "open the original address, after showing it";
        Edit "edit" Screens ["e"] "edit the file in $EDITOR";
        Source "source" Article ["gy"] "show the YAML source, or the page again";
        Faults "faults" Article ["!"] "list what byline found wrong with the file";
        Reload "reload" Everywhere ["gR"] "read the article or the shelf again from disk";
    }
    "Bringing in" {
        Paste "paste" Everywhere ["gp"] "bring in an article: paste its words, or type where its file is";
        KeepPaste "keep-paste" Paste ["<Enter>"] "keep it as an article of the library";
        EditPaste "edit-paste" Paste ["e"] "edit it in $EDITOR before it is kept";
        PasteFormat "paste-format" Paste ["f"] "read its words in the next format: text, Markdown, HTML";
        PasteReport "paste-report" Paste ["<Tab>", "r"] "to the report of what was left out, and back";
        DiscardPaste "discard-paste" Paste ["D"] "discard it; Esc does, too";
    }
    "Studying" {
        Review "review" Everywhere ["gr"] "review the cards that are due";
        MakeCard "make-card" Page ["r"] "make review cards of the words in focus, or of what the article proposes";
        Figures "figures" Everywhere ["gf"] "what was read and remembered, in figures";
        Aside "set-aside" Everywhere ["gA"] "the cards that are set aside, and why";
        Tour "tour" Everywhere ["gz"] "the queue of what to read next";
        NextQueued "next-queued" Everywhere ["]z"] "the next article of the queue; the one that is read leaves it";
        ToQueue "queue" Screens ["zq"] "put the article into the queue, or take it out";
        PreviousQueued "previous-queued" Everywhere ["[z"] "the article before this one in the queue";
        QueueAll "queue-all" Shelf ["zQ"] "put every article the shelf shows into the queue";
        QueueUp "queue-up" Study ["K"] "queue: move the article up";
        QueueDown "queue-down" Study ["J"] "queue: move the article down";
        Turn "turn" Study ["<Space>"] "turn the card";
        Again "again" Study ["1"] "forgotten: it comes again in this sitting";
        Hard "hard" Study ["2"] "remembered with difficulty";
        Good "good" Study ["3"] "remembered";
        Easy "easy" Study ["4"] "remembered at once";
        Certain "certain" Study ["5"] "quite sure, where one is asked before the card turns";
        TakeBack "take-back" Study ["U"] "take back the last grade, or what was set aside";
        TypeAnswer "type-answer" Study ["i"] "type the answer, where there is one right word";
        Bury "bury" Study ["-"] "not again today";
        SuspendCard "suspend-card" Study ["@"] "not again until it is taken up";
        EditCard "edit-card" Study ["e"] "edit the card";
        DeleteCard "delete-card" Study ["D"] "delete the card; in the queue, take the article out";
        KeepCard "keep-card" Study ["="] "ask a card again that was set aside";
        Sure "ask-how-sure" Study ["c"] "be asked how sure one is before each card turns, or no more";
        Fit "fit" Study ["W"] "fit the schedule to your own reviews";
    }
    "byline" {
        Palette "palette" Everywhere [":"] "every command, to search and run";
        Help "help" Everywhere ["?", "<F1>"] "help for this screen";
        Themes "themes" Everywhere ["gT"] "choose a theme";
        Redraw "redraw" Everywhere ["<C-l>"] "draw the screen anew";
        Suspend "suspend" Everywhere ["<C-z>"] "stop byline and go to the shell; `fg` comes back";
        Cancel "cancel" Everywhere ["<Esc>", "<C-c>"] "cancel: close what is open, clear matches and focus";
        Quit "quit" Everywhere ["q"] "back out one step, then quit";
        QuitNow "quit-now" Everywhere ["Q"] "quit";
    }
}

impl Command {
    /// Its row of the table.
    #[must_use]
    pub fn row(self) -> &'static Row {
        // The table is made from the same list as the enum, so its order is the enum's.
        &TABLE[self as usize]
    }

    /// The command of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.name == name).map(|row| row.command)
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.row().name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_and_the_enum_agree() {
        for row in TABLE {
            assert_eq!(row.command.row().name, row.name);
            assert_eq!(Command::from_name(row.name), Some(row.command));
        }
    }
}
