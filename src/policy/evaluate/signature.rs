//! The JWS Signature (RFC 7515 §5.2): whether there is one, and what is known about it.

use super::Context;
use super::cause::Cause;
use super::requirement::{MAX_VALUES, Requirement, State};
use crate::claims::audiences;
use crate::claims::issuer::query_parameter;
use crate::finding::Certainty;
use crate::jose::{Kind, Token};
use crate::keys::{self, Form, Material};
use crate::policy::{Format, Key, KeyMaterial, Policy, keys as policy_keys};
use crate::text::Span;
use crate::verify::{Named, Origin, Outcome, Trial, Verification};

pub(super) fn signature(context: &Context<'_>, out: &mut Requirement) {
    let Some(presented) = context.presented(out) else {
        return;
    };
    let token = presented.token;
    if token.kind == Kind::Jwe {
        let why = "the token is encrypted: what is signed is inside";
        return out.say(State::Unknown, why, &[]);
    }
    let alg = token.alg().unwrap_or_default();
    if !token.has_signature() || token.kind == Kind::Unsecured {
        return unsigned(context, token, alg, out);
    }
    let policy = context.policy;
    out.span = keys_span(policy);
    out.actual.push(alg.to_owned());
    let own = policy.issuer_signing_keys.as_deref().unwrap_or_default();
    let required = context.effective.require_signed.value == Some(true);
    let by_metadata =
        !policy.openid_configs.is_empty() || policy.format == Format::ValidateAzureAdToken;
    if !by_metadata && own.is_empty() && required {
        out.certainty = Certainty::Observed;
        let why = "the policy has no keys: neither `<openid-config>` nor `<issuer-signing-keys>`";
        return out.refuse(Cause::NoKeys, &[], why, &[]);
    }
    let trials = Trials::of(policy, presented.signature, by_metadata, own);
    if let Some(trial) = trials.that_came_to(&Outcome::Fits) {
        let template = match trial.origin {
            Origin::Policy(_) => "verified with the policy's own key `{}`",
            _ => {
                "verified with the key `{}` that you pasted, if it is among those that the gateway has from the metadata"
            }
        };
        // That what was pasted is what the gateway has, nobody can see.
        if matches!(trial.origin, Origin::Pasted(_)) {
            out.certainty = Certainty::Likely;
        }
        return out.say(State::Met, template, &[trial.key.name()]);
    }
    if token.header_parameter("nonce").is_some() {
        let why = "not checked: a token with a `nonce` in its header can be verified by Microsoft Graph alone";
        return out.say(State::Unknown, why, &[]);
    }
    refuse(token, alg, &trials, out);
    if out.state == State::Unknown
        && let Some(appid) = other_application(policy, token)
    {
        let template = "not checked; the metadata URL has the keys of the application `{}` (`?appid=`), the token is for another";
        out.say(State::Unknown, template, &[appid]);
    }
}

/// The keys that the gateway would try on the token, as far as they are here.
struct Trials<'a> {
    /// Those that the token names, or all when it names none.
    all: Vec<&'a Trial>,
    /// How the token names them.
    named: Named,
    /// Whether the gateway has keys that are not here.
    unseen: bool,
    /// What is known about the signature as a whole.
    why: &'a str,
}

impl<'a> Trials<'a> {
    fn of(policy: &Policy, verification: &'a Verification, by_metadata: bool, own: &[Key]) -> Self {
        let unseen_of = |is_secret: bool| {
            let mut own = own.iter().filter(|key| policy_keys::key(key).is_none());
            own.any(|key| matches!(key.material, KeyMaterial::Symmetric(_)) == is_secret)
        };
        // Metadata has public keys, and a certificate is one.
        let (public_elsewhere, secret_elsewhere) =
            (by_metadata || unseen_of(false), unseen_of(true));
        // What somebody pasted is taken for what the gateway has of its kind.
        let (mut unseen_public, mut unseen_secret) = (public_elsewhere, secret_elsewhere);
        let mut trials = Self {
            all: Vec::new(),
            named: Named::Not,
            unseen: false,
            why: &verification.why,
        };
        // They come in the order of how they are named.
        for trial in &verification.trials {
            let counts = match trial.origin {
                Origin::Pasted(_) if matches!(trial.key.material, Material::Secret(_)) => {
                    secret_elsewhere
                }
                Origin::Pasted(_) => public_elsewhere,
                Origin::Policy(start) => start == policy.span.start,
                Origin::Token => false,
            };
            if counts && trials.all.is_empty() {
                trials.named = trial.named;
            }
            if counts && matches!(trial.origin, Origin::Pasted(_)) {
                match trial.key.material {
                    Material::Secret(_) => unseen_secret = false,
                    _ => unseen_public = false,
                }
            }
            if counts && trial.named == trials.named {
                trials.all.push(trial);
            }
        }
        trials.unseen = unseen_public || unseen_secret;
        trials
    }

    fn that_came_to(&self, outcome: &Outcome) -> Option<&'a Trial> {
        let mut all = self.all.iter();
        all.find(|trial| trial.outcome.as_ref() == Ok(outcome))
            .copied()
    }

    /// Whether no key is one that the token names, for certain: each has a name, and it is another.
    fn all_named_otherwise(&self) -> bool {
        self.named == Named::Not && self.all.iter().all(|trial| trial.key.kid.is_some())
    }
}

