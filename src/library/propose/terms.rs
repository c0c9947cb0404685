//! The words of a question that tell what it asks, cut down to their stems.

use std::collections::BTreeSet;

use crate::library::{fold, likeness};

/// Words that ask, or say that something is open: they stand in questions of any matter.
const ASKING: &[&str] = &[
    "whether",
    "who",
    "whom",
    "whose",
    "what",
    "when",
    "where",
    "which",
    "why",
    "how",
    "known",
    "know",
    "knows",
    "unknown",
    "unclear",
    "clear",
    "uncertain",
    "open",
    "remain",
    "remains",
    "yet",
    "still",
    "said",
    "say",
    "says",
    "told",
    "comment",
    "commented",
    "confirmed",
    "confirm",
    "provided",
    "given",
    "regarding",
    "reported",
    "according",
    "many",
    "much",
    "long",
    "exact",
    "exactly",
    "number",
    "question",
    "asked",
    "answer",
];

const ENGLISH: &[&str] = &[
    "a", "about", "after", "against", "all", "also", "an", "and", "another", "any", "anybody", "anyone", "are", "as",
    "at", "be", "been", "before", "being", "between", "both", "but", "by", "can", "could", "did", "do", "does",
    "during", "each", "for", "from", "had", "has", "have", "he", "her", "here", "him", "his", "if", "in", "into", "is",
    "it", "its", "itself", "just", "last", "like", "made", "make", "may", "might", "more", "most", "must", "new", "no",
    "nobody", "nor", "not", "now", "of", "off", "on", "once", "one", "only", "or", "other", "others", "our", "out",
    "over", "own", "part", "same", "she", "should", "since", "so", "some", "such", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "this", "those", "through", "to", "too", "two", "under", "until", "up",
    "us", "very", "was", "we", "were", "while", "will", "with", "within", "without", "would", "you",
];

const GERMAN: &[&str] = &[
    "ab", "aber", "als", "am", "an", "auch", "auf", "aus", "bei", "bis", "da", "das", "dass", "dem", "den", "der",
    "des", "die", "dies", "diese", "dieser", "doch", "durch", "ein", "eine", "einem", "einen", "einer", "eines", "er",
    "es", "fur", "hat", "hatte", "haben", "ihr", "ihre", "im", "in", "ist", "ja", "kann", "kein", "keine", "man",
    "mehr", "mit", "nach", "nicht", "noch", "nun", "nur", "ob", "oder", "offen", "ohne", "schon", "sei", "sein",
    "seine", "seit", "sich", "sie", "sind", "so", "soll", "sollte", "uber", "um", "und", "unklar", "unter", "viel",
    "viele", "vom", "von", "vor", "wann", "war", "waren", "warum", "was", "wenn", "wer", "werden", "wie", "wieder",
    "wird", "wo", "worden", "wurde", "wurden", "zu", "zum", "zur", "zwei",
];

const FRENCH: &[&str] = &[
    "a", "ai", "au", "aux", "avec", "ce", "ces", "cette", "comment", "d", "dans", "de", "depuis", "des", "dont", "du",
    "elle", "en", "encore", "est", "et", "ete", "etait", "eu", "il", "ils", "j", "l", "la", "le", "les", "leur", "lui",
    "mais", "meme", "n", "ne", "on", "ont", "ou", "par", "pas", "plus", "pour", "pourquoi", "qu", "quand", "que",
    "quel", "quelle", "qui", "s", "sa", "sait", "sans", "se", "sera", "ses", "si", "son", "sont", "sous", "sur", "un",
    "une",
];

const SPANISH: &[&str] = &[
    "a", "al", "aun", "como", "con", "cual", "cuando", "de", "del", "desde", "donde", "el", "ella", "en", "entre",
    "era", "es", "esta", "este", "fue", "ha", "han", "hasta", "hay", "la", "las", "le", "lo", "los", "mas", "ni", "no",
    "o", "para", "pero", "por", "porque", "que", "quien", "se", "sera", "si", "sido", "sin", "sobre", "son", "su",
    "sus", "un", "una", "y", "ya",
];

/// The endings that are cut off, the longest first; what is left has at least four letters.
fn endings(lang: &str) -> &'static [&'static str] {
    match lang {
        "en" => &["ations", "ation", "ingly", "ings", "ing", "edly", "ed", "ies", "es", "ly", "s", "e", "y"],
        "de" => &["ungen", "ung", "ern", "en", "em", "er", "es", "e", "n", "s"],
        "fr" => &["ements", "ement", "ations", "ation", "ees", "ee", "er", "ent", "es", "e", "s"],
        "es" => &["aciones", "acion", "mente", "ados", "adas", "ado", "ada", "es", "os", "as", "o", "a", "s"],
        _ => &["s"],
    }
}

