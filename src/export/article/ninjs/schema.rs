//! What the JSON Schema of ninjs 3.1 asks of an item, as a table of our own after IPTC's specification
//! (<http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json>): every property with what it may hold, what must be there, and
//! nothing besides.

use serde_json::{Map, Value};

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rule {
    Words,
    Uri,
    /// A date with its time and zone.
    Moment,
    /// A year, a month, a day or a moment.
    Truncated,
    Whole(i64, i64),
    Number,
    One(&'static [&'static str]),
    ListOf(&'static Rule),
    Object(&'static Shape),
    /// An object that another specification describes.
    Foreign,
}

/// The properties of an object, those that it must have, and sets of which exactly one property must be there: at least one
/// set has to hold.
#[derive(Debug)]
pub(super) struct Shape {
    properties: &'static [(&'static str, Rule)],
    needed: &'static [&'static str],
    exclusive: &'static [[&'static str; 2]],
}

use Rule::{Foreign, ListOf, Moment, Number, Object, One, Truncated, Uri, Whole, Words};

const ANY: Rule = Whole(i64::MIN, i64::MAX);
const PERCENT: Rule = Whole(0, 100);
const STATUS: Rule = One(&["usable", "withheld", "canceled"]);
const KIND: Rule =
    One(&["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"]);

const fn shape(properties: &'static [(&'static str, Rule)], needed: &'static [&'static str]) -> Shape {
    Shape { properties, needed, exclusive: &[] }
}

static TOLD: Shape = shape(&[("role", Words), ("contentType", Words), ("value", Words)], &["value"]);
static BODY: Shape = shape(
    &[("role", Words), ("contentType", Words), ("charCount", ANY), ("wordCount", ANY), ("value", Words)],
    &["value"],
);
static ADDRESS: Shape = shape(
    &[("lines", ListOf(&Words)), ("locality", Words), ("area", Words), ("postalCode", Words), ("country", Words)],
    &[],
);
static CONTACT: Shape = Shape {
    properties: &[
        ("type", Words),
        ("role", Words),
        ("lang", Words),
        ("name", Words),
        ("value", Words),
        ("address", Object(&ADDRESS)),
    ],
    needed: &[],
    exclusive: &[["value", "address"]],
};
const CONTACTS: Rule = ListOf(&Object(&CONTACT));
static NAMED: Shape = shape(&[("name", Words), ("rel", Words), ("uri", Uri), ("literal", Words)], &[]);
static PERSON: Shape =
    shape(&[("name", Words), ("rel", Words), ("uri", Uri), ("literal", Words), ("contactInfo", CONTACTS)], &[]);
static SYMBOL: Shape = shape(&[("exchange", Words), ("symbolType", Uri), ("symbol", Words)], &[]);
static ORGANISATION: Shape = shape(
    &[
        ("name", Words),
        ("rel", Words),
        ("uri", Uri),
        ("literal", Words),
        ("symbols", ListOf(&Object(&SYMBOL))),
        ("contactInfo", CONTACTS),
    ],
    &[],
);
static PLACE: Shape = shape(
    &[
        ("name", Words),
        ("rel", Words),
        ("uri", Uri),
        ("literal", Words),
        ("contactInfo", CONTACTS),
        ("geoJSON", Foreign),
    ],
    &[],
);
static SUBJECT: Shape = shape(
    &[
        ("name", Words),
        ("rel", Words),
        ("uri", Uri),
        ("literal", Words),
        ("creator", Words),
        ("relevance", PERCENT),
        ("confidence", PERCENT),
    ],
    &[],
);
static EVENT: Shape = shape(&[("id", Words), ("name", Words), ("rel", Words), ("uri", Uri), ("literal", Words)], &[]);
static SOURCE: Shape =
    shape(&[("name", Words), ("role", Words), ("uri", Uri), ("literal", Words), ("contactInfo", CONTACTS)], &[]);
