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
        ("<a x=1/>", "not-xml", 0),
        ("<a x='1' x='2'/>", "not-xml", 0),
        ("<!DOCTYPE a><a/>", "doctype", 0),
        ("<a/></b>", "not-xml", 4),
        ("<a x/>", "not-xml", 0),
        ("<a x='1/>", "not-xml", 0),
        ("<a ='1'/>", "not-xml", 0),
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
