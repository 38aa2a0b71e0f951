use crate::inspect::Inspection;
use crate::keys::{Certificate, Key};
use crate::text::instant::Instant;
use crate::ui::clock;
use crate::ui::markup::Markup;
use crate::verify::{Named, Origin, Outcome, Trial};

/// Keys that are listed; the report has them all.
const MOST_KEYS: usize = 20;

/// What was recognised in keys and metadata, and what came of each key.
pub(super) fn about_keys(m: &mut Markup, inspection: &Inspection) {
    let (keys, notes) = (&inspection.keys.keys, &inspection.keys.notes);
    if keys.is_empty() && notes.is_empty() {
        return m.leaf(
            "p",
            "hint",
            "Checked here, by the browser. The issuer of a discovery document counts for its own openid-config or tenant-id.",
        );
    }
    m.tag("ul", "notes", |m| {
        for uri in inspection
            .keys
            .metadata
            .iter()
            .filter_map(|document| document.jwks_uri.as_deref())
        {
            // Whoever clicks goes there; the page itself does not, and hands nothing on.
            if keys.is_empty() && uri.starts_with("https://") {
                m.tag("li", "", |m| {
                    m.tag("a", "button--link", |m| {
                        m.set("href", uri);
                        m.set("rel", "noopener noreferrer");
                        m.set("target", "_blank");
                        m.text("Open the issuer's key set in a new tab");
                    });
                });
            }
        }
        for note in notes {
            m.tag("li", "", |m| m.prose(&note.message));
        }
        for (index, key) in keys.iter().take(MOST_KEYS).enumerate() {
            m.tag("li", "", |m| one(m, inspection, index, key));
        }
    });
}

fn one(m: &mut Markup, inspection: &Inspection, index: usize, key: &Key) {
    m.prose(&key.describe());
    let signatures = inspection.signatures.get(inspection.chosen);
    let mut trials = signatures
        .into_iter()
        .flatten()
        .flat_map(|known| &known.trials);
    if let Some(trial) = trials.find(|trial| trial.origin == Origin::Pasted(index)) {
        m.text(": ");
        outcome(m, trial);
    }
    for certificate in &key.certificates {
        m.leaf("br", "", "");
        m.prose(&validity(certificate, inspection.at));
    }
    m.tag("details", "", |m| {
        m.leaf("summary", "", "Thumbprints");
        for (name, value) in [
            ("RFC 7638", Some(&key.thumbprint)),
            ("x5t", key.x5t.as_ref()),
            ("x5t#S256", key.x5t_s256.as_ref()),
        ] {
            if let Some(value) = value {
                m.prose(&format!("{name} `{value}` "));
            }
        }
    });
}

/// What came of a key; by colour and in words.
fn outcome(m: &mut Markup, trial: &Trial) {
    let (class, sign) = match &trial.outcome {
        Ok(Outcome::Fits) => ("badge added", "✓ "),
        Ok(Outcome::DoesNotFit) => ("badge removed", "✕ "),
        _ => ("", ""),
    };
    m.tag("span", class, |m| {
        m.sign("", sign);
        m.prose(&trial.words());
    });
    match trial.named {
        Named::Kid => m.text(" (the token names it by kid)"),
        Named::Thumbprint => m.text(" (the token names it by thumbprint)"),
        Named::Not => {}
    }
}

/// Whom a certificate is for, and whether it holds at the evaluated instant.
fn validity(certificate: &Certificate, at: Instant) -> String {
    let date = |instant: Instant| clock::utc(instant).unwrap_or_default();
    let (from, until) = (certificate.not_before, certificate.not_after);
    let holds = if at < from {
        format!("not yet valid, from {} on", date(from))
    } else if at > until {
        format!("expired, {}", date(until))
    } else {
        format!("until {}", date(until))
    };
    format!(
        "certificate `{}` by `{}`, {holds}",
        certificate.subject, certificate.issuer
    )
}
