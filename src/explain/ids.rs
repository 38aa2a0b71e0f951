//! Whom and what a message names.

/// What stands in front of a value, and what the value is. The first that is found of a role counts.
static MARKS: [(&str, &str); 29] = [
    ("for the application '", "api"),
    ("Resource app ID: ", "api"),
    ("resource principal named ", "api"),
    ("Resource value from request: ", "api"),
    ("Client app ID: ", "client"),
    ("application with identifier '", "client"),
    ("Application with identifier '", "client"),
    ("use the application with ID '", "client"),
    ("Application '", "client"),
    ("application '", "client"),
    ("in the tenant named ", "tenant"),
    ("in tenant '", "tenant"),
    ("in the directory '", "tenant"),
    ("Tenant '", "tenant"),
    ("User account '", "user"),
    ("scope '", "scope"),
    ("for scope ", "scope"),
    ("Trace ID: ", "trace"),
    ("Correlation ID: ", "correlation"),
    ("Timestamp: ", "timestamp"),
    ("Issuer: '", "issuer"),
    ("Audiences: '", "audience"),
    ("ValidIssuers: '", "accepted issuers"),
    ("ValidAudiences: '", "accepted audiences"),
    ("kid is: '", "kid"),
    ("kid: '", "kid"),
    ("ValidTo (UTC): '", "expired"),
    ("ValidFrom (UTC): '", "usable from"),
    ("Current time (UTC): '", "time of the call"),
];
/// Longer values are cut: a message may quote a whole token.
const MAX_VALUE: usize = 200;

/// Role and value of everything that the message names, in the order of the table.
pub(super) fn ids(message: &str) -> Vec<(&'static str, String)> {
    let mut found: Vec<(&'static str, String)> = Vec::new();
    for (mark, role) in MARKS {
        let Some((before, rest)) = message.split_once(mark) else {
            continue;
        };
        // `for the application '…'` is the API, a plain `application '…'` the client.
        let is_other = role == "client" && before.ends_with("for the ");
        if is_other || found.iter().any(|(known, _)| *known == role) {
            continue;
        }
        let value = if mark.ends_with('\'') {
            rest.split('\'').next()
        } else if role == "timestamp" {
            rest.split(['\n', '\r', '"', '}']).next()
        } else {
            rest.split(|letter: char| letter.is_whitespace() || matches!(letter, '(' | ',' | '"'))
                .next()
        };
        let value = value.unwrap_or_default().trim().trim_end_matches('.');
        let value = value
            .get(..value.floor_char_boundary(MAX_VALUE))
            .unwrap_or_default();
        if !value.is_empty() {
            found.push((role, value.to_owned()));
        }
    }
    found
}