static GENRE: Shape = shape(&[("name", Words), ("uri", Words), ("literal", Words)], &[]);
static ORIGIN: Shape = shape(&[("name", Words), ("uri", Uri), ("literal", Words)], &[]);
static RULE: Shape = shape(
    &[
        ("frequency", One(&["secondly", "minutely", "hourly", "daily", "weekly", "monthly", "yearly"])),
        ("interval", ANY),
        ("until", Moment),
        ("count", ANY),
    ],
    &[],
);
// the schema asks of `recurrenceDates` to be a list and a text at once, so that nothing is one
static RECURRENCE: Shape = shape(&[("recurrenceRules", ListOf(&Object(&RULE)))], &[]);
static DATES: Shape = Shape {
    properties: &[
        ("startDate", Moment),
        ("endDate", Moment),
        ("expectedStartDate", Truncated),
        ("expectedEndDate", Truncated),
        ("expectedDuration", Words),
        ("recurrence", Object(&RECURRENCE)),
    ],
    needed: &[],
    exclusive: &[["startDate", "expectedStartDate"], ["endDate", "expectedEndDate"]],
};
static OCCASION: Shape = shape(
    &[
        ("eventStatus", Uri),
        ("plannedCoverageStatus", Uri),
        ("dates", Object(&DATES)),
        ("organiser", Object(&ORGANISATION)),
    ],
    &[],
);
static POINT: Shape = shape(&[("x", ANY), ("y", ANY)], &[]);
static RENDITION: Shape = shape(
    &[
        ("name", Words),
        ("href", Uri),
        ("contentType", Words),
        ("title", Words),
        ("width", ANY),
        ("height", ANY),
        ("sizeInBytes", ANY),
        ("duration", Number),
        ("format", Words),
        ("aspectRatio", Words),
        ("videoCodec", Words),
        ("frameRate", Number),
        ("poi", Object(&POINT)),
        ("transportProtocol", Words),
        ("scanType", One(&["progressive", "interlaced"])),
        ("bitrate", Words),
    ],
    &["name"],
);
const RENDITIONS: Rule = ListOf(&Object(&RENDITION));
static REFERENCE: Shape = shape(&[("name", Words), ("value", Words)], &[]);
static COMMISSION: Shape = shape(&[("by", Words), ("on", Moment), ("references", ListOf(&Object(&REFERENCE)))], &[]);
static AUDIENCE: Shape = shape(&[("audience", Words), ("significance", ANY)], &[]);
static COUNT: Shape = shape(&[("rangeFrom", ANY), ("rangeTo", ANY)], &[]);
static PLANNED: Shape = shape(
    &[
        ("uri", Uri),
        ("title", Words),
        ("pubStatus", STATUS),
        ("type", KIND),
        ("commissioned", Object(&COMMISSION)),
        ("dates", Object(&DATES)),
        ("audiences", ListOf(&Object(&AUDIENCE))),
        ("exclAudience", ListOf(&Words)),
        ("edNote", Words),
        ("urgency", Whole(1, 9)),
        ("language", Words),
        ("itemCount", Object(&COUNT)),
        ("wordCount", ANY),
        ("renditions", RENDITIONS),
    ],
    &[],
);
static ALT_ID: Shape = shape(&[("role", Words), ("value", Words)], &[]);
static TRUST: Shape = shape(&[("role", Uri), ("title", Words), ("href", Uri)], &[]);
static STANDARD: Shape = shape(&[("name", Words), ("version", Words), ("schema", Uri)], &[]);
static RIGHTS: Shape = Shape {
    properties: &[("langId", Uri), ("linkedRights", Uri), ("encodedRights", Words)],
    needed: &[],
    exclusive: &[["linkedRights", "encodedRights"]],
};

const ITEM: &[(&str, Rule)] = &[
    ("uri", Uri),
    ("type", KIND),
    ("representationType", One(&["full", "partial"])),
    ("profile", Words),
    ("version", Words),
    ("firstCreated", Moment),
    ("versionCreated", Moment),
    ("contentCreated", Moment),
    ("embargoedUntil", Moment),
    ("pubStatus", STATUS),
    ("urgency", Whole(1, 9)),
    ("copyrightHolder", Words),
    ("copyrightNotice", Words),
    ("usageTerms", Words),
    ("edNote", Words),
    ("language", Words),
    ("descriptions", ListOf(&Object(&TOLD))),
    ("bodies", ListOf(&Object(&BODY))),
    ("headlines", ListOf(&Object(&TOLD))),
    ("people", ListOf(&Object(&PERSON))),
    ("organisations", ListOf(&Object(&ORGANISATION))),
    ("places", ListOf(&Object(&PLACE))),
    ("subjects", ListOf(&Object(&SUBJECT))),
    ("events", ListOf(&Object(&EVENT))),
    ("eventDetails", Object(&OCCASION)),
    ("plannedCoverage", ListOf(&Object(&PLANNED))),
    ("objects", ListOf(&Object(&NAMED))),
    ("infoSources", ListOf(&Object(&SOURCE))),
    ("title", Words),
    ("by", Words),
    ("slugline", Words),
    ("located", Words),
    ("renditions", RENDITIONS),
    ("altIds", ListOf(&Object(&ALT_ID))),
    ("trustIndicators", ListOf(&Object(&TRUST))),
    ("standard", Object(&STANDARD)),
    ("genres", ListOf(&Object(&GENRE))),
    ("expires", Moment),
    ("rightsInfo", Object(&RIGHTS)),
    ("digitalSourceType", Object(&ORIGIN)),
];

/// What an item breaks, each with where.
pub(super) fn faults(item: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    whole(item, "", &[], &mut faults);
    faults
}

