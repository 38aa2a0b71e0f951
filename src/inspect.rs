//! Everything the page calls: [`read`] the texts, [`judge`] at an instant, or both at once with [`inspect`].

mod opened;
mod reading;

pub use opened::open;
use reading::read_token;

use std::rc::Rc;

use crate::claims::{self, Annotated, Profile, Trait, Use};
use crate::decrypt::{self, Decryption, Opening};
pub use crate::diagnosis::Judged;
use crate::diagnosis::apps::{App, apps};
use crate::diagnosis::design::{Design, DesignKind, design};
use crate::diagnosis::headline::{Facts, Headline, headline};
use crate::diagnosis::{self, Situation, remedy};
use crate::explain::{Explanation, explain};
use crate::finding::{Confidence, Finding, Fix, Place, PolicyProblem, Problem, Severity};
use crate::intake::{self, FoundIn};
use crate::jose::disclosure::Presentation;
use crate::jose::{Content, Kind, Token};
use crate::keys::guess::{self, Guessed};
use crate::keys::{self, Keys};
use crate::lint::{KeySubject, lint};
use crate::policy::Policy;
use crate::policy::evaluate::{Presented, State, Verdict, evaluate};
use crate::policy::named_values::{Name, NamedValues};
use crate::policy::suggestion::{Suggestions, suggest};
use crate::policy::text::PolicyText;
use crate::policy::{document, edit, keys as policy_keys};
use crate::text::Span;
use crate::text::instant::Instant;
use crate::verify::{Attempt, Outcome, Sources, Verification, attempts, conclude};

/// Unmet requirements of a policy that get remedies: each may hold the whole changed policy.
const MAX_REMEDIES: usize = 16;

/// Trials of a key beyond this many are not made.
const MAX_ATTEMPTS: usize = 2_048;

/// The texts that a person pastes; every one may be empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inputs<'a> {
    /// A token, or anything with tokens in it.
    pub token: &'a str,
    /// A policy document.
    pub policy: &'a str,
    /// Keys and discovery documents.
    pub keys: &'a str,
    /// An error text; one may stand in `token` too.
    pub error: &'a str,
    /// Named values as a JSON object, `{"tenant-id": "…"}`, or what else [`NamedValues::read`] takes.
    pub values: &'a str,
    /// Named values one by one: the name as written in the policy, and what it stands for. They count before `values`.
    /// Both may hold what an application is called, under its GUID.
    pub filled: &'a [(String, String)],
    /// Which application is meant to be the audience; `None` where nobody said.
    pub meant: Option<DesignKind>,
}

/// A token as it was read: nothing in it depends on the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadToken {
    /// What it stood in.
    pub found_in: FoundIn,
    /// Where it stands in the input, in bytes.
    pub span: Span,
    /// The scheme in front of it; `None` when the input does not show it.
    pub scheme: Option<String>,
    /// The decoded token.
    pub token: Token,
    /// Whose token it is.
    pub profile: Profile,
    /// What it is for.
    pub usage: Use,
    /// In one line: `Entra ID access token, version 1.0, application permissions`.
    pub description: String,
    /// The same fact by fact, each with the claim that shows it; empty for issuers other than Entra ID and its relatives.
    pub traits: Vec<Trait>,
    /// The JOSE Header, annotated.
    pub header: Vec<Annotated>,
    /// The header of each further signature or recipient, annotated.
    pub other_headers: Vec<Vec<Annotated>>,
    /// The JWT Claims Set, annotated.
    pub claims: Vec<Annotated>,
    /// The claims that disclosures add, annotated.
    pub disclosed: Vec<Annotated>,
    /// What follows the token in an SD-JWT; `None` for every other token.
    pub presentation: Option<Presentation>,
    /// What an encrypted token holds that is no token, once it was decrypted.
    pub plaintext: Content,
    /// What is wrong with how it was pasted, then with its form.
    pub problems: Vec<Problem>,
}

/// The texts, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// Every token found, in the order of the input.
    pub tokens: Vec<Rc<ReadToken>>,
    /// The policy document as pasted.
    pub policy_text: Rc<PolicyText>,
    /// The JWT policies in it, in document order.
    pub policies: Vec<Rc<Policy>>,
    /// What is wrong with the policy document as a whole.
    pub policy_problems: Rc<Vec<PolicyProblem>>,
    /// What else is in force, as far as the policy document shows it.
    pub policy_mentions: Vec<PolicyProblem>,
    /// Keys and metadata.
    pub keys: Rc<Keys>,
    /// The names of named values and placeholders in the policies, each once.
    pub names: Rc<Vec<Name>>,
    /// The applications that tokens and policies name by GUID.
    pub apps: Rc<Vec<App>>,
    /// Which of them is meant to be the audience.
    pub meant: Option<DesignKind>,
    /// What is wrong with the named values.
    pub values_problem: Option<String>,
    /// The error texts that were pasted, explained.
    pub explanations: Rc<Vec<Explanation>>,
    /// The keys that are held against the signatures, for a browser to try.
    pub attempts: Rc<Vec<Attempt>>,
    /// The keys that are held against the encrypted tokens, for a browser to try.
    pub decryptions: Rc<Vec<Decryption>>,
}

