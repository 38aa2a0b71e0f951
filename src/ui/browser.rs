//! What is asked of the browser: places to go to, the clipboard, a file to keep.

use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Document, Element, HtmlDialogElement, HtmlElement, HtmlTextAreaElement};

/// The page's document.
pub(crate) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element of this id.
pub(crate) fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Puts the page in place that waits in the template of this id, unless it is there: the release's script has done it by now.
pub(crate) fn unfold(id: &str, is_there: &str) -> Option<()> {
    if element(is_there).is_none() {
        let template: web_sys::HtmlTemplateElement = element(id)?.dyn_into().ok()?;
        let body = document()?.body()?;
        body.set_text_content(None);
        body.append_child(&template.content()).ok()?;
    }
    Some(())
}

/// Puts the focus on an element, which brings it into view.
pub(crate) fn focus(id: &str) {
    if let Some(element) = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot be focused is looked at all the same.
        let _ = element.focus();
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Selects a stretch of a text box, in bytes of its text, and brings it into view.
pub(crate) fn select(id: &str, start: usize, end: usize) {
    let Some(area) = element(id).and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok())
    else {
        return;
    };
    let text = area.value();
    let units = |bytes: usize| {
        let units = text.get(..bytes).unwrap_or(&text).encode_utf16().count();
        u32::try_from(units).unwrap_or(u32::MAX)
    };
    focus(id);
    // Only a box of another kind refuses a selection.
    let _ = area.set_selection_range(units(start), units(end));
    let lines = |text: &str| i32::try_from(text.lines().count()).unwrap_or(i32::MAX);
    let above = lines(text.get(..start).unwrap_or_default());
    let down = area
        .scroll_height()
        .saturating_mul(above.saturating_sub(2))
        .checked_div(lines(&text).max(1))
        .unwrap_or(0);
    area.set_scroll_top(down.max(0));
}

/// Puts a text into the clipboard; false when the browser refuses.
pub(crate) async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let clipboard: JsValue = window.navigator().clipboard().into();
    if clipboard.is_undefined() {
        return false;
    }
    let written = window.navigator().clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(written).await.is_ok()
}

/// Offers a text as a file to keep. It comes from the page's own memory: nothing is requested.
pub(crate) fn download(name: &str, text: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("application/json");
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let address = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link = document()?.create_element("a").ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.dyn_into::<HtmlElement>().ok()?.click();
    web_sys::Url::revoke_object_url(&address).ok()
}

/// The dialog of this id.
pub(crate) fn dialog(id: &str) -> Option<HtmlDialogElement> {
    element(id)?.dyn_into().ok()
}
