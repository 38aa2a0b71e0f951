use super::*;
use crate::policy::document;
use crate::policy::value::NamedValues;

/// The audiences of the policies in a text as they are understood, and the codes of its problems with their lines.
#[track_caller]
fn check(text: &str, audiences: &[&str], problems: &[(&str, usize)]) {
    let document = document::read(text, &NamedValues::default());
    let lists = document
        .policies
        .iter()
        .flat_map(|policy| &policy.audiences);
    let found: Vec<_> = lists.flatten().collect();
    let texts: Vec<_> = found.iter().map(|value| value.written.as_str()).collect();
    assert_eq!(texts, audiences, "{text}");
    for value in found {
        let written = value.span.of(text);
        assert!(
            !written.is_empty() && written.len() >= value.written.len(),
            "{written}"
        );
    }
    let commented = document.mentions.iter();
    let commented = commented.filter(|mention| mention.code == "commented-out");
    let found: Vec<_> = document
        .problems
        .iter()
        .chain(commented)
        .map(|problem| (problem.code, problem.line))
        .collect();
    assert_eq!(found, problems, "{text}\n{:?}", document.problems);
}

/// A policy with one audience.
fn policy(audience: &str) -> String {
    format!(
        "<validate-jwt header-name=\"A\">\n<audiences><audience>{audience}</audience></audiences>\n</validate-jwt>"
    )
}

fn inbound(before: &str) -> String {
    let policy = policy("a");
    format!("<policies>\n<inbound>\n{before}\n{policy}\n</inbound>\n</policies>")
}

const OUTSIDE: (&str, usize) = ("text-outside-elements", 1);

#[test]
fn expressions_are_read_as_the_gateway_reads_them() {
    for expression in [
        r#"@(context.Request.Headers.GetValueOrDefault("X", "") == "a" && 1 < 2)"#,
        r#"@(((IResponse)context.Variables["r"]).Body.As<JObject>(true)["a"] != null)"#,
        r#"@(new Regex(@"^\d+[)""]\").IsMatch($"{context.Variables["a"]})"))"#,
        "@{\n // it's (not\n return \"}\" + '\"' /* \" */ == \"x\";\n }",
        r#"@("patch=""".Equals("put=""", StringComparison.OrdinalIgnoreCase))"#,
        r"@(a &amp;&amp; b == &quot;)&quot; || c == &quot;https://d/&quot;)",
    ] {
        let around = format!(
            "<choose><when condition=\"{expression}\"><base /></when></choose><b c=\"@(d[\"e\"])\" />"
        );
        check(&inbound(&around), &["a"], &[]);
        let around = format!("<set-body>{expression}</set-body><b c=\"@(d[\"e\"])\" />");
        check(&inbound(&around), &["a"], &[]);
    }
    // As written where it is raw, and as XML has it where it is escaped.
    let raw = r#"@(a < b ? "&lt;" : c)"#;
    check(&policy(raw), &[raw], &[]);
    check(&policy("@(a &lt; &quot;b&quot;)"), &["@(a < \"b\")"], &[]);
    let condition = inbound("<x y=\"@(z[\"]\"])\"/>").replace(
        "<inbound>",
        "<when condition=\"@(b &amp;&amp; c == '&quot;')\">",
    );
    let document = document::read(
        &condition.replace("</inbound>", "</when>"),
        &NamedValues::default(),
    );
    assert_eq!(
        document.policies[0].condition.as_deref(),
        Some("@(b && c == '\"')")
    );
}

#[test]
fn files_with_a_policy_in_them_are_read() {
    let markdown = "# Use `<validate-jwt>` & `<inbound>`\nwith List<string>\n```xml\n{}\n```\n<br>\n```xml\n{}\n```\n";
    let markdown = markdown.replace("{}", &inbound(""));
    check(&markdown, &["a", "a"], &[OUTSIDE]);
    let terraform = "policy = <<XML\n%{ if a < b }\n{}\n%{ endif }\nXML\n";
    check(
        &terraform.replace("{}", &policy("${var.a[\"b\"]}")),
        &["${var.a[\"b\"]}"],
        &[OUTSIDE],
    );
    let listed = "%{ for a in b ~}\n<audience>${a}</audience>\n%{ endfor ~}\n";
    let listed = policy("").replace("<audience></audience>", listed);
    check(&listed, &["${a}"], &[]);
    let bicep = "value: \'\'\'\n{}\n\'\'\'\n";
    check(&bicep.replace("{}", &inbound("")), &["a"], &[OUTSIDE]);
    let powershell = "$a = @{ B = \"c\"\n}\n$p = @\"\n{}\n\"@\n";
    check(&powershell.replace("{}", &inbound("")), &["a"], &[OUTSIDE]);
    let prose = "The <validate-jwt> policy:\n\n{}";
    check(&prose.replace("{}", &policy("a")), &["a"], &[OUTSIDE]);
}

