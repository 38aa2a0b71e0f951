use yew::prelude::*;

use crate::text::instant::{Instant, duration};
use crate::ui::clock::{self, Timeout};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) instant: Instant,
    /// The evaluated instant, when it is not now.
    pub(super) fixed_at: Option<Instant>,
}

/// How far away an instant is: by the clock, or from the evaluated instant.
#[component]
pub(super) fn RelativeTime(props: &Props) -> Html {
    let now = use_state_eq(clock::now);
    let from = props.fixed_at.unwrap_or(*now);
    let away = props.instant.since(from);
    use_effect_with((*now, props.fixed_at, props.instant), {
        let now = now.clone();
        move |(_, fixed_at, _)| {
            // Seconds are shown within the hour only.
            let pause = if away.abs() < 3_600 { 1_000 } else { 60_000 };
            let timeout = fixed_at
                .is_none()
                .then(|| Timeout::after(pause, move || now.set(clock::now())))
                .flatten();
            move || drop(timeout)
        }
    });
    let length = duration(away);
    let whose = if props.fixed_at.is_some() {
        " the evaluated time"
    } else {
        ""
    };
    html! {
        match (away, props.fixed_at) {
            (0.., None) => format!("in {length}"),
            (_, None) => format!("{length} ago"),
            (0.., Some(_)) => format!("{length} after{whose}"),
            (_, Some(_)) => format!("{length} before{whose}"),
        }
    }
}
