//! What mends a text that does not fit the schema, where one change is right; empty where it takes more, or a choice.

use super::schema::{Content, Form, LACKING, RULES, Rule, SOURCES};
use super::{parse_seconds, parse_status};
use crate::claims::issuer::{Provider, parse_metadata_url};
use crate::policy::Format;
use crate::policy::edit::{Edit, escape};
use crate::policy::nearest::nearest;
use crate::policy::xml::{Attribute, Element};
use crate::text::{Span, has_word};

/// An attribute that the schema has not: it gets the name that it nearly has.
pub(super) fn attribute(element: &Element<'_>, rule: &Rule, odd: &Attribute<'_>) -> Vec<Edit> {
    if is_lacking(rule, odd.name) {
        return vec![deleted(odd)];
    }
    let Some(near) = nearest(odd.name, rule.attributes) else {
        return Vec::new();
    };
    let is_taken = element.attribute(near).is_some();
    let is_second_source = has_word(SOURCES, near) && has_source(element);
    if is_taken || is_second_source {
        return Vec::new();
    }
    vec![(odd.name_span, near.to_owned())]
}

/// An element that the schema has not: it gets the name that it nearly has, or the list that it belongs into.
pub(super) fn element(parent: &Element<'_>, rule: &Rule, odd: &Element<'_>) -> Vec<Edit> {
    if is_lacking(rule, odd.name) {
        return vec![(odd.span, String::new())];
    }
    let Some(near) = nearest(odd.name, rule.children) else {
        return Vec::new();
    };
    let mut children = parent.children.iter();
    let is_single = rule.content == Content::Policy && near != "openid-config";
    if is_single && children.any(|child| child.name == near) {
        return Vec::new();
    }
    match RULES.iter().find(|rule| rule.name == near) {
        Some(list) if list.children == odd.name => around(odd.span, near),
        Some(entry) if entry.children.is_empty() && !odd.children.is_empty() => Vec::new(),
        _ => odd.renamed(near),
    }
}

/// A second element of a name that the schema allows once, with its number among the children: where it follows the
/// first, both become one.
pub(super) fn second(parent: &Element<'_>, index: usize) -> Vec<Edit> {
    let before = index.checked_sub(1);
    let first = before.and_then(|before| parent.children.get(before));
    match (first, parent.children.get(index)) {
        (Some(first), Some(second))
            if first.name == second.name
                && first.inner.end < first.span.end
                && second.inner.end < second.span.end
                && parent.comments.is_empty() =>
        {
            let between = Span::new(first.inner.end, second.inner.start);
            vec![(between, String::new())]
        }
        _ => Vec::new(),
    }
}

/// A text where the schema has none: a list's one entry without its tags, or what goes.
pub(super) fn stray_text(element: &Element<'_>, rule: &Rule) -> Vec<Edit> {
    let entry = RULES.iter().find(|entry| entry.name == rule.children);
    let is_entry = entry.is_some_and(|entry| entry.content == Content::Text);
    let parts = |character: char| character.is_whitespace() || character == ',';
    if !element.is_one_text() {
        Vec::new()
    } else if !is_entry || !element.children.is_empty() {
        vec![(element.text_span, String::new())]
    } else if element.text.trim().contains(parts) {
        Vec::new()
    } else {
        around(element.text_span, rule.children)
    }
}

/// Without a source of the token: the header that it mostly is in.
pub(super) fn source(element: &Element<'_>) -> Vec<Edit> {
    let mut attributes = element.attributes.iter();
    // A source that is misspelt is mended where it stands.
    if attributes.any(|attribute| nearest(attribute.name, SOURCES).is_some()) {
        return Vec::new();
    }
    let at = Span::new(element.attributes_at, element.attributes_at);
    vec![(at, " header-name=\"Authorization\"".to_owned())]
}

/// With several sources of the token: all go but for the one that is looked at here.
pub(super) fn sources(element: &Element<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut written = SOURCES
        .split(' ')
        .filter_map(|name| element.attribute(name));
    written.next();
    for other in written {
        edits.push(deleted(other));
    }
    edits
}

