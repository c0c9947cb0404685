//! Styles as a terminal takes them: escape sequences around words, or none at all.

use ratatui::style::{Color, Modifier, Style};

use crate::{
    layout::Emphasis,
    store::{self, Environment},
    theme::{Depth, Stylesheet},
};

use super::{Failure, Look, Out, arguments::When};

/// Whether to use escape sequences, and how many colours; `None` for none at all.
pub(super) fn depth(look: &Look, environment: &Environment, out: &Out) -> Option<Depth> {
    match look.color {
        When::Never => None,
        When::Auto => out.terminal.then(|| environment.depth()),
        When::Always => Some(match environment.depth() {
            Depth::Mono => Depth::Ansi16,
            other @ (Depth::Ansi16 | Depth::Ansi256 | Depth::True) => other,
        }),
    }
}

/// The styles of the theme that was asked for, or chosen, or set.
pub(super) fn stylesheet(look: &Look, environment: &Environment, depth: Depth) -> Result<Stylesheet, Failure> {
    let config = store::Config::read(environment)?;
    Ok(store::chosen_theme(environment, &config, look.theme.as_deref())?.stylesheet(depth))
}

/// `style` with the letter forms of `emphasis`.
pub(super) fn emphasised(style: Style, emphasis: Emphasis) -> Style {
    let forms = [
        (Emphasis::ITALIC, Modifier::ITALIC),
        (Emphasis::BOLD, Modifier::BOLD),
        (Emphasis::STRIKE, Modifier::CROSSED_OUT),
    ];
    forms.into_iter().filter(|(form, _)| emphasis.has(*form)).fold(style, |style, (_, form)| style.add_modifier(form))
}

/// Adds `words` in `style` to `line`.
pub(super) fn paint(line: &mut String, words: &str, style: Style) {
    let codes = codes(style);
    if codes.is_empty() || words.is_empty() {
        line.push_str(words);
    } else {
        line.extend(["\u{1b}[", &codes, "m", words, "\u{1b}[0m"]);
    }
}

/// The parameters of the SGR sequence (ECMA-48, 8.3.117) of a style; empty for a style that says nothing.
fn codes(style: Style) -> String {
    let modifiers = [
        (Modifier::BOLD, "1"),
        (Modifier::DIM, "2"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
        (Modifier::CROSSED_OUT, "9"),
    ];
    let wanted = modifiers.into_iter().filter(|(modifier, _)| style.add_modifier.contains(*modifier));
    let mut codes: Vec<String> = wanted.map(|(_, code)| code.to_owned()).collect();
    codes.extend(style.fg.and_then(|color| colour(color, 30)));
    codes.extend(style.bg.and_then(|color| colour(color, 40)));
    codes.join(";")
}

/// `base` is 30 for letters and 40 for the ground behind them.
fn colour(color: Color, base: u8) -> Option<String> {
    let plain = |number: u8| Some((base + number).to_string());
    let bright = |number: u8| Some((base + 60 + number).to_string());
    match color {
        Color::Reset => None,
        Color::Black => plain(0),
        Color::Red => plain(1),
        Color::Green => plain(2),
        Color::Yellow => plain(3),
        Color::Blue => plain(4),
        Color::Magenta => plain(5),
        Color::Cyan => plain(6),
        Color::Gray => plain(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(index) => Some(format!("{};5;{index}", base + 8)),
        Color::Rgb(red, green, blue) => Some(format!("{};2;{red};{green};{blue}", base + 8)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_one_sequence_and_its_end() {
        let mut line = String::new();
        let style = emphasised(Style::new().fg(Color::Indexed(4)), Emphasis::BOLD);
        paint(&mut line, "plain ", Style::new());
        paint(&mut line, "blue", style);
        paint(&mut line, "", style);
        assert_eq!(line, "plain \u{1b}[1;38;5;4mblue\u{1b}[0m");
        assert_eq!(codes(Style::new().fg(Color::White).bg(Color::Rgb(1, 2, 3))), "97;48;2;1;2;3");
    }
}
