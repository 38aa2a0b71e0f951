//! The part of the page that stands in `index.html` and is there before the program: its events become messages, and
//! what the model says about it is written back.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent};
use yew::Callback;

use super::browser::{self, element};
use super::clock;
use super::components::{policy_problems, tab_id};
use super::model::{FIELDS, Field, Model, Msg, TABS, Texts};
use super::samples::SAMPLES;
use crate::diagnosis::design::DesignKind;
use crate::inspect::{Inspection, ReadToken};
use crate::jose::Kind;
use crate::text::instant::{Instant, duration};

/// How long a word about what was done is shown, in milliseconds.
const SAID_FOR: i32 = 2_500;

/// What the boxes hold: somebody may have pasted before the program was there.
pub(crate) fn texts() -> Texts {
    let mut texts = Texts::default();
    for (field, id) in FIELDS {
        if let Some(input) = input(id) {
            texts.set(field, input.value().into());
        }
    }
    texts
}

/// Turns what happens on the page into messages, for as long as it lives.
pub(crate) fn listen(send: Callback<Msg>) {
    let Some(document) = browser::document() else {
        return;
    };
    let happened = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        let Some(target) = event.target().and_then(|target| target.dyn_into().ok()) else {
            return;
        };
        match event.type_().as_str() {
            "input" => edited(&target, &send),
            "click" => clicked(&target, &send),
            "keydown" => pressed(&target, event.unchecked_ref(), &send),
            _ => scrolled(&target),
        };
    })
    .into_js_value();
    for name in ["input", "click", "keydown", "scroll"] {
        // While capturing, since scrolling does not bubble.
        let _ = document.add_event_listener_with_callback_and_bool(
            name,
            happened.unchecked_ref(),
            true,
        );
    }
}

/// Writes back what follows for the boxes and buttons.
pub(crate) fn show(model: &Model, inspection: &Inspection) {
    let unusable = |read: &Rc<ReadToken>| matches!(read.token.kind, Kind::Malformed | Kind::Opaque);
    let wrong = [
        inspection.token().is_some_and(unusable) && inspection.explanations.is_empty(),
        !policy_problems(inspection).is_empty(),
        false,
        model.instant_problem().is_some(),
        inspection.values_problem.is_some(),
    ];
    for ((field, id), wrong) in FIELDS.into_iter().zip(wrong) {
        let Some(input) = input(id) else { continue };
        write(&input, model.texts.get(field));
        let wrong = if wrong { "true" } else { "false" };
        let _ = input.set_attribute("aria-invalid", wrong);
    }
    for_each("[data-name]", |element| {
        let name = element.get_attribute("data-name");
        let mut filled = model.texts.filled().iter();
        let value = filled.find(|(known, _)| Some(known) == name.as_ref());
        write(
            element.unchecked_ref(),
            value.map_or("", |(_, value)| value),
        );
    });
    let has_names = !inspection.names.is_empty() || !model.texts.get(Field::Values).is_empty();
    toggle("values-box", "hidden", !has_names);
    toggle("apps-box", "hidden", inspection.apps.is_empty());
    let answered = if model.texts.ask() {
        "page page--answered"
    } else {
        "page"
    };
    if let Some(main) = element("main") {
        main.set_class_name(answered);
    }
    toggle("clear", "disabled", model.texts.is_empty());
    toggle("restore", "hidden", model.before.is_none());
}

/// Says in every element with `data-instant` how far away that is from now; returned is when it has to be said anew, in
/// milliseconds.
pub(crate) fn tick() -> Option<i64> {
    let now = clock::now();
    let mut pause = None;
    for_each("[data-instant]", |element| {
        let instant = element.get_attribute("data-instant");
        let Some(instant) = instant.and_then(|instant| instant.parse().ok()) else {
            return;
        };
        let away = Instant(instant).since(now);
        let distance = duration(away);
        let said = if away < 0 {
            format!("{distance} ago")
        } else {
            format!("in {distance}")
        };
        element.set_text_content(Some(&said));
        // Seconds are shown within the hour only.
        let shown_for = if away.abs() < 3_600 { 1_000 } else { 60_000 };
        pause = Some(pause.unwrap_or(shown_for).min(shown_for));
    });
    pause
}

/// Does something with every element of the page that a selector names.
fn for_each(selector: &str, mut does: impl FnMut(Element)) {
    let found = browser::document().and_then(|page| page.query_selector_all(selector).ok());
    let Some(elements) = found else { return };
    for index in 0..elements.length() {
        if let Some(element) = elements.item(index) {
            does(element.unchecked_into());
        }
    }
}

