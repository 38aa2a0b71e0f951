//! A required claim.

use super::Context;
use super::cause::Cause;
use super::requirement::{MAX_VALUES, Requirement, State, TOO_MANY, joined};
use crate::claims::{Permissions, permissions};
use crate::finding::Certainty;
use crate::jose::Token;
use crate::policy::Claim;
use crate::policy::near_miss::{MAX_COMPARED, NearMiss, nearest, splitting};
use crate::text::json::{Json, Kind};
use crate::text::{fill_in_order, has_word};

/// A name, and what follows the blank: other names that the same fact has in other tokens, or in the claims of ASP.NET.
const OTHER_NAMES: &str = "\
scp scope
scope scp
scopes scp scope
roles role
role roles
group groups
appid azp client_id
azp appid client_id
client_id azp appid
appidacr azpacr
azpacr appidacr
upn preferred_username unique_name email
preferred_username upn unique_name email
http://schemas.microsoft.com/identity/claims/scope scp
http://schemas.microsoft.com/identity/claims/objectidentifier oid
http://schemas.microsoft.com/ws/2008/06/identity/claims/role roles";

pub(super) fn claim(context: &Context<'_>, claim: &Claim, out: &mut Requirement) {
    let name = claim.name.text.as_str();
    out.claim = Some(name.to_owned());
    out.span = claim.span;
    out.expect(&claim.values);
    let Some(token) = context.claims(out) else {
        return;
    };
    if let Some(unknown) = &claim.name.unknown {
        return out.say(State::Unknown, "{}", &[&unknown.explain()]);
    }
    let Some(value) = token.claim(name) else {
        return absent(token, claim, out);
    };
    let separator = claim.separator.as_ref();
    if separator.is_some_and(|separator| separator.unknown.is_some()) {
        out.actual = texts(value, token, "");
        let why = "the separator is known only to the gateway";
        return out.say(State::Unknown, why, &[]);
    }
    let separator = separator.map_or("", |separator| &separator.text);
    out.actual = texts(value, token, separator);
    if claim.values.is_empty() {
        let is_nothing = match &value.kind {
            Kind::Array(elements) => elements.is_empty(),
            kind => *kind == Kind::Null,
        };
        out.certainty = if is_nothing {
            Certainty::Likely
        } else {
            Certainty::Observed
        };
        return out.say(State::Met, "`{}` is there", &[name]);
    }
    out.certainty = certainty(value);
    let mut missing = Vec::new();
    let mut found = false;
    let mut unknown = String::new();
    let is_cut = out.actual.len() > MAX_VALUES;
    let odd = odd_number(value, token);
    if claim.values.len() > MAX_VALUES {
        TOO_MANY.clone_into(&mut unknown);
    }
    for wanted in claim.values.iter().take(MAX_VALUES) {
        match &wanted.unknown {
            Some(why) => unknown = why.explain(),
            None if out.actual.contains(&wanted.text) => found = true,
            None if is_cut => TOO_MANY.clone_into(&mut unknown),
            None if odd.is_some() && is_number(&wanted.text) => {
                let template = "what text the gateway makes of the number {}, no documentation says: write it as a text into the token";
                unknown = fill_in_order(template, &[odd.unwrap_or_default()]);
            }
            None => missing.push(wanted.text.as_str()),
        }
    }
    // What is not known can neither complete `all` nor take away from `any`.
    let (mut all, mut any) = (Some(missing.is_empty()), Some(found));
    let is_open = !unknown.is_empty();
    if is_open {
        all = all.filter(|all| !all);
        any = any.filter(|any| *any);
    }
    let outcome = match claim.match_all {
        Some(true) => all,
        Some(false) => any,
        // An expression decides between `all` and `any`: known only where both agree.
        None => all.filter(|_| all == any),
    };
    match (outcome, is_open) {
        (Some(true), _) if claim.match_all == Some(false) => {
            out.say(State::Met, "one of the values is there", &[]);
        }
        (Some(true), _) => out.say(State::Met, "every value is there", &[]),
        (Some(false), _) => mismatch(claim, value, &missing, out),
        (None, true) => out.say(State::Unknown, "{}", &[&unknown]),
        (None, false) => {
            let why = "whether all or any are wanted, an expression decides";
            out.say(State::Unknown, why, &[]);
        }
    }
}

