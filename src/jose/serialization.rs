//! JSON Serializations (RFC 7515 §7.2, RFC 7516 §7.2): the parts of a token as members of an object.

use super::encrypted::missized;
use super::entry::{Encoding, payload_encoding};
use super::segment::{faulty, read, say};
use super::{Entry, Kind, Segment, Serialization, Token, decode};
use crate::finding::{Part, Problem};
use crate::text::json::{Json, Member};
use crate::text::{Span, base64url};

/// Signatures or recipients beyond this many are not read.
const MAX_ENTRIES: usize = 16;
/// Parameters of an unprotected header that are compared with those of the others.
const MAX_COMPARED: usize = 64;

/// Whether an object is one. A claim may be called `signature` as well: the members beside it decide.
pub(super) fn is_serialization(root: &Json) -> bool {
    let has = |name| root.get(name).is_some();
    has("ciphertext") && (has("protected") || has("iv") || has("recipients"))
        || root.get("signatures").is_some_and(|all| {
            // The payload may be detached.
            all.elements()
                .iter()
                .any(|one| one.get("signature").is_some())
                || has("payload")
        })
        || has("signature") && (has("protected") || has("payload") && has("header"))
}

/// A token being read from its object.
struct Reader<'a> {
    text: &'a str,
    root: &'a Json,
    token: Token,
    problems: Vec<Problem>,
}

/// Decodes an object for which `is_serialization` holds; `text` is the JSON text.
pub(super) fn decode_object(text: &str, root: &Json) -> Token {
    let is_encrypted = root.get("ciphertext").is_some();
    let list_name = if is_encrypted {
        "recipients"
    } else {
        "signatures"
    };
    let list = root.get(list_name);
    let mut reader = Reader {
        text,
        root,
        token: Token {
            kind: if is_encrypted { Kind::Jwe } else { Kind::Jws },
            serialization: if list.is_some() {
                Serialization::GeneralJson
            } else {
                Serialization::FlattenedJson
            },
            segments: Vec::new(),
            entries: Vec::new(),
            aad: None,
            problems: Vec::new(),
        },
        problems: Vec::new(),
    };
    say(
        &mut reader.problems,
        "json-serialization",
        Part::Token,
        None,
        &[if is_encrypted {
            "this is the JSON serialization of an encrypted token (RFC 7516 §7.2), which no gateway takes in an `Authorization` header: send the compact one, five segments joined by dots"
        } else {
            "this is the JSON serialization of a token (RFC 7515 §7.2), which no gateway takes in an `Authorization` header: send the compact one, `header.payload.signature`"
        }],
    );
    let entries = list.map_or(std::slice::from_ref(root), Json::elements);
    if list.is_some() && (root.get("signature").is_some() || root.get("encrypted_key").is_some()) {
        reader.wrong(&["`", list_name, "` stands beside the member that the flattened form has: RFC 7515 §7.2.2 forbids both together"]);
    }
    if entries.is_empty() || entries.len() > MAX_ENTRIES {
        reader.wrong(&[
            "`",
            list_name,
            "` has ",
            &entries.len().to_string(),
            " elements: one to ",
            &MAX_ENTRIES.to_string(),
            " are read",
        ]);
    }
    for entry in entries.iter().take(MAX_ENTRIES) {
        if is_encrypted {
            reader.recipient(entry);
        } else {
            reader.signature(entry);
        }
    }
    reader.finish()
}

