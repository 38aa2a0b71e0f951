use yew::prelude::*;

use crate::ui::model::Msg;
use crate::ui::samples::{SAMPLES, Sample};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) chosen: Option<Sample>,
    pub(crate) send: Callback<Msg>,
}

/// A button for each sample.
#[component]
pub(crate) fn SampleRow(props: &Props) -> Html {
    html! {
        <section class="samples" aria-labelledby="samples-title">
            <h2 class="samples__title" id="samples-title">{ "Try a sample" }</h2>
            <div class="samples__row">
                { for SAMPLES.into_iter().map(|sample| html! {
                    <button class="pill" type="button" aria-pressed={(props.chosen == Some(sample)).to_string()}
                        onclick={props.send.reform(move |_: MouseEvent| Msg::SampleChosen(sample))}>{ sample.name() }</button>
                }) }
            </div>
        </section>
    }
}