/// A value that is not of the form that its attribute has.
pub(super) fn value(form: Form, attribute: &Attribute<'_>) -> Vec<Edit> {
    let text = attribute.value.trim();
    let right = match form {
        Form::VariableName if text.is_empty() => return vec![deleted(attribute)],
        Form::Boolean => boolean(text).map(str::to_owned),
        Form::Match => nearest(text, "all any").map(str::to_owned),
        Form::Seconds => seconds(text).map(|seconds| seconds.to_string()),
        Form::Status => {
            let code = text.split_ascii_whitespace().next().unwrap_or_default();
            parse_status(code).map(|_| code.to_owned())
        }
        Form::Address => address(text),
        Form::VariableName | Form::Tenant | Form::Login => None,
    };
    let mut edits = Vec::new();
    if let Some(right) = right {
        edits.push((attribute.span, escape(&right)));
    }
    edits
}

/// `true` or `false` for a word that means it.
fn boolean(text: &str) -> Option<&'static str> {
    for (words, right) in [("yes on 1", "true"), ("no off 0", "false")] {
        if words.split(' ').any(|word| word.eq_ignore_ascii_case(text)) {
            return Some(right);
        }
    }
    nearest(text, "true false")
}

/// Seconds of a time span as .NET writes it, `00:05:00`, or of a number with its unit, `5m`, `300 s`.
fn seconds(text: &str) -> Option<u32> {
    let digits = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let number = text.strip_suffix(digits)?;
    let factor = match digits.trim_ascii() {
        "s" | "sec" | "seconds" => 1,
        "m" | "min" | "minutes" => 60,
        _ => {
            let mut seconds: u32 = 0;
            let mut parts = 0;
            for part in text.split(':') {
                seconds = seconds.checked_mul(60)?.checked_add(parse_seconds(part)?)?;
                parts += 1;
            }
            return (parts == 3).then_some(seconds);
        }
    };
    parse_seconds(number)?.checked_mul(factor)
}

/// The address of a discovery document that has no scheme, or not the end that all have at a provider that is known.
fn address(text: &str) -> Option<String> {
    let path = text.split(['?', '#']).next()?;
    let query = text.strip_prefix(path)?;
    let path = path.split("/.well-known").next()?.trim_end_matches('/');
    if matches!(parse_metadata_url(text), Provider::Other(_)) || path.contains("/oauth2") {
        return None;
    }
    let bare = path
        .strip_prefix("https://")
        .or(path.strip_prefix("http://"));
    let bare = bare.unwrap_or(path);
    // The host and a tenant.
    bare.split_once('/')?;
    Some(["https://", bare, "/.well-known/openid-configuration", query].concat())
}

/// Whether it is what `validate-jwt` has and this policy has not.
fn is_lacking(rule: &Rule, name: &str) -> bool {
    rule.name == Format::ValidateAzureAdToken.code()
        && LACKING.iter().any(|(lacking, _)| *lacking == name)
}

fn has_source(element: &Element<'_>) -> bool {
    let mut attributes = element.attributes.iter();
    attributes.any(|attribute| has_word(SOURCES, attribute.name))
}

fn deleted(attribute: &Attribute<'_>) -> Edit {
    let whole = Span::new(attribute.name_span.start, attribute.end);
    (whole, String::new())
}

/// Tags of this name around what stands at a place.
fn around(place: Span, name: &str) -> Vec<Edit> {
    let (start, end) = (place.start, place.end);
    vec![
        (Span::new(start, start), ["<", name, ">"].concat()),
        (Span::new(end, end), ["</", name, ">"].concat()),
    ]
}

#[cfg(test)]
mod tests {
    use crate::finding::PolicyProblem;
    use crate::policy::document::{self, Document};
    use crate::policy::edit;
    use crate::policy::value::NamedValues;

    fn read(text: &str) -> Document {
        document::read(text, &NamedValues::default())
    }

    fn problems(document: &Document) -> Vec<&PolicyProblem> {
        let policies = document.policies.iter();
        let own = policies.flat_map(|policy| &policy.problems);
        document.problems.iter().chain(own).collect()
    }

    /// The changed policies, one for each problem that is mended.
    fn mended(text: &str) -> Vec<String> {
        let document = read(text);
        let fixes = |problem| edit::mend(&document.text, problem);
        let found = problems(&document).into_iter().flat_map(fixes);
        found.filter_map(|fix| fix.changed_policy).collect()
    }

