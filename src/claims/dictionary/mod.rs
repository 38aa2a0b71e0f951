//! The tables of header parameters and claims: one file a source, one line a name.
//!
//! Adding a claim is adding a line: `name|title|kind|meaning`, under the `# source` that it is written down in. The kind is the
//! letter of a [`ClaimKind`]; a name that ends in `…` stands for all that begin like it. The tables are text because the page
//! has to be small: a row of pointers costs more than what they point to.
//! Which tables explain a token's claims is decided by its [`Profile`]: the issuer's own
//! table first, then the standards, whose tables share no name, so that no order among them matters.

mod entra;
mod entra_b2c;
mod jose_header;
mod oauth;
mod oidc;
mod rfc7519;

use super::Profile;

/// How a value is read: decided by the row, nowhere else. Each has its letter in the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimKind {
    /// `d`: seconds since 1970-01-01T00:00:00Z (RFC 7519 §2).
    NumericDate,
    /// `a`: whom the token is for, a string or an array of strings.
    Audience,
    /// `i`: who issued the token, a URL taken apart by [`super::issuer`].
    Issuer,
    /// `c`: scopes in one string, separated by spaces.
    Scope,
    /// `r`: an array of permissions or roles.
    Roles,
    /// `v`: the version of an Entra ID token.
    Version,
    /// `2`: how the client proved who it is, `0`, `1` or `2`.
    ClientAuth,
    /// `m`: how somebody signed in (RFC 8176, and Entra ID's own values).
    Amr,
    /// `j`: whether an application or a user is meant, `app`, `user`.
    IdType,
    /// `u`: member (`0`) or guest (`1`).
    Acct,
    /// `g`: an id that may be well known, an application or a tenant.
    Guid,
    /// `p`: an identity provider, by issuer, host or name.
    IdentityProvider,
    /// `w`: directory roles by their template ids.
    DirectoryRoles,
    /// `q`: groups by object id or name.
    Groups,
    /// `h`: an algorithm's name.
    Algorithm,
    /// `y`: a media type (RFC 7515 §4.1.9, RFC 8725 §3.11).
    MediaType,
    /// `b`: `true` or `false`.
    Boolean,
    /// `n`: a JSON number.
    Number,
    /// `t`: a string.
    Text,
    /// `l`: an array of strings.
    List,
    /// `o`: an object.
    Object,
    /// `x`: any JSON value.
    Any,
}

/// The JSON types that a kind's value may have, a bit each.
pub mod shape {
    /// A string.
    pub const STRING: u8 = 1;
    /// An array with nothing but strings in it.
    pub const STRINGS: u8 = 2;
    /// A number.
    pub const NUMBER: u8 = 4;
    /// `true` or `false`.
    pub const BOOLEAN: u8 = 8;
    /// An object.
    pub const OBJECT: u8 = 16;
    /// Any other: null, other arrays, too deep.
    pub const OTHER: u8 = 32;
    /// Whatever it is.
    pub const ANY: u8 = 63;
}

/// Every kind with its letter and the types that its value may have. A table, since a `match` is twice the size in wasm.
static KINDS: [(u8, ClaimKind, u8); 22] = {
    use ClaimKind::{
        Acct, Algorithm, Amr, Any, Audience, Boolean, ClientAuth, DirectoryRoles, Groups, Guid,
        IdType, IdentityProvider, Issuer, List, MediaType, Number, NumericDate, Object, Roles,
        Scope, Text, Version,
    };
    use shape::{ANY, BOOLEAN, NUMBER, OBJECT, STRING, STRINGS};
    [
        (b'd', NumericDate, ANY),
        (b'a', Audience, STRING | STRINGS),
        (b'i', Issuer, STRING),
        (b'c', Scope, STRING),
        (b'r', Roles, STRINGS),
        (b'v', Version, STRING),
        (b'2', ClientAuth, STRING),
        (b'm', Amr, STRINGS),
        (b'j', IdType, STRING),
        (b'u', Acct, NUMBER | STRING),
        (b'g', Guid, STRING),
        (b'p', IdentityProvider, STRING),
        (b'w', DirectoryRoles, STRINGS),
        (b'q', Groups, STRING | STRINGS),
        (b'h', Algorithm, STRING),
        (b'y', MediaType, STRING),
        (b'b', Boolean, BOOLEAN),
        (b'n', Number, NUMBER),
        (b't', Text, STRING),
        (b'l', List, STRINGS),
        (b'o', Object, OBJECT),
        (b'x', Any, ANY),
    ]
};

impl ClaimKind {
    fn of(letter: &str) -> Self {
        let letter = letter.as_bytes().first();
        KINDS
            .iter()
            .find(|row| Some(&row.0) == letter)
            .map_or(Self::Any, |row| row.1)
    }

