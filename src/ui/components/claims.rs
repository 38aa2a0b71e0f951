use super::tabs::View;
use crate::claims::{Annotated, Trait};
use crate::inspect::ReadToken;
use crate::jose::Content;
use crate::text::instant::{Instant, duration};
use crate::ui::clock;
use crate::ui::markup::{Markup, clip};

/// Rows that are shown without being asked for.
const MOST_ROWS: usize = 150;

/// The claims and header parameters as tables, the ids of whose rows begin with `ids`.
pub(super) fn claims(m: &mut Markup, read: &ReadToken, view: &View<'_>, ids: &str) {
    kind(m, &read.traits);
    let most = if view.all_rows { usize::MAX } else { MOST_ROWS };
    for (kind, title, none, all) in [
        (
            "claim",
            "JWT Claims Set",
            match read.plaintext {
                Content::Absent => "No claims could be read.",
                _ => {
                    "What was decrypted are no claims: Raw shows it, and a token in it stands below."
                }
            },
            &read.claims,
        ),
        (
            "header",
            "JOSE Header",
            "No header could be read.",
            &read.header,
        ),
    ] {
        m.tag("section", "", |m| {
            m.leaf("h3", "view__title", title);
            if all.is_empty() {
                return m.leaf("p", "hint", none);
            }
            m.tag("table", "claims", |m| {
                m.tag("colgroup", "", |m| m.leaf("col", "claims__names", ""));
                m.tag("thead", "hidden", |m| {
                    m.tag("tr", "", |m| {
                        for heading in ["name", "what it says"] {
                            m.tag("th", "", |m| {
                                m.set("scope", "col");
                                m.text(heading);
                            });
                        }
                    });
                });
                m.tag("tbody", "", |m| {
                    for (index, each) in all.iter().take(most).enumerate() {
                        m.tag("tr", "", |m| {
                            m.set("id", &format!("{ids}{kind}-{index}"));
                            m.set("tabindex", "-1");
                            row(m, each, view.fixed_at);
                        });
                    }
                });
            });
        });
    }
    let longest = read.claims.len().max(read.header.len());
    if longest > most {
        m.button("button", &format!("Show all {longest} rows"), "rows", "");
    }
}

/// What kind of token it is, and the claims that show it.
fn kind(m: &mut Markup, traits: &[Trait]) {
    if traits.is_empty() {
        return;
    }
    m.tag("section", "", |m| {
        m.leaf("h3", "view__title", "What kind of token this is");
        m.tag("dl", "terms", |m| {
            for each in traits {
                m.leaf("dt", "", &each.what.replace('-', " "));
                m.tag("dd", "", |m| {
                    m.prose(&each.value);
                    m.tag("small", "", |m| {
                        m.text(if each.likely { " likely: " } else { " " });
                        m.prose(&each.because);
                    });
                });
            }
        });
    });
}

fn row(m: &mut Markup, each: &Annotated, fixed_at: Option<Instant>) {
    m.tag("th", "", |m| {
        m.set("scope", "row");
        m.leaf("code", "", &clip(&each.name, 120));
        if let Some(title) = each.title {
            m.leaf("small", "", title);
        }
    });
    m.tag("td", "", |m| {
        if let Some(instant) = each.instant {
            m.tag("div", "", |m| {
                // Elements of their own: what is told by the clock, Yew knows nothing of.
                match fixed_at {
                    Some(at) => m.leaf("strong", "", &from_evaluated(instant.since(at))),
                    None => m.tag("b", "", |m| m.set("data-instant", &instant.0.to_string())),
                }
                tag(m, each);
            });
            m.tag("div", "quiet", |m| {
                m.text(&date(instant, each.reading.as_deref()));
                m.text(" · ");
                m.value(exact(each));
            });
        } else {
            if let Some(reading) = &each.reading {
                m.tag("div", "", |m| {
                    m.prose(reading);
                    tag(m, each);
                });
            }
            m.tag("div", "", |m| {
                m.value(exact(each));
                if each.reading.is_none() {
                    tag(m, each);
                }
            });
        }
        if let Some(problem) = &each.problem {
            m.tag("div", "problem", |m| {
                m.sign("", "! ");
                m.prose(problem);
            });
        }
        if let Some(meaning) = each.meaning {
            m.tag("small", "", |m| m.prose(meaning));
        }
    });
}

/// How far an instant is from the evaluated one; from now it is [`crate::ui::shell::tick`] that says it.
fn from_evaluated(away: i64) -> String {
    let side = if away < 0 { "before" } else { "after" };
    format!("{} {side} the evaluated time", duration(away))
}

/// The value as it stands; a string without its quotes, where nothing is lost by that.
fn exact(each: &Annotated) -> &str {
    let inside = each.raw.strip_prefix('"');
    let plain = inside.and_then(|rest| rest.strip_suffix('"'));
    plain
        .filter(|text| !text.contains('\\'))
        .unwrap_or(&each.raw)
}

fn tag(m: &mut Markup, each: &Annotated) {
    // Where the reading says the same, once is enough.
    if let Some(tag) = each.tag.filter(|_| each.tag != each.reading.as_deref()) {
        m.badge("badge badge--tag", tag, "");
    }
}

fn date(instant: Instant, reading: Option<&str>) -> String {
    let utc = clock::utc(instant);
    let mut shown = utc.unwrap_or_else(|| reading.unwrap_or_default().to_owned());
    if let Some(local) = clock::local(instant) {
        shown.push_str(" · here ");
        shown.push_str(&local);
    }
    shown
}
