//! What goes wrong around `purdah serve`: a clear message that says how to mend it, nothing lost, no panic.

use std::path::Path;

use purdah::noticeboard::Fault;
use reqwest::StatusCode;
use tokio::process::Command;

use super::process::{ORDINARY, RESTRICTED, Town, eventually};

/// Starts `purdah serve`, which must end at once; what it said.
async fn refused(folder: &Path) -> String {
    let ended = Command::new(env!("CARGO_BIN_EXE_purdah"))
        .arg("serve")
        .current_dir(folder)
        .kill_on_drop(true)
        .output();
    // A process that serves all the same would be waited for without end.
    let output = tokio::time::timeout(std::time::Duration::from_mins(1), ended)
        .await
        .expect("purdah serve ends at once")
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(!told.contains("panicked"), "{told}");
    told
}

fn rewrite(folder: &Path, name: &str, change: impl Fn(&str) -> String) {
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, change(&text)).unwrap();
}

#[tokio::test]
async fn bad_files_keep_a_first_start_from_succeeding_and_are_named_with_their_repair() {
    type Damage = fn(&str) -> String;
    let cases: [(&str, Damage, &str); 5] = [
        ("purdah.toml", |text| text.replace("nation", "nattion"), "did you mean `nation`?"),
        ("purdah.toml", |text| text.replace("\"roster.csv\"", "\"rooster.csv\""), "rooster.csv"),
        ("elections.toml", |text| text.replace("notice", "notise"), "did you mean `notice`?"),
        ("roster.csv", |text| text.replacen("name", "nom", 1), "name"),
        ("roster.csv", |_| String::new(), "roster.csv"),
    ];
    for (name, damage, words) in cases {
        let town = Town::files().await;
        rewrite(town.path(), name, damage);
        let told = refused(town.path()).await;
        assert!(told.contains(words), "{name}: {told}");
    }
}

#[tokio::test]
async fn a_taken_port_a_second_process_an_open_key_and_a_damaged_store_are_each_told_apart() {
    let town = Town::files().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    rewrite(town.path(), "purdah.toml", |text| text.replacen("127.0.0.1:0", &address, 1));
    assert!(refused(town.path()).await.contains("change [server] listen"));

    let town = Town::files().await;
    let _first = town.serve(None).await;
    assert!(refused(town.path()).await.contains("another `purdah serve`"));

    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let town = Town::files().await;
        town.command(&["key", "create"]).await;
        let key = town.path().join("purdah.key");
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(refused(town.path()).await.contains("chmod 600"));
    }

    let town = Town::files().await;
    std::fs::write(town.path().join("purdah.db"), vec![7_u8; 8192]).unwrap();
    let told = refused(town.path()).await;
    assert!(told.contains("damaged") || told.contains("backup"), "{told}");
}

#[tokio::test]
async fn a_platform_that_is_down_slow_or_talks_rubbish_costs_nothing_but_time() {
    let town = Town::new("accept").await;
    let guard = town.serve(None).await;
    town.post(&guard, &[("status", RESTRICTED)]).await.unwrap();
    let held = town.held(&guard).await;
    for fault in [Fault::HangUp, Fault::Rubbish, Fault::Status(500), Fault::TooMany] {
        town.board.fail("/api/v1/accounts/verify_credentials", fault);
        // The platform's word for the caller is a few minutes old at most, so an ordinary post may still pass;
        // what matters is that no answer but the platform's own success is a success.
        if let Some((status, _)) = town.post(&guard, &[("status", ORDINARY)]).await {
            let out = town.seen(ORDINARY);
            assert!(out > 0 || status != StatusCode::OK, "{fault:?}: {status}");
        }
    }
    town.board.mend();
    town.board.fail("/api/v1/statuses", Fault::TooMany);
    town.approve(&guard, &held[0], "now").await.unwrap();
    let id = held[0]["id"].as_str().unwrap();
    eventually(60, async || {
        let asked = town.board.requests_to("POST");
        if asked < 2 { Err(format!("{asked} requests")) } else { Ok(()) }
    })
    .await;
    town.until(&guard, id, "approved", 10).await;
    assert_eq!(town.seen(RESTRICTED), 0);
    assert_eq!(town.held(&guard).await.len(), 0);
    guard.kill().await;
    town.verify().await;
}
