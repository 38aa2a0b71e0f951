//! Mounts the page.
fn main() {
    claimscope::ui::mount();
}
