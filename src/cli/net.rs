//! The network, where byline was built to use it: one address at a time, asked for by a person.

#[cfg(feature = "net")]
mod http;

#[cfg(feature = "net")]
pub(super) use http::{Answer, Body, Client, Validators};

use super::Failure;

/// Whether a person means an address rather than a file.
pub(super) fn is_address(file: &str) -> bool {
    let lower = file.get(..8.min(file.len())).unwrap_or_default().to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

/// What is said where byline was built without the network.
#[cfg(not(feature = "net"))]
pub(super) fn absent() -> Failure {
    Failure::told(
        "this byline was built without the network; `cargo install --path . --features net` builds one that fetches",
    )
}

/// The page or feed at an address.
#[cfg(feature = "net")]
pub(super) fn page(address: &str) -> Result<Body, Failure> {
    let told = |why: &dyn std::fmt::Display| Failure::told(format!("{address}: {why}"));
    match Client::default().get(address, &Validators::default()).map_err(|error| told(&error))? {
        Answer::Body(body) => Ok(body),
        Answer::Same => Err(told(&"the server says that it is as before, and was told of no before")),
    }
}
