//! The browser's clock, its timers and its calendar.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use crate::text::instant::Instant;

/// The browser's time, in whole seconds.
pub(crate) fn now() -> Instant {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float saturates, and the years up to 285,616 fit"
    )]
    let seconds = (js_sys::Date::now() / 1_000.0).floor() as i64;
    Instant(seconds)
}

/// The instant as people write it: `2026-11-23 03:00:09 UTC`. `None` outside the years 0 to 9999.
pub(crate) fn utc(instant: Instant) -> Option<String> {
    let written = instant.rfc3339()?;
    Some(written.replace('T', " ").replace('Z', " UTC"))
}

/// The instant where the user is: `23 Nov 2026, 04:00:09 GMT+1`. `None` where that is UTC, and where the browser's
/// calendar ends.
pub(crate) fn local(instant: Instant) -> Option<String> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "seconds up to the year 9999 are exact"
    )]
    let date = js_sys::Date::new(&(instant.0 as f64 * 1_000.0).into());
    if date.get_time().is_nan() || date.get_timezone_offset() == 0.0 {
        return None;
    }
    let options = js_sys::Object::new();
    for (name, value) in [
        ("day", "numeric"),
        ("month", "short"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
        ("timeZoneName", "short"),
        ("hourCycle", "h23"),
    ] {
        js_sys::Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    Some(date.to_locale_string("en-GB", &options).into())
}

/// A function that is called once, later; not when this is dropped before.
pub(crate) struct Timeout {
    id: i32,
    _run: Closure<dyn FnMut()>,
}

impl Timeout {
    /// Calls `run` after this many milliseconds.
    pub(crate) fn after(milliseconds: i64, run: impl FnOnce() + 'static) -> Option<Self> {
        let run = Closure::once(run);
        // Beyond the largest delay a browser would call at once.
        let delay = i32::try_from(milliseconds.max(0)).unwrap_or(i32::MAX);
        let id = web_sys::window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                run.as_ref().unchecked_ref(),
                delay,
            )
            .ok()?;
        Some(Self { id, _run: run })
    }
}

/// Calls `run` after this many milliseconds whatever happens until then; after 0, when the browser has done what it is at.
pub(crate) fn later(milliseconds: i32, run: impl FnOnce() + 'static) {
    let run = Closure::once_into_js(run);
    if let Some(window) = web_sys::window() {
        // A window has timers; without one there is nothing to show either.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(
            run.unchecked_ref(),
            milliseconds,
        );
    }
}

impl Drop for Timeout {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}
