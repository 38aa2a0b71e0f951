//! A WebAssembly program as streams of like bytes: opcodes with opcodes, constants with constants, and so on.
//!
//! Taken apart that way a program is packed a tenth smaller than as it is. The build takes it apart ([`split`], feature
//! `split`); in the page, [`join`] puts it together: this crate as a WebAssembly module of about a kilobyte, without the
//! standard library.
#![cfg_attr(target_arch = "wasm32", no_std)]

mod join;
#[cfg(feature = "split")]
mod split;
mod walk;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use join::{join, joined_length};
#[cfg(feature = "split")]
pub use split::split;
