//! The page as a whole: one reducer, what follows from it, and one timeout.

use std::rc::Rc;

use yew::prelude::*;

use super::clock::{self, Timeout};
use super::components::{View, answer, boxes, samples, token_view};
use super::markup::Markup;
use super::model::{Field, Model, Msg, Stamped, Texts};
use super::shell;
use crate::inspect::{Documents, Evidence, Inputs, judge, read};

/// The page.
#[component]
pub(crate) fn App() -> Html {
    let handle = use_reducer(|| Model::new(clock::now(), shell::texts()));
    let send = use_callback(handle.dispatcher(), |msg: Msg, dispatcher| {
        dispatcher.dispatch(Stamped {
            at: clock::now(),
            msg,
        });
    });
    use_effect_with((), {
        let send = send.clone();
        move |()| shell::listen(&send)
    });
    let model = (*handle).clone();
    let documents = use_documents(&model.texts);
    let (at, instant_problem) = model.at();
    let inspection = use_memo((Same(documents), at), |(documents, at)| {
        judge(&documents.0, &Evidence::default(), *at)
    });
    let replays = model.replays();
    use_effect_with(
        (model.clock, inspection.next_change.filter(|_| !replays)),
        move |(clock, next_change)| {
            let wait = next_change.map(|next| next.since(*clock).saturating_mul(1_000));
            let timeout =
                wait.and_then(|wait| Timeout::after(wait, move || send.emit(Msg::ClockReached)));
            move || drop(timeout)
        },
    );
    let asked = model.texts.ask();
    let policy = model.texts.get(Field::Policy).clone();
    let view = View {
        tab: model.tab,
        all_rows: model.all_rows,
        fixed_at: replays.then_some(at),
        policy: &policy,
    };
    let mut beside = boxes(&inspection, &model.texts, instant_problem);
    let contents = std::mem::take(&mut beside.contents);
    let page = Markup::of(|m| {
        answer(m, &inspection, &policy, asked);
        if asked {
            token_view(m, &inspection, &view);
        }
        m.place("samples", Markup::of(|m| samples(m, model.sample)));
        for (id, content) in contents {
            m.place(id, content);
        }
    });
    use_effect(move || shell::show(&model, &beside, instant_problem.is_some()));
    page
}

/// Equal when it is the same one: comparing what it holds would cost more than computing it again.
#[derive(Clone)]
struct Same<T>(Rc<T>);

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Texts of this many bytes are read only when nothing more is typed for a moment.
const LARGE: usize = 100_000;
/// That moment, in milliseconds: the browser has shown the text by then.
const PAUSE: i64 = 60;

/// The texts, read: the usual ones at once. Large ones are read a moment later and shown later still, so that the browser
/// is never held up for long; until then what was read before stays.
#[hook]
fn use_documents(texts: &Texts) -> Rc<Documents> {
    // The instant is no document.
    let mut texts = texts.clone();
    texts.set(Field::Instant, AttrValue::default());
    let large = texts.length() > LARGE;
    let latest = use_state(Rc::<Documents>::default);
    let at_once = use_memo((!large).then(|| texts.clone()), |texts| {
        texts.as_ref().map(read_texts).map(Rc::new)
    });
    use_effect_with((texts, large), {
        let latest = latest.clone();
        move |(texts, large)| {
            let texts = texts.clone();
            let read_and_show = move || {
                let documents = Rc::new(read_texts(&texts));
                clock::later(0, move || latest.set(documents));
            };
            let timeout = large
                .then(|| Timeout::after(PAUSE, read_and_show))
                .flatten();
            move || drop(timeout)
        }
    });
    match &*at_once {
        Some(documents) => Rc::clone(documents),
        None => Rc::clone(&latest),
    }
}

fn read_texts(texts: &Texts) -> Documents {
    read(&Inputs {
        token: texts.get(Field::Token),
        policy: texts.get(Field::Policy),
        keys: texts.get(Field::Keys),
        values: "",
    })
}
