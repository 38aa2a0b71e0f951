//! Applications, tenants and directory roles of Microsoft that everybody meets, by GUID or by resource URI.

use super::guid::is_guid;

/// The application id of Microsoft Graph.
pub const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// What a well-known id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WellKnownKind {
    /// An API or a client application of Microsoft.
    Application,
    /// A tenant.
    Tenant,
    /// A directory role of Entra ID.
    Role,
}

/// Something with an id that is the same in every tenant.
#[derive(Debug, PartialEq, Eq)]
pub struct WellKnown {
    /// The GUID, lower case.
    pub id: &'static str,
    /// The name for a person.
    pub name: &'static str,
    /// What it is.
    pub kind: WellKnownKind,
    /// The URIs that stand for it as an audience, lower case, without a slash at the end.
    pub uris: &'static [&'static str],
}

/// Finds the name of a GUID, or of a resource URI with or without a slash at the end; case does not matter.
/// `None` for everything else. The name is for showing: which audiences are equal is the policy's to decide.
pub fn well_known(text: &str) -> Option<&'static WellKnown> {
    if is_guid(text) {
        return WELL_KNOWN
            .iter()
            .find(|row| row.id.eq_ignore_ascii_case(text));
    }
    let bare = text.strip_suffix('/').unwrap_or(text);
    WELL_KNOWN
        .iter()
        .find(|row| row.uris.iter().any(|uri| uri.eq_ignore_ascii_case(bare)))
}

const fn api(id: &'static str, name: &'static str, uris: &'static [&'static str]) -> WellKnown {
    WellKnown {
        id,
        name,
        kind: WellKnownKind::Application,
        uris,
    }
}

const fn client(id: &'static str, name: &'static str) -> WellKnown {
    api(id, name, &[])
}

const fn tenant(id: &'static str, name: &'static str) -> WellKnown {
    WellKnown {
        id,
        name,
        kind: WellKnownKind::Tenant,
        uris: &[],
    }
}

const fn role(id: &'static str, name: &'static str) -> WellKnown {
    WellKnown {
        id,
        name,
        kind: WellKnownKind::Role,
        uris: &[],
    }
}

