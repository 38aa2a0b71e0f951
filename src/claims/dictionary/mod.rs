//! The tables of header parameters and claims: one file a source, one row a name.
//!
//! Adding a claim is adding a row. Which tables explain a token's claims is decided by its [`Profile`]: the issuer's own
//! table first, then the standards, whose tables share no name, so that no order among them matters.

mod auth0;
mod cognito;
mod entra;
mod entra_b2c;
mod github_actions;
mod google;
mod jose_header;
mod keycloak;
mod kubernetes;
mod oauth;
mod oidc;
mod okta;
mod rfc7519;

use super::Profile;

/// How a value is read: decided by the row, nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimKind {
    /// Seconds since 1970-01-01T00:00:00Z (RFC 7519 §2).
    NumericDate,
    /// A length of time in seconds, as a number or a string holding one.
    Duration,
    /// Whom the token is for: a string or an array of strings.
    Audience,
    /// Who issued the token: a URL taken apart by [`super::issuer`].
    Issuer,
    /// Scopes in one string, separated by spaces.
    Scope,
    /// An array of permissions or roles.
    Roles,
    /// The version of an Entra ID token.
    Version,
    /// How the client proved who it is: `0`, `1` or `2`.
    ClientAuth,
    /// How somebody signed in (RFC 8176, and Entra ID's own values).
    Amr,
    /// Whether an application or a user is meant: `app`, `user`.
    IdType,
    /// Member (`0`) or guest (`1`).
    Acct,
    /// An id that may be well known: an application, a tenant.
    Guid,
    /// An identity provider: an issuer, a host, a name.
    IdentityProvider,
    /// Directory roles by their template ids.
    DirectoryRoles,
    /// What the client can do: `cp1`.
    Capabilities,
    /// Groups by object id or name.
    Groups,
    /// References to claims that are not in the token (OIDC Core 1.0 §5.6.2).
    DistributedClaims,
    /// An algorithm's name.
    Algorithm,
    /// A media type (RFC 7515 §4.1.9, RFC 8725 §3.11).
    MediaType,
    /// Names of header parameters that must be understood.
    Critical,
    /// `true` or `false`.
    Boolean,
    /// A yes-or-no that Microsoft writes as a boolean, a number or a string: `true`, `1`, `"1"`.
    Flag,
    /// A JSON number.
    Number,
    /// A string.
    Text,
    /// A region, in the letters of Entra ID.
    Region,
    /// A string that means something to its issuer only.
    Opaque,
    /// An array of strings.
    List,
    /// An object.
    Object,
    /// Any JSON value.
    Any,
}

/// What is known about a name.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// The Claim Name or header parameter, case-sensitive.
    pub name: &'static str,
    /// Its name for a person.
    pub title: &'static str,
    /// How its value is read.
    pub kind: ClaimKind,
    /// One sentence, lower case, no full stop: what it says and what to compare it with.
    pub meaning: &'static str,
    /// Where this is written down.
    pub source: &'static str,
}

/// A row on one line: the tables are made of these.
const fn row(
    name: &'static str,
    title: &'static str,
    kind: ClaimKind,
    meaning: &'static str,
    source: &'static str,
) -> Row {
    Row {
        name,
        title,
        kind,
        meaning,
        source,
    }
}

/// The tables of the standards. No name stands in two of them.
static STANDARDS: [&[Row]; 3] = [rfc7519::ROWS, oidc::ROWS, oauth::ROWS];

/// The tables of an issuer, which come before those of the standards.
fn of_issuer(profile: Profile) -> [&'static [Row]; 2] {
    let own = match profile {
        Profile::EntraV1 | Profile::EntraV2 | Profile::Msa => entra::ROWS,
        Profile::EntraB2c | Profile::EntraExternal => return [entra_b2c::ROWS, entra::ROWS],
        Profile::Google => google::ROWS,
        Profile::Cognito => cognito::ROWS,
        Profile::Auth0 => auth0::ROWS,
        Profile::Okta => okta::ROWS,
        Profile::Keycloak => keycloak::ROWS,
        Profile::GithubActions => github_actions::ROWS,
        Profile::Kubernetes => kubernetes::ROWS,
        Profile::Generic => &[],
    };
    [own, &[]]
}

