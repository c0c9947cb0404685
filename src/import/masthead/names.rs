//! Names of people in a byline, and what stands beside them: posts, papers, agencies.

use super::super::{dates, graf::ends_as_sentence, speakers};

/// With these words a line begins that says who wrote the story; `by` follows.
const DEEDS: &str = "analysis opinion review story words posted written essay perspective commentary report text submitted column \
    interview explainer";

/// The names of `By Jane Roe and Max Doe`, `Written by …`, `Author: …`.
pub(in crate::import) fn read_byline(line: &str) -> Option<&str> {
    let names = after_sign(line)?;
    let short = line.split_whitespace().count() <= 30 && !line.ends_with(['?', '!', ':']);
    let first = name_parts(names).into_iter().next()?;
    let first = first.split(" in ").next().unwrap_or("").split(" for ").next().unwrap_or("").trim();
    let known = looks_like_name(first) || looks_like_house(first) || (names == first && looks_like_alias(first));
    // `By Jane Roe, a writer in Ellis. She keeps bees.`
    let described = names
        .get(first.len()..)
        .is_some_and(|rest| [", a ", ", an ", ", the "].iter().any(|sign| rest.starts_with(sign)));
    let told = line.ends_with('.') && names.contains(". ") && !described;
    (short && known && !told).then_some(names)
}

/// What stands behind the words that open a byline.
pub(super) fn after_sign(line: &str) -> Option<&str> {
    const SIGNS: [&str; 13] =
        ["By ", "BY ", "by ", "By: ", "by: ", "Von ", "von ", "Par ", "par ", "Por ", "por ", "Author: ", "Text: "];
    let names = SIGNS.iter().find_map(|sign| line.strip_prefix(sign)).or_else(|| {
        let (deed, rest) = line.split_once(' ')?;
        let names = rest.strip_prefix("by ").or_else(|| rest.strip_prefix("By "))?;
        DEEDS.split_whitespace().any(|known| deed.eq_ignore_ascii_case(known)).then_some(names)
    })?;
    Some(names.trim())
}

/// The parts of a byline, one name or post each.
pub(super) fn name_parts(line: &str) -> Vec<String> {
    let mut line = line.to_owned();
    for sign in [" and ", " AND ", " & ", " und ", " with ", " et ", " By ", " by ", " -- ", " - "] {
        line = line.replace(sign, ",");
    }
    let line = line.replace(" Published", ",Published").replace(" Updated", ",Updated");
    line.split([',', '|', '•', '·', ';', '—', '–', '/'])
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty() && !part.contains('@'))
        .collect()
}

/// `JANE ROE` as it is written elsewhere: `Jane Roe`.
pub(super) fn unshouted(name: &str) -> String {
    if name.chars().any(|c| c.is_lowercase() || !(c.is_ascii() || c == '’')) {
        return name.to_owned();
    }
    let mut start = true;
    let lower = |c: char| {
        let cased = if start { c } else { c.to_ascii_lowercase() };
        start = !c.is_alphabetic();
        cased
    };
    name.chars().map(lower).collect()
}

pub(super) fn looks_like_names(line: &str) -> bool {
    let line = line.split(" in ").next().unwrap_or(line);
    let parts = name_parts(line);
    !parts.is_empty() && looks_like_name(&parts[0]) && parts.iter().all(|part| looks_like_name(part) || is_post(part))
}

/// Two to four words with capitals, none of which a name would not hold; a nickname in quotation marks may stand among them.
pub(in crate::import) fn looks_like_name(part: &str) -> bool {
    const NEVER: &str = "by about the a an what why how who when where is are was were of new breaking live news says in on at for to with";
    let words: Vec<&str> = part.split_whitespace().collect();
    let nicknamed = words.len() >= 3 && !part.starts_with(['"', '“']) && !part.ends_with(['"', '”']);
    let bare = |word: &str| if nicknamed { word.trim_matches(['"', '“', '”']).to_owned() } else { word.to_owned() };
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase)
            || matches!(word, "de" | "van" | "von" | "der" | "den" | "al" | "bin" | "la" | "da" | "di" | "del" | "dos")
    };
    let plain = |word: &str| {
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'))
            && !NEVER.split_whitespace().any(|never| never == word.to_lowercase())
            && !dates::is_month(&word.to_lowercase())
            && !dates::is_weekday(&word.to_lowercase())
    };
    (2..=4).contains(&words.len())
        && words.iter().map(|word| bare(word)).all(|word| capital(&word) && plain(&word))
        && words[0].starts_with(char::is_uppercase)
        && !ends_as_sentence(part)
}

/// `The Associated Press`, `CNN Wire`, `Our Foreign Staff`: a house that signs like a person.
pub(super) fn looks_like_house(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let capital = words.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word == "of");
    let staff = words.to_lowercase().contains("staff");
    staff
        || (is_post(words) && (capital || count <= 2))
        || (capital && (2..=5).contains(&count) && words.starts_with("The ") && words != "The Numbers")
}

/// `Euronews`, `AdaEk`: one word that may sign a story, where nothing else stands on its line.
pub(super) fn looks_like_alias(word: &str) -> bool {
    let lower = word.to_lowercase();
    word.starts_with(char::is_uppercase)
        && word.chars().all(char::is_alphanumeric)
        && word.chars().count() >= 4
        && !dates::is_weekday(&lower)
        && !dates::is_month(&lower)
        && !matches!(&*lower, "numbers" | "noon" | "night" | "invitation" | "design" | "contrast" | "then" | "mail")
}

/// Whether the words name a post or a paper rather than a person: `Staff Writer`, `BBC News`, `Political correspondent`.
pub(in crate::import) fn is_post(words: &str) -> bool {
    const POSTS: [&str; 43] = [
        "staff",
        "writer",
        "writers",
        "reporter",
        "reporters",
        "correspondent",
        "editor",
        "editors",
        "news",
        "press",
        "reuters",
        "bbc",
        "desk",
        "bureau",
        "times",
        "post",
        "journal",
        "agency",
        "producer",
        "columnist",
        "columnists",
        "guardian",
        "tribune",
        "gazette",
        "herald",
        "agencies",
        "cnn",
        "npr",
        "fox",
        "abc",
        "nbc",
        "cbs",
        "afp",
        "contributor",
        "contributors",
        "analyst",
        "wire",
        "newswire",
        "magazine",
        "insider",
        "team",
        "author",
        "newsroom",
    ];
    let short = words.split_whitespace().count() <= 8 && !words.ends_with('.');
    short
        && words
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| POSTS.contains(&word.to_lowercase().as_str()) || word == "AP")
}

/// Whether words could be a person or a place and are the person: a given name begins them.
pub(super) fn is_person(words: &str) -> bool {
    looks_like_name(words)
        && !speakers::is_body(words)
        && words.split_whitespace().next().is_some_and(speakers::is_given_name)
}
