//! Opinions on token and policy: one file a check. A check says what it looks at, why it matters and where that is written.

mod access_token_incomplete;
mod access_token_without_type;
mod address;
mod alg_deprecated;
mod alg_none;
mod alg_not_of_issuer;
mod alg_with_caveat;
mod any_client_accepted;
mod audience_demanded_twice;
mod audience_missing;
mod audience_of_microsoft_graph;
mod audience_unchecked;
mod b2c_issuer_with_tfp;
mod b64_in_jwt;
mod broken_character;
mod certificate_as_symmetric_key;
mod certificate_in_header;
mod claim_type;
mod client_claim_of_other_version;
mod crit_not_understood;
mod date_in_milliseconds;
mod duplicate_name;
mod elements_out_of_order;
mod empty_list_checks_nothing;
mod error_message_hides_cause;
mod exp_missing;
mod expiration_not_required;
mod group_by_name;
mod group_overage_cannot_match;
mod hidden_character;
mod hmac_key_not_base64;
mod hmac_key_too_short;
mod hmac_with_public_key;
mod issuer_of_another_service;
mod issuer_slash;
mod issuer_unchecked;
pub(crate) mod issuers;
mod jws_and_jwe_confused;
mod key_contradicts_itself;
mod key_in_header;
mod key_of_another_kind;
mod key_repeated;
mod key_set_mixed;
mod key_spots;
mod key_url_in_header;
mod keys;
mod kid_suspicious;
mod lifetime_impossible;
mod lifetime_long;
mod look_alike_letter;
mod markup_in_claim;
mod match_all_of_several;
mod members;
mod metadata_and_issuer_of_different_versions;
mod metadata_of_another_app;
mod nested_token;
mod no_access_token;
mod nonce_in_header;
mod pbes2_count;
mod placeholder_left;
mod point_not_on_curve;
mod private_key_pasted;
mod role_missing;
mod rsa_key_too_small;
mod rsa_key_unsafe;
mod scheme_without_effect;
mod scope_instead_of_scp;
mod scope_of_app_only_token;
mod scope_with_its_api;
mod scope_without_separator;
mod secret_in_token;
mod secret_too_short;
mod signature_length;
mod signature_misshapen;
mod signed_tokens_not_required;
mod signed_with_its_own_key;
mod skew_too_large;
mod spots;
mod token_for_microsoft_graph;
mod token_replaced_before_validation;
mod token_too_large;
mod token_version_mismatch;
mod unsafe_issuer;
mod user_flow_mismatch;
mod variable_set_but_not_tested;
mod weak_secret;
mod zip_on_jws;

use std::rc::Rc;

use crate::finding::{Confidence, Finding, Fix, Place, Severity};
use crate::jose::Token;
use crate::keys::Keys;
use crate::keys::guess::Guessed;
use crate::policy::edit::{self, Edit};
use crate::policy::text::PolicyText;
use crate::policy::value::Value;
use crate::policy::{Claim, Policy};
use crate::text::{Values, fill};
use crate::verify::Verification;
use spots::Spots;

