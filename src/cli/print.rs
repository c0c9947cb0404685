//! `byline schema`, `completions` and `man`: what is made from tables, for other programs.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::format;

use super::{Answer, Arguments, Call, Failure};

pub(super) fn schema(call: &mut Call) -> Result<Answer, Failure> {
    call.out.json(&format::schema()).map(|()| Answer::Yes)
}

pub(super) fn completions(call: &mut Call, shell: Shell) -> Result<Answer, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "byline", &mut script);
    call.out.write(script).map(|()| Answer::Yes)
}

pub(super) fn man(call: &mut Call) -> Result<Answer, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
    call.out.write(page).map(|()| Answer::Yes)
}
