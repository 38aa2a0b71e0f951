//! The one state of the page, and what can happen to it.

use std::rc::Rc;

use yew::AttrValue;

use super::samples::Sample;
use crate::diagnosis::design::DesignKind;
use crate::text::instant::Instant;

/// The boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Anything with a token in it.
    Token,
    /// The policy document.
    Policy,
    /// Keys and discovery documents.
    Keys,
    /// The instant to evaluate at; empty is now.
    Instant,
    /// Named values, as a list.
    Values,
}

/// Every box and the id of its element, in order.
pub(crate) const FIELDS: [(Field, &str); 5] = [
    (Field::Token, "token"),
    (Field::Policy, "policy"),
    (Field::Keys, "keys"),
    (Field::Instant, "instant"),
    (Field::Values, "values"),
];

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
    boxes: [AttrValue; FIELDS.len()],
    /// Named values and names of applications that were typed one by one: the name as in the policy, or the GUID, and
    /// what it stands for.
    filled: Vec<(String, String)>,
    /// Which application somebody said is meant to be the audience.
    pub(crate) meant: Option<DesignKind>,
}

impl Texts {
    /// The text of a box.
    pub(crate) fn get(&self, field: Field) -> &AttrValue {
        let [token, policy, keys, instant, values] = &self.boxes;
        match field {
            Field::Token => token,
            Field::Policy => policy,
            Field::Keys => keys,
            Field::Instant => instant,
            Field::Values => values,
        }
    }

    /// Puts a text into a box.
    pub(crate) fn set(&mut self, field: Field, text: AttrValue) {
        if let Some(own) = self.boxes.get_mut(field as usize) {
            *own = text;
        }
    }

    /// The named values that were typed one by one.
    pub(crate) fn filled(&self) -> &[(String, String)] {
        &self.filled
    }

    /// Types what a named value stands for; nothing is no value.
    fn fill_in(&mut self, name: String, value: String) {
        self.filled.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            self.filled.push((name, value));
        }
    }

    /// How long they are together, in bytes.
    pub(crate) fn length(&self) -> usize {
        self.boxes.iter().map(|text| text.len()).sum()
    }

    /// Whether all but the instant is the same.
    pub(crate) fn same_documents(&self, other: &Self) -> bool {
        let same =
            |(field, _): (Field, _)| field == Field::Instant || self.get(field) == other.get(field);
        (&self.filled, self.meant) == (&other.filled, other.meant) && FIELDS.into_iter().all(same)
    }

    /// Whether there is nothing to lose.
    pub(crate) fn is_empty(&self) -> bool {
        self.filled.is_empty() && self.boxes.iter().all(|text| text.is_empty())
    }

    /// Whether there is something to answer.
    pub(crate) fn ask(&self) -> bool {
        let asks = |field| !self.get(field).trim().is_empty();
        asks(Field::Token) || asks(Field::Policy)
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
    /// Whether very long tables are shown whole.
    pub(crate) all_rows: bool,
    /// When the last message came.
    pub(crate) clock: Instant,
}

impl Model {
    /// The page as it starts, with what the boxes hold already.
    pub(crate) fn new(clock: Instant, texts: Texts) -> Self {
        Self {
            texts,
            before: None,
            sample: None,
            tab: Tab::default(),
            all_rows: false,
            clock,
        }
    }

    /// The instant to evaluate at.
    pub(crate) fn at(&self) -> Instant {
        let chosen = parse_instant(self.texts.get(Field::Instant));
        chosen.ok().flatten().unwrap_or(self.clock)
    }

