//! `byline themes`: every theme by its name, with a few words in its colours.

use crate::{
    model::Text,
    store,
    theme::{self, Shade},
};

use super::{
    Answer, Call, Failure,
    paint::{depth, paint},
};

pub(super) fn run(call: &mut Call) -> Result<Answer, Failure> {
    let depth = depth(&call.look, &call.environment, &call.out);
    for name in store::theme_names(&call.environment) {
        let theme = match store::theme(&call.environment, &name) {
            Ok(theme) => theme,
            Err(error) => {
                super::out::message(&error.to_text());
                continue;
            }
        };
        let shade = match theme.shade {
            Shade::Dark => "dark",
            Shade::Light => "light",
        };
        let name = Text::line(&name);
        let Some(depth) = depth else {
            call.out.line(format_args!("{name}\t{shade}"))?;
            continue;
        };
        let styles = theme.stylesheet(depth);
        call.out.line(format_args!("{name} ({shade})\n"))?;
        for row in theme::sample() {
            let mut line = String::from("  ");
            for (role, words) in *row {
                paint(&mut line, words, styles.ground().patch(styles.style(*role)));
            }
            call.out.line(line)?;
        }
        call.out.line("")?;
    }
    Ok(Answer::Yes)
}
