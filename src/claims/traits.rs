//! What kind of token this is, fact by fact, each with the claim that shows it: for Entra ID and its relatives.

use super::issuer::{CONSUMERS, parse_issuer};
use super::value::{CLIENT_AUTH, look_up};
use super::{
    Permissions, Profile, Reading, Use, audiences, entra_version, find, find_text, groups_left_out,
    has_any, permissions, same, says, well_known,
};
use crate::finding::enumerate;
use crate::text::json::Member;
use crate::text::{fill, fill_in_order};

/// One thing that a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trait {
    /// Kebab-case, stable: `issuer`, `version`, `use`, `acts-for`, `client`, `audience`, `account`, `permissions`, `groups`,
    /// `may`.
    pub what: &'static str,
    /// What it is, in one clause.
    pub value: String,
    /// The claim that shows it.
    pub because: String,
    /// Whether it follows only as a rule: no documentation says that the claim shows it.
    pub likely: bool,
}

/// So many scopes and roles are told, and so many bytes of a claim.
const MAX_LISTED: usize = 20;
const MAX_BYTES: usize = 300;

/// What is known so far.
struct Traits<'a> {
    claims: &'a [Member],
    all: Vec<Trait>,
}

impl<'a> Traits<'a> {
    fn text(&self, name: &str) -> Option<&'a str> {
        find_text(self.claims, name)
    }

    fn add(&mut self, what: &'static str, value: &str, because: &str) {
        self.all.push(Trait {
            what,
            value: value.to_owned(),
            because: because.to_owned(),
            likely: false,
        });
    }

    /// The same, where it follows only as a rule.
    fn add_likely(&mut self, what: &'static str, value: &str, because: &str) {
        self.add(what, value, because);
        if let Some(last) = self.all.last_mut() {
            last.likely = true;
        }
    }

    /// The first of these claims that the token has, and its text.
    fn first(&self, names: &str) -> Option<(String, &'a str)> {
        for name in names.split(' ') {
            if let Some(text) = self.text(name) {
                let few = text
                    .get(..text.floor_char_boundary(MAX_BYTES))
                    .unwrap_or(text);
                let more = if few.len() < text.len() { "…" } else { "" };
                return Some((fill_in_order("`{}` is `{}{}`", &[name, few, more]), text));
            }
        }
        None
    }

    /// The names of those of these claims that the token has.
    fn names(&self, names: &str) -> String {
        let mut present = String::new();
        for name in names.split(' ') {
            if has_any(self.claims, name) {
                enumerate(&mut present, &["`", name, "`"]);
            }
        }
        present
    }

    fn version(&mut self) {
        if let Some(version) = entra_version(self.claims) {
            let (because, _) = self.first("ver iss").unwrap_or_default();
            let value = match version.text() {
                "1.0" => "1.0: the issuer `sts.windows.net`, the client in `appid`",
                _ => {
                    "2.0: the issuer ends in `/v2.0`, the client stands in `azp`, `aud` is the API's client id"
                }
            };
            self.add("version", value, &because);
        }
    }

    fn issuer(&mut self, profile: Profile) {
        let (value, names) = match profile {
            Profile::EntraB2c => ("a user flow of Azure AD B2C", "tfp acr iss"),
            Profile::EntraExternal => ("Entra External ID, for customers", "iss"),
            Profile::Msa => ("personal Microsoft accounts", "tid iss"),
            _ => ("a tenant for work and school accounts", "tid iss"),
        };
        let (because, _) = self.first(names).unwrap_or_default();
        self.add("issuer", value, &because);
    }

    fn usage(&mut self, usage: Use) {
        let (value, names, template) = match usage {
            Use::AccessToken => (
                "an access token",
                "appid azp scp idtyp",
                "{}: an ID token names no client beside `aud`",
            ),
            Use::IdToken => (
                "an ID token: for the application that signed the user in, not for an API",
                "nonce at_hash c_hash auth_time preferred_username name",
                "{}, and no client beside `aud`",
            ),
            _ => return,
        };
        let names = self.names(names);
        if !names.is_empty() {
            self.add(
                "use",
                value,
                &fill_in_order(template, &[&["it has ", &names].concat()]),
            );
        }
    }

    /// In whose name it acts, and how the client proved who it is.
    fn caller(&mut self, acts: Permissions) {
        let auth = self.first("azpacr appidacr");
        let proved = auth.as_ref().map_or("", |(_, text)| *text);
        match acts {
            Permissions::Delegated if ["1", "2"].contains(&proved) => {
                let (because, _) = auth.clone().unwrap_or_default();
                let value = "a user, through a client that proves who it is: a web application, or an API that acts on the user's behalf";
                let because = [
                    &because,
                    ", and a user is there: ",
                    &self.names("scp idtyp"),
                ]
                .concat();
                self.add_likely("acts-for", value, &because);
            }
            Permissions::Delegated => {
                let because = ["a user is there: ", &self.names("scp idtyp")].concat();
                self.add("acts-for", "a user (delegated permissions)", &because);
            }
            Permissions::AppOnly => {
                let value = "the application itself, nobody is signed in (application permissions)";
                if says(self.claims, "idtyp", "app") {
                    self.add("acts-for", value, "`idtyp` is `app`");
                } else if same(self.claims, "oid", "sub") {
                    self.add_likely(
                        "acts-for",
                        value,
                        "`oid` and `sub` are the same, and there is no `scp`",
                    );
                } else {
                    self.add_likely(
                        "acts-for",
                        value,
                        "`roles` without `scp`, and nothing about a user",
                    );
                }
            }
            Permissions::Unknown => {}
        }
        if let Some((because, path)) = self.first("xms_mirid") {
            let value = if path
                .to_ascii_lowercase()
                .contains("/userassignedidentities/")
            {
                "a managed identity, user-assigned"
            } else {
                "a managed identity, system-assigned"
            };
            return self.add_likely("client", value, &because);
        }
        if let Some((because, text)) = auth {
            let value = match (text, acts) {
                ("2", Permissions::AppOnly) => {
                    "proved itself with a certificate, or is a managed identity"
                }
                ("0", _) => "a public client: it cannot prove who it is",
                ("1", _) => "proved itself with a client secret",
                ("2", _) => "proved itself with a certificate",
                _ => look_up(CLIENT_AUTH, text).unwrap_or("proved itself in another way"),
            };
            self.add("client", value, &because);
        }
    }

    fn audience(&mut self, text: &str, usage: Use) {
        let Reading::Present(all) = audiences(self.claims, text) else {
            return;
        };
        let Some(aud) = all.first() else {
            return;
        };
        let because = fill_in_order("`aud` is `{}`", &[aud]);
        let client = self.text("azp").or(self.text("appid")).unwrap_or_default();
        let bare = aud.strip_prefix("api://").unwrap_or(aud);
        if let Some(name) = well_known(aud) {
            let value = [name, ", not an API of your own"].concat();
            self.add("audience", &value, &because);
        } else if usage == Use::IdToken {
            self.add("audience", "the client that signed the user in", &because);
        } else if !client.is_empty() && bare.eq_ignore_ascii_case(client) {
            self.add("audience", "the client itself: it is its own API", &because);
        } else {
            let value = ["the API `", aud, "`"].concat();
            self.add("audience", &value, &because);
        }
    }

    /// Whether the user is at home in the tenant.
    fn account(&mut self, text: &str) {
        let tenant = self.text("tid").unwrap_or_default();
        let acct = find(self.claims, "acct").map(|acct| acct.span.of(text).trim_matches('"'));
        if acct == Some("1") {
            return self.add("account", "a guest in this tenant", "`acct` is 1");
        }
        let Some((because, idp)) = self.first("idp") else {
            return;
        };
        let home = parse_issuer(idp).tenant_id().unwrap_or_default();
        if idp == "live.com" || home == CONSUMERS {
            let value = "a guest in this tenant, with a personal Microsoft account";
            self.add("account", value, &because);
        } else if !home.is_empty() && !tenant.is_empty() && !home.eq_ignore_ascii_case(tenant) {
            let value = fill_in_order("a guest in this tenant, at home in `{}`", &[home]);
            self.add("account", &value, &because);
        }
    }

    /// What is granted, and what the caller may therefore do.
    fn granted(&mut self, acts: Permissions) {
        let scopes = self.text("scp").unwrap_or_default();
        let (mut listed, mut roles) = (String::new(), String::new());
        for scope in scopes.split_ascii_whitespace().take(MAX_LISTED) {
            enumerate(&mut listed, &["`", scope, "`"]);
        }
        for role in find(self.claims, "roles")
            .map_or(&[] as &[_], |roles| roles.elements())
            .iter()
            .take(MAX_LISTED)
        {
            enumerate(&mut roles, &["`", role.as_str().unwrap_or("…"), "`"]);
        }
        for (name, plural, all) in [("scp", "scopes", &listed), ("roles", "app roles", &roles)] {
            if !all.is_empty() {
                let because = fill_in_order("`{}`", &[name]);
                self.add("permissions", &[plural, ": ", all].concat(), &because);
            }
        }
        let claim = find(self.claims, "groups");
        if groups_left_out(self.claims) {
            let names = self.names("hasgroups groups:src1 _claim_names");
            let value = "too many for the token: it names none, so a policy cannot match them";
            self.add("groups", value, &names);
        } else if let Some(groups) = claim {
            let count = groups.elements().len().to_string();
            self.add("groups", &fill_in_order("{} listed", &[&count]), "`groups`");
        }
        let template = match (acts, listed.is_empty(), roles.is_empty()) {
            (Permissions::Delegated, _, true) => {
                "what the user may, within the scopes {scopes}: the user has no app role"
            }
            (Permissions::Delegated, _, false) => {
                "what the user may as {roles}, within the scopes {scopes}"
            }
            (Permissions::AppOnly, _, true) => {
                "nothing by permission: it has no app role, and any application of the tenant may get a token like it unless assignment is required"
            }
            (Permissions::AppOnly, _, false) => "what the API lets an application do with {roles}",
            _ => return,
        };
        let listed = if listed.is_empty() {
            "it does not name"
        } else {
            &listed
        };
        let value = fill(template, &[("scopes", listed), ("roles", &roles)]);
        let because = if roles.is_empty() && acts == Permissions::AppOnly {
            "there is neither `roles` nor `scp`".to_owned()
        } else {
            self.names("scp roles")
        };
        self.add("may", &value, &because);
    }
}

/// What kind of token these claims make, most general first; empty for issuers other than Entra ID and its relatives.
/// `text` is the JSON text of the claims.
#[inline(never)]
pub fn traits(profile: Profile, usage: Use, claims: &[Member], text: &str) -> Vec<Trait> {
    let mut traits = Traits {
        claims,
        all: Vec::new(),
    };
    if !profile.is_entra() {
        return traits.all;
    }
    traits.usage(usage);
    traits.issuer(profile);
    traits.version();
    traits.audience(text, usage);
    let acts = match usage {
        Use::IdToken => Permissions::Unknown,
        _ => permissions(claims),
    };
    traits.caller(acts);
    traits.account(text);
    traits.granted(acts);
    traits.all
}

#[cfg(test)]
mod tests;
