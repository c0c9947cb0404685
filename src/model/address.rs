//! Addresses of the web, brought to one spelling: the same page is linked to in many.

use url::Url;

/// Parameters that tell where a reader came from and not what is read.
const TRACKING: [&str; 22] = [
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "mc_cid", "mc_eid",
    "cmpid", "cmp", "ocid", "smid", "smtyp", "ref_src", "ref_url", "spm", "xtor", "sref", "feature",
];
/// Families of them.
const TRACKING_BEGINS: [&str; 5] = ["utm_", "at_", "pk_", "mtm_", "ns_"];

/// What two addresses of one page have in common: the host without `www.`, the path without a slash at its end, what is
/// asked for without tracking. Neither scheme nor fragment tells pages apart. `None` for what leads to no page.
#[must_use]
pub fn canonical_address(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(host);
    // the port of the scheme itself is left out already
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let mut canonical = format!("{}{port}", host.trim_end_matches('.'));
    canonical.push_str(url.path().trim_end_matches('/'));
    let asked: Vec<&str> = url.query().unwrap_or_default().split('&').filter(|part| !is_tracking(part)).collect();
    if !asked.is_empty() {
        canonical.push('?');
        canonical.push_str(&asked.join("&"));
    }
    Some(canonical)
}

/// Whether a part of a query is none of the page's.
fn is_tracking(part: &str) -> bool {
    let name = part.split_once('=').map_or(part, |(name, _)| name).to_ascii_lowercase();
    name.is_empty() || TRACKING.contains(&name.as_str()) || TRACKING_BEGINS.iter().any(|begin| name.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_spelling() {
        for address in [
            "https://www.courier.example/town/ferry/",
            "http://courier.example/town/ferry#comments",
            "HTTPS://Courier.Example:443/town/ferry?utm_source=feed&utm_medium=rss",
            " https://courier.example/town/./ferry/?fbclid=x&at_campaign=y&",
        ] {
            assert_eq!(canonical_address(address).as_deref(), Some("courier.example/town/ferry"), "{address}");
        }
    }

    #[test]
    fn what_tells_pages_apart_stays() {
        let canonical = |address| canonical_address(address).unwrap();
        assert_eq!(
            canonical("https://courier.example/story?id=12&utm_id=3&page=2"),
            "courier.example/story?id=12&page=2"
        );
        assert_eq!(canonical("http://127.0.0.1:8080/a"), "127.0.0.1:8080/a");
        assert_ne!(canonical("https://courier.example/Ferry"), canonical("https://courier.example/ferry"));
        assert_ne!(canonical("https://news.courier.example/"), canonical("https://courier.example/"));
        assert_eq!(canonical("https://www.example/"), "www.example");
        for other in ["mailto:desk@courier.example", "ferry", "file:///etc/hosts", "javascript:1", ""] {
            assert_eq!(canonical_address(other), None, "{other}");
        }
    }
}
