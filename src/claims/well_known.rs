//! Applications, tenants and directory roles of Microsoft that everybody meets, by GUID or by resource URI.

use super::guid::is_guid;
use super::value::look_up;

/// The name of Microsoft Graph.
pub const GRAPH: &str = "Microsoft Graph";

/// Finds the name of a GUID, or of a resource URI with or without a slash at the end; case does not matter.
/// `None` for everything else. The name is for showing: which audiences are equal is the policy's to decide.
pub fn well_known(text: &str) -> Option<&'static str> {
    let key = match text.strip_prefix("https://") {
        Some(uri) => uri.strip_suffix('/').unwrap_or(uri),
        None if is_guid(text) => text,
        None => return None,
    };
    look_up(WELL_KNOWN, key)
}

/// `key|name`, a line each: a GUID, or a URI that stands for it as an audience, without `https://` and without a slash at the
/// end. First APIs, then clients, tenants, directory roles.
const WELL_KNOWN: &str = "\
00000003-0000-0000-c000-000000000000|Microsoft Graph
graph.microsoft.com|Microsoft Graph
graph.microsoft.us|Microsoft Graph
dod-graph.microsoft.us|Microsoft Graph
microsoftgraph.chinacloudapi.cn|Microsoft Graph
00000002-0000-0000-c000-000000000000|Azure AD Graph (retired)
graph.windows.net|Azure AD Graph (retired)
797f4846-ba00-4fd7-ba43-dac1f8f63013|Azure Resource Manager
management.azure.com|Azure Resource Manager
management.core.windows.net|Azure Resource Manager
management.usgovcloudapi.net|Azure Resource Manager
management.core.usgovcloudapi.net|Azure Resource Manager
management.chinacloudapi.cn|Azure Resource Manager
management.core.chinacloudapi.cn|Azure Resource Manager
cfa8b339-82a2-471a-a3c9-0fc0be7a4093|Azure Key Vault
vault.azure.net|Azure Key Vault
vault.usgovcloudapi.net|Azure Key Vault
vault.azure.cn|Azure Key Vault
e406a681-f3d4-42a8-90b6-c2b029497af1|Azure Storage
storage.azure.com|Azure Storage
022907d3-0f1b-48f7-badc-1ba6abab6d66|Azure SQL Database
database.windows.net|Azure SQL Database
499b84ac-1321-427f-aa17-267ca6975798|Azure DevOps
app.vssps.visualstudio.com|Azure DevOps
00000002-0000-0ff1-ce00-000000000000|Office 365 Exchange Online
outlook.office365.com|Office 365 Exchange Online
outlook.office.com|Office 365 Exchange Online
00000003-0000-0ff1-ce00-000000000000|Office 365 SharePoint Online
00000009-0000-0000-c000-000000000000|Power BI Service
analysis.windows.net/powerbi/api|Power BI Service
04b07795-8ddb-461a-bbee-02f9e1bf7b46|Azure CLI
1950a258-227b-4e31-a9cf-717495945fc2|Azure PowerShell
872cd9fa-d31f-45e0-9eab-6e460a02d1f1|Visual Studio
aebc6443-996d-45c2-90f0-388ff96faa56|Visual Studio Code
c44b4083-3bb0-49c1-b47d-974e53cbdf3c|Azure portal
de8bc8b5-d9f9-48b1-a8ad-b748da725064|Graph Explorer
14d82eec-204b-4c2f-b7e8-296a70dab67e|Microsoft Graph Command Line Tools
1fec8e78-bce4-4aaf-ab1b-5451cc387264|Microsoft Teams
d3590ed6-52b3-4102-aeff-aad2292ab01c|Microsoft Office
9188040d-6c67-4c5b-b112-36a304b66dad|personal Microsoft accounts
f8cdef31-a31e-4b4a-93e4-5f571e91255a|Microsoft Services
62e90394-69f5-4237-9190-012177145e10|Global Administrator
9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3|Application Administrator
b79fbf4d-3ef9-4689-8143-76b194e85509|User (default)
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found() {
        for line in WELL_KNOWN.lines() {
            let (key, name) = line.split_once('|').unwrap();
            assert!(!key.ends_with('/') && key == key.to_ascii_lowercase());
            let text = if is_guid(key) {
                key.to_owned()
            } else {
                format!("https://{key}/")
            };
            assert_eq!(well_known(&text), Some(name), "{key}");
        }
        assert_eq!(well_known("https://graph.microsoft.com"), Some(GRAPH));
        assert!(well_known(super::super::issuer::CONSUMERS).is_some());
    }

    #[test]
    fn ids_and_uris_are_found_in_any_case() {
        for (text, name) in [
            (
                "00000003-0000-0000-C000-000000000000",
                Some("Microsoft Graph"),
            ),
            (
                "https://management.core.windows.net/",
                Some("Azure Resource Manager"),
            ),
            ("https://vault.azure.net", Some("Azure Key Vault")),
            (
                "9188040D-6c67-4c5b-b112-36a304b66dad",
                Some("personal Microsoft accounts"),
            ),
            ("https://vault.azure.net//", None),
            ("api://00000003-0000-0000-c000-000000000000", None),
            ("/", None),
            ("", None),
        ] {
            assert_eq!(well_known(text), name, "{text}");
        }
    }
}
