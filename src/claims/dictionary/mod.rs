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
use super::reading::{self, ClaimKind};

/// What is known about a name.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The Claim Name or header parameter, case-sensitive; with `…` at its end what names begin with.
    pub name: &'static str,
    /// Its name for a person.
    pub title: &'static str,
    /// How its value is read.
    pub kind: &'static ClaimKind,
    /// One sentence, lower case, no full stop: what it says and what to compare it with.
    pub meaning: &'static str,
    /// Where this is written down.
    pub source: &'static str,
}

/// The rows that explain the claims of a token of this profile, those that come first for a name first.
pub fn claims(profile: Profile) -> Vec<Row> {
    let mut rows = Vec::new();
    if matches!(profile, Profile::EntraB2c | Profile::EntraExternal) {
        read(entra_b2c::ROWS, &mut rows);
    }
    if profile.is_entra() {
        read(entra::ROWS, &mut rows);
    }
    // No name stands in two of the standards.
    read(rfc7519::ROWS, &mut rows);
    read(oidc::ROWS, &mut rows);
    read(oauth::ROWS, &mut rows);
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
        }
        let mut fields = line.split('|');
        if let (Some(name), Some(title), Some(letter), Some(meaning)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        {
            rows.push(Row {
                name,
                title,
                kind: reading::kind(letter),
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

    const TABLES: [&str; 6] = [
        jose_header::ROWS,
        entra::ROWS,
        entra_b2c::ROWS,
        rfc7519::ROWS,
        oidc::ROWS,
        oauth::ROWS,
    ];

    fn rows(table: &'static str) -> Vec<Row> {
        let mut rows = Vec::new();
        read(table, &mut rows);
        rows
    }

    fn tables() -> Vec<Vec<Row>> {
        TABLES.into_iter().map(rows).collect()
    }

    #[test]
    fn every_line_is_a_row() {
        for table in TABLES {
            let mut lines = 0;
            for line in table.lines().filter(|line| !line.starts_with("# ")) {
                lines += 1;
                let fields: Vec<&str> = line.split('|').collect();
                assert_eq!(fields.len(), 4, "{line}");
                assert!(
                    fields[2] == "x" || reading::kind(fields[2]).letter != b'x',
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
                assert!(find(&table[..index], row.name).is_none(), "{}", row.name);
            }
        }
        let standards = claims(Profile::Generic);
        for (index, row) in standards.iter().enumerate() {
            assert!(
                find(&standards[..index], row.name).is_none(),
                "{}",
                row.name
            );
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
        assert!(claim(Profile::Generic, "appid").is_none());
        assert!(claim(Profile::EntraV1, "AUD").is_none());
        assert!(claim(Profile::EntraB2c, "extension_Department").is_some());
    }

    #[test]
    fn no_registered_name_is_missing() {
        let known = |rows: &[Row], names: &str| {
            for name in names.split_whitespace() {
                assert!(find(rows, name).is_some(), "{name}");
            }
        };
        // RFC 7515, 7516, 7518 and 7797.
        known(
            &header(),
            "alg jku jwk kid x5u x5c x5t x5t#S256 typ cty crit enc zip b64
             epk apu apv iv tag p2s p2c iss sub aud",
        );
        // RFC 7519, 7800; OpenID Connect Core; RFC 8693, 9068, 9449, 8705, 7662.
        known(
            &claims(Profile::Generic),
            "iss sub aud exp nbf iat jti cnf
             auth_time nonce acr amr azp at_hash c_hash name given_name family_name middle_name nickname
             preferred_username profile picture website email email_verified gender birthdate zoneinfo
             locale phone_number phone_number_verified address updated_at _claim_names _claim_sources sub_jwk
             act scope client_id may_act roles groups entitlements htm htu ath active username token_type",
        );
        // Access tokens and ID tokens of Entra ID, v1.0 and v2.0, optional claims included.
        known(
            &claims(Profile::EntraV2),
            "aud iss iat nbf exp aio acr amr appid appidacr azp azpacr idp name oid rh roles scp sub tid
             unique_name upn uti ver preferred_username groups hasgroups groups:src1 wids
             at_hash c_hash nonce email acct acrs auth_time ctry fwd idtyp login_hint sid tenant_ctry
             tenant_region_scope verified_primary_email verified_secondary_email vnet xms_cc xms_edov
             xms_pdl xms_pl xms_tpl ztdid ipaddr onprem_sid pwd_exp pwd_url in_corp family_name given_name
             nickname home_oid platf puid signin_state extension_0 extn.0",
        );
    }
}
