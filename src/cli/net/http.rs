//! One address, asked once: bounded in time, size and redirects, and told what is known already.

use std::time::Duration;

use ureq::{
    Agent, ResponseExt,
    http::{HeaderMap, header},
};

/// The most bytes of an answer, unpacked.
const BODY_MAX_BYTES: u64 = 20 * 1024 * 1024;
const REDIRECTS_MAX: u32 = 5;
/// How long an address may take in all, from its name to its last byte.
const WHOLE: Duration = Duration::from_secs(30);
const CONNECT: Duration = Duration::from_secs(10);

/// What the server said of the last answer, so that it need not send the same again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// What an address answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing has changed since the validators.
    Same,
    Body(Body),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    pub bytes: Vec<u8>,
    /// Where it came from in the end.
    pub address: String,
    /// The character set that the server named.
    pub charset: Option<String>,
    pub validators: Validators,
}

/// Why there is no answer. It ends the sentence "ADDRESS: …".
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    #[error("only http and https addresses are fetched")]
    Scheme,
    #[error("it did not answer in time")]
    Timeout,
    #[error("it leads on more than {REDIRECTS_MAX} times")]
    Redirects,
    #[error("its answer has more than the {} MB that byline reads", .0 / 1024 / 1024)]
    TooLarge(u64),
    #[error("there is no such host; check the address")]
    NoHost,
    #[error("nothing is there (404); check the address")]
    Nothing,
    #[error("it was taken away for good (410)")]
    Gone,
    #[error("the server refused (status {0})")]
    Status(u16),
    #[error("{0}")]
    Other(String),
}

/// Who asks: one for all addresses, so that connections are kept.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    body_max_bytes: u64,
}

impl Default for Client {
    fn default() -> Self {
        Self::new(WHOLE, BODY_MAX_BYTES)
    }
}

impl Client {
    /// A client that waits no longer than `whole` for an address, and reads no more than that of it.
    #[must_use]
    pub fn new(whole: Duration, body_max_bytes: u64) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(whole))
            .timeout_connect(Some(CONNECT.min(whole)))
            .max_redirects(REDIRECTS_MAX)
            .http_status_as_error(false)
            .user_agent(concat!("byline/", env!("CARGO_PKG_VERSION")))
            .accept("application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, */*;q=0.5")
            .build();
        Self { agent: config.new_agent(), body_max_bytes }
    }

    /// Asks an address for what is newer than `known`.
    ///
    /// # Errors
    /// Where there is no answer, or none that is within the bounds.
    pub fn get(&self, address: &str, known: &Validators) -> Result<Answer, NoAnswer> {
        let scheme = address.split(':').next().unwrap_or_default().to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") {
            return Err(NoAnswer::Scheme);
        }
        let mut request = self.agent.get(address);
        if let Some(etag) = &known.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(date) = &known.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, date);
        }
        let mut response = request.call().map_err(|error| self.no_answer(&error))?;
        match response.status().as_u16() {
            304 => return Ok(Answer::Same),
            200..300 => {}
            404 => return Err(NoAnswer::Nothing),
            410 => return Err(NoAnswer::Gone),
            status => return Err(NoAnswer::Status(status)),
        }
        let validators = Validators {
            etag: text(response.headers(), &header::ETAG),
            last_modified: text(response.headers(), &header::LAST_MODIFIED),
        };
        let address = response.get_uri().to_string();
        let charset = response.body().charset().map(str::to_owned);
        let read = response.body_mut().with_config().limit(self.body_max_bytes).read_to_vec();
        let bytes = read.map_err(|error| self.no_answer(&error))?;
        Ok(Answer::Body(Body { bytes, address, charset, validators }))
    }

    fn no_answer(&self, error: &ureq::Error) -> NoAnswer {
        match error {
            ureq::Error::Timeout(_) => NoAnswer::Timeout,
            ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed => NoAnswer::Redirects,
            ureq::Error::BodyExceedsLimit(_) => NoAnswer::TooLarge(self.body_max_bytes),
            ureq::Error::HostNotFound => NoAnswer::NoHost,
            ureq::Error::ConnectionFailed => NoAnswer::Other("nobody answers there; try again later".to_owned()),
            other => NoAnswer::Other(format!("{other}; try again later")),
        }
    }
}

fn text(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.to_owned()).filter(|value| !value.is_empty() && value.len() <= 1024)
}

#[cfg(test)]
mod tests;