/// Every check, in the order of their codes.
pub static CHECKS: &[&Check] = &[
    &access_token_incomplete::CHECK,
    &access_token_without_type::CHECK,
    &alg_deprecated::CHECK,
    &alg_none::CHECK,
    &alg_not_of_issuer::CHECK,
    &alg_with_caveat::CHECK,
    &any_client_accepted::CHECK,
    &audience_demanded_twice::CHECK,
    &audience_missing::CHECK,
    &audience_of_microsoft_graph::CHECK,
    &audience_unchecked::CHECK,
    &b2c_issuer_with_tfp::CHECK,
    &b64_in_jwt::CHECK,
    &broken_character::CHECK,
    &certificate_as_symmetric_key::CHECK,
    &certificate_in_header::CHECK,
    &claim_type::CHECK,
    &client_claim_of_other_version::CHECK,
    &crit_not_understood::CHECK,
    &date_in_milliseconds::CHECK,
    &duplicate_name::CHECK,
    &elements_out_of_order::CHECK,
    &empty_list_checks_nothing::CHECK,
    &error_message_hides_cause::CHECK,
    &exp_missing::CHECK,
    &expiration_not_required::CHECK,
    &group_by_name::CHECK,
    &group_overage_cannot_match::CHECK,
    &hidden_character::CHECK,
    &hmac_key_not_base64::CHECK,
    &hmac_key_too_short::CHECK,
    &hmac_with_public_key::CHECK,
    &issuer_of_another_service::CHECK,
    &issuer_slash::CHECK,
    &issuer_unchecked::CHECK,
    &jws_and_jwe_confused::CHECK,
    &key_contradicts_itself::CHECK,
    &key_in_header::CHECK,
    &key_of_another_kind::CHECK,
    &key_repeated::CHECK,
    &key_set_mixed::CHECK,
    &key_url_in_header::CHECK,
    &kid_suspicious::CHECK,
    &lifetime_impossible::CHECK,
    &lifetime_long::CHECK,
    &look_alike_letter::CHECK,
    &markup_in_claim::CHECK,
    &match_all_of_several::CHECK,
    &metadata_and_issuer_of_different_versions::CHECK,
    &metadata_of_another_app::CHECK,
    &nested_token::CHECK,
    &no_access_token::CHECK,
    &nonce_in_header::CHECK,
    &pbes2_count::CHECK,
    &placeholder_left::CHECK,
    &point_not_on_curve::CHECK,
    &private_key_pasted::CHECK,
    &role_missing::CHECK,
    &rsa_key_too_small::CHECK,
    &rsa_key_unsafe::CHECK,
    &scheme_without_effect::CHECK,
    &scope_instead_of_scp::CHECK,
    &scope_of_app_only_token::CHECK,
    &scope_with_its_api::CHECK,
    &scope_without_separator::CHECK,
    &secret_in_token::CHECK,
    &secret_too_short::CHECK,
    &signature_length::CHECK,
    &signature_misshapen::CHECK,
    &signed_tokens_not_required::CHECK,
    &signed_with_its_own_key::CHECK,
    &skew_too_large::CHECK,
    &token_for_microsoft_graph::CHECK,
    &token_replaced_before_validation::CHECK,
    &token_too_large::CHECK,
    &token_version_mismatch::CHECK,
    &unsafe_issuer::CHECK,
    &user_flow_mismatch::CHECK,
    &variable_set_but_not_tested::CHECK,
    &weak_secret::CHECK,
    &zip_on_jws::CHECK,
];

/// What a check about policies looks at.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The token, when one was pasted.
    pub token: Option<&'a Token>,
    /// The policy.
    pub policy: &'a Policy,
    /// The text the policy was read from.
    pub policy_text: &'a PolicyText,
}

impl<'a> Subject<'a> {
    /// The text of a claim; `None` where there is none.
    fn text_claim(&self, name: &str) -> Option<&'a str> {
        self.token?.claim(name)?.as_str()
    }

    /// An element with this inside where the schema has it; `None` where the policy has one, or no end
    /// that is known.
    fn added(&self, name: &str, inside: &str) -> Option<Edit> {
        let mut elements = self.policy.elements.iter();
        if self.policy_text.is_broken || elements.any(|(known, _)| *known == name) {
            return None;
        }
        let xml = ["<", name, ">\n\t", inside, "\n</", name, ">"].concat();
        edit::element(self.policy_text, self.policy, name, &xml)
    }

    /// The fix that adds a list with this one value of the token; `title` has a place for it, `{value}`.
    fn listing(&self, [list, entry]: [&str; 2], value: &str, title: &str) -> Option<Fix> {
        let text = edit::escape(edit::literal(value)?);
        let inside = ["<", entry, ">", &text, "</", entry, ">"].concat();
        let edit = self.added(list, &inside)?;
        let title = fill(title, &[("value", value)]);
        Some(edit::replace(self.policy_text, &[edit], title))
    }

    /// The outcome for an attribute of the policy that should be `right` where it `is_wrong`.
    fn setting(&self, check: &Check, name: &str, is_wrong: bool, right: &str) -> Outcome {
        let mut spots = Spots::default();
        if let Some(value) = self.policy.attribute(name) {
            spots.looked = true;
            if is_wrong {
                spots.mend(&value.text, value.line, value.span, right);
            }
        }
        let parts = [
            "in the policy, line {lines}, write `",
            name,
            "=\"",
            right,
            "\"`",
        ];
        spots.tell(check, self, &parts.concat())
    }
}

