//! The applications that a token and its policies name by GUID, and what their owner calls them.

use std::rc::Rc;

use crate::claims::guid::is_guid;
use crate::claims::{find_text, well_known};
use crate::jose::Token;
use crate::policy::Policy;
use crate::policy::named_values::NamedValues;
use crate::text::Span;

/// Applications beyond this many are not asked for.
const MAX_APPS: usize = 16;

/// Claims that name an application or a tenant.
const CLAIMS: [&str; 4] = ["aud", "azp", "appid", "tid"];

/// An application, or a tenant, by its GUID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    /// The GUID, in lower case.
    pub id: String,
    /// Where it is met first: a claim's name, or `policy`.
    pub found_in: &'static str,
    /// What its owner calls it; `None` where nobody said.
    pub name: Option<String>,
}

/// Those of the tokens, then those of the policies, each once; ids that everybody knows are left out. Their names are given
/// like named values, under the GUID as it is written or in lower case.
#[inline(never)]
pub fn apps(tokens: &[&Token], policies: &[Rc<Policy>], names: &NamedValues) -> Vec<App> {
    let mut found = Vec::new();
    for token in tokens {
        for claim in CLAIMS {
            let text = find_text(token.claims(), claim);
            add(text.unwrap_or_default(), claim, names, &mut found);
        }
    }
    for policy in policies {
        for value in policy.values() {
            add(&value.text, "policy", names, &mut found);
        }
    }
    found
}

fn add(text: &str, found_in: &'static str, names: &NamedValues, found: &mut Vec<App>) {
    for place in guids(text) {
        let written = place.of(text);
        let id = written.to_ascii_lowercase();
        let is_new = !found.iter().any(|app| app.id == id);
        if is_new && found.len() < MAX_APPS && well_known(&id).is_none() {
            let name = names.get(&id).or(names.get(written));
            let name = name.map(str::to_owned);
            found.push(App { id, found_in, name });
        }
    }
}

/// Where GUIDs stand in a text, each with no letter, digit or hyphen beside it.
pub fn guids(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '-';
    for word in text.split(|character| !is_part(character)) {
        let end = at + word.len();
        if is_guid(word) {
            found.push(Span::new(at, end));
        }
        let separator = text.get(end..).and_then(|rest| rest.chars().next());
        at = end + separator.map_or(0, char::len_utf8);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::decode;
    use crate::policy::document;

    const ORDERS: &str = "b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d";
    const SHOP: &str = "e1f2a3b4-0f3e-4a5b-8c6d-7e8f9a0b1c2d";

    #[test]
    fn guids_are_found_between_other_characters() {
        for (text, count) in [
            ("", 0),
            (ORDERS, 1),
            (&*format!("api://{ORDERS}/Orders.Read"), 1),
            (&*format!("„{ORDERS}“ und {SHOP}."), 2),
            (&*format!("a{ORDERS}"), 0),
            (&*format!("{ORDERS}-1"), 0),
        ] {
            let found = guids(text);
            assert_eq!(found.len(), count, "{text}");
            for place in found {
                assert!(is_guid(place.of(text)), "{text}");
            }
        }
    }

    #[test]
    fn each_application_is_met_once_and_has_its_name() {
        use base64::Engine as _;
        let claims = format!(
            r#"{{"aud":"api://{}","appid":"{SHOP}","sub":"c1f2a3b4-0f3e-4a5b-8c6d-7e8f9a0b1c2d"}}"#,
            ORDERS.to_uppercase()
        );
        let encode = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
        let token = decode(&format!(
            "{}.{}.",
            encode("{\"alg\":\"none\"}"),
            encode(&claims)
        ));
        let xml = format!(
            "<validate-jwt header-name='a'><audiences><audience>{ORDERS}</audience><audience>00000003-0000-0000-c000-000000000000</audience></audiences></validate-jwt>"
        );
        let mut names = NamedValues::default();
        names.read(&format!("{ORDERS} = Orders API"));
        let mut policies = Vec::new();
        for policy in document::read(&xml, &names).policies {
            policies.push(Rc::new(policy));
        }
        let app = |id: &str, found_in, name: Option<&str>| App {
            id: id.to_owned(),
            found_in,
            name: name.map(str::to_owned),
        };
        assert_eq!(
            apps(&[&token], &policies, &names),
            [
                app(ORDERS, "aud", Some("Orders API")),
                app(SHOP, "appid", None)
            ]
        );
    }
}