#[test]
fn what_is_escaped_is_read_and_written_in_its_own_way() {
    let plain = inbound("<b c=\"@(d[\"\\\"\"] < 1)\" />");
    let escape = |form: Form| form.escape(&plain);
    let json = escape(Form::Backslash('"'));
    let arm = ["{\"properties\": {\"value\": \"", &json, "\"}}"].concat();
    let html = escape(Form::Entities);
    let single = inbound("").replace('"', "'").replace('\n', " ");
    for (text, written) in [
        (arm.clone(), r#"<a b=\"c\">\n"#),
        (arm.replace('<', "\\u003c"), r#"<a b=\"c\">\n"#),
        (["[\"", &single, "\"]"].concat(), r#"<a b=\"c\">\n"#),
        (
            ["[\"", &Form::Backslash('"').escape(&arm), "\"]"].concat(),
            r#"<a b=\\\"c\\\">\\n"#,
        ),
        (
            ["value: '", &escape(Form::Backslash('\'')), "'"].concat(),
            r#"<a b="c">\n"#,
        ),
        (
            ["var p = @\"", &escape(Form::Doubled), "\";"].concat(),
            "<a b=\"\"c\"\">\n",
        ),
        (
            ["<pre>", &html, "</pre>"].concat(),
            "&lt;a b=&quot;c&quot;&gt;\n",
        ),
        (
            html.replace("&lt;", "&#60;").replace("&quot;", "&#34;"),
            "&lt;a b=&quot;c&quot;&gt;\n",
        ),
        (
            Form::Entities.escape(&html),
            "&amp;lt;a b=&amp;quot;c&amp;quot;&amp;gt;\n",
        ),
        (
            ["{\"html\": \"", &Form::Backslash('"').escape(&html), "\"}"].concat(),
            "&lt;a b=&quot;c&quot;&gt;\\n",
        ),
        (plain.clone(), "<a b=\"c\">\n"),
    ] {
        check(&text, &["a"], &[]);
        let document = document::read(&text, &NamedValues::default());
        assert_eq!(document.text.embed("<a b=\"c\">\n"), written, "{text}");
        let audience = &document.policies[0].audiences.as_ref().unwrap()[0];
        assert_eq!(audience.span.of(&text), "a", "{text}");
    }
}

#[test]
fn what_is_wrong_is_said_and_the_rest_is_read() {
    let policy = policy("a");
    for (text, audiences, problems) in [
        (
            policy.replace("\"A\"", "\u{201c}A\u{201d}"),
            &["a"][..],
            &[("curly-quotes", 1)][..],
        ),
        (
            policy.replace(' ', "\n\u{a0} \u{a0}"),
            &["a"],
            &[("no-break-space", 2)],
        ),
        (
            ["List<string> ".repeat(70), inbound("")].concat(),
            &["a"],
            &[OUTSIDE],
        ),
        (
            policy.replace(">a<", "><your client id><"),
            &["<your client id>"],
            &[("placeholder", 2)],
        ),
        (
            policy.replace("\"A\"", "\"<your header>\""),
            &["a"],
            &[("placeholder", 1)],
        ),
        (
            policy.replace("\"A\"", "\"(e.g. \"A\") of it\""),
            &["a"],
            &[("not-xml", 1)],
        ),
        (policy.replace("\"A\"", "\"A"), &["a"], &[("not-xml", 1)]),
        (
            policy.replace(">a<", ">b & c<"),
            &["b & c"],
            &[("not-xml", 2)],
        ),
        (
            policy.replace("</audience>", "</audiense>"),
            &["a"],
            &[("not-xml", 2)],
        ),
        (policy.replace("</audience>", ""), &["a"], &[("not-xml", 2)]),
        (
            policy.replace("</audiences>", "<issuers></issuers>"),
            &["a"],
            &[("not-xml", 2)],
        ),
        (
            policy.replace("</audiences>\n</validate-jwt>", ""),
            &["a"],
            &[("not-xml", 2)],
        ),
        (["</x>", &policy, " & <y"].concat(), &["a"], &[OUTSIDE]),
        (
            ["<policies><inbound>", &policy, &policy].concat(),
            &["a", "a"],
            &[("not-xml", 1)],
        ),
        (
            ["<validate-jwt header-name=\"A\">\n", &policy].concat(),
            &["a"],
            &[("not-xml", 1)],
        ),
        (
            ["<policies>\n<inbound x=1>\n", &policy].concat(),
            &["a"],
            &[("not-xml", 2), ("not-xml", 2)],
        ),
        (["<!DOCTYPE a>\n", &policy].concat(), &[], &[("doctype", 1)]),
        (
            ["<a>\n<b", &policy.replace('<', "[")].concat(),
            &[],
            &[("not-xml", 2)],
        ),
        (
            policy
                .replace("</", "</x:")
                .replace("<v", "<x:v")
                .replace("<a", "<x:a"),
            &["a"],
            &[],
        ),
    ] {
        check(&text, audiences, problems);
    }
}

#[test]
fn what_is_commented_out_is_mentioned_and_never_judged() {
    let policy = policy("a");
    let commented = ["<!--\n", &policy.replace(">a<", ">b<"), "-->"].concat();
    check(&inbound(&commented), &["a"], &[("commented-out", 3)]);
    check(
        &[&commented, "\n<base />"].concat(),
        &[],
        &[("no-jwt-policy", 1)],
    );
    let raw = inbound(&[&commented, "<b c=\"@(d[\"e\"])\" />"].concat());
    check(&raw, &["a"], &[("commented-out", 3)]);
}

#[test]
fn hostile_texts_are_answered() {
    let many = |piece: &str, count: usize| piece.repeat(count);
    let open = "<validate-jwt header-name=\"";
    for (text, code) in [
        (many("@(", 5_000_000), Some("too-large")),
        (many("<", 1_000_000), Some("not-xml")),
        (many("&", 1_000_000), Some("not-xml")),
        (many("{{", 500_000), Some("not-xml")),
        (many("<validate-jwt ", 20_000), None),
        (many(open, 10_000), None),
        (
            ["<validate-jwt><audiences><audience>", &many("${", 200_000)].concat(),
            None,
        ),
        (
            [
                "<validate-jwt><audiences><audience>",
                &many("{{a ", 100_000),
            ]
            .concat(),
            None,
        ),
        (many("<a>", 100_000), Some("too-deep")),
        (many(" <inbound>@(\"", 20_000), None),
        ([open, &many("@(", 100_000), "\">"].concat(), None),
        ([open, &many("@(\"'", 50_000)].concat(), None),
        (
            [open, "\" ", &many("a=\"b\" c='@(d' ", 50_000)].concat(),
            None,
        ),
        ([&many("<policies>", 25_000), "&"].concat(), None),
        ([&many("</", 100_000), open].concat(), None),
        ([open, "\">", &many("<!-- -->&<?", 25_000)].concat(), None),
        ([&many("<audience>", 25_000), "&"].concat(), None),
        ([open, "\">", &many("<audience><b ", 20_000)].concat(), None),
        ([open, "\">", &many("<audiance/>", 50_000)].concat(), None),
        (many("&lt;validate-", 20_000), None),
        (many("<validate-jwt a=\\\"", 50_000), None),
    ] {
        let document = document::read(&text, &NamedValues::default());
        if code.is_some() {
            let found = document.problems.first().map(|problem| problem.code);
            assert_eq!(found, code, "{text:.40}");
        }
        assert!(document.problems.len() <= 60);
    }
    let mut attributes = String::new();
    for number in 0..100_000 {
        attributes.extend([" a", &number.to_string(), "='b'"]);
    }
    check(
        &["<a", &attributes, "/>"].concat(),
        &[],
        &[("too-large", 1)],
    );
    let (attributes, _) = attributes.split_at(900_000);
    check(
        &["<a", attributes, "'/>"].concat(),
        &[],
        &[("too-many-attributes", 1)],
    );
}