/// Writes into a box what it should hold. Writing the same would move the caret.
fn write(input: &HtmlInputElement, text: &str) {
    if input.value() != text {
        input.set_value(text);
    }
}

fn toggle(id: &str, attribute: &str, there: bool) {
    if let Some(element) = element(id) {
        let _ = element.toggle_attribute_with_force(attribute, there);
    }
}

/// A box by its id. Text areas have all that is asked of it, too.
fn input(id: &str) -> Option<HtmlInputElement> {
    element(id).map(JsCast::unchecked_into)
}

fn edited(target: &Element, send: &Callback<Msg>) -> Option<()> {
    if let Some(name) = target.get_attribute("data-name") {
        let value = target.unchecked_ref::<HtmlInputElement>().value();
        send.emit(Msg::Filled(name, value));
        return Some(());
    }
    let id = target.id();
    let (field, id) = FIELDS.into_iter().find(|(_, known)| *known == id)?;
    send.emit(Msg::Edited(field, input(id)?.value().into()));
    Some(())
}

/// Does what the button says that was clicked: its `data-do`, with its `data-with`.
fn clicked(target: &Element, send: &Callback<Msg>) -> Option<()> {
    let button = target.closest("[data-do]").ok()??;
    let does = button.get_attribute("data-do")?;
    let with = button.get_attribute("data-with").unwrap_or_default();
    let (first, rest) = with.split_once(' ').unwrap_or((&with, ""));
    let number = first.parse::<usize>().unwrap_or_default();
    match does.as_str() {
        // Either button may be gone then, and the focus with it.
        "clear" | "restore" => {
            let cleared = does == "clear";
            send.emit(if cleared { Msg::Cleared } else { Msg::Restored });
            browser::focus("token");
        }
        "rows" => {
            send.emit(Msg::AllRowsWanted);
            clock::later(0, || browser::focus("claim-0"));
        }
        "meant" => send.emit(Msg::Meant(DesignKind::ALL.get(number).copied())),
        "sample" => send.emit(Msg::SampleChosen(*SAMPLES.get(number)?)),
        "tab" => send.emit(Msg::TabChosen(*TABS.get(number)?)),
        "go" => {
            send.emit(Msg::TabChosen(*TABS.get(number)?));
            let tab = tab_id(number);
            let target = if rest.is_empty() { &tab } else { rest }.to_owned();
            // The place may be in a tab that is only being built.
            clock::later(0, move || browser::focus(&target));
        }
        "focus" => browser::focus(first),
        "select" => browser::select("policy", number, rest.parse().ok()?),
        "select-key" => browser::select("keys", number, rest.parse().ok()?),
        // It is refused only where it is open already.
        "open" => browser::dialog(first)?.show_modal().ok()?,
        "close" => browser::dialog(first)?.close(),
        "download" => browser::download("claimscope-report.json", &with)?,
        "copy" => wasm_bindgen_futures::spawn_local(async move {
            say(if browser::copy(&with).await {
                "Copied to the clipboard."
            } else {
                "The browser refused: select the text and copy it."
            });
        }),
        _ => {}
    }
    Some(())
}

/// The arrow keys move between tabs.
fn pressed(target: &Element, event: &KeyboardEvent, send: &Callback<Msg>) -> Option<()> {
    // With a modifier an arrow is the browser's own: back, forward, the next word.
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    let id = target.id();
    let at = (0..TABS.len()).find(|index| tab_id(*index) == id)?;
    let last = TABS.len().checked_sub(1)?;
    let to = match event.key().as_str() {
        "ArrowRight" if at == last => 0,
        "ArrowRight" => at.saturating_add(1),
        "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    event.prevent_default();
    send.emit(Msg::TabChosen(*TABS.get(to)?));
    browser::focus(&tab_id(to));
    Some(())
}

/// The colours behind a text scroll with it.
fn scrolled(target: &Element) -> Option<()> {
    let backdrop = element(&format!("{}-backdrop", target.id()))?;
    backdrop.set_scroll_top(target.scroll_top());
    Some(())
}

/// Says for a moment what was done.
fn say(text: &'static str) {
    let write = |text| {
        if let Some(said) = element("said") {
            said.set_text_content(text);
        }
    };
    write(Some(text));
    clock::later(SAID_FOR, move || write(None));
}
