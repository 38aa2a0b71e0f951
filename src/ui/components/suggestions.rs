use crate::policy::suggestion::Suggestions;
use crate::ui::markup::Markup;

/// What the offered policies are judged by.
const LOOKED_AT: &str = "Judged by what the token says. Its signature was not looked at, nor its age: an expired token is refused by any policy.";

/// Policies that accept the token, to be unfolded by who writes one.
pub(crate) fn suggestions(m: &mut Markup, suggestions: &Suggestions) {
    if suggestions.policies.is_empty() && suggestions.none.is_empty() {
        return;
    }
    m.tag("section", "card", |m| {
        m.fold("Write a policy that accepts this token", |m| {
            if !suggestions.none.is_empty() {
                m.tag("p", "hint", |m| m.sentence(suggestions.none));
            }
            if !suggestions.policies.is_empty() {
                m.leaf("p", "hint", LOOKED_AT);
            }
            m.tag("ol", "fixes__list", |m| {
                for suggestion in &suggestions.policies {
                    m.tag("li", "", |m| {
                        m.leaf("code", "", suggestion.format);
                        m.text(": ");
                        m.text(&suggestion.title);
                        m.tag("div", "fixes__means", |m| {
                            m.copy("Copy the policy", &suggestion.text);
                            m.fold("Show it", |m| m.leaf("pre", "code", &suggestion.text));
                        });
                    });
                }
            });
        });
    });
}
