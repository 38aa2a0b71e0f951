//! The applications in the report: what they are called, and which calls which.

use super::certainty;
use super::writer::Writer;
use crate::diagnosis::apps::App;
use crate::diagnosis::design::Design;

/// Every application that was met, with its name where somebody gave one.
pub(super) fn apps(out: &mut Writer, apps: &[App]) {
    out.open("apps", '[');
    for app in apps {
        out.open("", '{');
        out.string("id", &app.id);
        out.string("found_in", app.found_in);
        out.optional("name", app.name.as_deref());
        out.close('}');
    }
    out.close(']');
}

/// Who calls whom; `null` without a policy.
pub(super) fn design(out: &mut Writer, design: Option<&Design>) {
    let Some(design) = design else {
        return out.raw("design", "null");
    };
    out.open("design", '{');
    out.string("kind", design.kind.code());
    for (name, value) in [
        ("client", &design.client),
        ("token_audience", &design.token_audience),
        ("gateway_audience", &design.gateway_audience),
        ("backend_audience", &design.backend_audience),
        ("backend_address", &design.backend_address),
    ] {
        out.optional(name, value.as_deref());
    }
    out.strings("evidence", &design.evidence);
    out.string("certainty", certainty(design.certainty));
    out.close('}');
}
