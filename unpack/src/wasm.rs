//! What the page's script calls.
#![expect(
    unsafe_code,
    reason = "memory handed over by numbers is what WebAssembly and JavaScript have in common"
)]

use core::arch::wasm32::{memory_grow, unreachable};
use core::slice;

use crate::{join, joined_length};

const PAGE: usize = 65_536;

/// Memory of this many bytes, at the place that is returned.
#[unsafe(no_mangle)]
extern "C" fn room(length: usize) -> usize {
    match memory_grow::<0>(length.div_ceil(PAGE)) {
        usize::MAX => unreachable(),
        pages => pages * PAGE,
    }
}

/// The place of the program that the streams at this place make.
///
/// # Safety
///
/// The place and its length are those of a [`room`] that has been filled.
#[unsafe(no_mangle)]
unsafe extern "C" fn unpack(place: usize, length: usize) -> usize {
    // SAFETY: the caller's promise; a room is of pages that nobody else has.
    let packed = unsafe { slice::from_raw_parts(place as *const u8, length) };
    let Some(length) = joined_length(packed) else {
        unreachable()
    };
    let place = room(length);
    // SAFETY: this room is new, so nobody else has it.
    let out = unsafe { slice::from_raw_parts_mut(place as *mut u8, length) };
    match join(packed, out) {
        Some(()) => place,
        None => unreachable(),
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    unreachable()
}