/// What only a browser can find out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// What anybody could know about the signature of each token, by the token's index; missing ones were not guessed.
    pub guessed: Vec<Guessed>,
    /// What came of [`Documents::attempts`], in their order; missing ones were not made.
    pub outcomes: Vec<Outcome>,
    /// What came of [`Documents::decryptions`], in their order; missing ones were not made. [`open`] reads what they show.
    pub openings: Vec<Opening>,
}

/// Everything that is on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// The evaluated instant.
    pub at: Instant,
    /// Every token found, in the order of the input.
    pub tokens: Vec<Rc<ReadToken>>,
    /// The token that the policies are evaluated against, by its index.
    pub chosen: usize,
    /// The policy document as pasted.
    pub policy_text: Rc<PolicyText>,
    /// Every JWT policy found, in document order.
    pub policies: Vec<Judged>,
    /// What is wrong with the policy document as a whole.
    pub policy_problems: Rc<Vec<PolicyProblem>>,
    /// Keys and metadata.
    pub keys: Rc<Keys>,
    /// The names of named values and placeholders in the policies, each once.
    pub names: Rc<Vec<Name>>,
    /// The applications that tokens and policies name by GUID.
    pub apps: Rc<Vec<App>>,
    /// Which of them calls which; `None` without a policy.
    pub design: Option<Design>,
    /// What is wrong with the named values.
    pub values_problem: Option<String>,
    /// The error texts that were pasted, explained.
    pub explanations: Rc<Vec<Explanation>>,
    /// Worst first.
    pub findings: Vec<Finding>,
    /// The one thing to say.
    pub headline: Option<Headline>,
    /// What is known about the signatures of each token; at least one each.
    pub signatures: Vec<Vec<Verification>>,
    /// The first instant after `at` at which anything may be another.
    pub next_change: Option<Instant>,
}

impl Inspection {
    /// The token that the policies are evaluated against.
    pub fn token(&self) -> Option<&Rc<ReadToken>> {
        self.tokens.get(self.chosen)
    }

    /// What that token is, and which of them where there are several; empty without one.
    pub fn description(&self) -> String {
        let description = self.token().map_or("", |read| &read.description);
        if self.tokens.len() < 2 {
            return description.to_owned();
        }
        let number = (self.chosen + 1).to_string();
        let count = self.tokens.len().to_string();
        [description, ", number ", &number, " of ", &count].concat()
    }

    /// Policies that accept the token. They are written when they are asked for, and that takes longer than a verdict.
    pub fn suggestions(&self) -> Suggestions {
        let Some(read) = self.token().filter(|read| has_text(read)) else {
            return Suggestions::default();
        };
        let presented = Presented {
            token: &read.token,
            scheme: read.scheme.as_deref(),
            signature: &Verification::default(),
        };
        suggest(presented, read.usage)
    }

    /// Ways to mend a problem of the policy's own text. They are written when they are asked for: each holds the whole
    /// policy.
    pub fn fixes(&self, problem: &PolicyProblem) -> Vec<Fix> {
        edit::mend(&self.policy_text, problem)
    }

    /// All policies together. `None` without a policy.
    pub fn verdict(&self) -> Option<Verdict> {
        verdict(&self.policies, &self.policy_problems)
    }
}

/// Problems of a policy document that leave its policies as they are.
const HARMLESS: [&str; 3] = ["text-outside-elements", "curly-quotes", "no-break-space"];

/// All policies together; of a document that was read only in part nothing but a refusal is known.
fn verdict(policies: &[Judged], problems: &[PolicyProblem]) -> Option<Verdict> {
    let mut verdict = diagnosis::verdict(policies);
    for problem in problems {
        if !HARMLESS.contains(&problem.code) && verdict != Some(Verdict::Rejected) {
            verdict = Some(Verdict::Undetermined);
        }
    }
    verdict
}