fn absent(token: &Token, claim: &Claim, out: &mut Requirement) {
    let name = claim.name.text.as_str();
    let has = |other| token.claim(other).is_some();
    let mut template = match name {
        "scp" if has("roles") && permissions(token.claims()) == Permissions::AppOnly => {
            "the token has no `{}`: it is app-only and carries `roles`, the policy expects a user's delegated scope"
        }
        "roles" if has("scp") => {
            "the token has no `{}`: it is delegated and carries `scp`; no app role is assigned to the user, or the policy expects an application"
        }
        "roles" => "the token has no `{}`: no app role is assigned to the client",
        _ => "the token has no `{}`",
    };
    let other = other_name(token, claim);
    if let Some(other) = other {
        template = "the token has no `{}`; it says `{}`";
        out.near_miss = Some(NearMiss::ClaimName);
        if other.eq_ignore_ascii_case(name) {
            // That names are compared with their case is not documented.
            out.certainty = Certainty::Likely;
        }
    }
    let arguments = [name, other.unwrap_or_default()];
    out.refuse(Cause::ClaimMissing, &arguments, template, &arguments);
}

/// The claim under its other name, when its value would have matched there.
fn other_name<'a>(token: &'a Token, claim: &Claim) -> Option<&'a str> {
    let name = claim.name.text.as_str();
    let mut rows = OTHER_NAMES.split('\n');
    let listed = rows.find_map(|row| row.strip_prefix(name)?.strip_prefix(' '));
    let listed = listed.unwrap_or_default();
    let separator = claim
        .separator
        .as_ref()
        .map_or(" ", |separator| &separator.text);
    for member in token.claims() {
        let other = member.name.as_str();
        if !has_word(listed, other) && !other.eq_ignore_ascii_case(name) {
            continue;
        }
        let separated = texts(&member.value, token, separator);
        let few = claim.values.iter().take(MAX_COMPARED);
        let mut wanted = few.filter_map(|value| value.known());
        if claim.values.is_empty()
            || wanted.any(|wanted| separated.iter().any(|text| text == wanted))
        {
            return Some(other);
        }
    }
    None
}

/// The token's values that a sentence bears, and their bytes.
const MAX_TOLD: usize = 3;
const MAX_TOLD_BYTES: usize = 160;

fn mismatch(claim: &Claim, value: &Json, missing: &[&str], out: &mut Requirement) {
    let name = claim.name.text.as_str();
    let actual = std::mem::take(&mut out.actual);
    let all: Vec<&str> = actual.iter().map(String::as_str).collect();
    let texts = all.get(..MAX_COMPARED).unwrap_or(&all);
    let missing = missing.get(..MAX_COMPARED).unwrap_or(missing);
    let few = actual.get(..MAX_COMPARED).unwrap_or(&actual);
    let separable = |wanted: &&str| splitting(few, wanted).is_some();
    let mut found = "";
    let near = if missing.iter().any(separable) {
        Some(NearMiss::Separator)
    } else if is_other_type(value, missing, texts) {
        Some(NearMiss::Type)
    } else {
        nearest(missing, texts).map(|(miss, _, text)| {
            found = text;
            miss
        })
    };
    out.near_miss = near;
    if matches!(
        near,
        Some(NearMiss::Case | NearMiss::Whitespace | NearMiss::Separator)
    ) {
        out.certainty = Certainty::Likely;
    }
    let lacks = missing.join("`, `");
    let mut has = texts.join("`, `");
    if texts.len() > MAX_TOLD || has.len() > MAX_TOLD_BYTES {
        has.clear();
    }
    let (template, more) = match (near, near.and_then(NearMiss::explain)) {
        (_, Some(exactly)) => (exactly, ""),
        (Some(NearMiss::Separator), _) => (
            "`{}` holds several values in one text, which the policy does not split: it is compared as a whole",
            "",
        ),
        (Some(NearMiss::Type), _) => (
            "`{}` is {}: its inner values are not compared",
            value.describe(),
        ),
        _ if claim.match_all == Some(false) && has.is_empty() => {
            ("`{}` has none of the values `{}`", &*lacks)
        }
        _ if claim.match_all == Some(false) => {
            ("`{}` has none of the values `{}`: it is `{}`", &*lacks)
        }
        _ if has.is_empty() => ("`{}` lacks `{}`", &*lacks),
        _ => ("`{}` lacks `{}`: it is `{}`", &*lacks),
    };
    let first = missing.first().copied().unwrap_or_default();
    let differs = [name, &joined(&all), first, found];
    out.refuse(
        Cause::ClaimMismatch,
        &differs,
        template,
        &[name, more, &has],
    );
    out.actual = actual;
}