    /// Asserts that a text has one problem that is mended, by this change, after which no problem is left.
    #[track_caller]
    fn check(text: &str, changed: &str) {
        assert_eq!(mended(text), [changed], "{:#?}", problems(&read(text)));
        let left = read(changed);
        assert_eq!(problems(&left), Vec::<&PolicyProblem>::new(), "{changed}");
    }

    #[test]
    fn names_and_values_become_those_of_the_schema() {
        for (wrong, right) in [
            ("headername='a'", "header-name='a'"),
            (
                "header-name='a' Clock-Skew = \"300\"",
                "header-name='a' clock-skew = \"300\"",
            ),
            (
                "header-name='a' clock-skew='00:05:00'",
                "header-name='a' clock-skew='300'",
            ),
            (
                "header-name='a' clock-skew='01:00:01'",
                "header-name='a' clock-skew='3601'",
            ),
            (
                "header-name='a' clock-skew='5m'",
                "header-name='a' clock-skew='300'",
            ),
            (
                "header-name='a' clock-skew='300 s'",
                "header-name='a' clock-skew='300'",
            ),
            (
                "header-name='a' require-expiration-time='yes'",
                "header-name='a' require-expiration-time='true'",
            ),
            (
                "header-name='a' require-expiration-time='0'",
                "header-name='a' require-expiration-time='false'",
            ),
            (
                "header-name='a' require-signed-tokens='True!'",
                "header-name='a' require-signed-tokens='true'",
            ),
            (
                "header-name='a' failed-validation-httpcode='401 Unauthorized'",
                "header-name='a' failed-validation-httpcode='401'",
            ),
            (
                "header-name='a'\n  output-token-variable-name=\"\"",
                "header-name='a'",
            ),
            (
                "header-name='a' query-parameter-name='t'",
                "header-name='a'",
            ),
            ("token-value='@(1)' header-name='a'", "header-name='a'"),
            ("", "header-name=\"Authorization\""),
        ] {
            let policy = |attributes: &str| {
                let blank = if attributes.is_empty() { "" } else { " " };
                let inside = "<!-- kept --><required-claims><claim name='a'/></required-claims>";
                format!(
                    "<inbound>\n  <validate-jwt{blank}{attributes}>{inside}</validate-jwt>\n</inbound>"
                )
            };
            let wanted = policy(right);
            check(&policy(wrong), &wanted);
        }
    }

    #[test]
    fn elements_and_texts_come_where_the_schema_has_them() {
        for (wrong, right) in [
            (
                "<audience>a</audience>",
                "<audiences><audience>a</audience></audiences>",
            ),
            (
                "<Audiences ><audience>a</audience></Audiences >",
                "<audiences ><audience>a</audience></audiences >",
            ),
            (
                "<audiences><audiance>a</audiance></audiences>",
                "<audiences><audience>a</audience></audiences>",
            ),
            (
                "<audiences>\n  a\n</audiences>",
                "<audiences>\n  <audience>a</audience>\n</audiences>",
            ),
            (
                "<audiences><audience>a</audience>, </audiences>",
                "<audiences><audience>a</audience> </audiences>",
            ),
            (
                "<required-claims><claim name='a'>v</claim></required-claims>",
                "<required-claims><claim name='a'><value>v</value></claim></required-claims>",
            ),
            (
                "<required-claims><claim name='a' match='Any'/></required-claims>",
                "<required-claims><claim name='a' match='any'/></required-claims>",
            ),
            (
                "<audiences>\n  <audience>a</audience>\n</audiences>\n<audiences>\n  <audience>b</audience>\n</audiences>",
                "<audiences>\n  <audience>a</audience>\n  <audience>b</audience>\n</audiences>",
            ),
            (
                "<openid-config url='login.microsoftonline.com/common/v2.0'/>",
                "<openid-config url='https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration'/>",
            ),
            (
                "<openid-config url='https://login.microsoftonline.com/common/v2.0/?appid=a&amp;b'/>",
                "<openid-config url='https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration?appid=a&amp;b'/>",
            ),
        ] {
            let policy =
                |inside: &str| format!("<validate-jwt header-name='a'>{inside}</validate-jwt>");
            check(&policy(wrong), &policy(right));
        }
        check(
            "<validate-jtw header-name='a'></validate-jtw><validate-jwt header-name='a'/>",
            "<validate-jwt header-name='a'></validate-jwt><validate-jwt header-name='a'/>",
        );
        check(
            "<validate-jwt header-name='a'/>\n-->\n",
            "<validate-jwt header-name='a'/>\n",
        );
        check(
            "<validate-azure-ad-token tenant-id='a.com' clock-skew='1'><audiences><audience>a</audience></audiences></validate-azure-ad-token>",
            "<validate-azure-ad-token tenant-id='a.com'><audiences><audience>a</audience></audiences></validate-azure-ad-token>",
        );
    }