impl Reader<'_> {
    fn wrong(&mut self, message: &[&str]) {
        say(
            &mut self.problems,
            "json-serialization-misshapen",
            Part::Token,
            None,
            message,
        );
    }

    fn signature(&mut self, entry: &Json) {
        let is_first = self.token.entries.is_empty();
        let protected = self.header(entry.get("protected"), is_first);
        if is_first {
            let header = self.token.header().json().map(|(_, root)| root);
            let is_plain = payload_encoding(header) == Encoding::Plain;
            let mut payload =
                self.segment("payload", Part::Payload, self.root.get("payload"), is_plain);
            payload.content = read(&mut self.problems, Part::Payload, &payload.bytes);
            self.token.segments.push(payload);
        }
        let value = entry.get("signature");
        if value.is_none() {
            self.wrong(&["a signature is missing: RFC 7515 §7.2.1 demands `signature`"]);
        }
        let segment = self.segment("signature", Part::Signature, value, false);
        self.entry(protected, &[entry.get("header")], segment);
    }

    fn recipient(&mut self, entry: &Json) {
        let is_first = self.token.entries.is_empty();
        let protected = if is_first {
            self.header(self.root.get("protected"), true)
        } else {
            self.token.entries.first().and_then(|first| first.protected)
        };
        let key = self.segment(
            "encrypted_key",
            Part::Token,
            entry.get("encrypted_key"),
            false,
        );
        self.entry(
            protected,
            &[entry.get("header"), self.root.get("unprotected")],
            key,
        );
        if is_first {
            for name in ["iv", "ciphertext", "tag"] {
                let segment = self.segment(name, Part::Token, self.root.get(name), false);
                self.token.segments.push(segment);
            }
        }
    }

    /// Adds the protected header, or an empty segment in its place where nothing else may stand there.
    fn header(&mut self, value: Option<&Json>, keeps_place: bool) -> Option<usize> {
        if value.is_none() && !keeps_place {
            return None;
        }
        let mut segment = self.segment("protected", Part::Header, value, false);
        segment.content = read(&mut self.problems, Part::Header, &segment.bytes);
        self.token.segments.push(segment);
        value.map(|_| self.token.segments.len() - 1)
    }

    fn entry(&mut self, protected: Option<usize>, unprotected: &[Option<&Json>], value: Segment) {
        let (index, noun) = (self.token.entries.len(), self.noun());
        self.token.entries.push(Entry {
            protected,
            unprotected: Vec::new(),
            value: Some(self.token.segments.len()),
        });
        self.token.segments.push(value);
        for header in unprotected.iter().flatten() {
            for Member { name, .. } in header.members().iter().take(MAX_COMPARED) {
                if self.token.entry_parameter(index, name).is_some() {
                    say(
                        &mut self.problems,
                        "header-parameter-twice",
                        Part::Header,
                        None,
                        &[
                            "`",
                            name,
                            "` stands in two headers of the same ",
                            noun,
                            ": readers differ in which one they take (RFC 7515 §7.2.1 forbids it)",
                        ],
                    );
                }
            }
            if let Some(entry) = self.token.entries.last_mut() {
                entry.unprotected.push((*header).clone());
            }
        }
        if self.token.entry_parameter(index, "alg").is_none() {
            say(
                &mut self.problems,
                "alg-missing",
                Part::Header,
                None,
                &[
                    noun,
                    " ",
                    &(index + 1).to_string(),
                    " has no `alg`, which RFC 7515 §4.1.1 demands",
                ],
            );
        }
    }

    fn noun(&self) -> &'static str {
        if self.token.kind == Kind::Jwe {
            "recipient"
        } else {
            "signature"
        }
    }

    /// A member's string as base64url, where it stands in the text; empty without one.
    fn segment(&mut self, name: &str, part: Part, value: Option<&Json>, is_plain: bool) -> Segment {
        let Some(value) = value else {
            return Segment::new(Span::default(), "", Vec::new());
        };
        let Some(string) = value.as_str() else {
            self.wrong(&[
                "`",
                name,
                "` is ",
                value.describe(),
                ", where RFC 7515 §7.2 wants a string",
            ]);
            return Segment::new(Span::default(), "", Vec::new());
        };
        // Without its quotes; a string with escapes is longer there than what it says.
        let span = Span::new(value.span.start + 1, value.span.end.saturating_sub(1));
        let mut segment = Segment::new(span, self.text, Vec::new());
        string.clone_into(&mut segment.text);
        if is_plain {
            segment.bytes = string.as_bytes().to_vec();
            return segment;
        }
        let decoded = base64url::decode(string);
        faulty(&mut self.problems, part, string, &decoded.faults);
        if decoded.length < string.len() {
            say(
                &mut self.problems,
                "segment-not-base64url",
                part,
                Some(decoded.length),
                &[
                    "`",
                    name,
                    "` has a dot, which is not base64url: what stands behind it is not read",
                ],
            );
        }
        segment.bytes = decoded.bytes;
        segment
    }

    fn finish(mut self) -> Token {
        let token = &mut self.token;
        if token.entries.is_empty() {
            token.kind = Kind::Malformed;
        }
        if let Some(alg) = token.alg()
            && token.kind == Kind::Jws
            && alg.eq_ignore_ascii_case("none")
        {
            token.kind = Kind::Unsecured;
        }
        if self.root.get("aad").is_some() {
            let aad = self.segment("aad", Part::Token, self.root.get("aad"), false);
            self.token.aad = Some(aad);
        }
        match self.token.kind {
            Kind::Jwe => missized(&mut self.problems, &self.token),
            Kind::Jws | Kind::Unsecured => {
                decode::misshapen_payload(&mut self.problems, &self.token);
            }
            Kind::Malformed | Kind::Opaque => {}
        }
        self.token.problems = self.problems;
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Serialization, Token, decode};
    use crate::text::base64url::encode;

    #[track_caller]
    fn check(text: &str, kind: Kind, form: Serialization, problems: &[&str]) -> Token {
        let token = decode(text);
        let found: Vec<_> = token
            .problems
            .iter()
            .skip(1)
            .map(|problem| problem.code)
            .collect();
        assert_eq!(
            (token.kind, token.serialization, found.as_slice()),
            (kind, form, problems),
            "{text}"
        );
        assert_eq!(token.problems[0].code, "json-serialization");
        for segment in &token.segments {
            assert_eq!(segment.span.of(text), segment.text);
        }
        token
    }

    #[test]
    fn signatures_are_each_on_their_own() {
        let payload = encode(br#"{"iss":"joe","exp":1}"#);
        let (rs, es) = (encode(br#"{"alg":"RS256"}"#), encode(br#"{"alg":"ES256"}"#));
        let text = format!(
            r#" {{ "payload": "{payload}", "signatures": [ {{"protected":"{rs}","header":{{"kid":"a"}},"signature":"c2ln"}},
            {{"protected":"{es}","header":{{"kid":"b"}},"signature":"c2ln"}}, {{"header":{{"alg":"HS256"}},"signature":"bWFj"}} ] }}"#
        );
        let token = check(&text, Kind::Jws, Serialization::GeneralJson, &[]);
        assert_eq!(token.claim("iss").and_then(|iss| iss.as_str()), Some("joe"));
        for (index, alg, kid, input, signature) in [
            (0, "RS256", Some("a"), format!("{rs}.{payload}"), "sig"),
            (1, "ES256", Some("b"), format!("{es}.{payload}"), "sig"),
            (2, "HS256", None, format!(".{payload}"), "mac"),
        ] {
            let parameter = |name| {
                token
                    .entry_parameter(index, name)
                    .and_then(|value| value.as_str())
            };
            assert_eq!((parameter("alg"), parameter("kid")), (Some(alg), kid));
            assert_eq!(token.signing_input(index), Some(input.into_bytes()));
            assert_eq!(token.signature_bytes(index), Some(signature.as_bytes()));
        }
        assert_eq!(token.alg(), Some("RS256"));
    }

    #[test]
    fn what_is_misshapen_is_said() {
        use Serialization::{FlattenedJson, GeneralJson};
        let payload = encode(b"{}");
        let hs = encode(br#"{"alg":"HS256"}"#);
        let flat = |members: &str| format!(r#"{{"payload":"{payload}",{members}}}"#);
        for (members, form, problems) in [
            (
                format!(r#""protected":"{hs}","signature":"c2ln""#),
                FlattenedJson,
                &[][..],
            ),
            (
                format!(r#""protected":"{hs}","header":{{"alg":"none"}},"signature":"c2ln""#),
                FlattenedJson,
                &["header-parameter-twice"],
            ),
            (
                format!(r#""protected":"{hs}","signature":"""#),
                FlattenedJson,
                &["signature-empty"],
            ),
            (
                format!(r#""protected":"{hs}","signature":"c2ln.c2ln""#),
                FlattenedJson,
                &["segment-not-base64url"],
            ),
            (
                format!(
                    r#""protected":"{hs}","signature":"c2ln","signatures":[{{"protected":"{hs}","signature":"c2ln"}}]"#
                ),
                GeneralJson,
                &["json-serialization-misshapen"],
            ),
            (
                format!(r#""signatures":[{{"protected":"{hs}"}}]"#),
                GeneralJson,
                &["json-serialization-misshapen", "signature-empty"],
            ),
            (
                r#""header":{"kid":"a"},"signature":"c2ln""#.to_owned(),
                FlattenedJson,
                &["alg-missing"],
            ),
        ] {
            check(&flat(&members), Kind::Jws, form, problems);
        }
        check(
            &flat(r#""signatures":[]"#),
            Kind::Malformed,
            GeneralJson,
            &["json-serialization-misshapen"],
        );
        let detached = format!(r#"{{"protected":"{hs}","signature":"c2ln"}}"#);
        let token = check(&detached, Kind::Jws, FlattenedJson, &["payload-empty"]);
        assert_eq!(token.signing_input(0), None);
        let plain = encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
        let text = format!(r#"{{"payload":"$.02","protected":"{plain}","signature":"c2ln"}}"#);
        let token = check(&text, Kind::Jws, FlattenedJson, &["payload-not-json"]);
        assert_eq!(
            token.signing_input(0),
            Some(format!("{plain}.$.02").into_bytes())
        );
    }

    #[test]
    fn claims_of_such_names_are_no_serialization() {
        for claims in [
            r#"{"sub":"a","signature":"b"}"#,
            r#"{"payload":"a","signature":"b"}"#,
            r#"{"signatures":["a"],"ciphertext":"b"}"#,
        ] {
            let token = decode(claims);
            assert!(token.entries.is_empty(), "{claims}");
            assert_eq!(token.serialization, Serialization::Compact, "{claims}");
        }
    }

    #[test]
    fn recipients_share_what_is_encrypted() {
        let protected = encode(br#"{"enc":"A128GCM"}"#);
        let (iv, text, tag) = (encode(&[1; 12]), encode(&[2; 5]), encode(&[3; 16]));
        let shared = format!(
            r#""protected":"{protected}","unprotected":{{"jku":"https://a.example"}},"aad":"YWFk","iv":"{iv}","ciphertext":"{text}","tag":"{tag}""#
        );
        let general = format!(
            r#"{{{shared},"recipients":[{{"header":{{"alg":"A128KW","kid":"a"}},"encrypted_key":"{}"}},{{"header":{{"alg":"dir"}}}}]}}"#,
            encode(&[4; 24])
        );
        let token = decode(&general);
        let codes: Vec<_> = token.problems.iter().map(|problem| problem.code).collect();
        assert_eq!((token.kind, codes), (Kind::Jwe, vec!["json-serialization"]));
        assert_eq!(
            (token.encrypted_key(0), token.encrypted_key(1)),
            ([4; 24].as_slice(), [].as_slice())
        );
        assert_eq!(
            (token.iv(), token.ciphertext(), token.tag()),
            ([1; 12].as_slice(), [2; 5].as_slice(), [3; 16].as_slice())
        );
        assert_eq!(token.aad(), format!("{protected}.YWFk").into_bytes());
        for index in [0, 1] {
            for name in ["enc", "jku", "alg"] {
                assert!(
                    token.entry_parameter(index, name).is_some(),
                    "{index} {name}"
                );
            }
        }
        let flat = format!(
            r#"{{{shared},"header":{{"alg":"A128KW","enc":"A128GCM"}},"encrypted_key":"YQ"}}"#
        );
        let token = check(
            &flat,
            Kind::Jwe,
            Serialization::FlattenedJson,
            &["header-parameter-twice", "encrypted-part-size"],
        );
        assert_eq!(token.encrypted_key(0), b"a");
    }
}