    /// What is wrong with the text that should say the instant.
    pub(crate) fn instant_problem(&self) -> Option<&'static str> {
        parse_instant(self.texts.get(Field::Instant)).err()
    }

    /// Whether an instant was chosen, instead of now.
    pub(crate) fn replays(&self) -> bool {
        matches!(parse_instant(self.texts.get(Field::Instant)), Ok(Some(_)))
    }

    /// The model after something has happened at an instant; the same one where nothing changes by it.
    pub(crate) fn after(self: &Rc<Self>, msg: Msg, at: Instant) -> Rc<Self> {
        let mut next = match msg {
            Msg::Edited(field, text) if *self.texts.get(field) == text => return Rc::clone(self),
            Msg::Edited(field, text) => {
                let mut next = Self {
                    sample: None,
                    all_rows: false,
                    ..Self::clone(self)
                };
                next.texts.set(field, text);
                next
            }
            Msg::Filled(name, value) => {
                let mut next = Self::clone(self);
                next.texts.fill_in(name, value);
                next
            }
            Msg::Meant(kind) => {
                let mut next = Self::clone(self);
                // Said once more it is taken back.
                next.texts.meant = kind.filter(|_| kind != self.texts.meant);
                next
            }
            Msg::SampleChosen(sample) => self.replaced(sample.texts(at), Some(sample)),
            Msg::Cleared => self.replaced(Texts::default(), None),
            Msg::Restored => {
                let Some(before) = self.before.clone() else {
                    return Rc::clone(self);
                };
                let mut next = self.replaced(before, None);
                if next.before == Some(next.texts.clone()) {
                    next.before = None;
                }
                next
            }
            // Another look at the same moment: the clock stays.
            Msg::TabChosen(tab) => return self.looked_at(tab, self.all_rows),
            Msg::AllRowsWanted => return self.looked_at(self.tab, true),
            Msg::ClockReached => Self::clone(self),
        };
        next.clock = at;
        Rc::new(next)
    }

    fn looked_at(self: &Rc<Self>, tab: Tab, all_rows: bool) -> Rc<Self> {
        if (self.tab, self.all_rows) == (tab, all_rows) {
            return Rc::clone(self);
        }
        Rc::new(Self {
            tab,
            all_rows,
            ..Self::clone(self)
        })
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
    /// Somebody typed into a box, or pasted.
    Edited(Field, AttrValue),
    /// Somebody typed what a named value stands for.
    Filled(String, String),
    /// Somebody said which application is meant to be the audience, or said so again.
    Meant(Option<DesignKind>),
    /// A sample is wanted in the boxes.
    SampleChosen(Sample),
    /// Another view of the token.
    TabChosen(Tab),
    /// Every row of a long table is wanted.
    AllRowsWanted,
    /// All boxes shall be empty.
    Cleared,
    /// What was there before shall be back.
    Restored,
    /// The moment came at which something changes.
    ClockReached,
}

/// What is wanted where an instant is.
const INSTANT_WANTED: &str = "not a date and time, so it is now: write `2026-11-23 03:00` for UTC or `2026-11-23T03:00:00+01:00`";

/// An instant as people write it: RFC 3339, the same without seconds or zone (then UTC), a date, a date as the gateway's
/// messages have it (`11/23/2026 03:00:00`), or a NumericDate, in milliseconds too. Nothing is now.
pub(crate) fn parse_instant(text: &str) -> Result<Option<Instant>, &'static str> {
    let text = text.trim();
    if text.is_empty() || text.eq_ignore_ascii_case("now") {
        return Ok(None);
    }
    if let Some(seconds) = numeric_date(text) {
        return Ok(Some(Instant(seconds)));
    }
    let text = text.strip_suffix("UTC").map_or(text, str::trim_end);
    let mut text = text.replacen([' ', '_'], "T", 1);
    if let [month, day, rest] = text.splitn(3, '/').collect::<Vec<_>>()[..] {
        let (year, time) = rest.split_once('T').unwrap_or((rest, ""));
        let time = if time.is_empty() { "00:00:00" } else { time };
        text = format!("{year}-{month:0>2}-{day:0>2}T{time:0>8}");
    }
    let short = text.strip_suffix(['Z', 'z']).unwrap_or(&text);
    for rest in ["", "Z", ":00Z", "T00:00:00Z"] {
        let whole = [if rest.is_empty() { &text } else { short }, rest].concat();
        if let Some(instant) = Instant::parse(&whole) {
            return Ok(Some(instant));
        }
    }
    Err(INSTANT_WANTED)
}

