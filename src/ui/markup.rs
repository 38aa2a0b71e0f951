//! Markup, written element by element.
//!
//! Yew's `html!` is compiled anew at every place, at 100 bytes and more an element: most of the page's budget went there.
//! Calls of these few functions are a fraction of it, and make the same virtual DOM.

use super::browser;
use yew::html::create_portal;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VNode, VTag, VText};
use yew::{AttrValue, Html};

use crate::diagnosis::apps::{App, guids};

/// Characters of a value that are shown without being asked for.
const MOST_OF_VALUE: usize = 400;
/// Characters of a sentence: a message may quote a whole token.
const MOST_OF_PROSE: usize = 600;

/// Every attribute that is set anywhere.
const ATTRIBUTES: [&str; 23] = [
    "class",
    "id",
    "title",
    "type",
    "role",
    "scope",
    "open",
    "tabindex",
    "data-do",
    "data-with",
    "data-instant",
    "data-name",
    "placeholder",
    "href",
    "rel",
    "target",
    "autocomplete",
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "aria-controls",
    "aria-selected",
    "aria-pressed",
];

/// Elements being written: the innermost open one is the last.
pub(crate) struct Markup {
    open: Vec<Element>,
    /// Names of applications, by their GUID in lower case.
    names: Vec<(String, String)>,
}

#[derive(Default)]
struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, AttrValue)>,
    children: Vec<VNode>,
}

impl Markup {
    /// What a function writes. Wherever the GUID of one of these applications stands, its name is written behind it.
    pub(crate) fn of(apps: &[App], write: impl FnOnce(&mut Self)) -> Html {
        let mut markup = Self {
            open: vec![Element::default()],
            names: Vec::new(),
        };
        for app in apps {
            if let Some(name) = &app.name {
                markup.names.push((app.id.clone(), name.clone()));
            }
        }
        write(&mut markup);
        markup
            .open
            .pop()
            .unwrap_or_default()
            .children
            .into_iter()
            .collect()
    }

    /// An element with what is written inside; the class may be empty.
    pub(crate) fn tag(&mut self, name: &'static str, class: &str, inside: impl FnOnce(&mut Self)) {
        self.begin(name, class);
        inside(self);
        self.end();
    }

    /// An element with a text inside.
    pub(crate) fn leaf(&mut self, name: &'static str, class: &str, text: &str) {
        self.begin(name, class);
        self.text(text);
        self.end();
    }

    /// An attribute of the element that is being written, one of [`ATTRIBUTES`].
    pub(crate) fn set(&mut self, name: &'static str, value: &str) {
        debug_assert!(ATTRIBUTES.contains(&name), "`{name}` is not listed");
        if let Some(element) = self.open.last_mut() {
            element.attributes.push((name, owned(value)));
        }
    }

    /// A text, exactly as it is.
    pub(crate) fn text(&mut self, text: &str) {
        self.push(VText::new(owned(text)).into());
    }

    /// Markup that was made otherwise.
    pub(crate) fn push(&mut self, node: VNode) {
        if let Some(element) = self.open.last_mut() {
            element.children.push(node);
        }
    }

    /// What belongs into an element of `index.html`, by its id.
    pub(crate) fn place(&mut self, id: &str, inside: impl FnOnce(&mut Self)) {
        self.begin("", "");
        inside(self);
        let content = self.open.pop().unwrap_or_default().children;
        if let Some(host) = browser::element(id) {
            self.push(create_portal(content.into_iter().collect(), host));
        }
    }

    /// A sentence of the core: what stands in backticks is code.
    pub(crate) fn prose(&mut self, text: &str) {
        let mut code = false;
        for part in clip(text, MOST_OF_PROSE).split('`') {
            if code {
                self.leaf("code", "", part);
            } else if !part.is_empty() {
                self.text(part);
            }
            self.named(part);
            code = !code;
        }
    }

    /// A clause of the core as a sentence.
    pub(crate) fn sentence(&mut self, clause: &str) {
        self.prose(&sentence(clause));
    }

    /// A value exactly as it is; of a very long one the beginning, and the rest to unfold.
    pub(crate) fn value(&mut self, text: &str) {
        let start = clip(text, MOST_OF_VALUE);
        if start.len() >= text.len() {
            self.leaf("code", "value", text);
            return self.named(text);
        }
        self.tag("details", "", |m| {
            m.tag("summary", "", |m| {
                m.leaf("code", "value", &start);
                m.leaf("small", "", &format!(" all {} bytes", text.len()));
            });
            m.leaf("code", "value", text);
        });
    }

