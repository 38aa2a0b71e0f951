//! The page: the only place that knows Yew and the browser.
//!
//! ```text
//! index.html ─ shell ─▶ Msg ─▶ Model (texts, tab, clock) ─▶ read ─▶ judge ─▶ Inspection ─▶ components ─ markup ─▶ Yew
//! ```
//!
//! What never changes stands in `index.html` and is there before the program; the shell turns its events into messages.
//! The model holds inputs only; whatever else is on the screen is computed from them. A component writes what follows from
//! its data; what a click on it does, it says in an attribute.

mod app;
mod browser;
mod clock;
mod components;
mod decryption;
mod diff;
mod markup;
mod model;
mod samples;
mod shell;
pub mod webcrypto;

/// Starts the page in the element `app`, in place of what stood there while it loaded. What shall be seen only before that
/// goes by the class `started`.
pub fn mount() {
    // Without a page there is nothing to start in.
    let _ = browser::unfold("page", "app");
    let Some(root) = browser::element("app") else {
        return;
    };
    root.set_text_content(None);
    yew::Renderer::<app::App>::with_root(root).render();
    if let Some(html) = browser::document().and_then(|document| document.document_element()) {
        html.set_class_name("started");
    }
}
