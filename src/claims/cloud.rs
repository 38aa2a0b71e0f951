//! The clouds of Entra ID, and where each has what.

use super::issuer::Version;
use super::value::look_up;
use crate::finding::Fix;

/// A cloud of Entra ID (authentication-national-cloud).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cloud {
    /// The worldwide service.
    Public,
    /// Azure Government of the US.
    UsGovernment,
    /// Microsoft Azure operated by 21Vianet.
    China,
}

/// The hosts of the clouds.
const HOSTS: &str = "\
login.microsoftonline.com|public
login.windows.net|public
sts.windows.net|public
login.microsoft.com|public
login.microsoftonline.us|us
sts.microsoftonline.us|us
login.partner.microsoftonline.cn|china
login.chinacloudapi.cn|china
sts.chinacloudapi.cn|china";

impl Cloud {
    /// The cloud of a host that signs in; `None` for any other host.
    pub fn of(host: &str) -> Option<Self> {
        Some(match look_up(HOSTS, host)? {
            "us" => Self::UsGovernment,
            "china" => Self::China,
            _ => Self::Public,
        })
    }

    /// The cloud in words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public cloud",
            Self::UsGovernment => "US government cloud",
            Self::China => "China cloud",
        }
    }

    /// Where its endpoints are.
    pub const fn login(self) -> &'static str {
        match self {
            Self::Public => "login.microsoftonline.com",
            Self::UsGovernment => "login.microsoftonline.us",
            Self::China => "login.partner.microsoftonline.cn",
        }
    }

    /// The host in its v1.0 issuer.
    const fn sts(self) -> &'static str {
        match self {
            Self::Public => "sts.windows.net",
            Self::UsGovernment => "sts.microsoftonline.us",
            Self::China => "sts.chinacloudapi.cn",
        }
    }

    /// The issuer of a tenant's tokens (entra-tokens: iss). `tenant` is put in as given.
    pub fn issuer(self, tenant: &str, version: Version) -> String {
        match version {
            Version::V1 => address(self.sts(), tenant, "/"),
            Version::V2 => address(self.login(), tenant, "/v2.0"),
        }
    }

    /// Where a tenant hands out tokens.
    pub fn token_endpoint(self, tenant: &str) -> String {
        address(self.login(), tenant, "/oauth2/v2.0/token")
    }

    /// The metadata URL of a tenant (`openid-config`).
    pub fn metadata(self, tenant: &str, version: Version) -> String {
        let end = match version {
            Version::V1 => "/.well-known/openid-configuration",
            Version::V2 => "/v2.0/.well-known/openid-configuration",
        };
        address(self.login(), tenant, end)
    }

    /// A fix that is written for the public cloud, as it is done in this one: where its admin center and its Microsoft
    /// Graph are, and what the Azure CLI has to be told first (national clouds; `az cloud list`).
    pub fn localize(self, fix: &mut Fix) {
        let (center, graph, name) = match self {
            Self::Public => return,
            Self::UsGovernment => (
                "entra.microsoft.us",
                "graph.microsoft.us",
                "AzureUSGovernment",
            ),
            Self::China => (
                "entra.microsoftonline.cn",
                "microsoftgraph.chinacloudapi.cn",
                "AzureChinaCloud",
            ),
        };
        let mut with_cli = false;
        for step in &mut fix.steps {
            if let Some(rest) = step.strip_prefix(ADMIN_CENTER) {
                *step = [ADMIN_CENTER, " (https://", center, ")", rest].concat();
            }
        }
        for command in &mut fix.commands {
            with_cli |= command.starts_with("az ");
            *command = command.replace("//graph.microsoft.com/", &["//", graph, "/"].concat());
        }
        if with_cli {
            let first = ["az cloud set --name ", name].concat();
            fix.commands.insert(0, first);
        }
    }
}

fn address(host: &str, tenant: &str, end: &str) -> String {
    ["https://", host, "/", tenant, end].concat()
}

/// What steps in Entra ID begin with.
const ADMIN_CENTER: &str = "Microsoft Entra admin center";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fix_is_done_in_the_cloud_of_the_token() {
        let public = Fix {
            steps: vec!["Microsoft Entra admin center, Groups".to_owned()],
            commands: vec![
                "az rest --uri https://graph.microsoft.com/v1.0/users".to_owned(),
                "curl https://example.org".to_owned(),
            ],
            ..Fix::default()
        };
        for (cloud, step, commands) in [
            (
                Cloud::UsGovernment,
                "Microsoft Entra admin center (https://entra.microsoft.us), Groups",
                [
                    "az cloud set --name AzureUSGovernment",
                    "az rest --uri https://graph.microsoft.us/v1.0/users",
                    "curl https://example.org",
                ],
            ),
            (
                Cloud::China,
                "Microsoft Entra admin center (https://entra.microsoftonline.cn), Groups",
                [
                    "az cloud set --name AzureChinaCloud",
                    "az rest --uri https://microsoftgraph.chinacloudapi.cn/v1.0/users",
                    "curl https://example.org",
                ],
            ),
        ] {
            let mut fix = public.clone();
            cloud.localize(&mut fix);
            assert_eq!(fix.steps, [step]);
            assert_eq!(fix.commands, commands);
        }
        let mut fix = public.clone();
        Cloud::Public.localize(&mut fix);
        assert_eq!(fix, public);
        let mut without = Fix {
            commands: vec!["curl https://example.org".to_owned()],
            ..Fix::default()
        };
        Cloud::China.localize(&mut without);
        assert_eq!(without.commands, ["curl https://example.org"]);
    }
}
