//! What is wrong with a URL that somebody is to follow.

/// Addresses at which a cloud hands out credentials to whoever asks from inside of it, and what stands for them.
const METADATA: [&str; 6] = [
    "169.254.169.254",
    "169.254.170.2",
    "168.63.129.16",
    "100.100.100.200",
    "metadata.google.internal",
    "[fd00:ec2::254]",
];
/// The beginnings of addresses that are reached from inside a network only (RFC 1918, RFC 3927, RFC 4193, RFC 6761).
const INSIDE: [&str; 11] = [
    "localhost",
    "127.",
    "10.",
    "192.168.",
    "169.254.",
    "0.0.0.0",
    "[::1",
    "[::ffff:",
    "[fc",
    "[fd",
    "[fe80",
];

/// The host of a URL, as written, without user name and port; empty where it has none.
pub(super) fn host(url: &str) -> &str {
    let after = url.split_once("://").map_or("", |(_, after)| after);
    let authority = authority(after);
    let host = authority.rsplit('@').next().unwrap_or_default();
    // An IPv6 address has colons of its own.
    match host.find(']') {
        Some(end) => host.get(..=end).unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

fn authority(after: &str) -> &str {
    after
        .split(['/', '?', '#', '\\'])
        .next()
        .unwrap_or_default()
}

/// What is wrong with a URL, worst first, in one clause; empty when nothing is.
pub(super) fn concern(url: &str) -> &'static str {
    let host = host(url).to_ascii_lowercase();
    let name = host.strip_suffix('.').unwrap_or(&host);
    let is_ip = is_ip(name);
    let inside = |beginning: &&str| name.starts_with(*beginning) && (is_ip || name == *beginning);
    let user = url
        .split_once("://")
        .is_some_and(|(_, after)| authority(after).contains('@'));
    if METADATA.contains(&name) {
        "the address at which a cloud hands out credentials"
    } else if INSIDE.iter().any(inside) || name.ends_with(".localhost") || is_172(name) {
        "an address inside a network"
    } else if is_ip {
        "an IP address in place of a name"
    } else if user {
        "with a user name in front of the host, which makes it look like another host"
    } else if starts_with(url, "http://") {
        "without https: whoever stands between can answer"
    } else if !starts_with(url, "https://") {
        "no https URL"
    } else {
        ""
    }
}

/// Whether a host is an address: IPv6 in brackets, or IPv4, also in one number or in hexadecimal as some readers take it.
fn is_ip(host: &str) -> bool {
    let hexadecimal = host.strip_prefix("0x");
    let digits = hexadecimal.unwrap_or(host);
    let is_digit = |byte: u8| match hexadecimal {
        Some(_) => byte.is_ascii_hexdigit(),
        None => byte.is_ascii_digit(),
    };
    host.starts_with('[')
        || (!digits.is_empty() && digits.bytes().all(|byte| byte == b'.' || is_digit(byte)))
}

/// Whether a host is an address of 172.16.0.0/12.
fn is_172(host: &str) -> bool {
    let rest = host.strip_prefix("172.").filter(|_| is_ip(host));
    let second = rest.and_then(|rest| rest.split('.').next()?.parse::<u8>().ok());
    matches!(second, Some(16..=31))
}

/// Whether a text begins so; case does not matter.
pub(super) fn starts_with(text: &str, beginning: &str) -> bool {
    let head = text.get(..beginning.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(beginning))
}

#[cfg(test)]
mod tests {
    use super::{concern, host};

    #[test]
    fn a_host_is_taken_out_of_its_url() {
        for (url, expected) in [
            ("https://a.example/keys", "a.example"),
            ("https://a.example:8443?x", "a.example"),
            ("https://a.example@b.example/", "b.example"),
            ("https://[::1]:80/", "[::1]"),
            ("https://a.example\\@b.example/", "a.example"),
            ("a.example/keys", ""),
            ("", ""),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }

    #[test]
    fn the_worst_is_said() {
        for (url, expected) in [
            ("http://169.254.169.254/latest/meta-data", "the address"),
            ("https://METADATA.google.internal./", "the address"),
            ("http://localhost:8080/keys", "an address inside"),
            ("https://10.0.0.4/", "an address inside"),
            ("https://172.20.0.1/", "an address inside"),
            ("https://172.32.0.1/", "an IP address"),
            ("https://0x7f000001/", "an IP address"),
            ("https://[::1]/", "an address inside"),
            ("https://198.51.100.7/", "an IP address"),
            ("https://3232235777/", "an IP address"),
            ("https://idp.example@evil.example/", "with a user name"),
            ("HTTP://a.example/", "without https"),
            ("ftp://a.example/", "no https"),
            ("file:///etc/passwd", "no https"),
            ("", "no https"),
        ] {
            assert!(
                concern(url).starts_with(expected),
                "{url}: {}",
                concern(url)
            );
        }
        for url in [
            "https://a.example/",
            "HTTPS://10.example/",
            "https://localhost.example/",
            "https://0x.example/",
            "https://172.20.example/",
        ] {
            assert_eq!(concern(url), "", "{url}");
        }
    }
}