/// An item, or one that is associated with another and has more properties then.
fn whole(item: &Value, at: &str, more: &[&str], faults: &mut Vec<String>) {
    let Value::Object(item) = item else { return faults.push(format!("{at}: no object")) };
    let mut bare = item.clone();
    for name in ["uri"].iter().chain(more.first()) {
        faults.extend((!item.contains_key(*name)).then(|| format!("{at}: no {name}")));
    }
    for name in more {
        if let Some(value) = bare.remove(*name) {
            check(&value, Words, &format!("{at}/{name}"), faults);
        }
    }
    match bare.remove("associations") {
        Some(Value::Array(list)) => {
            for (number, item) in list.iter().enumerate() {
                whole(item, &format!("{at}/associations/{number}"), &["name", "rel"], faults);
            }
        }
        Some(_) => faults.push(format!("{at}/associations: no list")),
        None => {}
    }
    properties(&bare, ITEM, at, faults);
}

fn properties(object: &Map<String, Value>, known: &[(&str, Rule)], at: &str, faults: &mut Vec<String>) {
    for (name, value) in object {
        match known.iter().find(|(known, _)| known == name) {
            Some((_, rule)) => check(value, *rule, &format!("{at}/{name}"), faults),
            None => faults.push(format!("{at}/{name}: no such property")),
        }
    }
}

fn check(value: &Value, rule: Rule, at: &str, faults: &mut Vec<String>) {
    let words = value.as_str();
    let is_well = match rule {
        Words => words.is_some(),
        Uri => words.is_some_and(is_uri),
        Moment => words.is_some_and(is_moment),
        Truncated => words.is_some_and(|words| {
            let is_date = words.len() < 11 && jiff_date(words);
            is_date || is_moment(words) || is_moment(&format!("{words}Z"))
        }),
        Whole(least, most) => value.as_i64().is_some_and(|number| (least..=most).contains(&number)),
        Number => value.is_number(),
        One(known) => words.is_some_and(|words| known.contains(&words)),
        Foreign => value.get("type").is_some_and(Value::is_string),
        ListOf(rule) => match value {
            Value::Array(list) => {
                let each = list.iter().enumerate();
                return each.for_each(|(number, value)| check(value, *rule, &format!("{at}/{number}"), faults));
            }
            _ => false,
        },
        Object(shape) => match value {
            Value::Object(object) => return shape.check(object, at, faults),
            _ => false,
        },
    };
    faults.extend((!is_well).then(|| format!("{at}: {value} is no {rule:?}")));
}

impl Shape {
    fn check(&self, object: &Map<String, Value>, at: &str, faults: &mut Vec<String>) {
        properties(object, self.properties, at, faults);
        for name in self.needed {
            faults.extend((!object.contains_key(*name)).then(|| format!("{at}: no {name}")));
        }
        let is_one = |[this, that]: &[&str; 2]| object.contains_key(*this) != object.contains_key(*that);
        if !self.exclusive.is_empty() && !self.exclusive.iter().any(is_one) {
            faults.push(format!("{at}: none, or too many, of {:?}", self.exclusive));
        }
    }
}

/// RFC 3986, as far as an address or a URN goes.
fn is_uri(words: &str) -> bool {
    let Some((scheme, rest)) = words.split_once(':') else { return false };
    let begins = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_scheme = begins && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let host = rest.strip_prefix("//").and_then(|rest| rest.split(['/', '?']).next()).unwrap_or_default();
    let numbered = host.find('[').and_then(|from| host.get(from..=host.find(']')?)).unwrap_or_default();
    is_scheme && [rest.replacen(numbered, "", 1).as_str(), fragment].iter().all(|part| is_written(part))
}

fn is_written(part: &str) -> bool {
    let mut pieces = part.split('%');
    let is_plain = |piece: &str| piece.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/?@!$&'()*+,;=".contains(c));
    pieces.next().is_some_and(is_plain)
        && pieces.all(|piece| {
            piece.get(..2).is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit())) && is_plain(piece)
        })
}

/// RFC 3339: a day, `T`, a time to the second, a zone.
fn is_moment(words: &str) -> bool {
    let Some((day, time)) = words.split_once('T') else { return false };
    let at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(at);
    let clock = clock.split_once('.').map_or(clock, |(clock, _)| clock);
    let is_zone = zone == "Z" || zone.len() == 6 && zone.get(3..4) == Some(":");
    let read: Result<jiff::Timestamp, _> = words.parse();
    day.len() == 10 && clock.len() == 8 && is_zone && read.is_ok()
}

/// A year, a month or a day.
fn jiff_date(words: &str) -> bool {
    let whole = format!(
        "{words}{}",
        "-01".repeat(match words.len() {
            4 => 2,
            7 => 1,
            _ => 0,
        })
    );
    let read: Result<jiff::civil::Date, _> = whole.parse();
    matches!(words.len(), 4 | 7 | 10) && read.is_ok()
}
