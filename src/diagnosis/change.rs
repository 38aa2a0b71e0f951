//! Changes of the policy that make a requirement met. Each is offered only where it is enough.

use super::remedy::Situation;
use crate::claims::issuer::parse_issuer;
use crate::finding::Fix;
use crate::lint::issuers::named;
use crate::policy::Claim;
use crate::policy::edit::{self, Edit, escape, literal};
use crate::policy::evaluate::{Requirement, texts};
use crate::policy::near_miss::{is_spelling, near_miss};
use crate::policy::value::Value;
use crate::text::{Span, Values, fill};

/// A change of the policy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// The audience or issuer that the token's nearly is becomes the token's.
    Write,
    /// What the token has is listed too, behind the place: as an element of this name; and the title.
    Add(&'static str, &'static str),
    /// The token's tenant takes the place of the one that is named.
    Tenant,
    /// The token's cloud and tenant are named by attributes.
    Cloud,
    /// The discovery document of the issuer is named.
    Keys,
    /// A key for encrypted tokens is named.
    DecryptionKeys,
    /// An attribute of the policy, the value that it gets and the title, both with places for the values.
    Attribute(&'static str, &'static str, &'static str),
    /// The claim's name becomes the token's.
    Rename,
    /// The claim's values that the token's nearly are become the token's.
    Values,
    /// The token's text is cut into its values.
    Separator,
    /// One of the claim's values is enough.
    MatchAny,
    /// The token's one value is listed too.
    AddValue,
}

impl Change {
    /// What is done, in one clause with places for the values.
    const fn title(self) -> &'static str {
        match self {
            Self::Write | Self::Values => "in the policy, line {line}, write `{actual}`",
            Self::Tenant => {
                "if the tenant `{token tenant}` is the right one: in the policy, line {line}, name it instead"
            }
            Self::Cloud => {
                "if the token's cloud is the right one: in the policy, line {line}, name it and the tenant `{token tenant}`"
            }
            Self::Keys => {
                "if you trust this issuer: in the policy, add `<openid-config url=\"{metadata}\" />` as the first element"
            }
            Self::DecryptionKeys => {
                "in the policy, add `<decryption-keys>` with the id of a certificate that is uploaded to API Management, as the named value `token-decryption-certificate`"
            }
            Self::Add(_, title) | Self::Attribute(.., title) => title,
            Self::Rename => "write `{right}` for `{claim}`, line {line}",
            Self::Separator => "in the policy, line {line}, write `separator=\"{separator}\"`",
            Self::MatchAny => {
                "if one of the values is enough: in the policy, line {line}, write `match=\"any\"`"
            }
            Self::AddValue => {
                "if `{actual}` is to be let in too: in the policy, line {line}, add `<value>{actual}</value>`"
            }
        }
    }
}

/// The change as a fix; `None` where it would not be enough, or would write what is no plain text into the policy.
#[inline(never)]
pub(super) fn change(
    situation: &Situation<'_>,
    requirement: &Requirement,
    change: Change,
    place: Span,
    values: Values<'_>,
) -> Option<Fix> {
    let (policy, text) = (situation.policy, situation.policy_text);
    let actual = fill("{actual}", values);
    let mut edits = Vec::new();
    match change {
        Change::Write => {
            edits.push(written(policy.value_at(place)?, &actual)?);
        }
        Change::Add(name, _) => {
            let end = policy.value_at(place)?.element_end;
            let entry = element(name, &actual)?;
            edits.push(edit::behind(text, end, &entry));
        }
        Change::Tenant => tenant(situation, place, &mut edits)?,
        Change::Cloud => {
            let (cloud, id) = situation.issuer()?;
            let endpoint = ["https://", cloud.login()].concat();
            for (name, value) in [("tenant-id", id), ("authentication-endpoint", &endpoint)] {
                let written = policy.attribute(name).map(|written| written.span);
                edits.push(attribute(written, policy.attributes_at, name, value));
            }
        }
        Change::Keys => {
            let xml = fill("<openid-config url=\"{metadata}\" />", values);
            // Without a known address a placeholder stands there.
            literal(&xml).filter(|xml| !xml.contains("\"<"))?;
            edits.push(edit::element(text, policy, "openid-config", &xml)?);
        }
        Change::DecryptionKeys => {
            edits.push(edit::element(text, policy, "decryption-keys", DECRYPTION)?);
        }
        Change::Attribute(name, value, _) => {
            let written = policy.attribute(name).map(|written| written.span);
            let value = Some(fill(value, values)).filter(|value| !value.is_empty())?;
            edits.push(attribute(written, policy.attributes_at, name, &value));
        }
        _ => {
            let claims = policy.required_claims.as_deref()?;
            let claim = claims.iter().find(|claim| claim.span == requirement.span)?;
            in_claim(situation, requirement, claim, change, values, &mut edits)?;
        }
    }
    Some(edit::replace(text, &edits, fill(change.title(), values)))
}

