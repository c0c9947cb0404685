//! An e-mail as it was saved, or a page that a browser saved as one: subject, date and sender are the head, its text or its
//! HTML the copy.

mod wire;

use crate::model::{Reference, Text};

use super::{Block, Manuscript, PageError, Remark, Run, Style, html, text};
use wire::{Part, decoded, headers};

/// Parts within parts, and parts in all, that are looked at.
const DEPTH_MAX: usize = 8;
const PARTS_MAX: usize = 200;
/// Plain text of fewer letters stands in for the HTML beside it, and says so.
const PLAIN_MIN_CHARS: usize = 200;
/// How much of a file is looked at for what an e-mail begins with.
const LOOK_BYTES: usize = 32 * 1024;

/// Why an e-mail can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    #[error("there are several e-mails in it; save the one you want by itself")]
    Several,
    #[error("there is neither text nor HTML in this e-mail; open it in your mail program and copy its words")]
    Wordless,
    #[error("{0}")]
    Page(#[from] PageError),
}

/// Whether a file begins as an e-mail does: lines that say from whom, and when or about what.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let look = bytes.get(..LOOK_BYTES).unwrap_or(bytes);
    let (fields, _) = headers(look);
    let has = |name: &str| fields.iter().any(|(known, _)| known == name);
    let subject = has("subject") || has("message-id");
    has("from") && (has("date") && subject || has("mime-version") && has("content-type"))
}

/// Reads an e-mail.
///
/// # Errors
/// Where it holds several, no words, or a page that can't be read.
pub fn mail(bytes: &[u8]) -> Result<Manuscript, MailError> {
    if bytes.starts_with(b"From ") && memchr::memmem::find(bytes, b"\n\nFrom ").is_some() {
        return Err(MailError::Several);
    }
    let whole = Part::read(bytes);
    let mut found = Found::default();
    found.gather(&whole, 0);
    let plain = found.plain.map(|part| part.words()).filter(|words| !words.trim().is_empty());
    let is_long = plain.as_ref().is_some_and(|words| words.chars().count() >= PLAIN_MIN_CHARS);
    let mut manuscript = match (plain, found.page) {
        (Some(words), page) if is_long || page.is_none() => text(&words),
        (_, Some(page)) => html(page.words().as_bytes(), Some("utf-8"))?,
        _ => return Err(MailError::Wordless),
    };
    head(&mut manuscript, &whole);
    for name in found.attached {
        let told = format!("a file that was attached is left out: {name}");
        manuscript.remarks.push(Remark::Note { text: Text::line(&told) });
    }
    Ok(manuscript)
}

/// What the lines above an e-mail tell of it. Of a saved page the page itself knows better.
fn head(manuscript: &mut Manuscript, mail: &Part<'_>) {
    let field = |name: &str| mail.field(name).map(|words| decoded(&words)).filter(|words| !words.trim().is_empty());
    let head = &mut manuscript.head;
    let page = field("snapshot-content-location").map(|url| Text::line(url.trim()));
    let subject = field("subject").map(|subject| Text::line(about(&subject)));
    if let Some(subject) = subject.filter(|_| page.is_none() || head.headline.is_empty()) {
        let heading = std::mem::replace(&mut head.headline, subject);
        // what was taken for the headline of the page stands in the mail
        if !heading.is_empty() && heading != head.headline {
            let run = Run { text: heading, ..Run::default() };
            let block = Block { style: Style::Heading(2), runs: vec![run], ..Block::default() };
            manuscript.blocks.insert(0, block);
        }
    }
    if page.is_none()
        && let Some(sender) = field("from").as_deref().and_then(sender)
    {
        head.by = vec![sender];
    }
    if head.published.is_none() {
        head.published = field("date").as_deref().and_then(html::date);
    }
    let page = page.filter(|url| matches!(Reference::parse(url.as_str()), Reference::Address(_)));
    head.url = head.url.take().or(page);
}

/// The subject without what a mail program put before it.
fn about(subject: &str) -> &str {
    let mut subject = subject.trim();
    while let Some((before, rest)) = subject.split_once(':') {
        if !["re", "fwd", "fw", "aw", "wg", "tr", "rv"].contains(&before.trim().to_lowercase().as_str()) {
            break;
        }
        subject = rest.trim_start();
    }
    subject
}

/// The name of who sent it, or the address where there is none: `Ada Marsh <ada@quay.example>`.
fn sender(from: &str) -> Option<Text> {
    let (name, address) = from.split_once('<').unwrap_or((from, ""));
    let name = name.trim().trim_matches('"').trim();
    let name = if name.is_empty() { address.trim_end_matches(['>', ' ']) } else { name };
    Some(Text::line(name)).filter(|name| !name.is_empty())
}

