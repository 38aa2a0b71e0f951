//! Encrypted tokens and the browser's `WebCrypto`: it is asked what [`Run`] wants to know, one question after the other.

use js_sys::{Array, Function, JSON, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::webcrypto::NO_WEBCRYPTO;
use crate::decrypt::{Decryption, Import, MAX_INFLATED, Next, Opening, Plan, Question, Run};
use crate::keys::Private;
use crate::verify::Outcome;

/// Bytes that are decompressed at once: they become a megabyte at most, whatever the bound lets through afterwards.
const SLICE: usize = 1_000;

/// What comes of decryptions of which nothing is known yet, or which are pending; what is known of the others stays.
pub(crate) async fn openings(decryptions: &[Decryption], known: Vec<Opening>) -> Vec<Opening> {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let subtle = crypto.map(|crypto| JsValue::from(crypto.subtle()));
    let mut all = known;
    for (decryption, opening) in decryptions.iter().zip(&mut all) {
        if *opening == Opening::Closed(Outcome::Pending)
            && let (Ok(plan), Some(subtle)) = (&decryption.plan, &subtle)
        {
            *opening = match opened(subtle, plan).await {
                Ok(opening) => opening,
                Err(Failure::NotOffered) => Opening::Closed(Outcome::NotOffered),
                Err(Failure::Refused(words)) => Opening::Closed(decryption.refused(words)),
            };
        }
    }
    all
}

/// Why the browser did not do what was asked.
enum Failure {
    /// It does not have the algorithm.
    NotOffered,
    /// It does not take the key, and calls that so.
    Refused(String),
}

impl Failure {
    fn new(error: &JsValue) -> Self {
        let name = Reflect::get(error, &"name".into()).ok();
        match name.and_then(|name| name.as_string()).unwrap_or_default() {
            name if name == "NotSupportedError" => Self::NotOffered,
            name => Self::Refused(name),
        }
    }
}

async fn opened(subtle: &JsValue, plan: &Plan) -> Result<Opening, Failure> {
    if subtle.is_undefined() {
        return Ok(Opening::Closed(Outcome::Refused(NO_WEBCRYPTO.to_owned())));
    }
    let mut run = Run::new(plan);
    let mut answer = Vec::new();
    loop {
        match run.next(answer) {
            Next::Done(plaintext) => return Ok(Opening::Opened(plaintext.into())),
            Next::Inflate(compressed) => {
                let inflated = inflated(&compressed).await;
                return Ok(inflated.unwrap_or(Opening::NotCompressed));
            }
            Next::DoesNotOpen => return Ok(Opening::Closed(Outcome::DoesNotFit)),
            Next::Refused(words) => return Ok(Opening::Closed(Outcome::Refused(words))),
            Next::Ask(question) => {
                let (key, parameters) = imported(subtle, &question).await?;
                match asked(subtle, &question, &key, &parameters).await {
                    Ok(bytes) => answer = bytes,
                    Err(error) => {
                        return match Failure::new(&error) {
                            Failure::Refused(name) if name == "OperationError" => {
                                Ok(Opening::Closed(Outcome::DoesNotFit))
                            }
                            failure => Err(failure),
                        };
                    }
                }
            }
        }
    }
}

/// The key of a question, and its parameters as the browser wants them.
async fn imported(subtle: &JsValue, question: &Question) -> Result<(JsValue, JsValue), Failure> {
    let import = async {
        let parameters = JSON::parse(&question.algorithm)?;
        let (format, data) = match &question.key {
            Import::Raw(bytes) => ("raw", bytes_of(bytes)),
            Import::Private(Private::Pkcs8(bytes)) => ("pkcs8", bytes_of(bytes)),
            Import::Private(Private::Jwk(text)) => ("jwk", JSON::parse(text)?),
        };
        let usages = Array::of1(&question.method.into());
        let arguments = [
            format.into(),
            data,
            parameters.clone(),
            false.into(),
            usages.into(),
        ];
        let key = call(subtle, "importKey", &arguments).await?;
        if !question.peer.is_empty() {
            let peer = JSON::parse(&question.peer)?;
            let none = Array::new().into();
            let arguments = ["jwk".into(), peer, parameters.clone(), true.into(), none];
            set(
                &parameters,
                "public",
                &call(subtle, "importKey", &arguments).await?,
            )?;
        }
        for (name, bytes) in &question.buffers {
            set(&parameters, name, &bytes_of(bytes))?;
        }
        Ok((key, parameters))
    };
    let is_192 = matches!(&question.key, Import::Raw(key) if key.len() == 24);
    import
        .await
        .map_err(|error: JsValue| match Failure::new(&error) {
            // Chromium has no AES with 192 bits, and calls that an error of the operation.
            Failure::Refused(name) if is_192 && name == "OperationError" => Failure::NotOffered,
            failure => failure,
        })
}

/// The answer to a question.
async fn asked(
    subtle: &JsValue,
    question: &Question,
    key: &JsValue,
    parameters: &JsValue,
) -> Result<Vec<u8>, JsValue> {
    let (key, parameters) = (key.clone(), parameters.clone());
    let data = bytes_of(&question.data);
    let answer = match question.method {
        "deriveBits" => {
            let bits = u32::try_from(question.bits).unwrap_or_default();
            call(subtle, question.method, &[parameters, key, bits.into()]).await
        }
        // A key comes out, and HMAC takes keys of every length.
        "unwrapKey" => {
            let inside = JSON::parse(r#"{"name":"HMAC","hash":"SHA-256"}"#)?;
            let usages = Array::of1(&"sign".into()).into();
            let raw = JsValue::from("raw");
            let arguments = [
                raw.clone(),
                data,
                key,
                parameters,
                inside,
                true.into(),
                usages,
            ];
            let unwrapped = call(subtle, question.method, &arguments).await?;
            call(subtle, "exportKey", &[raw, unwrapped]).await
        }
        method => call(subtle, method, &[parameters, key, data]).await,
    }?;
    Ok(Uint8Array::new(&answer).to_vec())
}

/// The bytes that DEFLATE makes of these, as far as the bound.
async fn inflated(compressed: &[u8]) -> Result<Opening, JsValue> {
    let stream = Reflect::get(&js_sys::global(), &"DecompressionStream".into())?;
    let constructor: &Function = stream.unchecked_ref();
    let stream = Reflect::construct(constructor, &Array::of1(&"deflate-raw".into()))?;
    let writer = apply(
        &Reflect::get(&stream, &"writable".into())?,
        "getWriter",
        &[],
    )?;
    for slice in compressed.chunks(SLICE) {
        listen(&apply(&writer, "write", &[bytes_of(slice)])?);
    }
    listen(&apply(&writer, "close", &[])?);
    let reader = apply(
        &Reflect::get(&stream, &"readable".into())?,
        "getReader",
        &[],
    )?;
    let mut all = Vec::new();
    loop {
        let chunk = call(&reader, "read", &[]).await?;
        let value = Reflect::get(&chunk, &"value".into())?;
        if value.is_undefined() {
            return Ok(Opening::Opened(all.into()));
        }
        all.extend(Uint8Array::new(&value).to_vec());
        if all.len() > MAX_INFLATED {
            listen(&apply(&reader, "cancel", &[])?);
            return Ok(Opening::Bomb);
        }
    }
}

/// Whoever reads notices that writing failed: the promise need not say it to the page as well.
fn listen(promise: &JsValue) {
    drop(JsFuture::from(Promise::resolve(promise)));
}

fn bytes_of(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn set(object: &JsValue, name: &str, value: &JsValue) -> Result<(), JsValue> {
    Reflect::set(object, &name.into(), value).map(|_| ())
}

fn apply(object: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.unchecked_into();
    let list = Array::new();
    for argument in arguments {
        list.push(argument);
    }
    Reflect::apply(&method, object, &list)
}

async fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&apply(object, method, arguments)?)).await
}
