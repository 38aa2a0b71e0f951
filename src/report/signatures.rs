use super::writer::Writer;
use crate::keys::{Key, Material};
use crate::verify::{Origin, Verification};

/// The state of a token's signature, and of each where there are several.
pub(super) fn signatures(out: &mut Writer, known: &[Verification]) {
    for (index, verification) in known.iter().enumerate() {
        if index == 0 {
            signature(out, "signature", verification);
        }
        if known.len() > 1 {
            if index == 0 {
                out.open("signatures", '[');
            }
            signature(out, "", verification);
        }
    }
    if known.len() > 1 {
        out.close(']');
    }
}

fn signature(out: &mut Writer, name: &str, verification: &Verification) {
    out.open(name, '{');
    out.string("state", verification.state.code());
    out.optional("key", verification.key.as_deref());
    out.optional("provenance", verification.origin.map(Origin::code));
    out.string("why", &verification.why);
    out.open("tried", '[');
    for trial in &verification.trials {
        out.open("", '{');
        out.string("key", trial.key.name());
        out.string("provenance", trial.origin.code());
        out.string("outcome", &trial.words());
        out.close('}');
    }
    out.close(']');
    out.close('}');
}

/// The keys that were pasted: what they are, never what is secret about them.
pub(super) fn keys(out: &mut Writer, keys: &[Key]) {
    out.open("keys", '[');
    for key in keys {
        out.open("", '{');
        out.string("description", &key.describe());
        out.optional("kid", key.kid.as_deref());
        out.optional("use", key.usage.as_deref());
        out.optional("alg", key.algorithm.as_deref());
        out.number("bits", key.bits());
        let is_secret = matches!(key.material, Material::Secret(_));
        out.optional("thumbprint", (!is_secret).then_some(&*key.thumbprint));
        out.optional("x5t", key.x5t.as_deref());
        out.optional("x5t#S256", key.x5t_s256.as_deref());
        out.open("certificates", '[');
        for certificate in &key.certificates {
            out.open("", '{');
            out.string("subject", &certificate.subject);
            out.string("issuer", &certificate.issuer);
            out.optional("not_before", certificate.not_before.rfc3339().as_deref());
            out.optional("not_after", certificate.not_after.rfc3339().as_deref());
            out.close('}');
        }
        out.close(']');
        out.close('}');
    }
    out.close(']');
}