/// Reads the texts. Total: whatever is wrong is said in the result.
#[inline(never)]
pub fn read(inputs: &Inputs<'_>) -> Documents {
    let mut documents = Documents::default();
    let mut values = NamedValues::default();
    documents.values_problem = values.read(inputs.values);
    for (name, value) in inputs.filled {
        values.set(name, value);
    }
    for candidate in intake::find(inputs.token) {
        reading::push(&mut documents.tokens, read_token(candidate));
    }
    let document = document::read(inputs.policy, &values);
    documents.names = Rc::new(values.names(&document.policies));
    for policy in document.policies {
        documents.policies.push(Rc::new(policy));
    }
    let mut tokens = Vec::new();
    for read in &documents.tokens {
        tokens.push(&read.token);
    }
    documents.apps = Rc::new(apps(&tokens, &documents.policies, &values));
    documents.meant = inputs.meant;
    documents.policy_text = Rc::new(document.text);
    documents.policy_problems = Rc::new(document.problems);
    documents.policy_mentions = document.mentions;
    documents.keys = Rc::new(keys::read(inputs.keys));
    hold_keys(&mut documents, 0);
    let sent = documents.tokens.get(chosen(&documents.tokens));
    let sent = sent.filter(|read| has_text(read)).map(|read| &read.token);
    let mut explanations = explain(inputs.error, sent);
    // A token alone is no message.
    if inputs.token.contains([' ', '{', '=', '+']) {
        explanations.extend(explain(inputs.token, sent));
    }
    for read in &mut documents.tokens {
        if !explanations.is_empty() && !has_text(read) {
            let read = Rc::make_mut(read);
            read.problems.clear();
            "an error text".clone_into(&mut read.description);
        }
    }
    documents.explanations = Rc::new(explanations);
    documents
}

/// Every key at hand held against every token from this one on; keys that are the same are tried once more rather than compared.
fn hold_keys(documents: &mut Documents, from: usize) {
    if documents.tokens.len() <= from {
        return;
    }
    let (mut signing, mut decrypting) = (Vec::new(), Vec::new());
    for policy in &documents.policies {
        let start = policy.span.start;
        for (keys, all) in [
            (policy_keys::signing_keys(policy), &mut signing),
            (policy_keys::decryption_keys(policy), &mut decrypting),
        ] {
            for key in keys {
                all.push((start, key));
            }
        }
    }
    let mut pasted = Vec::new();
    for key in &documents.keys.keys {
        pasted.push(Rc::new(key.clone()));
    }
    let sources = |policies| Sources {
        pasted: &pasted,
        policies,
    };
    let mut signatures = documents.attempts.to_vec();
    let mut encryptions = documents.decryptions.to_vec();
    for (index, read) in documents.tokens.iter().enumerate().skip(from) {
        attempts(index, &read.token, sources(&signing), &mut signatures);
        decrypt::decryptions(index, &read.token, sources(&decrypting), &mut encryptions);
    }
    signatures.truncate(MAX_ATTEMPTS);
    encryptions.truncate(MAX_ATTEMPTS);
    documents.attempts = Rc::new(signatures);
    documents.decryptions = Rc::new(encryptions);
}

