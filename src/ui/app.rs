//! The page as a whole: one reducer, what follows from it, and one timeout.

use std::rc::Rc;

use yew::prelude::*;

use super::clock::{self, Timeout};
use super::components::{Answer, Header, InputColumn, SampleRow, TokenView};
use super::model::{Model, Msg, Stamped};
use crate::inspect::{Documents, Evidence, Inputs, judge, read};

/// The page.
#[component]
pub(crate) fn App() -> Html {
    let handle = use_reducer(|| Model::new(clock::now()));
    let send = use_callback(handle.dispatcher(), |msg: Msg, dispatcher| {
        dispatcher.dispatch(Stamped {
            at: clock::now(),
            msg,
        });
    });
    let model = (*handle).clone();
    let texts = model.texts.clone();
    let documents = use_documents((
        texts.token.clone(),
        texts.policy.clone(),
        texts.keys.clone(),
    ));
    let (at, instant_problem) = model.at();
    let inspection = use_memo((Rc::clone(&documents), at), |(documents, at)| {
        judge(documents, &Evidence::default(), *at)
    });
    let replays = model.replays();
    use_effect_with(
        (
            model.clock,
            inspection.next_change.filter(|_| !replays),
            send.clone(),
        ),
        |(clock, next_change, send)| {
            let send = send.clone();
            let wait = next_change.map(|next| next.since(*clock).saturating_mul(1_000));
            let timeout =
                wait.and_then(|wait| Timeout::after(wait, move || send.emit(Msg::ClockReached)));
            move || drop(timeout)
        },
    );
    let fixed_at = replays.then_some(at);
    let answered = !texts.token.trim().is_empty() || !texts.policy.trim().is_empty();
    html! {
        <>
            <Header can_clear={!texts.is_empty()} can_restore={model.before.is_some()} send={send.clone()} />
            <main class={classes!("page", answered.then_some("page--answered"))}>
                <SampleRow chosen={model.sample} send={send.clone()} />
                <InputColumn texts={texts.clone()} inspection={Rc::clone(&inspection)} {instant_problem} send={send.clone()} />
                <div class="column column--answer">
                    <Answer inspection={Rc::clone(&inspection)} policy={texts.policy.clone()} {answered} />
                    if answered {
                        <TokenView {inspection} policy={texts.policy} tab={model.tab} {fixed_at} {send} />
                    }
                </div>
            </main>
        </>
    }
}

/// Texts of this many bytes are read only when nothing more is typed for a moment.
const LARGE: usize = 100_000;
/// That moment, in milliseconds: the browser has shown the text by then.
const PAUSE: i64 = 60;

type Boxes = (AttrValue, AttrValue, AttrValue);

/// The texts, read: the usual ones at once. Large ones are read a moment later and shown later still, so that the browser
/// is never held up for long; until then what was read before stays.
#[hook]
fn use_documents(boxes: Boxes) -> Rc<Documents> {
    let (token, policy, keys) = &boxes;
    let large = token
        .len()
        .saturating_add(policy.len())
        .saturating_add(keys.len())
        > LARGE;
    let latest = use_state_eq(Rc::<Documents>::default);
    let at_once = use_memo((!large).then(|| boxes.clone()), |boxes| {
        boxes.as_ref().map(read_boxes).map(Rc::new)
    });
    use_effect_with((boxes, large), {
        let latest = latest.clone();
        move |(boxes, large)| {
            let boxes = boxes.clone();
            let read_and_show = move || {
                let documents = Rc::new(read_boxes(&boxes));
                clock::soon(move || latest.set(documents));
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

fn read_boxes((token, policy, keys): &Boxes) -> Documents {
    read(&Inputs {
        token,
        policy,
        keys,
        values: "",
    })
}
