//! Claims of the tokens of Kubernetes service accounts.

use super::ClaimKind::{Object, Text};
use super::{Row, row};

pub(super) static ROWS: &[Row] = &[
    row(
        "sub",
        "Subject",
        Text,
        "the service account as `system:serviceaccount:{namespace}:{name}`",
        "Kubernetes, managing service accounts",
    ),
    row(
        "kubernetes.io",
        "Bound Objects",
        Object,
        "the namespace, service account and pod that the token belongs to; it ends with them",
        "Kubernetes, managing service accounts",
    ),
    row(
        "kubernetes.io/serviceaccount/namespace",
        "Namespace",
        Text,
        "the namespace, in a token of the old kind that does not expire",
        "Kubernetes, managing service accounts",
    ),
    row(
        "kubernetes.io/serviceaccount/service-account.name",
        "Service Account",
        Text,
        "the service account, in a token of the old kind that does not expire",
        "Kubernetes, managing service accounts",
    ),
];
