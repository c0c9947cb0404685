//! Files that are no text: known by the bytes they begin with, and else by characters that nobody writes.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::text::decode;

/// How much of a file is looked at.
const LOOK_BYTES: usize = 64 * 1024;
/// Of so many characters one may be a control: a stray one stands in many a text.
const CONTROLS_ONE_IN: usize = 50;
/// So many controls are strays, however short the text.
const STRAY_MAX: usize = 2;

/// What can be done with a kind of file.
const NO_WORDS: &str = "there are no words in it";
const PACKED: &str = "unpack it first";
const NO_ARTICLE: &str = "there is no article in it";
const OFFICE: &str = "save it as text or HTML, or copy its words";

/// The bytes that files of a kind have at a place, what the kind is called, and what can be done.
const KINDS: [(usize, &[u8], &str, &str); 33] = [
    (0, b"%PDF-", "a PDF", "copy its words, or `pdftotext FILE - | byline import -`"),
    (0, b"%!PS", "PostScript", "copy its words, or `ps2ascii FILE | byline import -`"),
    (0, b"{\\rtf", "RTF", OFFICE),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", OFFICE),
    (0, b"\x89PNG\r\n", "a picture (PNG)", NO_WORDS),
    (0, b"\xff\xd8\xff", "a picture (JPEG)", NO_WORDS),
    (0, b"GIF8", "a picture (GIF)", NO_WORDS),
    (8, b"WEBP", "a picture (WebP)", NO_WORDS),
    (4, b"ftypavif", "a picture (AVIF)", NO_WORDS),
    (4, b"ftypheic", "a picture (HEIC)", NO_WORDS),
    (0, b"II*\0", "a picture (TIFF)", NO_WORDS),
    (0, b"MM\0*", "a picture (TIFF)", NO_WORDS),
    (0, b"\0\0\x01\0", "a picture (ICO)", NO_WORDS),
    (0, b"\x7fELF", "a program (ELF)", NO_ARTICLE),
    (0, b"MZ\x90\0", "a program (Windows)", NO_ARTICLE),
    (0, b"\xcf\xfa\xed\xfe", "a program (Mach-O)", NO_ARTICLE),
    (0, b"\xca\xfe\xba\xbe", "a program (Mach-O or Java)", NO_ARTICLE),
    (0, b"\0asm", "a program (WebAssembly)", NO_ARTICLE),
    (0, b"\x1f\x8b", "compressed (gzip)", PACKED),
    (0, b"BZh", "compressed (bzip2)", PACKED),
    (0, b"\xfd7zXZ\0", "compressed (xz)", PACKED),
    (0, b"\x28\xb5\x2f\xfd", "compressed (zstd)", PACKED),
    (0, b"7z\xbc\xaf\x27\x1c", "an archive (7z)", PACKED),
    (0, b"Rar!\x1a\x07", "an archive (RAR)", PACKED),
    (257, b"ustar", "an archive (tar)", PACKED),
    (0, b"SQLite format 3\0", "a database (SQLite)", NO_ARTICLE),
    (0, b"ID3", "a recording (MP3)", NO_WORDS),
    (8, b"WAVEfmt", "a recording (WAV)", NO_WORDS),
    (0, b"OggS", "a recording (Ogg)", NO_WORDS),
    (0, b"fLaC", "a recording (FLAC)", NO_WORDS),
    (4, b"ftyp", "a film or recording (MP4)", NO_WORDS),
    (0, b"\x1aE\xdf\xa3", "a film (Matroska)", NO_WORDS),
    (0, b"wOF", "a font", NO_ARTICLE),
];