/// The first number among a claim's values that .NET may write with other digits than the token has: one with a fraction
/// or an exponent, or one of more digits than an integer has.
fn odd_number<'a>(value: &Json, token: &'a Token) -> Option<&'a str> {
    let elements = match &value.kind {
        Kind::Array(elements) => elements,
        _ => std::slice::from_ref(value),
    };
    for element in elements.iter().take(MAX_VALUES) {
        let text = element.span.of(token.claims_text());
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_plain =
            digits.len() <= MAX_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        if element.kind == Kind::Number && (!is_plain || text == "-0") {
            return Some(text);
        }
    }
    None
}

/// Digits that every integer of 64 bits may have.
const MAX_DIGITS: usize = 18;

/// Whether a text of the policy may be that of a number.
fn is_number(text: &str) -> bool {
    let of_number = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    text.bytes().any(|byte| byte.is_ascii_digit()) && text.bytes().all(of_number)
}

/// How it is known that the gateway compares such a value as it does here.
fn certainty(value: &Json) -> Certainty {
    match &value.kind {
        Kind::String(_) => Certainty::Documented,
        Kind::Bool(_) => Certainty::Observed,
        Kind::Array(elements) => {
            let mut sure = Certainty::Observed;
            for element in elements {
                sure = sure.max(certainty(element));
            }
            sure
        }
        Kind::Null | Kind::Number | Kind::Object(_) | Kind::TooDeep => Certainty::Likely,
    }
}

/// The value has it, but inside an object, or as the text of a JSON array.
fn is_other_type(value: &Json, missing: &[&str], texts: &[&str]) -> bool {
    let nested = matches!(value.kind, Kind::Object(_))
        || texts
            .iter()
            .any(|text| text.trim_start().starts_with(['[', '{']));
    nested
        && missing.iter().any(|wanted| {
            let inside = ["\"", wanted, "\""].concat();
            texts.iter().any(|text| text.contains(&inside))
        })
}

/// The claim's values as the gateway compares them: texts, split by the separator where it is not empty.
/// One more than are compared, where there are more.
pub fn texts(value: &Json, token: &Token, separator: &str) -> Vec<String> {
    let elements = match &value.kind {
        Kind::Array(elements) => elements,
        _ => std::slice::from_ref(value),
    };
    let mut texts = Vec::new();
    for element in elements.iter().take(MAX_VALUES + 1) {
        let text = match &element.kind {
            Kind::String(text) => text,
            Kind::Null => "",
            _ => element.span.of(token.claims_text()),
        };
        if separator.is_empty() {
            texts.push(text.to_owned());
            continue;
        }
        let room = (MAX_VALUES + 1).saturating_sub(texts.len());
        for piece in text.split(separator).take(room) {
            texts.push(piece.to_owned());
        }
    }
    texts
}
