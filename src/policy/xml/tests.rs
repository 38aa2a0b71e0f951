use super::*;

#[test]
fn places_are_places_in_the_source() {
    let text = "\u{feff}<a x='1 &amp; 2'>\n <b>  v<!-- c --> &lt;w\n</b><c/></a><d/>";
    let root = parse(text).unwrap();
    let [a, d] = root.children.as_slice() else {
        panic!("two roots")
    };
    assert_eq!(
        (
            a.attributes[0].value.as_str(),
            a.attributes[0].span.of(text)
        ),
        ("1 & 2", "1 &amp; 2")
    );
    let b = &a.children[0];
    assert_eq!(b.text, "  v <w\n");
    assert_eq!(b.text_span.of(text), "v<!-- c --> &lt;w");
    assert_eq!(d.span.of(text), "<d/>");
    assert_eq!(a.children[1].span.of(text), "<c/>");
}

#[test]
fn texts_and_values_are_what_xml_makes_of_them() {
    for (written, text) in [
        ("a &lt; b &gt; c", "a < b > c"),
        ("&quot;&apos;&amp;amp;", "\"'&amp;"),
        ("&#65;&#x42;&#x1F600;", "AB\u{1f600}"),
        ("&nbsp;&#0;&#xD800;&#+65;", "&nbsp;&#0;&#xD800;&#+65;"),
    ] {
        let source = format!("<?xml version='1.0'?><a b = \"{written}\" >{written}</a >");
        let root = parse(&source).unwrap();
        let a = &root.children[0];
        assert_eq!(
            (a.text.as_str(), a.attributes[0].value.as_str()),
            (text, text)
        );
    }
    let root = parse("<a b='>' c='/'/><a>x<![CDATA[ <y> &amp; ]]></a>").unwrap();
    assert_eq!(root.children[0].attributes[1].value, "/");
    assert_eq!(root.children[1].text, "x <y> &amp; ");
}

#[test]
fn what_is_not_xml_is_said_at_its_place() {
    for (text, code, offset) in [
        ("<a><b></a>", "not-xml", 6),
        ("<a>", "not-xml", 0),
        ("<a x=1/>", "not-xml", 3),
        ("<a x='1' x='2'/>", "not-xml", 9),
        ("<!DOCTYPE a><a/>", "doctype", 0),
        ("<a/></b>", "not-xml", 4),
        ("<a x/>", "not-xml", 3),
        ("<a x='1/>", "not-xml", 3),
        ("<a ='1'/>", "not-xml", 3),
        ("<a b='1'c='2'/>", "not-xml", 3),
        ("<a\n b='1'\n c=2>", "not-xml", 11),
        ("<a b='1\n c='2'>", "not-xml", 3),
        ("<a-b=\"c\"/>", "not-xml", 4),
        ("<a<b/>", "not-xml", 0),
        ("<1a/>", "not-xml", 0),
        ("<a ur&l='1'/>", "not-xml", 3),
        ("<a/ b='1'/>", "not-xml", 2),
        ("<!doctype a><a/>", "doctype", 0),
        (" <a", "not-xml", 1),
        ("<a> < 3</a>", "not-xml", 4),
        ("<a>b & c</a>", "not-xml", 5),
        ("<a>b &c <d/>;</a>", "not-xml", 5),
        ("<a><!-- b -></a>", "not-xml", 3),
        ("<a><![CDATA[ b ]></a>", "not-xml", 3),
        ("<a><? b ></a>", "not-xml", 3),
        ("<a><!b></a>", "not-xml", 3),
    ] {
        let fault = parse(text).unwrap_err();
        assert_eq!(
            (fault.code, fault.offset),
            (code, offset),
            "{text}: {}",
            fault.message
        );
    }
    assert_eq!(parse(&"<a>".repeat(1000)).unwrap_err().code, "too-deep");
}

/// A document as another library reads it, or as this one does: names, values and texts, one after the other.
mod canonical {
    use std::fmt::Write as _;

    use super::super::Element;
    use quick_xml::Reader;
    use quick_xml::XmlVersion;
    use quick_xml::escape::resolve_predefined_entity;
    use quick_xml::events::{BytesStart, Event};

    pub(super) fn ours(element: &Element<'_>, out: &mut String) {
        for child in &element.children {
            let _ = write!(out, "<{}", child.name);
            for attribute in &child.attributes {
                let _ = write!(out, " {}={:?}", attribute.name, attribute.value);
            }
            out.push('>');
            ours(child, out);
            let _ = write!(out, "{:?}</{}>", child.text, child.name);
        }
    }

    /// `None` where it is no XML to quick-xml either.
    pub(super) fn theirs(text: &str) -> Option<String> {
        let mut reader = Reader::from_str(text);
        let mut out = String::new();
        let mut texts = vec![String::new()];
        loop {
            match reader.read_event().ok()? {
                Event::Start(tag) => {
                    begin(&tag, &mut out)?;
                    texts.push(String::new());
                }
                Event::Empty(tag) => {
                    begin(&tag, &mut out)?;
                    let name = tag.name();
                    let _ = write!(out, "\"\"</{}>", name.as_ref());
                }
                Event::End(tag) => {
                    let name = tag.name();
                    let name = name.as_ref();
                    let _ = write!(out, "{:?}</{name}>", texts.pop()?);
                }
                Event::Text(text) => texts.last_mut()?.push_str(&text.xml10_content()),
                Event::CData(text) => texts.last_mut()?.push_str(&text.xml10_content()),
                Event::GeneralRef(name) => {
                    let character = name.resolve_char_ref().ok()?.map(String::from);
                    let name: &str = &name;
                    let resolved =
                        character.or_else(|| resolve_predefined_entity(name).map(str::to_owned))?;
                    texts.last_mut()?.push_str(&resolved);
                }
                Event::Eof => return (texts.len() == 1).then_some(out),
                _ => {}
            }
        }
    }

    fn begin(tag: &BytesStart<'_>, out: &mut String) -> Option<()> {
        let name = tag.name();
        let _ = write!(out, "<{}", name.as_ref());
        for attribute in tag.attributes() {
            let attribute = attribute.ok()?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            let name = attribute.key.as_ref();
            let _ = write!(out, " {name}={value:?}");
        }
        out.push('>');
        Some(())
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    const PIECES: [&str; 23] = [
        "<a>",
        "</a>",
        "<b x='1'>",
        "</b>",
        "<c y=\"&quot;\" z = 'é'/>",
        "<d.e\n f=\"g>h\" />",
        "text",
        " ",
        "\n",
        "&amp;",
        "&lt;",
        "&#65;",
        "&#x1F600;",
        "<!-- <a> -->",
        "<![CDATA[<&]]>",
        "<?pi x?>",
        "\r\n",
        "\r",
        "\t",
        "<![CDATA[\r\n]]>",
        "<b x=' \r\n\t1&#10;\r' >",
        "ü",
        "'\"",
    ];

    proptest! {
        #[test]
        fn well_formed_documents_are_read_as_quick_xml_reads_them(pieces in prop::collection::vec(prop::sample::select(&PIECES), 0..14)) {
            let text = format!("<r>{}</r>", pieces.concat());
            if let Some(theirs) = canonical::theirs(&text) {
                let mut ours = String::new();
                canonical::ours(&parse(&text).unwrap(), &mut ours);
                prop_assert_eq!(ours, theirs);
            } else {
                prop_assert!(parse(&text).is_err(), "{}", text);
            }
        }
    }
}