/// What follows where no key is known to fit.
fn refuse(token: &Token, alg: &str, trials: &Trials<'_>, out: &mut Requirement) {
    let kid = token.header_parameter("kid").and_then(|kid| kid.as_str());
    let kid_or_none = kid.unwrap_or_default();
    let is_other_kind =
        |trial: &&Trial| matches!(&trial.outcome, Err(unfit) if unfit.is_other_kind);
    let first = trials.all.first();
    if trials.unseen || first.is_none() || trials.that_came_to(&Outcome::Pending).is_some() {
        let why = if first.is_none() {
            "not checked: paste the issuer's JWK Set into Keys and metadata"
        } else {
            trials.why
        };
        return out.say(State::Unknown, "{}", &[why]);
    }
    if let Some(first) = first
        && let Err(unfit) = &first.outcome
        && trials.all.iter().all(is_other_kind)
    {
        for trial in trials.all.iter().take(MAX_VALUES) {
            out.expected.push(trial.key.name().to_owned());
        }
        let cause = match kid {
            Some(_) if trials.named != Named::Not => Cause::NamedKeyOfAnotherKind,
            Some(_) => Cause::KeyOfAnotherKind,
            None => Cause::KeyNotNamed,
        };
        let differs = [kid_or_none, alg, class(&first.key)];
        let why = "no key is of the kind that `{}` needs: {}";
        return out.refuse(cause, &differs, why, &[alg, &unfit.why]);
    }
    let tried = trials.that_came_to(&Outcome::DoesNotFit).is_some();
    let not_asked = trials.that_came_to(&Outcome::NotAsked).is_some();
    let is_known = if not_asked {
        kid.is_some() && trials.all_named_otherwise()
    } else {
        tried
    };
    if !is_known {
        return out.say(State::Unknown, "{}", &[trials.why]);
    }
    let (cause, why) = match kid {
        Some(_) if trials.named != Named::Not => (
            Cause::SignatureMismatch,
            "the signature does not fit the key `{}` that the token names",
        ),
        Some(_) => (
            Cause::KeyNotFound,
            "the token names the key `{}`, which is none of the keys, and its signature fits none of them",
        ),
        None => (
            Cause::KeyNotNamed,
            "the token names no key, and its signature fits none of them",
        ),
    };
    if not_asked {
        out.certainty = Certainty::Likely;
    }
    for trial in trials.all.iter().take(MAX_VALUES) {
        out.expected.push(trial.key.name().to_owned());
    }
    out.actual = vec![kid.unwrap_or("no `kid`").to_owned()];
    out.refuse(cause, &[kid_or_none], why, &[kid_or_none]);
}

/// The library's class for a key.
fn class(key: &keys::Key) -> &'static str {
    match (&key.material, key.form) {
        (Material::Secret(_), _) => "Microsoft.IdentityModel.Tokens.SymmetricSecurityKey",
        (_, Form::Certificate) => "Microsoft.IdentityModel.Tokens.X509SecurityKey",
        (Material::Rsa { .. }, _) => "Microsoft.IdentityModel.Tokens.RsaSecurityKey",
        _ => "Microsoft.IdentityModel.Tokens.JsonWebKey",
    }
}

/// The application whose own keys the metadata URL asks for, when the token is for another one.
fn other_application<'a>(policy: &'a Policy, token: &Token) -> Option<&'a str> {
    let url = policy.openid_configs.first()?.url.known()?;
    let appid = query_parameter(url, "appid")?;
    let audiences = audiences(token.claims(), token.claims_text()).present()?;
    let is_for = |aud: &String| {
        aud.to_ascii_lowercase()
            .contains(&appid.to_ascii_lowercase())
    };
    (!audiences.iter().any(is_for)).then_some(appid)
}

fn unsigned(context: &Context<'_>, token: &Token, alg: &str, out: &mut Requirement) {
    let (state, certainty, consequence) = match context.effective.require_signed.value {
        Some(true) => (
            State::Unmet,
            Certainty::Documented,
            ", the policy requires a signature",
        ),
        Some(false) if token.has_signature() => (
            State::Unknown,
            Certainty::Likely,
            ", yet its signature is not empty: the library passes over an empty one only",
        ),
        Some(false) => (
            State::NotApplicable,
            Certainty::Observed,
            ", and the policy accepts that: anybody can make such a token",
        ),
        None => (
            State::Unknown,
            Certainty::Documented,
            "; whether a signature is required, an expression decides",
        ),
    };
    out.certainty = certainty;
    let (template, arguments) = if token.kind == Kind::Unsecured {
        (
            "the token is unsecured: `alg` is `{}`{}",
            [alg, consequence],
        )
    } else {
        ("the token has no signature{}", [consequence, ""])
    };
    if state == State::Unmet {
        out.refuse(Cause::Unsigned, &[], template, &arguments);
        out.expected.push("a signature".to_owned());
        out.actual.push(alg.to_owned());
    } else {
        out.say(state, template, &arguments);
    }
}

/// The first place in the policy that says where the keys are.
fn keys_span(policy: &Policy) -> Span {
    if let Some(config) = policy.openid_configs.first() {
        return config.url.span;
    }
    for key in policy.issuer_signing_keys.iter().flatten() {
        if let KeyMaterial::Symmetric(value) | KeyMaterial::Certificate(value) = &key.material {
            return value.span;
        }
    }
    let tenant = policy.attribute("tenant-id");
    tenant.map_or_else(Span::default, |tenant| tenant.span)
}