/// Decides at an instant.
#[inline(never)]
pub fn judge(documents: &Documents, evidence: &Evidence, now: Instant) -> Inspection {
    let signatures = verifications(documents, evidence);
    let unchecked = Verification::default();
    let chosen = chosen(&documents.tokens);
    let read = documents.tokens.get(chosen);
    let sent = read.filter(|read| is_sent(read));
    let presented = sent.map(|read| Presented {
        token: &read.token,
        scheme: read.scheme.as_deref(),
        signature: signatures
            .get(chosen)
            .and_then(|all| all.first())
            .unwrap_or(&unchecked),
    });
    let token = read.map(|read| &read.token);
    let metadata = &documents.keys.metadata;
    let policy_text = &*documents.policy_text;
    let nothing = Guessed::default();
    let keys = KeySubject {
        token,
        keys: &documents.keys,
        verification: signatures
            .get(chosen)
            .and_then(|all| all.first())
            .unwrap_or(&unchecked),
        guessed: evidence.guessed.get(chosen).unwrap_or(&nothing),
    };
    let mut findings = lint(token, &documents.policies, policy_text, &keys);
    for mention in &documents.policy_mentions {
        findings.push(to_know(mention));
    }
    let exp = token.and_then(|token| date(token, "exp"));
    let nbf = token.and_then(|token| date(token, "nbf"));
    let mut changes = vec![nbf, exp.map(|exp| exp.plus(1))];
    let mut policies = Vec::new();
    for policy in &documents.policies {
        let mut evaluation = evaluate(policy, presented, metadata, now);
        changes.push(evaluation.next_change);
        let situation = Situation {
            token,
            policy,
            policy_text,
            findings: &findings,
            now,
        };
        let mut unmet = 0;
        for requirement in &mut evaluation.requirements {
            unmet += usize::from(requirement.state == State::Unmet);
            if requirement.state != State::Unmet || unmet <= MAX_REMEDIES {
                remedy(&situation, requirement);
            }
        }
        policies.push(Judged {
            policy: Rc::clone(policy),
            evaluation,
        });
    }
    let explained = documents.explanations.first();
    let explained =
        explained.filter(|_| policies.is_empty() && !read.is_some_and(|read| has_text(read)));
    let headline = headline(&Facts {
        explained,
        token,
        problems: read.map_or(&[], |read| &read.problems),
        verdict: verdict(&policies, &documents.policy_problems),
        policies: &policies,
        policy_text,
        policy_problems: &documents.policy_problems,
        findings: &findings,
        exp,
        now,
    });
    Inspection {
        at: now,
        tokens: documents.tokens.clone(),
        chosen,
        policy_text: Rc::clone(&documents.policy_text),
        policy_problems: Rc::clone(&documents.policy_problems),
        keys: Rc::clone(&documents.keys),
        names: Rc::clone(&documents.names),
        apps: Rc::clone(&documents.apps),
        design: design(token, &documents.policies, documents.meant),
        values_problem: documents.values_problem.clone(),
        explanations: Rc::clone(&documents.explanations),
        findings,
        headline,
        signatures,
        next_change: now.first_after(&changes),
        policies,
    }
}

/// What is known about each signature of each token.
fn verifications(documents: &Documents, evidence: &Evidence) -> Vec<Vec<Verification>> {
    let mut signatures = Vec::new();
    for (index, read) in documents.tokens.iter().enumerate() {
        let mut all = Vec::new();
        for signature in 0..read.token.entries.len().max(1) {
            all.push(if read.token.kind == Kind::Jwe {
                decrypt::conclude(
                    (index, signature),
                    &documents.decryptions,
                    &evidence.openings,
                )
            } else {
                let place = (index, signature);
                conclude(&read.token, place, &documents.attempts, &evidence.outcomes)
            });
        }
        signatures.push(all);
    }
    signatures
}

/// The token that is judged: the first. But where that is an ID token that nothing shows as sent, as in the answer of a
/// token endpoint, it is the access token beside it that goes to the API.
fn chosen(tokens: &[Rc<ReadToken>]) -> usize {
    let mut all = tokens.iter();
    match tokens.first() {
        Some(first) if first.usage == Use::IdToken && first.scheme.is_none() => {
            let access = all.position(|read| read.usage == Use::AccessToken);
            access.unwrap_or_default()
        }
        _ => 0,
    }
}

/// A mention as a finding; it stands in no source.
fn to_know(mention: &PolicyProblem) -> Finding {
    Finding {
        code: mention.code,
        severity: Severity::Info,
        confidence: Confidence::Certain,
        title: mention.message.clone(),
        why: "The verdict is about the policies that were pasted.",
        help: None,
        source: "API Management: policy scopes, policy fragments",
        fixes: Vec::new(),
        places: vec![Place::Policy(mention.line)],
    }
}

/// Pasted text without a token is no evidence about the request, unless it shows the header.
fn is_sent(read: &ReadToken) -> bool {
    read.scheme.is_some() || has_text(read)
}

fn has_text(read: &ReadToken) -> bool {
    let mut segments = read.token.segments.iter();
    segments.any(|segment| !segment.text.is_empty())
}

/// Reads and judges in one call.
pub fn inspect(inputs: &Inputs<'_>, now: Instant) -> Inspection {
    let documents = read(inputs);
    let evidence = Evidence {
        guessed: guess(&documents, inputs.keys),
        ..Evidence::default()
    };
    judge(&documents, &evidence, now)
}

/// Tries on each token what anybody could know: known secrets, and the public keys among the pasted ones taken for secrets.
/// That takes longer than a verdict.
pub fn guess(documents: &Documents, keys: &str) -> Vec<Guessed> {
    let mut all = Vec::new();
    let chosen = chosen(&documents.tokens);
    for (index, read) in documents.tokens.iter().enumerate() {
        if index != chosen {
            all.push(Guessed::default());
            continue;
        }
        all.push(guess::guess(&read.token, &documents.keys.keys, keys));
    }
    all
}

fn date(token: &Token, name: &str) -> Option<Instant> {
    claims::numeric_date(token.claims(), token.claims_text(), name).present()
}
