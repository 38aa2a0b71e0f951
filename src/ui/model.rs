//! The one state of the page, and what can happen to it.

use std::rc::Rc;

use yew::{AttrValue, Reducible};

use super::samples::Sample;
use crate::text::instant::Instant;

/// The boxes whose text is read at length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Anything with a token in it.
    Token,
    /// The policy document.
    Policy,
    /// Keys and discovery documents.
    Keys,
}

/// What the token is looked at by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tab {
    /// Tables of claims and header parameters.
    #[default]
    Claims,
    /// The JSON as it stands in the token.
    Raw,
    /// Everything that was found wrong.
    Findings,
    /// The report as JSON.
    Report,
}

/// Every tab, in order.
pub(crate) const TABS: [Tab; 4] = [Tab::Claims, Tab::Raw, Tab::Findings, Tab::Report];

/// The texts of all boxes, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Texts {
    pub(crate) token: AttrValue,
    pub(crate) policy: AttrValue,
    pub(crate) keys: AttrValue,
    /// The text of `Evaluate at`; empty is now.
    pub(crate) instant: AttrValue,
}

impl Texts {
    /// Whether there is nothing to lose.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Everything that the screen follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Model {
    /// The boxes.
    pub(crate) texts: Texts,
    /// What stood in them before they were cleared or filled with a sample.
    pub(crate) before: Option<Texts>,
    /// The chosen sample, while its texts are as they were.
    pub(crate) sample: Option<Sample>,
    /// The open tab.
    pub(crate) tab: Tab,
    /// When the last message came.
    pub(crate) clock: Instant,
}

impl Model {
    /// The empty page.
    pub(crate) fn new(clock: Instant) -> Self {
        Self {
            texts: Texts::default(),
            before: None,
            sample: None,
            tab: Tab::default(),
            clock,
        }
    }

    /// The instant to evaluate at, and what is wrong with the text that should say it.
    pub(crate) fn at(&self) -> (Instant, Option<&'static str>) {
        match parse_instant(&self.texts.instant) {
            Ok(chosen) => (chosen.unwrap_or(self.clock), None),
            Err(problem) => (self.clock, Some(problem)),
        }
    }

    /// Whether an instant was chosen, instead of now.
    pub(crate) fn replays(&self) -> bool {
        matches!(parse_instant(&self.texts.instant), Ok(Some(_)))
    }

    /// Other texts, the present ones kept if somebody typed them.
    fn replaced(&self, texts: Texts, sample: Option<Sample>) -> Self {
        let typed = self.sample.is_none() && !self.texts.is_empty();
        Self {
            before: if typed {
                Some(self.texts.clone())
            } else {
                self.before.clone()
            },
            texts,
            sample,
            ..self.clone()
        }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Msg {
    /// Somebody typed or pasted.
    TokenEdited(AttrValue),
    /// Somebody typed or pasted.
    PolicyEdited(AttrValue),
    /// Somebody typed or pasted.
    KeysEdited(AttrValue),
    /// Somebody typed or pasted.
    InstantEdited(AttrValue),
    /// A sample is wanted in the boxes.
    SampleChosen(Sample),
    /// Another view of the token.
    TabChosen(Tab),
    /// All boxes shall be empty.
    Cleared,
    /// What was there before shall be back.
    Restored,
    /// The moment came at which something changes.
    ClockReached,
}

/// A message and when it came: the reducer knows no clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stamped {
    pub(crate) at: Instant,
    pub(crate) msg: Msg,
}

impl Reducible for Model {
    type Action = Stamped;