/// What a zip is by a file in it: office programs and books are zips.
const ZIPPED: [(&[u8], &str, &str); 6] = [
    (b"mimetypeapplication/epub+zip", "a book (EPUB)", "unzip it, and import its pages"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file", OFFICE),
    (b"word/", "a Word document (DOCX)", OFFICE),
    (b"xl/", "a spreadsheet (XLSX)", OFFICE),
    (b"ppt/", "slides (PPTX)", OFFICE),
    (b"", "an archive (zip)", PACKED),
];

/// Why there is no text in a file; `None` where there is.
#[must_use]
pub fn foreign(bytes: &[u8]) -> Option<String> {
    let told = |what: &str, cure: &str| {
        Some(format!("this is {what}: {cure}; byline reads text, HTML, Markdown, e-mail, feeds and ninjs"))
    };
    if bytes.starts_with(b"PK\x03\x04") {
        let within = |file: &[u8]| file.is_empty() || memchr::memmem::find(bytes, file).is_some();
        let (_, what, cure) = ZIPPED.iter().find(|(file, ..)| within(file))?;
        return told(what, cure);
    }
    let begins = |at: usize, sign: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(sign));
    if let Some((.., what, cure)) = KINDS.iter().find(|(at, sign, ..)| begins(*at, sign)) {
        return told(what, cure);
    }
    if is_binary(bytes) { told("no text", "its bytes are none that people write") } else { None }
}

/// Whether what the bytes stand for has more controls in it than any text. Letters of other character sets never look like
/// these, and the colours of a terminal begin with an escape, which is let pass.
fn is_binary(bytes: &[u8]) -> bool {
    let words = decode(bytes.get(..LOOK_BYTES).unwrap_or(bytes));
    let is_control = |c: char| matches!(c, '\0'..='\x06' | '\x0e'..='\x1a' | '\x1c'..='\x1f' | '\x7f');
    let (all, controls) = words.chars().fold((0, 0), |(all, found), c| (all + 1, found + usize::from(is_control(c))));
    controls > STRAY_MAX && controls * CONTROLS_ONE_IN > all
}

/// The encoding of bytes in which every second one is naught, as in UTF-16 without a byte order mark.
pub(super) fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let look = bytes.get(..1024).unwrap_or(bytes);
    let naughts = |from: usize| look.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second, pairs) = (naughts(0), naughts(1), look.len() / 2);
    match (first * 2 > pairs, second * 2 > pairs) {
        (false, true) if first == 0 => Some(UTF_16LE),
        (true, false) if second == 0 => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_usual_kinds_are_called_by_their_names() {
        let mut tar = vec![b'a'; 257];
        tar.extend(b"ustar\0");
        for (bytes, name) in [
            (&b"%PDF-1.7\n%\xe2\xe3"[..], "a PDF: copy"),
            (b"PK\x03\x04....[Content_Types].xml....word/document.xml", "a Word document (DOCX)"),
            (b"PK\x03\x04....mimetypeapplication/epub+zip", "a book (EPUB)"),
            (b"PK\x03\x04....notes.txt", "an archive (zip): unpack"),
            (b"\x89PNG\r\n\x1a\n\0\0", "a picture (PNG)"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "a picture (WebP)"),
            (b"\x7fELF\x02\x01\x01\0", "a program (ELF)"),
            (b"\x1f\x8b\x08\0", "compressed (gzip)"),
            (&tar, "an archive (tar)"),
            (b"\x01\x02\xf3\x04\0\0\x9c\x11\x7f\xaa", "no text"),
        ] {
            let told = foreign(bytes).unwrap_or_default();
            assert!(told.starts_with(&format!("this is {name}")), "{name}: {told}");
            assert!(told.contains("byline reads text"), "{told}");
        }
    }

    #[test]
    fn texts_of_any_letters_come_in() {
        let utf16 = |words: &str| words.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let marked = [&b"\xff\xfe"[..], &utf16("Ferry returns")].concat();
        let unmarked = utf16("Ferry returns\n\nIt is back.");
        let cyrillic = [&b"\xff\xfe"[..], &utf16("Паром вернулся")].concat();
        for bytes in [
            &b"Ferry returns"[..],
            b"",
            b"caf\xe9 \x93no\x94 \x81\x8d",
            b"\x1b[1mFerry\x1b[0m \x1b[31mreturns\x1b[0m",
            b"\x1b$B%U%'%j!<\x1b(B",
            b"Ferry\x02 returns\x03",
            b"\x83t\x83F\x83\x8a\x81[",
            &marked,
            &unmarked,
            &cyrillic,
        ] {
            assert_eq!(foreign(bytes), None, "{bytes:?}");
        }
        assert_eq!(decode(&unmarked), "Ferry returns\n\nIt is back.");
        let big_endian: Vec<u8> = "Ferry".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&big_endian), "Ferry");
    }
}