    /// The names of the applications whose GUIDs stand in a text that was just written.
    pub(crate) fn named(&mut self, text: &str) {
        if self.names.is_empty() {
            return;
        }
        for place in guids(text) {
            let id = place.of(text);
            let mut known = self.names.iter();
            let found = known.find(|(known, _)| known.eq_ignore_ascii_case(id));
            if let Some((_, name)) = found.cloned() {
                self.badge("badge badge--tag", &clip(&name, 40), "");
            }
        }
    }

    /// Something to unfold.
    pub(crate) fn fold(&mut self, summary: &str, inside: impl FnOnce(&mut Self)) {
        self.begin("details", "fold");
        self.leaf("summary", "", summary);
        inside(self);
        self.end();
    }

    /// A name and what belongs to it, in a list of such.
    pub(crate) fn term(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.leaf("dt", "", name);
        self.begin("dd", "");
        inside(self);
        self.end();
    }

    /// A small word about something, with what it means for who points at it.
    pub(crate) fn badge(&mut self, class: &str, word: &str, title: &str) {
        self.text(" ");
        self.begin("span", class);
        if !title.is_empty() {
            self.set("title", title);
        }
        self.text(word);
        self.end();
    }

    /// A button that does what [`super::shell`] knows by this name, and with what.
    pub(crate) fn button(&mut self, class: &str, label: &str, does: &str, with: &str) {
        self.begin("button", class);
        self.set("type", "button");
        self.set("data-do", does);
        if !with.is_empty() {
            self.set("data-with", with);
        }
        self.text(label);
        self.end();
    }

    /// A button that copies a text.
    pub(crate) fn copy(&mut self, label: &str, text: &str) {
        self.button("button", label, "copy", text);
    }

    /// What only the eye needs: a sign whose meaning stands beside it as a word.
    pub(crate) fn sign(&mut self, class: &str, sign: &str) {
        self.begin("span", class);
        self.set("aria-hidden", "true");
        self.text(sign);
        self.end();
    }

    fn begin(&mut self, name: &'static str, class: &str) {
        self.open.push(Element {
            name,
            ..Element::default()
        });
        if !class.is_empty() {
            self.set("class", class);
        }
    }

    fn end(&mut self) {
        let Some(element) = self.open.pop() else {
            return;
        };
        let mut tag = VTag::new(element.name);
        // Yew compares attributes fast where two elements have the same list of names, however many of them are not set.
        let names: &'static [&'static str] = match element.attributes.as_slice() {
            [] | [("class", _)] => &["class"],
            _ => &ATTRIBUTES,
        };
        let mut values: Box<[Option<AttributeOrProperty>]> = names.iter().map(|_| None).collect();
        for (name, value) in element.attributes {
            let place = names.iter().position(|known| *known == name);
            if let Some(slot) = place.and_then(|place| values.get_mut(place)) {
                *slot = Some(AttributeOrProperty::Attribute(value));
            }
        }
        tag.set_attributes(Attributes::Dynamic {
            keys: names,
            values,
        });
        tag.add_children(element.children);
        self.push(tag.into());
    }
}

fn owned(text: &str) -> AttrValue {
    AttrValue::Rc(text.into())
}

/// The beginning of a text, with an ellipsis where something is left out.
pub(crate) fn clip(text: &str, most: usize) -> std::borrow::Cow<'_, str> {
    // Bytes are counted at once, characters only of what is long.
    let cut = (text.len() > most)
        .then(|| text.char_indices().nth(most))
        .flatten();
    match cut {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// A clause of the core as a sentence.
pub(crate) fn sentence(clause: &str) -> String {
    let mut sentence = clause.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if !clause.ends_with(['.', '`']) {
        sentence.push('.');
    }
    sentence
}

/// `1 claim`, `17 claims`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_becomes_a_sentence() {
        for (clause, said) in [
            ("the issuer is listed", "The issuer is listed."),
            ("`aud` is missing", "`aud` is missing."),
            ("write `a`", "Write `a`"),
            ("done.", "Done."),
            ("über", "über."),
            ("", "."),
        ] {
            assert_eq!(sentence(clause), said);
        }
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(clip("größer", 3), "grö…");
        assert_eq!(clip("größer", 6), "größer");
        assert_eq!(clip("", 0), "");
    }
}