const DECRYPTION: &str = "<decryption-keys>\n\t<key certificate-id=\"{{token-decryption-certificate}}\" />\n</decryption-keys>";

/// A text in place of a value; an element that is only one tag has no place for it.
fn written(value: &Value, text: &str) -> Option<Edit> {
    let place = Some(value.whole).filter(|whole| whole.start < value.element_end)?;
    Some((place, escape(literal(text)?)))
}

fn element(name: &str, text: &str) -> Option<String> {
    Some(["<", name, ">", &escape(literal(text)?), "</", name, ">"].concat())
}

/// Gives an attribute a value, in place of what is written or behind the element's name.
fn attribute(written: Option<Span>, at: usize, name: &str, value: &str) -> Edit {
    let value = escape(value);
    let added = [" ", name, "=\"", &value, "\""].concat();
    written.map_or((Span::new(at, at), added), |span| (span, value))
}

/// Wherever the policy names the tenant of the issuer at this place, it is to name the token's.
fn tenant(situation: &Situation<'_>, place: Span, edits: &mut Vec<Edit>) -> Option<()> {
    let (cloud, id) = situation.issuer()?;
    let of_token = parse_issuer(situation.text_claim("iss")?).version()?;
    let sites = named(situation.policy);
    let provider = sites.iter().find(|site| site.value.span == place)?.provider;
    let mut is_known = false;
    for site in &sites {
        is_known |= site.provider.version() == Some(of_token) && site.provider.may_be(provider);
    }
    for site in &sites {
        if site.provider.may_be(provider)
            && let Some(version) = site.provider.version()
        {
            let version = if is_known { version } else { of_token };
            edits.push(site.renamed(cloud, id, version));
        }
    }
    Some(())
}

fn in_claim(
    situation: &Situation<'_>,
    requirement: &Requirement,
    claim: &Claim,
    change: Change,
    values: Values<'_>,
    edits: &mut Vec<Edit>,
) -> Option<()> {
    let actual = &*requirement.actual;
    let token = situation.token?;
    let separator = claim.separator.as_ref();
    let of_match = claim.written_match.as_ref().map(|written| written.span);
    let any = attribute(of_match, claim.attributes_at, "match", "any");
    let is_enough = match change {
        Change::Rename => {
            let other = fill("{right}", values);
            let value = token.claim(&other)?;
            let by = separator.map_or("", |by| &by.text);
            let mut is_enough = satisfied(claim, &texts(value, token, by));
            if !is_enough && separator.is_none() {
                is_enough = satisfied(claim, &texts(value, token, " "));
                edits.push(attribute(None, claim.attributes_at, "separator", " "));
            }
            edits.push((claim.name.span, escape(literal(&other)?)));
            is_enough
        }
        Change::Separator => {
            let by = fill("{separator}", values);
            let written = separator.map(|written| written.span);
            edits.push(attribute(written, claim.attributes_at, "separator", &by));
            satisfied(claim, &texts(token.claim(&claim.name.text)?, token, &by))
        }
        Change::MatchAny => {
            edits.push(any);
            claim.match_all == Some(true) && claim.values.len() > 1 && has_any(claim, actual)
        }
        Change::AddValue => {
            let ([one], Some(last)) = (actual, claim.values.last()) else {
                return None;
            };
            let entry = element("value", one)?;
            edits.push(edit::behind(
                situation.policy_text,
                last.element_end,
                &entry,
            ));
            let is_single = claim.match_all == Some(true) && claim.values.len() == 1;
            if is_single {
                edits.push(any);
            }
            is_single || claim.match_all == Some(false)
        }
        _ => {
            let all = claim.match_all?;
            for value in &claim.values {
                if actual.contains(&value.text) {
                    continue;
                }
                let is_near =
                    |text: &&String| near_miss(&value.text, text).is_some_and(is_spelling);
                match actual.iter().find(is_near) {
                    Some(near) => edits.push(written(value, near)?),
                    None if all => return None,
                    None => continue,
                }
                if !all {
                    break;
                }
            }
            !edits.is_empty()
        }
    };
    is_enough.then_some(())
}

/// Whether the token's values are what the claim demands.
fn satisfied(claim: &Claim, texts: &[String]) -> bool {
    let mut values = claim.values.iter();
    match claim.match_all {
        Some(true) => values.all(|value| texts.contains(&value.text)),
        Some(false) => claim.values.is_empty() || has_any(claim, texts),
        None => false,
    }
}

fn has_any(claim: &Claim, texts: &[String]) -> bool {
    let mut values = claim.values.iter();
    values.any(|value| texts.contains(&value.text))
}
