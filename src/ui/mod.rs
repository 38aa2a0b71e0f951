//! The page.
use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <main><label>{ "Token" }<textarea id="token" /></label></main> }
}

/// Starts the page in the document's body.
pub fn mount() {
    yew::Renderer::<App>::new().render();
}