    /// The JSON types that a value may have.
    pub fn shapes(self) -> u8 {
        KINDS
            .iter()
            .find(|row| row.1 == self)
            .map_or(shape::ANY, |row| row.2)
    }
}

/// What is known about a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The Claim Name or header parameter, case-sensitive; with `…` at its end what names begin with.
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

/// The tables of the standards. No name stands in two of them.
const STANDARDS: [&str; 3] = [rfc7519::ROWS, oidc::ROWS, oauth::ROWS];

/// The tables of an issuer, which come before those of the standards.
const fn of_issuer(profile: Profile) -> [&'static str; 2] {
    match profile {
        Profile::EntraV1 | Profile::EntraV2 | Profile::Msa => [entra::ROWS, ""],
        Profile::EntraB2c | Profile::EntraExternal => [entra_b2c::ROWS, entra::ROWS],
        _ => ["", ""],
    }
}

/// The rows that explain the claims of a token of this profile, those that come first for a name first.
pub fn claims(profile: Profile) -> Vec<Row> {
    let mut rows = Vec::new();
    for table in of_issuer(profile) {
        read(table, &mut rows);
    }
    for table in STANDARDS {
        read(table, &mut rows);
    }
    rows
}

/// The rows that explain header parameters.
pub fn header() -> Vec<Row> {
    let mut rows = Vec::new();
    read(jose_header::ROWS, &mut rows);
    rows
}

/// Finds the row of a name; `None` for a name that nobody described. Case matters, as it does in a token.
pub fn find<'a>(rows: &'a [Row], name: &str) -> Option<&'a Row> {
    rows.iter().find(|row| {
        row.name == name
            || row
                .name
                .strip_suffix('…')
                .is_some_and(|start| name.starts_with(start))
    })
}

/// Reads a table.
fn read(table: &'static str, rows: &mut Vec<Row>) {
    let mut source = "";
    for line in table.split('\n') {
        if let Some(heading) = line.strip_prefix("# ") {
            source = heading;
            continue;
        }
        if let Some((name, rest)) = line.split_once('|')
            && let Some((title, rest)) = rest.split_once('|')
            && let Some((letter, meaning)) = rest.split_once('|')
        {
            rows.push(Row {
                name,
                title,
                kind: ClaimKind::of(letter),
                meaning,
                source,
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The row of a claim.
    pub(crate) fn claim(profile: Profile, name: &str) -> Option<Row> {
        find(&claims(profile), name).copied()
    }

    /// Every row of every table, header parameters included.
    pub(crate) fn all() -> Vec<Row> {
        tables().into_iter().flatten().collect()
    }

    fn rows(table: &'static str) -> Vec<Row> {
        let mut rows = Vec::new();
        read(table, &mut rows);
        rows
    }

    fn tables() -> Vec<Vec<Row>> {
        [jose_header::ROWS, entra::ROWS, entra_b2c::ROWS]
            .into_iter()
            .chain(STANDARDS)
            .map(rows)
            .collect()
    }

    #[test]
    fn every_line_is_a_row() {
        for table in [jose_header::ROWS, entra::ROWS, entra_b2c::ROWS]
            .into_iter()
            .chain(STANDARDS)
        {
            let mut lines = 0;
            for line in table.lines().filter(|line| !line.starts_with("# ")) {
                lines += 1;
                let fields: Vec<&str> = line.split('|').collect();
                assert_eq!(fields.len(), 4, "{line}");
                assert!(
                    fields[2] == "x" || ClaimKind::of(fields[2]) != ClaimKind::Any,
                    "{line}"
                );
                assert_eq!(fields[2].len(), 1, "{line}");
            }
            assert_eq!(rows(table).len(), lines);
        }
    }

    #[test]
    fn a_name_stands_once_in_its_table_and_in_one_standard() {
        for table in tables() {
            for (index, row) in table.iter().enumerate() {
                assert_eq!(find(&table[..index], row.name), None, "{}", row.name);
            }
        }
        let standards = claims(Profile::Generic);
        for (index, row) in standards.iter().enumerate() {
            assert_eq!(find(&standards[..index], row.name), None, "{}", row.name);
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
            assert!(meaning.len() > 15, "{name}: {meaning}");
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

    const PROPER: [&str; 2] = ["Entra", "Microsoft"];

    #[test]
    fn the_profile_decides_between_sources() {
        for (profile, name, source) in [
            (Profile::EntraV1, "nonce", "Entra ID"),
            (Profile::Generic, "nonce", "OpenID Connect Core 1.0"),
            (Profile::EntraV2, "azp", "Entra ID"),
            (Profile::Generic, "azp", "OpenID Connect Core 1.0"),
            (Profile::EntraV2, "acr", "Entra ID"),
            (Profile::EntraV2, "scp", "Entra ID"),
            (Profile::EntraB2c, "tfp", "Azure AD B2C"),
            (Profile::Okta, "scope", "RFC 8693"),
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
