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