    #[test]
    fn what_is_not_well_formed_is_mended_too() {
        for (wrong, right) in [
            (
                "<validate-jwt header-name=\u{201c}a\u{201d}/>",
                "<validate-jwt header-name=\"a\"/>",
            ),
            (
                "<validate-jwt\u{a0}header-name='a'/>",
                "<validate-jwt header-name='a'/>",
            ),
            (
                "<validate-jwt header-name='a' header-name='b'/>",
                "<validate-jwt header-name='a'/>",
            ),
        ] {
            check(wrong, right);
        }
    }

    #[test]
    fn a_policy_in_another_file_is_mended_as_it_is_escaped_there() {
        const WRONG: &str = "<validate-jwt headername=\"é\">\n <audiences>a</audiences>\n <audience>b</audience></validate-jwt>";
        let json = |xml: &str| serde_json::json!({"value": xml, "after": "é"}).to_string();
        let entities = |xml: &str| format!("<pre>{}</pre>", edit::escape(xml));
        let terraform = |xml: &str| {
            let escaped = xml.replace('"', "\\\"").replace('\n', "\\n");
            format!("xml_content = \"{escaped}\"\n")
        };
        for embed in [&json as &dyn Fn(&str) -> String, &entities, &terraform] {
            let renamed = WRONG.replace("headername", "header-name");
            let wrapped = WRONG.replace("s>a<", "s><audience>a</audience><");
            assert_eq!(mended(&embed(WRONG)), [embed(&renamed), embed(&wrapped)]);
        }
    }

    #[test]
    fn a_choice_is_left_to_the_one_who_knows() {
        for text in [
            "policy: |\n  <validate-jwt header-name='a'/>",
            "<validate-jwt header-name='a' headername='b'/>",
            "<validate-jwt query-parameter-name='a' headername='b'/>",
            "<validate-jwt header-name='a' colour='b'/>",
            "<validate-jwt header-name='a' clock-skew='soon'/>",
            "<validate-jwt header-name='a' clock-skew='5:00'/>",
            "<validate-jwt header-name='a' clock-skew='99999999999m'/>",
            "<validate-jwt header-name='a' clock-skew='99999999:00:00'/>",
            "<validate-jwt header-name='a' require-signed-tokens='maybe'/>",
            "<validate-jwt header-name='a'><audiences>a, b</audiences></validate-jwt>",
            "<validate-jwt header-name='a'><audiences>a<!-- c -->b</audiences></validate-jwt>",
            "<validate-jwt header-name='a'>a<audiences/>b</validate-jwt>",
            "<validate-jwt header-name='a'><audiences/><issuers/><audiences/></validate-jwt>",
            "<validate-jwt header-name='a'><openid-config url='https://example.org/'/></validate-jwt>",
            "<validate-jwt header-name='a'><openid-config url='https://login.microsoftonline.com/common/oauth2/v2.0/token'/></validate-jwt>",
            "<validate-azure-ad-token tenant-id='my tenant'><audiences><audience>a</audience></audiences></validate-azure-ad-token>",
        ] {
            assert!(!problems(&read(text)).is_empty(), "{text}");
            assert_eq!(mended(text), Vec::<String>::new(), "{text}");
        }
        let named = "<validate-jwt header-name='a' require-signed-tokens='{{signed}}'/>";
        let mut values = NamedValues::default();
        values.set("signed", "yes");
        let document = document::read(named, &values);
        assert!(problems(&document)[0].edits.is_empty());
    }
}