/// The parts that hold words, and the names of those that don't.
#[derive(Default)]
struct Found<'b> {
    plain: Option<Part<'b>>,
    page: Option<Part<'b>>,
    attached: Vec<String>,
    looked: usize,
}

impl<'b> Found<'b> {
    fn gather(&mut self, part: &Part<'b>, depth: usize) {
        self.looked += 1;
        if self.looked > PARTS_MAX || depth > DEPTH_MAX {
            return;
        }
        let kind = part.kind();
        if kind.starts_with("multipart/") {
            part.parts().iter().for_each(|part| self.gather(part, depth + 1));
        } else if part.is_attached() {
            self.attached.push(part.name().unwrap_or(kind));
        } else if kind == "text/plain" && self.plain.is_none() {
            self.plain = Some(part.clone());
        } else if matches!(kind.as_str(), "text/html" | "application/xhtml+xml") && self.page.is_none() {
            self.page = Some(part.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    const HEAD: &str = "Received: from quay.example\r\n\tby mail.example; Tue\r\n\
        From: =?utf-8?Q?Ada_M=C3=A4rsh?= <ada@quay.example>\r\nTo: desk@courier.example\r\n\
        Subject: Fwd: =?UTF-8?B?RmVycnkgcmV0dXJucyDigJM=?=\r\n =?utf-8?q?_at_last?=\r\nDate: Tue, 6 May 2031 08:30:00 +0200\r\nMIME-Version: 1.0\r\n";

    fn words(manuscript: &Manuscript) -> Vec<String> {
        manuscript.blocks.iter().map(|block| block.runs.iter().map(|run| run.text.as_str()).collect()).collect()
    }

    #[test]
    fn a_plain_mail_is_an_article() {
        let source = format!(
            "{HEAD}Content-Type: text/plain; charset=\"iso-8859-1\"; format=flowed\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
             The ferry is =\r\nback. The caf=E9 is \r\nopen.\r\n\r\nIt sails at noon.\r\n"
        );
        assert!(is_mail(source.as_bytes()));
        let read = mail(source.as_bytes()).unwrap();
        assert_eq!(read.head.headline, "Ferry returns – at last");
        assert_eq!(read.head.by, ["Ada Märsh"]);
        assert_eq!(read.head.published, Some(Date::new("2031-05-06T08:30:00+02:00")));
        assert_eq!(words(&read), ["The ferry is back. The café is open.", "It sails at noon."]);
    }

    #[test]
    fn of_several_parts_the_one_with_words_is_taken() {
        let part =
            |kind: &str, more: &str, body: &str| format!("--=_b\r\nContent-Type: {kind}\r\n{more}\r\n{body}\r\n");
        let html = part("text/html; charset=utf-8", "", "<h2>What we know</h2><p>The ferry is <b>back</b>.</p>");
        let file = part(
            "application/pdf; name=\"plan.pdf\"",
            "Content-Disposition: attachment; filename=\"plan.pdf\"\r\n",
            "JVBERg==",
        );
        let whole = |parts: &[&str]| {
            let parts = parts.concat();
            format!(
                "{HEAD}Content-Type: multipart/mixed;\r\n boundary=\"=_b\"\r\n\r\nNo MIME here.\r\n{parts}--=_b--\r\n"
            )
        };
        let short = part("text/plain", "", "See it in a browser.");
        let read = mail(whole(&[&short, &html, &file]).as_bytes()).unwrap();
        assert_eq!(words(&read), ["What we know", "The ferry is back."]);
        assert!(
            matches!(&read.remarks[..], [Remark::Note { text }] if text.as_str().contains("plan.pdf")),
            "{:?}",
            read.remarks
        );
        let long = part("text/plain", "Content-Transfer-Encoding: base64\r\n", "VGhlIGZlcnJ5IGlzIGJh\r\nY2su");
        assert_eq!(words(&mail(whole(&[&long, &file]).as_bytes()).unwrap()), ["The ferry is back."]);
        assert_eq!(mail(whole(&[&file]).as_bytes()).unwrap_err(), MailError::Wordless);
        let box_of_two = format!("From ada\n{HEAD}\n\nOne.\n\nFrom bo\n{HEAD}\n\nTwo.\n");
        assert_eq!(mail(box_of_two.as_bytes()).unwrap_err(), MailError::Several);
    }

    #[test]
    fn prose_is_no_mail() {
        for prose in [
            "From: the harbour\n\nThe ferry is back.",
            "Ferry returns\n\nFrom: Ada\nDate: today\nSubject: none",
            "Date: 6 May 2031\nBy: Ada Marsh\n\nThe ferry is back.",
            "",
        ] {
            assert!(!is_mail(prose.as_bytes()), "{prose}");
        }
    }
}