/// Seconds, of so many digits that it is no year that is just being typed.
fn numeric_date(text: &str) -> Option<i64> {
    let number = text.parse::<i64>().ok()?;
    match text.len() {
        9..=10 => Some(number),
        13 => Some(number / 1_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::samples::SAMPLES;

    fn after(model: Model, msgs: impl IntoIterator<Item = Msg>) -> Rc<Model> {
        msgs.into_iter().fold(Rc::new(model), |model, msg| {
            model.after(msg, model.clock.plus(1))
        })
    }

    fn empty() -> Model {
        Model::new(Instant(1_000), Texts::default())
    }

    fn token(text: &'static str) -> Msg {
        Msg::Edited(Field::Token, AttrValue::Static(text))
    }

    #[test]
    fn what_is_typed_is_kept_exactly() {
        let typed = "  Bearer a.b.c\n";
        let model = after(empty(), [token(typed)]);
        assert_eq!(*model.texts.get(Field::Token), typed);
    }

    #[test]
    fn every_box_keeps_its_own_text() {
        for (field, id) in FIELDS {
            let model = after(empty(), [Msg::Edited(field, AttrValue::Static(id))]);
            for (other, _) in FIELDS {
                let text = if other == field { id } else { "" };
                assert_eq!(*model.texts.get(other), text);
            }
        }
    }

    #[test]
    fn named_values_are_kept_by_name() {
        let fill = |name: &str, value: &str| Msg::Filled(name.to_owned(), value.to_owned());
        let typed = [fill("{{a}}", "1"), fill("{{b}}", "2"), fill("{{a}}", "3")];
        let model = after(empty(), typed);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            model.texts.filled(),
            [pair("{{b}}", "2"), pair("{{a}}", "3")]
        );
        assert!(!model.texts.same_documents(&empty().texts));
        let model = after((*model).clone(), [fill("{{a}}", ""), fill("{{b}}", "")]);
        assert!(model.texts.is_empty());
    }

    #[test]
    fn nothing_typed_is_lost_to_a_sample_or_to_clearing() {
        let [first, second, ..] = SAMPLES;
        for msg in [Msg::Cleared, Msg::SampleChosen(first)] {
            let model = after(
                empty(),
                [token("mine"), msg, Msg::SampleChosen(second), Msg::Restored],
            );
            assert_eq!(*model.texts.get(Field::Token), "mine");
            assert_eq!(model.before, None);
        }
    }

    #[test]
    fn restoring_swaps_with_what_was_typed_since() {
        let model = after(
            empty(),
            [token("old"), Msg::Cleared, token("new"), Msg::Restored],
        );
        assert_eq!(*model.texts.get(Field::Token), "old");
        assert_eq!(*model.before.as_ref().unwrap().get(Field::Token), "new");
    }

    #[test]
    fn a_message_that_changes_nothing_renders_nothing() {
        let model = Rc::new(empty());
        for msg in [Msg::TabChosen(Tab::Claims), Msg::Restored] {
            assert!(Rc::ptr_eq(&model, &model.after(msg, Instant(2_000))));
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
            ("1795402800123", three),
            ("2026", Err(INSTANT_WANTED)),
            ("11/23/2026 03:00:00", three),
            ("11/23/2026", Ok(Some(Instant(1_795_392_000)))),
            ("1/2/2026 3:00:00", Ok(Some(Instant(1_767_322_800)))),
            ("23/11/2026 03:00:00", Err(INSTANT_WANTED)),
            ("yesterday", Err(INSTANT_WANTED)),
            ("23.11.2026", Err(INSTANT_WANTED)),
        ] {
            assert_eq!(parse_instant(text), instant, "{text}");
        }
    }
}
