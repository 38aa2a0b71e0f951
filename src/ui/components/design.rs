use crate::diagnosis::design::{Design, DesignKind};
use crate::ui::markup::Markup;

/// Who calls whom, as a row of boxes with the audience on each arrow.
pub(super) fn design(m: &mut Markup, design: &Design) {
    let is_proxy = design.kind == DesignKind::Proxy;
    m.tag("section", "card", |m| {
        m.set("aria-labelledby", "design-title");
        m.tag("h2", "card__title", |m| {
            m.set("id", "design-title");
            m.text("Which app calls which");
        });
        m.tag("div", "chips", |m| {
            m.set("role", "group");
            m.set("aria-label", "Which one is the audience");
            for (index, kind) in DesignKind::ALL.into_iter().enumerate() {
                m.tag("button", "pill", |m| {
                    m.set("type", "button");
                    m.set("data-do", "meant");
                    m.set("data-with", &index.to_string());
                    let is_it = kind == design.kind;
                    m.set("aria-pressed", if is_it { "true" } else { "false" });
                    m.text(kind.name());
                });
            }
        });
        m.tag("p", "hint", |m| m.sentence(design.kind.text()));
        m.tag("ol", "chips", |m| {
            app(m, "Client", "", design.client.as_deref());
            arrow(m, "a token for", design.token_audience.as_deref());
            app(
                m,
                "Gateway",
                "wants one for",
                design.gateway_audience.as_deref(),
            );
            let sends = if is_proxy {
                "the same token"
            } else {
                "its own credential for"
            };
            let audience = design.backend_audience.as_deref();
            arrow(m, sends, audience.filter(|_| !is_proxy));
            let address = design.backend_address.as_deref();
            app(m, "Backend", "", address.or(audience));
        });
        m.fold("How this was recognised", |m| {
            m.tag("ul", "", |m| {
                for clause in &design.evidence {
                    m.tag("li", "", |m| m.sentence(clause));
                }
            });
        });
    });
}

fn app(m: &mut Markup, role: &str, wants: &str, name: Option<&str>) {
    m.tag("li", "app", |m| {
        m.leaf("strong", "", role);
        if let Some(name) = name {
            m.text(" ");
            m.text(wants);
            m.tag("div", "", |m| m.value(name));
        }
    });
}

fn arrow(m: &mut Markup, sends: &str, audience: Option<&str>) {
    m.tag("li", "hint", |m| {
        m.sign("", "→ ");
        m.text(sends);
        m.tag("div", "", |m| {
            if let Some(audience) = audience {
                m.value(audience);
            }
        });
    });
}
