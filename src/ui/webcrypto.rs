//! Signatures and the browser's `WebCrypto`: it alone computes with keys.

use std::cell::RefCell;

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use crate::verify::{Attempt, Outcome, Request};

/// Imported keys that are kept; a key is imported once, however often the token is changed.
const MAX_IMPORTED: usize = 64;
/// What is said where there is none: over plain HTTP, but for the machine itself.
pub(super) const NO_WEBCRYPTO: &str = "cannot be tried: browsers have no WebCrypto on pages from plain `http://`: open the page over `https://` or as a file";

/// A key as the browser has it, with what it was imported from and for.
struct Imported {
    jwk: String,
    parameters: String,
    key: CryptoKey,
    /// The parameters as the browser wants them.
    object: Object,
}

thread_local! {
    static IMPORTED: RefCell<Vec<Imported>> = const { RefCell::new(Vec::new()) };
}

/// What comes of attempts that were not made yet, in their order.
pub async fn outcomes(attempts: &[Attempt]) -> Vec<Outcome> {
    let subtle = web_sys::window().and_then(|window| window.crypto().ok());
    let subtle = subtle.map(|crypto| crypto.subtle());
    let mut all = Vec::new();
    for attempt in attempts {
        let outcome = match (&attempt.request, &subtle) {
            (Err(_), _) => Outcome::NotAsked,
            (Ok(_), Some(subtle)) if subtle.is_undefined() => {
                Outcome::Refused(NO_WEBCRYPTO.to_owned())
            }
            (Ok(request), Some(subtle)) => verify(subtle, request).await,
            (Ok(_), None) => Outcome::NotOffered,
        };
        all.push(outcome);
    }
    all
}

async fn verify(subtle: &SubtleCrypto, request: &Request) -> Outcome {
    match verified(subtle, request).await {
        Ok(true) => Outcome::Fits,
        Ok(false) => Outcome::DoesNotFit,
        Err(error) => {
            let name = Reflect::get(&error, &"name".into()).ok();
            match name.and_then(|name| name.as_string()) {
                Some(name) if name == "NotSupportedError" => Outcome::NotOffered,
                name => Outcome::Refused(name.unwrap_or_default()),
            }
        }
    }
}

async fn verified(subtle: &SubtleCrypto, request: &Request) -> Result<bool, JsValue> {
    let (key, parameters) = match known(request) {
        Some(known) => known,
        None => import(subtle, request).await?,
    };
    let answer = subtle.verify_with_object_and_u8_array_and_u8_array(
        &parameters,
        &key,
        &request.signature,
        &request.data,
    )?;
    Ok(JsFuture::from(answer).await?.is_truthy())
}

/// The key and its parameters, where it was imported before.
fn known(request: &Request) -> Option<(CryptoKey, Object)> {
    IMPORTED.with_borrow(|all| {
        let mut all = all.iter();
        let found =
            all.find(|one| one.parameters == request.parameters && one.jwk == request.jwk)?;
        Some((found.key.clone(), found.object.clone()))
    })
}

async fn import(subtle: &SubtleCrypto, request: &Request) -> Result<(CryptoKey, Object), JsValue> {
    let object: Object = JSON::parse(&request.parameters)?.unchecked_into();
    let jwk: Object = JSON::parse(&request.jwk)?.unchecked_into();
    let usages = Array::of1(&"verify".into());
    let imported = subtle.import_key_with_object("jwk", &jwk, &object, false, &usages)?;
    let key: CryptoKey = JsFuture::from(imported).await?.unchecked_into();
    let found = (key.clone(), object.clone());
    IMPORTED.with_borrow_mut(|all| {
        if all.len() >= MAX_IMPORTED {
            all.clear();
        }
        all.push(Imported {
            jwk: request.jwk.clone(),
            parameters: request.parameters.clone(),
            key,
            object,
        });
    });
    Ok(found)
}
