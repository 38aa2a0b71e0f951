use std::rc::Rc;

use super::*;
use crate::keys::{Form, rsa, secret};
use crate::verify::{Named, Origin, Outcome, Trial, Unfit};

/// A key that was tried: where it is from, its `kid`, whether the token names it, and what came of it.
type Row = (char, &'static str, Named, Result<Outcome, bool>);

fn trial(policy: &Policy, (origin, kid, named, outcome): Row) -> Trial {
    let mut key = match origin {
        'p' => rsa("gAAB", "AQAB").unwrap(),
        _ => secret(vec![1; 32], Form::Base64),
    };
    key.kid = (!kid.is_empty()).then(|| kid.to_owned());
    Trial {
        origin: match origin {
            'p' | 's' => Origin::Pasted(0),
            'o' => Origin::Policy(policy.span.start),
            'x' => Origin::Policy(policy.span.start + 1),
            _ => Origin::Token,
        },
        key: Rc::new(key),
        named,
        outcome: outcome.map_err(|is_other_kind| Unfit {
            is_other_kind,
            why: "of another kind".to_owned(),
        }),
    }
}

#[test]
fn what_came_of_the_keys_decides() {
    use Outcome::{DoesNotFit, Fits, NotAsked, Pending};
    const NAMED: &str = r#"{"alg":"HS256","kid":"k"}"#;
    const NAMELESS: &str = r#"{"alg":"HS256"}"#;
    let metadata = "<openid-config url=\"https://idp.example/.well-known/openid-configuration\"/>";
    let own = "<issuer-signing-keys><key id=\"k\">AAAA</key></issuer-signing-keys>";
    let unseen = "<issuer-signing-keys><key certificate-id=\"c\"/></issuer-signing-keys>";
    let secret_unseen = "<openid-config url=\"https://idp.example/.well-known/openid-configuration\"/><issuer-signing-keys><key>{{s}}</key></issuer-signing-keys>";
    let broken = "<issuer-signing-keys><key id=\"k\">my-secret!</key></issuer-signing-keys>";
    let by_kid = |origin, outcome| (origin, "k", Named::Kid, Ok(outcome));
    let other = |origin, outcome| (origin, "l", Named::Not, Ok(outcome));
    let rows: [(&str, &str, Vec<Row>, &str); 28] = [
        (metadata, NAMED, vec![], "unknown"),
        (metadata, NAMED, vec![by_kid('p', Fits)], "met"),
        (metadata, NAMED, vec![by_kid('p', Pending)], "unknown"),
        (metadata, NAMED, vec![by_kid('p', NotAsked)], "unknown"),
        (
            metadata,
            NAMED,
            vec![by_kid('p', DoesNotFit)],
            "unmet IDX10511",
        ),
        // The key that is named counts, whatever fits besides.
        (
            metadata,
            NAMED,
            vec![by_kid('p', DoesNotFit), other('p', Fits)],
            "unmet IDX10511",
        ),
        (metadata, NAMED, vec![other('p', Fits)], "met"),
        (
            metadata,
            NAMED,
            vec![other('p', DoesNotFit)],
            "unmet IDX10503",
        ),
        // Every key is called otherwise, and that is known before anybody tries.
        (
            metadata,
            NAMED,
            vec![other('p', NotAsked)],
            "unmet IDX10503",
        ),
        (
            metadata,
            NAMED,
            vec![('p', "", Named::Not, Ok(NotAsked))],
            "unknown",
        ),
        (
            metadata,
            NAMELESS,
            vec![other('p', DoesNotFit)],
            "unmet IDX10517",
        ),
        (metadata, NAMELESS, vec![other('p', NotAsked)], "unknown"),
        (
            metadata,
            NAMED,
            vec![('p', "l", Named::Not, Err(true))],
            "unmet IDX10503",
        ),
        (
            metadata,
            NAMED,
            vec![('p', "l", Named::Not, Err(false))],
            "unknown",
        ),
        (
            metadata,
            NAMELESS,
            vec![('p', "l", Named::Not, Err(true))],
            "unmet IDX10517",
        ),
        // A secret that only the gateway has may fit, whatever public keys were pasted.
        (
            secret_unseen,
            NAMED,
            vec![('p', "l", Named::Not, Err(true))],
            "unknown",
        ),
        (
            secret_unseen,
            NAMED,
            vec![other('p', DoesNotFit)],
            "unknown",
        ),
        // What is no base64 is a key that nobody can try.
        (broken, NAMED, vec![], "unknown"),
        // Metadata has no secrets.
        (metadata, NAMED, vec![by_kid('s', Fits)], "unknown"),
        (
            metadata,
            NAMED,
            vec![('p', "k", Named::Kid, Err(true))],
            "unmet IDX10511",
        ),
        // What the token brings along, or what stands in another policy, is no key of this one.
        (metadata, NAMED, vec![by_kid('t', Fits)], "unknown"),
        (metadata, NAMED, vec![by_kid('x', Fits)], "unknown"),
        (own, NAMED, vec![by_kid('o', Fits)], "met"),
        (
            own,
            NAMED,
            vec![by_kid('o', DoesNotFit), by_kid('p', Fits)],
            "unmet IDX10511",
        ),
        (
            own,
            NAMED,
            vec![('o', "k", Named::Kid, Err(true))],
            "unmet IDX10511",
        ),
        (unseen, NAMED, vec![], "unknown"),
        (unseen, NAMED, vec![other('p', Fits)], "met"),
        (
            metadata,
            r#"{"alg":"HS256","kid":"k","nonce":"n"}"#,
            vec![by_kid('p', DoesNotFit)],
            "unknown",
        ),
    ];
    for (inside, header, trials, expected) in rows {
        let policy = policy("", inside);
        let verification = Verification {
            trials: trials
                .iter()
                .cloned()
                .map(|row| trial(&policy, row))
                .collect(),
            ..Verification::default()
        };
        let requirement = one(
            &evaluated(&policy, header, "{}", &verification),
            Code::Signature,
        );
        let context = format!("{inside} {header} {trials:?}: {}", requirement.explanation);
        assert_eq!(
            shown(&requirement).replace("  ", " "),
            expected,
            "{context}"
        );
    }
}

fn evaluated(policy: &Policy, header: &str, claims: &str, signature: &Verification) -> Evaluation {
    let token = token(header, claims, "c2ln");
    let presented = Presented {
        token: &token,
        scheme: None,
        signature,
    };
    evaluate(policy, Some(presented), &[], NOW)
}

#[test]
fn of_a_key_that_is_not_there_the_gateway_speaks_last() {
    let policy = policy(
        "",
        "<issuer-signing-keys><key certificate-id=\"c\"/></issuer-signing-keys><audiences><audience>b</audience></audiences><issuers><issuer>i</issuer></issuers>",
    );
    let metadata = |named, outcome| Verification {
        trials: vec![trial(&policy, ('p', "l", named, Ok(outcome)))],
        ..Verification::default()
    };
    let wrong = r#"{"aud":"a","iss":"j","exp":1}"#;
    let in_time = r#"{"aud":"a","iss":"j","exp":9999999999}"#;
    let right_issuer = r#"{"aud":"a","iss":"i","exp":9999999999}"#;
    let right = r#"{"aud":"b","iss":"i","exp":9999999999}"#;
    for (claims, named, first) in [
        (wrong, Named::Not, Code::Lifetime),
        (in_time, Named::Not, Code::Issuer),
        (right_issuer, Named::Not, Code::Audience),
        (right, Named::Not, Code::Signature),
        (wrong, Named::Kid, Code::Signature),
    ] {
        let header = r#"{"alg":"HS256","kid":"k"}"#;
        let known = metadata(named, Outcome::DoesNotFit);
        let evaluation = evaluated(&policy, header, claims, &known);
        assert_eq!(
            evaluation.decisive().map(|one| one.code),
            Some(first),
            "{claims}"
        );
        let mut unmet = evaluation
            .requirements
            .iter()
            .filter(|one| one.state == State::Unmet);
        assert!(unmet.next().is_some_and(|one| one.decisive));
    }
}