const STEM_MIN_CHARS: usize = 4;

/// The telling words of a text, each once.
pub(super) fn terms(text: &str, lang: &str) -> BTreeSet<String> {
    let stop: &[&str] = match lang {
        "de" => GERMAN,
        "fr" => FRENCH,
        "es" => SPANISH,
        _ => ENGLISH,
    };
    let words = likeness::words(text);
    let mut terms = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        if is_sign(word) {
            // Where no blanks part words, two signs together tell more than one.
            terms.extend(words.get(at + 1).filter(|next| is_sign(next)).map(|next| format!("{word}{next}")));
        } else if !stop.contains(&word.as_str()) && !ASKING.contains(&word.as_str()) && !is_letter(word) {
            terms.insert(stem(word, lang));
        }
    }
    terms
}

fn is_sign(word: &str) -> bool {
    word.len() >= 3 && word.chars().nth(1).is_none()
}

fn is_letter(word: &str) -> bool {
    word.chars().nth(1).is_none() && word.chars().all(char::is_alphabetic)
}

fn stem(word: &str, lang: &str) -> String {
    let cut = endings(lang).iter().find_map(|ending| {
        let stem = word.strip_suffix(ending)?;
        (stem.chars().count() >= STEM_MIN_CHARS).then_some(stem)
    });
    let stem = cut.unwrap_or(word);
    // "stopped" and "stop" meet where the doubled letter goes.
    let mut letters = stem.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if cut.is_some() && last == before && stem.chars().count() > STEM_MIN_CHARS => {
            stem.strip_suffix(last).unwrap_or(stem).to_owned()
        }
        _ => stem.to_owned(),
    }
}

/// Whether a question wants a number for an answer.
pub(super) fn asks_for_number(text: &str) -> bool {
    let text = fold(text);
    ["how many", "how much", "how long", "the number of", "wie viel", "wie lange", "combien", "cuanto"]
        .iter()
        .any(|words| text.contains(words))
}

/// Whether a number stands in a text, in figures or in words.
pub(super) fn holds_number(text: &str) -> bool {
    const NUMBERS: &[&str] = &[
        "no",
        "none",
        "nobody",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "dozen",
        "dozens",
        "hundred",
        "hundreds",
        "thousand",
        "thousands",
        "million",
        "millions",
        "billion",
        "half",
        "kein",
        "keine",
        "ein",
        "eine",
        "zwei",
        "drei",
        "vier",
        "funf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "hundert",
        "tausend",
        "un",
        "une",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "dix",
        "cent",
        "mille",
        "uno",
        "una",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "diez",
        "cien",
        "mil",
    ];
    text.chars().any(char::is_numeric) || likeness::words(text).iter().any(|word| NUMBERS.contains(&word.as_str()))
}

/// Whether a claim says that something is not known, or will not be said: that answers nothing.
pub(super) fn owns_up(text: &str) -> bool {
    let text = fold(text).replace('’', "'");
    let text = text.trim();
    let open = [
        "not known",
        "not yet known",
        "unknown",
        "unclear",
        "not clear",
        "not say",
        "not saying",
        "n't say",
        "n't know",
        "not know",
        "not comment",
        "no comment",
        "n't comment",
        "declined to",
        "refused to",
        "not discuss",
        "not been decided",
        "not decided",
        "nobody knows",
        "remains open",
        "nicht bekannt",
        "unklar",
        "keine angaben",
        "on ignore",
        "n'a pas dit",
        "se desconoce",
        "no se sabe",
    ];
    // Somebody who asks, or wants to be told, does not answer either.
    let asks = ["whether", "what", "why", "how", "who", "when", "ob", "warum", "wie", "pourquoi", "si"];
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    text.ends_with('?')
        || asks.contains(&first)
        || text.contains(" whether ")
        || open.iter().any(|words| text.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_question_is_about_is_left() {
        let of = |text: &str| terms(text, "en").into_iter().collect::<Vec<_>>();
        assert_eq!(of("Whether the pilots were told of the closed runways."), ["clos", "pilot", "runway"]);
        assert_eq!(of("It is not known when operations will resume."), ["oper", "resum"]);
        assert_eq!(of("Operations resumed"), ["oper", "resum"]);
        assert!(terms("Ob die Brücken gesperrt bleiben", "de").contains("bruck"));
        assert!(terms("東京都の橋", "ja").contains("東京"));
    }

    #[test]
    fn numbers_are_asked_for_and_told() {
        assert!(asks_for_number("How many cars were in the tunnel.") && !asks_for_number("Who was in it."));
        assert!(holds_number("Twelve cars") && holds_number("12 cars") && !holds_number("Many cars"));
        assert!(owns_up("The ministry would not say who gave the order.") && !owns_up("The minister gave the order."));
    }
}