/// What a check about keys looks at.
#[derive(Clone, Copy, Debug)]
pub struct KeySubject<'a> {
    /// The token, when one was pasted.
    pub token: Option<&'a Token>,
    /// The keys that were pasted.
    pub keys: &'a Keys,
    /// What is known about the token's signature.
    pub verification: &'a Verification,
    /// What was guessed about it.
    pub guessed: &'a Guessed,
}

/// What a check looks at, and how: once for the token or once for each policy.
#[derive(Clone, Copy, Debug)]
pub enum About {
    /// The token alone.
    Token(fn(&Token) -> Outcome),
    /// A policy, and the token where there is one.
    Policy(fn(&Subject<'_>) -> Outcome),
    /// The keys that were pasted, and what is known about the token's signature.
    Keys(fn(&KeySubject<'_>) -> Outcome),
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is nothing here that it could be about.
    NotApplicable,
    /// It looked and found nothing.
    Passed,
    /// What it found.
    Found(Finding),
}

/// A check: what is known about it without running it, and how to run it.
pub struct Check {
    /// Kebab-case, equal to the file's name.
    pub code: &'static str,
    /// How much its findings matter.
    pub severity: Severity,
    /// How sure its findings are.
    pub confidence: Confidence,
    /// What it looks at, and how.
    pub about: About,
    /// What was found, in one sentence with places for the values.
    pub title: &'static str,
    /// Why it matters, one or two sentences.
    pub why: &'static str,
    /// What to change, where, with places for the same values.
    pub help: &'static str,
    /// How to see it without this page: where to look, what to try.
    pub see: &'static str,
    /// Where that is written down.
    pub source: &'static str,
}

impl Check {
    /// Runs the check, where there is what it looks at.
    pub fn run(
        &self,
        token: Option<&Token>,
        policy: Option<&Policy>,
        policy_text: &PolicyText,
        keys: Option<&KeySubject<'_>>,
    ) -> Outcome {
        match (self.about, token, policy) {
            (About::Keys(run), ..) => keys.map_or(Outcome::NotApplicable, run),
            (About::Token(run), Some(token), _) => run(token),
            (About::Policy(run), _, Some(policy)) => run(&Subject {
                token,
                policy,
                policy_text,
            }),
            _ => Outcome::NotApplicable,
        }
    }

    fn finding(&self, values: Values<'_>, places: Vec<Place>) -> Finding {
        Finding {
            code: self.code,
            severity: self.severity,
            confidence: self.confidence,
            title: fill(self.title, values),
            why: self.why,
            help: Some(fill(self.help, values)),
            source: self.source,
            fixes: Vec::new(),
            places,
        }
    }

    fn found(&self, values: Values<'_>, place: Place) -> Outcome {
        Outcome::Found(self.finding(values, vec![place]))
    }
}

/// Whether a policy looks at a claim: by the list that is for it, or among the required claims.
fn demanded(policy: &Policy, listed: Option<&[Value]>, name: &str) -> bool {
    let mut claims = required_claims(policy).iter();
    is_listed(listed) || claims.any(|claim| claim.name.text == name)
}

/// Whether a list is there and has entries.
fn is_listed(listed: Option<&[Value]>) -> bool {
    listed.is_some_and(|listed| !listed.is_empty())
}

fn required_claims(policy: &Policy) -> &[Claim] {
    policy.required_claims.as_deref().unwrap_or_default()
}

/// Runs every check: those about the token and the keys once, those about policies for each of them. Worst first.
#[inline(never)]
pub fn lint(
    token: Option<&Token>,
    policies: &[Rc<Policy>],
    policy_text: &PolicyText,
    keys: &KeySubject<'_>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        for check in CHECKS {
            let times = match check.about {
                _ if check.severity != severity => 0,
                About::Token(_) | About::Keys(_) => 1,
                About::Policy(_) => policies.len(),
            };
            for index in 0..times {
                let policy = policies.get(index).map(Rc::as_ref);
                if let Outcome::Found(found) = check.run(token, policy, policy_text, Some(keys)) {
                    findings.push(found);
                }
            }
        }
    }
    findings
}

#[cfg(test)]
mod testing;

#[cfg(test)]
mod tests {
    use super::CHECKS;

    #[test]
    fn the_codes_are_unique_sorted_and_these() {
        let codes: Vec<_> = CHECKS.iter().map(|check| check.code).collect();
        assert_eq!(
            codes,
            [
                "access-token-incomplete",
                "access-token-without-type",
                "alg-deprecated",
                "alg-none",
                "alg-not-of-issuer",
                "alg-with-caveat",
                "any-client-accepted",
                "audience-demanded-twice",
                "audience-missing",
                "audience-of-microsoft-graph",
                "audience-unchecked",
                "b2c-issuer-with-tfp",
                "b64-in-jwt",
                "broken-character",
                "certificate-as-symmetric-key",
                "certificate-in-header",
                "claim-type",
                "client-claim-of-other-version",
                "crit-not-understood",
                "date-in-milliseconds",
                "duplicate-name",
                "elements-out-of-order",
                "empty-list-checks-nothing",
                "error-message-hides-cause",
                "exp-missing",
                "expiration-not-required",
                "group-by-name",
                "group-overage-cannot-match",
                "hidden-character",
                "hmac-key-not-base64",
                "hmac-key-too-short",
                "hmac-with-public-key",
                "issuer-of-another-service",
                "issuer-slash",
                "issuer-unchecked",
                "jws-and-jwe-confused",
                "key-contradicts-itself",
                "key-in-header",
                "key-of-another-kind",
                "key-repeated",
                "key-set-mixed",
                "key-url-in-header",
                "kid-suspicious",
                "lifetime-impossible",
                "lifetime-long",
                "look-alike-letter",
                "markup-in-claim",
                "match-all-of-several",
                "metadata-and-issuer-of-different-versions",
                "metadata-of-another-app",
                "nested-token",
                "no-access-token",
                "nonce-in-header",
                "pbes2-count",
                "placeholder-left",
                "point-not-on-curve",
                "private-key-pasted",
                "role-missing",
                "rsa-key-too-small",
                "rsa-key-unsafe",
                "scheme-without-effect",
                "scope-instead-of-scp",
                "scope-of-app-only-token",
                "scope-with-its-api",
                "scope-without-separator",
                "secret-in-token",
                "secret-too-short",
                "signature-length",
                "signature-misshapen",
                "signed-tokens-not-required",
                "signed-with-its-own-key",
                "skew-too-large",
                "token-for-microsoft-graph",
                "token-replaced-before-validation",
                "token-too-large",
                "token-version-mismatch",
                "unsafe-issuer",
                "user-flow-mismatch",
                "variable-set-but-not-tested",
                "weak-secret",
                "zip-on-jws",
            ]
        );
        for check in CHECKS {
            assert!(
                !check.why.is_empty() && !check.source.is_empty(),
                "{}",
                check.code
            );
        }
    }
}
