//! The page: the only place that knows Yew and the browser.
//!
//! ```text
//! Msg ─▶ Model (texts, tab, clock) ─▶ read ─▶ judge ─▶ Inspection ─▶ components
//! ```
//!
//! The model holds inputs only; whatever else is on the screen is computed from them. A component gets data
//! and one `send`, through which it says what happened.

mod app;
mod browser;
mod clock;
mod components;
mod diff;
mod model;
mod samples;

/// Starts the page in the element `app`, in place of what stood there while it loaded.
pub fn mount() {
    let Some(root) = browser::element("app") else {
        return;
    };
    root.set_text_content(None);
    yew::Renderer::<app::App>::with_root(root).render();
}
