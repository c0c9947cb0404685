//! Bytes as terminals send them, and what they say.

use proptest::prelude::*;

use super::*;

/// Events in one line: keys as they are written in a configuration.
fn line(events: &[Event]) -> String {
    let words = events.iter().map(|event| match event {
        Event::Key(key) => key.to_string(),
        Event::Mouse(mouse) => format!("{:?}@{},{}", mouse.action, mouse.column, mouse.row),
        Event::Paste(text) => format!("paste:{text}"),
        Event::Background(shade) => format!("{shade:?}"),
        Event::InFront(in_front) => (if *in_front { "in-front" } else { "behind" }).to_owned(),
        other => panic!("the terminal sends no {other:?}"),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What some pieces of input say when nothing follows them.
fn read(pieces: &[&[u8]]) -> String {
    let mut input = Input::default();
    let mut events = Vec::new();
    for piece in pieces {
        input.feed(piece, &mut events);
    }
    input.settle(&mut events);
    assert_eq!(input.patience(), None, "something is left of {pieces:?}");
    line(&events)
}

#[test]
fn keys_are_told_apart() {
    for (bytes, keys) in [
        ("jG é漢", "j G <Space> é 漢"),
        ("\r\t\x7f\0\n\x08", "<Enter> <Tab> <Backspace> <C-Space> <C-j> <C-h>"),
        ("\x01\x1a\x1c\x1d\x1e\x1f", "<C-a> <C-z> <C-\\> <C-]> <C-^> <C-_>"),
        ("\x1b", "<Esc>"),
        ("\x1b\x1b", "<Esc> <Esc>"),
        ("\x1bj\x1bG\x1bé\x1b\r", "<A-j> <A-G> <A-é> <A-Enter>"),
        ("\x1b[A\x1bOB\x1b[1;3D\x1b[1;5C", "<Up> <Down> <A-Left> <C-Right>"),
        ("\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[7~\x1bOF", "<Home> <End> <Home> <End> <Home> <End>"),
        ("\x1b[5~\x1b[6~\x1b[2~\x1b[3;5~", "<PageUp> <PageDown> <Insert> <C-Delete>"),
        ("\x1b[Z\x1b[9;2u\x1b[1;2Z", "<S-Tab> <S-Tab> <S-Tab>"),
        ("\x1bOP\x1b[13~\x1b[[E\x1b[17~\x1b[24~\x1b[1;2S\x1b[R", "<F1> <F3> <F5> <F6> <F12> <S-F4> <F3>"),
        ("\x1bOq\x1bOM\x1bOz", "1 <Enter> <A-O> z"),
        // kitty
        ("\x1b[27u\x1b[105;5u\x1b[103;6u\x1b[103:71;4u\x1b[103;4u", "<Esc> <C-i> <C-g> <A-G> <A-G>"),
        ("\x1b[47:63;4u\x1b[106;1:1u\x1b[106;1:2u\x1b[106;1:3u", "<A-?> j j"),
        ("\x1b[1089::99;5u\x1b[1089:1057:99;4u", "<C-c> <A-C>"),
        ("\x1b[106;69u\x1b[113;9u\x1b[57414u\x1b[57400u\x1b[57376u\x1b[57441;2u", "<C-j> <Enter> 1 <F13>"),
        ("\x1b[13;2u\x1b[127;5u", "<S-Enter> <C-Backspace>"),
        // xterm's modifyOtherKeys
        ("\x1b[27;5;105~\x1b[27;6;71~\x1b[27;2;13~", "<C-i> <C-g> <S-Enter>"),
    ] {
        assert_eq!(read(&[bytes.as_bytes()]), keys, "{bytes:?}");
    }
}

#[test]
fn the_mouse_is_understood() {
    for (bytes, events) in [
        ("\x1b[<0;1;1M\x1b[<32;3;1M\x1b[<0;3;1m", "Press@0,0 Drag@2,0 Release@2,0"),
        ("\x1b[<64;120;40M\x1b[<65;120;40M\x1b[<69;1;1M", "WheelUp@119,39 WheelDown@119,39 WheelDown@0,0"),
        ("\x1b[<2;5;5M\x1b[<2;5;5m\x1b[<35;5;5M\x1b[<0;0;0M", ""),
        ("\x1b[M !!\x1b[M#!!", "Press@0,0 Release@0,0"),
    ] {
        assert_eq!(read(&[bytes.as_bytes()]), events, "{bytes:?}");
    }
}

#[test]
fn answers_are_no_keys() {
    for (bytes, events) in [
        ("\x1b]11;rgb:0000/0000/0000\x1b\\j", "Dark j"),
        ("k\x1b]11;rgb:ffff/ffff/ffff\x07", "k Light"),
        ("\x1b]4;1;rgb:ffff/0/0\x07\x1b]11;?\x07", ""),
        ("\x1b[?1;2c\x1b[>41;354;0c\x1b[?5u\x1b[?2026;2$y\x1b[24;80R\x1b[8;24;80t", ""),
        ("\x1b[Ij\x1b[O", "in-front j behind"),
        ("\x1bP>|terminal 1.2\x1b\\j\x1b_Gi=1;OK\x1b\\", "j"),
        ("\x1b[201~x", "x"),
    ] {
        assert_eq!(read(&[bytes.as_bytes()]), events, "{bytes:?}");
    }
}

#[test]
fn keys_that_begin_like_an_answer_are_all_there() {
    for (bytes, keys) in [
        ("\x1b]", "<A-]>"),
        ("\x1b]]", "<A-]> ]"),
        ("\x1b]1", "<A-]> 1"),
        ("\x1b]11;rgb:00", "<A-]> 1 1 ; r g b : 0 0"),
        ("\x1b]1\rj", "<A-]> 1 <Enter> j"),
        ("\x1b]1\x1bj", "<A-]> 1 <A-j>"),
        ("\x1b]1\x1b", "<A-]> 1 <Esc>"),
        ("\x1b[", "<A-[>"),
        ("\x1bO", "<A-O>"),
        ("\x1bPj", "<A-P> j"),
        ("\x1b\x1b]", "<Esc> <A-]>"),
    ] {
        assert_eq!(read(&[bytes.as_bytes()]), keys, "{bytes:?}");
    }
}

#[test]
fn a_paste_is_one_text() {
    for (bytes, events) in [
        ("\x1b[200~a\x1b[31mb\r\nc\x1b[201~j", "paste:a[31mb\nc j"),
        ("\x1b[200~\x1b[201~", "paste:"),
        ("\x1b[200~é", ""),
    ] {
        let mut input = Input::default();
        let mut found = Vec::new();
        input.feed(bytes.as_bytes(), &mut found);
        input.settle(&mut found);
        assert_eq!(line(&found), events, "{bytes:?}");
    }
    let piece = "x".repeat(64 << 10);
    for (pieces, whole) in [(40, true), (200, false)] {
        let mut input = Input::default();
        let mut events = Vec::new();
        input.feed(b"\x1b[200~", &mut events);
        for _ in 0..pieces {
            input.feed(piece.as_bytes(), &mut events);
        }
        input.feed(b"\x1b[201~j", &mut events);
        match events.as_slice() {
            [Event::Paste(text), Event::Key(_)] => assert!(whole && text.len() == 40 << 16),
            [Event::PasteTooLong { .. }, Event::Key(_)] => assert!(!whole),
            other => panic!("{} events", other.len()),
        }
    }
}

#[test]
fn words_that_come_at_once_are_no_keys() {
    let words = "Harbour opens again\r\rThe harbour opened on Friday, and boats went out at noon.\r";
    let (one, two) = words.split_at(70);
    let mut input = Input::default();
    let mut events = Vec::new();
    input.feed(one.as_bytes(), &mut events);
    assert_eq!((events.len(), input.patience()), (0, Some(BURST_PAUSE)));
    input.feed(two.as_bytes(), &mut events);
    input.settle(&mut events);
    assert_eq!(line(&events), format!("paste:{}", words.replace('\r', "\n")));
    // what is typed, held down or sent by the terminal stays what it is
    for keys in ["jjjj kkkk ".repeat(12), "/harbour bridge\r".to_owned(), "\x1b[A\x1b[B ".repeat(20)] {
        let mut events = Vec::new();
        Input::default().feed(keys.as_bytes(), &mut events);
        assert!(events.iter().all(|event| matches!(event, Event::Key(_))), "{keys:?}");
    }
    let mut events = Vec::new();
    Input::default().feed(format!("{words}\x1b[A").as_bytes(), &mut events);
    assert!(matches!(events.as_slice(), [Event::Paste(_), Event::Key(_)]));
}

#[test]
fn no_endless_sequence_is_kept() {
    let mut input = Input::default();
    let mut events = Vec::new();
    for opening in ["\x1b[", "\x1b]1", "\x1bP"] {
        input.feed(opening.as_bytes(), &mut events);
        input.feed(&[b'1'; SEQUENCE_MAX_BYTES * 2], &mut events);
        assert!(input.pending.len() <= SEQUENCE_MAX_BYTES, "after {opening:?}");
        input.settle(&mut events);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_taken_in(bytes in prop::collection::vec(prop_oneof![
        any::<u8>(), Just(0x1b), Just(b'['), Just(b']'), Just(b'1'), Just(b';'), Just(b'M'), Just(b'~'), Just(b'\\')
    ], 0..60)) {
        let mut input = Input::default();
        let mut events = Vec::new();
        input.feed(&bytes, &mut events);
        input.settle(&mut events);
        prop_assert!(input.paste.is_some() || input.pending.is_empty());
    }

    #[test]
    fn it_matters_not_how_input_is_cut(cut in 0_usize..90) {
        let bytes = "j\x1b[1;5C\x1b]11;rgb:ffff/ffff/ffff\x1b\\é漢\x1b[<0;1;1M\x1b[200~pasted\x1b[201~\x1b[105;5uk".as_bytes();
        let (head, tail) = bytes.split_at(cut.min(bytes.len()));
        prop_assert_eq!(read(&[head, tail]), read(&[bytes]));
    }
}
