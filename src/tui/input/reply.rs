//! What the terminal says its background is.

use crate::theme::Shade;

/// The shade in the answer to `OSC 11 ; ?`: `11;rgb:ffff/ffff/ffff`, of one to four digits each, or `11;#ffffff`.
pub(super) fn background(answer: &[u8]) -> Option<Shade> {
    let colour = std::str::from_utf8(answer).ok()?.strip_prefix("11;")?;
    let (red, green, blue) =
        match (colour.strip_prefix("rgb:").or(colour.strip_prefix("rgba:")), colour.strip_prefix('#')) {
            (Some(channels), _) => {
                let mut channels = channels.split('/').map(channel);
                (channels.next()??, channels.next()??, channels.next()??)
            }
            (None, Some(digits)) if digits.len() % 3 == 0 => {
                let each = digits.len() / 3;
                (
                    channel(digits.get(..each)?)?,
                    channel(digits.get(each..each * 2)?)?,
                    channel(digits.get(each * 2..)?)?,
                )
            }
            (None, _) => return None,
        };
    // the weights of Rec. 709: green is brightest to the eye
    let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    Some(if luminance < 0.5 { Shade::Dark } else { Shade::Light })
}

/// A part of a colour in hexadecimal, from 0 to 1.
fn channel(digits: &str) -> Option<f32> {
    let most = match digits.len() {
        1 => 0xf_u16,
        2 => 0xff,
        3 => 0xfff,
        4 => 0xffff,
        _ => return None,
    };
    u16::from_str_radix(digits, 16).ok().map(|part| f32::from(part) / f32::from(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_tells_light_from_dark() {
        for (answer, shade) in [
            ("11;rgb:0000/0000/0000", Some(Shade::Dark)),
            ("11;rgb:ffff/ffff/ffff", Some(Shade::Light)),
            ("11;rgb:fd/f6/e3", Some(Shade::Light)),
            ("11;rgba:1e1e/1e1e/2e2e/ffff", Some(Shade::Dark)),
            ("11;rgb:0/0/f", Some(Shade::Dark)),
            ("11;#eeeeee", Some(Shade::Light)),
            ("10;rgb:ffff/ffff/ffff", None),
            ("11;rgb:ffff/ffff", None),
            ("11;rgb:fffff/0/0", None),
            ("11;blue", None),
            ("", None),
        ] {
            assert_eq!(background(answer.as_bytes()), shade, "{answer}");
        }
    }
}
