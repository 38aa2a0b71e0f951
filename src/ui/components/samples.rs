use crate::ui::markup::Markup;
use crate::ui::samples::{SAMPLES, Sample};

/// A button for each sample.
pub(crate) fn samples(m: &mut Markup, chosen: Option<Sample>) {
    for (index, sample) in SAMPLES.into_iter().enumerate() {
        m.tag("button", "pill", |m| {
            m.set("type", "button");
            m.set("data-do", "sample");
            m.set("data-with", &index.to_string());
            let pressed = chosen == Some(sample);
            m.set("aria-pressed", if pressed { "true" } else { "false" });
            m.text(sample.name());
        });
    }
}