static WELL_KNOWN: &[WellKnown] = &[
    api(
        GRAPH,
        "Microsoft Graph",
        &[
            "https://graph.microsoft.com",
            "https://graph.microsoft.us",
            "https://dod-graph.microsoft.us",
            "https://microsoftgraph.chinacloudapi.cn",
        ],
    ),
    api(
        "00000002-0000-0000-c000-000000000000",
        "Azure AD Graph (retired)",
        &["https://graph.windows.net"],
    ),
    api(
        "797f4846-ba00-4fd7-ba43-dac1f8f63013",
        "Azure Resource Manager",
        &[
            "https://management.azure.com",
            "https://management.core.windows.net",
            "https://management.usgovcloudapi.net",
            "https://management.core.usgovcloudapi.net",
            "https://management.chinacloudapi.cn",
            "https://management.core.chinacloudapi.cn",
        ],
    ),
    api(
        "cfa8b339-82a2-471a-a3c9-0fc0be7a4093",
        "Azure Key Vault",
        &[
            "https://vault.azure.net",
            "https://vault.usgovcloudapi.net",
            "https://vault.azure.cn",
        ],
    ),
    api(
        "e406a681-f3d4-42a8-90b6-c2b029497af1",
        "Azure Storage",
        &["https://storage.azure.com"],
    ),
    api(
        "022907d3-0f1b-48f7-badc-1ba6abab6d66",
        "Azure SQL Database",
        &["https://database.windows.net"],
    ),
    api(
        "ca7f3f0b-7d91-482c-8e09-c5d840d0eac5",
        "Log Analytics API",
        &["https://api.loganalytics.io"],
    ),
    api(
        "499b84ac-1321-427f-aa17-267ca6975798",
        "Azure DevOps",
        &["https://app.vssps.visualstudio.com"],
    ),
    api(
        "00000002-0000-0ff1-ce00-000000000000",
        "Office 365 Exchange Online",
        &[
            "https://outlook.office365.com",
            "https://outlook.office.com",
        ],
    ),
    api(
        "00000003-0000-0ff1-ce00-000000000000",
        "Office 365 SharePoint Online",
        &[],
    ),
    api(
        "00000009-0000-0000-c000-000000000000",
        "Power BI Service",
        &["https://analysis.windows.net/powerbi/api"],
    ),
    api("00000007-0000-0000-c000-000000000000", "Dataverse", &[]),
    client("04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Azure CLI"),
    client("1950a258-227b-4e31-a9cf-717495945fc2", "Azure PowerShell"),
    client("872cd9fa-d31f-45e0-9eab-6e460a02d1f1", "Visual Studio"),
    client("aebc6443-996d-45c2-90f0-388ff96faa56", "Visual Studio Code"),
    client("c44b4083-3bb0-49c1-b47d-974e53cbdf3c", "Azure portal"),
    client("de8bc8b5-d9f9-48b1-a8ad-b748da725064", "Graph Explorer"),
    client(
        "14d82eec-204b-4c2f-b7e8-296a70dab67e",
        "Microsoft Graph Command Line Tools",
    ),
    client("1fec8e78-bce4-4aaf-ab1b-5451cc387264", "Microsoft Teams"),
    client("d3590ed6-52b3-4102-aeff-aad2292ab01c", "Microsoft Office"),
    client(
        "29d9ed98-a469-4536-ade2-f981bc1d605e",
        "Microsoft Authentication Broker",
    ),
    tenant(super::issuer::CONSUMERS, "personal Microsoft accounts"),
    tenant("f8cdef31-a31e-4b4a-93e4-5f571e91255a", "Microsoft Services"),
    tenant("72f988bf-86f1-41af-91ab-2d7cd011db47", "Microsoft"),
    role(
        "62e90394-69f5-4237-9190-012177145e10",
        "Global Administrator",
    ),
    role("f2ef992c-3afb-46b9-b7cf-a126ee74c451", "Global Reader"),
    role(
        "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
        "Application Administrator",
    ),
    role(
        "158c047a-c907-4556-b7ef-446551a6b5f7",
        "Cloud Application Administrator",
    ),
    role(
        "cf1c38e5-3621-4004-a7cb-879624dced7c",
        "Application Developer",
    ),
    role("fe930be7-5e62-47db-91af-98c3a49a38b1", "User Administrator"),
    role(
        "e8611ab8-c189-46e8-94e1-60213ab1f814",
        "Privileged Role Administrator",
    ),
    role(
        "194ae4cb-b126-40b2-bd5b-6091b380977d",
        "Security Administrator",
    ),
    role("5d6b6bb7-de71-4623-b4af-96380a352509", "Security Reader"),
    role(
        "29232cdf-9323-42fd-ade2-1d097af3e4de",
        "Exchange Administrator",
    ),
    role(
        "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
        "SharePoint Administrator",
    ),
    role(
        "729827e3-9c14-49f7-bb1b-9608f156bbb8",
        "Helpdesk Administrator",
    ),
    role("88d8e3e3-8f55-4a1e-953a-9b9898b8876b", "Directory Readers"),
    // Not in the list of roles, but in every access token of its kind.
    role("b79fbf4d-3ef9-4689-8143-76b194e85509", "User (default)"),
    role("10dae51f-b6af-4016-8d66-8c2a99b929b3", "Guest User"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_canonical_and_ids_and_uris_are_unique() {
        for (index, row) in WELL_KNOWN.iter().enumerate() {
            assert!(
                is_guid(row.id) && row.id == row.id.to_ascii_lowercase(),
                "{}",
                row.id
            );
            for other in &WELL_KNOWN[..index] {
                assert_ne!(row.id, other.id);
                assert_ne!(row.name, other.name);
                assert!(row.uris.iter().all(|uri| !other.uris.contains(uri)));
            }
            for uri in row.uris {
                assert!(
                    uri.starts_with("https://")
                        && !uri.ends_with('/')
                        && *uri == uri.to_ascii_lowercase()
                );
            }
        }
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
            assert_eq!(well_known(text).map(|row| row.name), name, "{text}");
        }
    }
}