/// Finds the row of a claim for a token of this profile; `None` for a name that nobody described.
/// Case matters, as it does in a token.
pub fn claim(profile: Profile, name: &str) -> Option<&'static Row> {
    of_issuer(profile)
        .iter()
        .chain(&STANDARDS)
        .find_map(|table| find(table, name))
        .or_else(|| {
            (profile.is_entra() && (name.starts_with("extn.") || name.starts_with("extension_")))
                .then_some(&entra::EXTENSION)
        })
}

/// Finds the row of a header parameter; `None` for a name that nobody described.
pub fn header(name: &str) -> Option<&'static Row> {
    find(jose_header::ROWS, name)
}

fn find(table: &'static [Row], name: &str) -> Option<&'static Row> {
    table.iter().find(|row| row.name == name)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Every row of every table, header parameters included.
    pub(crate) fn all() -> impl Iterator<Item = &'static Row> {
        tables().into_iter().flatten()
    }

    fn tables() -> Vec<&'static [Row]> {
        let mut all = STANDARDS.to_vec();
        all.push(jose_header::ROWS);
        for profile in Profile::ALL {
            all.extend(of_issuer(profile));
        }
        all
    }

    #[test]
    fn a_name_stands_once_in_its_table_and_in_one_standard() {
        for table in tables() {
            for (index, row) in table.iter().enumerate() {
                assert!(
                    table[..index].iter().all(|other| other.name != row.name),
                    "{}",
                    row.name
                );
            }
        }
        for (index, table) in STANDARDS.iter().enumerate() {
            for row in *table {
                for other in &STANDARDS[..index] {
                    assert_eq!(find(other, row.name), None, "{}", row.name);
                }
            }
        }
    }

    #[test]
    fn every_row_is_written_in_the_same_style() {
        for row in all() {
            let Row {
                name,
                title,
                meaning,
                source,
                ..
            } = row;
            assert!(
                !name.is_empty() && !title.is_empty() && !source.is_empty(),
                "{name}"
            );
            assert!(meaning.len() > 20, "{name}: {meaning}");
            assert!(
                !meaning.ends_with(['.', ' ']) && !meaning.contains(". "),
                "{name}: {meaning}"
            );
            assert!(!meaning.contains(['?', '!', '\n']), "{name}: {meaning}");
            let first = meaning.chars().next().unwrap();
            let word = meaning.split(' ').next().unwrap();
            assert!(
                !first.is_uppercase()
                    || word.chars().skip(1).any(char::is_uppercase)
                    || PROPER.contains(&word),
                "{name}: {meaning}"
            );
            assert_eq!(meaning.matches('`').count() % 2, 0, "{name}: {meaning}");
            assert!(
                title.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit()),
                "{name}: {title}"
            );
        }
    }

    const PROPER: [&str; 6] = ["Entra", "Microsoft", "Auth0", "Okta", "Keycloak", "Cognito"];

    #[test]
    fn the_profile_decides_between_sources() {
        for (profile, name, source) in [
            (Profile::EntraV1, "nonce", "Entra ID"),
            (Profile::Generic, "nonce", "OpenID Connect Core 1.0"),
            (Profile::EntraV2, "azp", "Entra ID"),
            (Profile::Generic, "azp", "OpenID Connect Core 1.0"),
            (Profile::EntraV2, "acr", "Entra ID"),
            (Profile::Okta, "scp", "Okta"),
            (Profile::EntraV2, "scp", "Entra ID"),
            (Profile::EntraB2c, "tfp", "Azure AD B2C"),
            (Profile::EntraB2c, "uti", "Entra ID"),
            (Profile::EntraV1, "cnf", "RFC 7800"),
        ] {
            let row = claim(profile, name).unwrap_or_else(|| panic!("{name}"));
            assert!(row.source.starts_with(source), "{name}: {}", row.source);
        }
        assert_eq!(claim(Profile::Generic, "appid"), None);
        assert_eq!(claim(Profile::EntraV1, "AUD"), None);
        assert!(claim(Profile::EntraB2c, "extension_Department").is_some());
    }
}