    fn reduce(self: Rc<Self>, Stamped { at, msg }: Stamped) -> Rc<Self> {
        let edited = |texts: Texts| Self {
            texts,
            sample: None,
            ..(*self).clone()
        };
        let texts = self.texts.clone();
        let mut next = match msg {
            Msg::TokenEdited(token) => edited(Texts { token, ..texts }),
            Msg::PolicyEdited(policy) => edited(Texts { policy, ..texts }),
            Msg::KeysEdited(keys) => edited(Texts { keys, ..texts }),
            Msg::InstantEdited(instant) => edited(Texts { instant, ..texts }),
            Msg::SampleChosen(sample) => self.replaced(sample.texts(at), Some(sample)),
            Msg::Cleared => self.replaced(Texts::default(), None),
            Msg::Restored => {
                let Some(before) = self.before.clone() else {
                    return self;
                };
                let mut next = self.replaced(before, None);
                if next.before == Some(next.texts.clone()) {
                    next.before = None;
                }
                next
            }
            // Another tab shows the same moment: the clock stays.
            Msg::TabChosen(tab) if self.tab == tab => return self,
            Msg::TabChosen(tab) => {
                return Rc::new(Self {
                    tab,
                    ..(*self).clone()
                });
            }
            Msg::ClockReached => (*self).clone(),
        };
        next.clock = at;
        if next == *self { self } else { Rc::new(next) }
    }
}

/// What is wanted where an instant is.
const INSTANT_WANTED: &str = "not a date and time, so it is now: write `2026-11-23 03:00` for UTC or `2026-11-23T03:00:00+01:00`";

/// An instant as people write it: RFC 3339, the same without seconds or zone (then UTC), a date, or a NumericDate.
/// Nothing is now.
pub(crate) fn parse_instant(text: &str) -> Result<Option<Instant>, &'static str> {
    let text = text.trim();
    if text.is_empty() || text.eq_ignore_ascii_case("now") {
        return Ok(None);
    }
    let text = text.strip_suffix("UTC").map_or(text, str::trim_end);
    let text = text.replacen([' ', '_'], "T", 1);
    let short = text.strip_suffix(['Z', 'z']).unwrap_or(&text);
    ["", "Z", ":00Z", "T00:00:00Z"]
        .iter()
        .find_map(|rest| {
            Instant::parse(&format!(
                "{}{rest}",
                if rest.is_empty() { &text } else { short }
            ))
        })
        .or_else(|| {
            let seconds = (text.len() <= 12).then(|| text.parse().ok()).flatten()?;
            Some(Instant(seconds))
        })
        .map(Some)
        .ok_or(INSTANT_WANTED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::samples::SAMPLES;

    fn after(model: Model, msgs: impl IntoIterator<Item = Msg>) -> Rc<Model> {
        msgs.into_iter().fold(Rc::new(model), |model, msg| {
            let at = model.clock.plus(1);
            model.reduce(Stamped { at, msg })
        })
    }

    fn empty() -> Model {
        Model::new(Instant(1_000))
    }

    fn token(text: &'static str) -> Msg {
        Msg::TokenEdited(AttrValue::Static(text))
    }

    #[test]
    fn what_is_typed_is_kept_exactly() {
        let typed = "  Bearer a.b.c\n";
        assert_eq!(after(empty(), [token(typed)]).texts.token, typed);
    }

    #[test]
    fn nothing_typed_is_lost_to_a_sample_or_to_clearing() {
        let [first, second, ..] = SAMPLES;
        for msg in [Msg::Cleared, Msg::SampleChosen(first)] {
            let model = after(
                empty(),
                [token("mine"), msg, Msg::SampleChosen(second), Msg::Restored],
            );
            assert_eq!(model.texts.token, "mine");
            assert_eq!(model.before, None);
        }
    }

    #[test]
    fn restoring_swaps_with_what_was_typed_since() {
        let model = after(
            empty(),
            [token("old"), Msg::Cleared, token("new"), Msg::Restored],
        );
        assert_eq!(model.texts.token, "old");
        assert_eq!(model.before.as_ref().unwrap().token, "new");
    }

    #[test]
    fn a_message_that_changes_nothing_renders_nothing() {
        let model = Rc::new(empty());
        for msg in [Msg::TabChosen(Tab::Claims), Msg::Restored] {
            let at = Instant(2_000);
            assert!(Rc::ptr_eq(
                &model,
                &Rc::clone(&model).reduce(Stamped { at, msg })
            ));
        }
    }

    #[test]
    fn the_clock_moves_with_the_texts_and_not_with_the_tabs() {
        let model = after(empty(), [token("a"), Msg::TabChosen(Tab::Raw)]);
        assert_eq!(model.clock, Instant(1_001));
        assert_eq!(
            after((*model).clone(), [Msg::ClockReached]).clock,
            Instant(1_002)
        );
    }

    #[test]
    fn instants_as_people_write_them() {
        let three = Ok(Some(Instant(1_795_402_800)));
        for (text, instant) in [
            ("", Ok(None)),
            (" now ", Ok(None)),
            ("2026-11-23T03:00:00Z", three),
            ("2026-11-23T04:00:00+01:00", three),
            ("2026-11-23 03:00", three),
            ("2026-11-23 03:00Z", three),
            ("2026-11-23 03:00:00 UTC", three),
            ("2026-11-23T03:00:00", three),
            ("2026-11-23", Ok(Some(Instant(1_795_392_000)))),
            ("1795402800", three),
            ("yesterday", Err(INSTANT_WANTED)),
            ("23.11.2026", Err(INSTANT_WANTED)),
        ] {
            assert_eq!(parse_instant(text), instant, "{text}");
        }
    }
}
