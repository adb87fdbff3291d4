//! Whether a credential belongs to the account a channel is pinned to.

use serde_json::Value;
use url::Url;

use super::api::{Api, CallError};

/// Whether the account `verify_credentials` told is the pinned one (`@user@host`).
///
/// A server writes its own accounts without a host. That host is the one it is reached at or, where the two
/// differ, the domain the server itself says its accounts go by.
///
/// # Errors
/// When the server has to be asked for its domain and does not answer clearly.
pub async fn is_pinned(account: &Value, pinned: &str, upstream: &Url, api: &Api) -> Result<bool, CallError> {
    let acct = account["acct"].as_str().unwrap_or_default();
    let Some((user, host)) = pinned.trim_start_matches('@').split_once('@') else { return Ok(false) };
    match acct.split_once('@') {
        Some((its_user, its_host)) => Ok(same(its_user, user) && same(its_host, host)),
        None if !same(acct, user) => Ok(false),
        None if is_host(upstream, host) => Ok(true),
        None => Ok(same(&api.domain().await?, host)),
    }
}

fn same(one: &str, other: &str) -> bool {
    !one.is_empty() && one.eq_ignore_ascii_case(other)
}

fn is_host(upstream: &Url, host: &str) -> bool {
    let Some(name) = upstream.host_str() else { return false };
    match upstream.port() {
        Some(port) => same(&format!("{name}:{port}"), host),
        None => same(name, host),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[tokio::test]
    async fn only_the_account_of_that_very_server_is_the_pinned_one() {
        let client = super::super::api::client().unwrap();
        let upstream: Url = "https://social.example".parse().unwrap();
        // No lookup happens below: nothing answers at this address.
        let nowhere = "http://127.0.0.1:1".parse().unwrap();
        let api = Api::new(client, nowhere, "token".to_owned().into());
        for (acct, pinned, expected) in [
            ("marlbridge", "@marlbridge@social.example", true),
            ("Marlbridge", "@marlbridge@Social.Example", true),
            ("marlbridge@social.example", "@marlbridge@social.example", true),
            ("marlbridge@other.example", "@marlbridge@social.example", false),
            ("other", "@marlbridge@social.example", false),
            ("other", "@other@elsewhere.example@x", false),
            ("", "@@social.example", false),
        ] {
            let account = json!({ "acct": acct });
            let told = is_pinned(&account, pinned, &upstream, &api).await;
            assert_eq!(told.unwrap_or(false), expected, "{acct} {pinned}");
        }
    }
}
