//! How long a frame takes on its way to the terminal: drawing aside, at 120x40.

use byline::tui::Screen;
use divan::{Bencher, black_box};
use ratatui::{buffer::Buffer, layout::Size, style::Style};

fn main() {
    divan::main();
}

const SIZE: Size = Size { width: 120, height: 40 };

/// A page of prose from its line `first`, and a status line.
fn page(buffer: &mut Buffer, first: usize) {
    const WORDS: [&str; 7] = ["council", "voted", "harbour", "a", "the inquiry", "said", "yesterday, after"];
    for row in 0..SIZE.height - 1 {
        let line = first + usize::from(row);
        let mut x = 24;
        for n in 0.. {
            let word = WORDS[(line * 5 + n * (line % 3 + 1)) % WORDS.len()];
            if x + 16 > 100 {
                break;
            }
            let style = if n % 5 == 4 { Style::new().italic().cyan() } else { Style::new() };
            x = buffer.set_stringn(x, row, word, 40, style).0 + 1;
        }
    }
    let status = format!("{:<120}", format!(" What we know   {first} of 900"));
    buffer.set_string(0, SIZE.height - 1, status, Style::new().on_dark_gray());
}

/// Frames that go round, each `step` lines on from the last.
fn frames(bencher: Bencher<'_, '_>, step: usize) {
    let drawn: Vec<Buffer> = (0..8)
        .map(|n| {
            let mut buffer = Buffer::empty(SIZE.into());
            page(&mut buffer, n * step);
            buffer
        })
        .collect();
    let mut screen = Screen::new(SIZE);
    let mut out = Vec::new();
    let mut n = 0;
    bencher.bench_local(move || {
        // there and back, so that every frame is a step from the one before
        n = (n + 1) % 14;
        screen.buffer_mut().clone_from(&drawn[n.min(14 - n)]);
        out.clear();
        screen.present(None, black_box(&mut out));
        screen.turn();
        out.len()
    });
}

#[divan::bench]
fn a_line(bencher: Bencher<'_, '_>) {
    frames(bencher, 1);
}

#[divan::bench]
fn half_a_page(bencher: Bencher<'_, '_>) {
    frames(bencher, 20);
}

#[divan::bench]
fn another_page(bencher: Bencher<'_, '_>) {
    frames(bencher, 100);
}

#[divan::bench]
fn nothing(bencher: Bencher<'_, '_>) {
    frames(bencher, 0);
}
