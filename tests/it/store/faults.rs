//! What the store says and does when it cannot do its work.

use purdah::secrets::Keyring;
use purdah::store::{MediaPlace, Recorded, Store, StoreError};
use sqlx::{Connection as _, Executor as _, SqliteConnection};

use super::bed::{Bed, allowed, council, held, record};

async fn open(bed: &Bed, url: &str) -> Result<Store, StoreError> {
    Store::open(url, MediaPlace::Folder(bed.path("media")), Keyring::ephemeral().unwrap(), bed.clock.clone())
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_store_refuses_whole_posts_and_goes_on_once_there_is_room() {
    let bed = Bed::sqlite();
    let store = open(&bed, &format!("{}?max_page_count=200", bed.url)).await.unwrap();
    let mut kept = vec![record(&store, held("the first")).await];
    // Somebody else's pages take the room away.
    let mut direct = SqliteConnection::connect(&bed.url).await.unwrap();
    direct.execute("create table filler (bytes blob)").await.unwrap();
    direct.execute("insert into filler values (zeroblob(420000))").await.unwrap();
    let long = "long words ".repeat(300);
    let error = loop {
        match store.record(&council(), held(&format!("{} {long}", kept.len()))).await {
            Ok(Recorded::New(post)) => kept.push(post),
            Ok(Recorded::Same(_)) => panic!("not the same"),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, StoreError::Full), "{error}");
    assert!(error.to_string().contains("make room"), "{error}");
    for post in &kept {
        assert_eq!(store.submission(&council(), post.id).await.unwrap().as_ref(), Some(post));
    }
    let report = store.audit_verify(&council(), None).await.unwrap().unwrap();
    assert_eq!(report.head.size, kept.len() as u64);

    direct.execute("drop table filler").await.unwrap();
    kept.push(record(&store, held(&format!("there is room {long}"))).await);
    let report = store.audit_verify(&council(), None).await.unwrap().unwrap();
    assert_eq!(report.head.size, kept.len() as u64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_too_large_for_the_room_left_does_not_keep_its_neighbours_out() {
    let bed = Bed::sqlite();
    let store = open(&bed, &format!("{}?max_page_count=400", bed.url)).await.unwrap();
    record(&store, held("the first")).await;
    let writing = (0..20).map(|n| {
        let store = store.clone();
        let text = if n == 7 { "x".repeat(3_000_000) } else { format!("short {n}") };
        tokio::spawn(async move { (n, store.record(&council(), held(&text)).await) })
    });
    for one in writing.collect::<Vec<_>>() {
        let (n, recorded) = one.await.unwrap();
        assert_eq!(matches!(recorded, Err(StoreError::Full)), n == 7, "{n}");
    }
    assert_eq!(store.audit_verify(&council(), None).await.unwrap().unwrap().head.size, 20);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_store_says_so_and_goes_on_when_the_lock_is_gone() {
    let bed = Bed::sqlite();
    let store = open(&bed, &format!("{}?busy_timeout=50", bed.url)).await.unwrap();
    let post = record(&store, held("before")).await;
    let mut direct = SqliteConnection::connect(&bed.url).await.unwrap();
    direct.execute("begin immediate").await.unwrap();
    let error = store.record(&council(), held("while")).await.unwrap_err();
    assert!(matches!(error, StoreError::Locked), "{error}");
    assert!(matches!(store.ready(&council()).await, Err(StoreError::Locked)));
    // Reading goes on.
    assert_eq!(store.submission(&council(), post.id).await.unwrap(), Some(post));
    direct.execute("rollback").await.unwrap();
    record(&store, held("while")).await;
    store.ready(&council()).await.unwrap();
    assert_eq!(store.audit_head(&council()).await.unwrap().size, 2);
}

#[tokio::test]
async fn a_store_of_a_newer_purdah_is_refused() {
    let bed = Bed::sqlite();
    drop(bed.store().await);
    bed.tamper(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
         values (99, 'of the future', 1, x'00', 0)",
    )
    .await;
    let error = open(&bed, &bed.url).await.unwrap_err();
    assert!(matches!(error, StoreError::NewerSchema { found: 99, .. }), "{error}");
    assert!(error.to_string().contains("run that version"), "{error}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_called_damaged_and_left_alone() {
    let bed = Bed::sqlite();
    let path = bed.path("purdah.db");
    std::fs::write(&path, "not a database at all, but long enough to be read as a header of one ".repeat(9))
        .unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = open(&bed, &bed.url).await.unwrap_err();
    assert!(matches!(error, StoreError::Corrupt(_)), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn an_address_that_cannot_be_used_is_refused_with_the_repair() {
    let bed = Bed::sqlite();
    for (url, told) in [
        ("purdah.db", "write `sqlite:purdah.db`"),
        ("mysql://x/y", "write `sqlite:purdah.db`"),
        ("sqlite::memory:", "needs a file"),
        ("sqlite:", "needs a file"),
        ("sqlite:nowhere/at/all/purdah.db", "make it first"),
        ("sqlite:x.db?cache=shared", "`cache` is not a setting"),
        ("sqlite:x.db?max_page_count=lots", "needs a whole number"),
        ("postgres://user:pa ss@[x", "not an address of PostgreSQL"),
    ] {
        let error = open(&bed, url).await.unwrap_err().to_string();
        assert!(error.contains(told), "{url}: {error}");
        assert!(!error.contains("pa ss"), "{error}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_store_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let bed = Bed::sqlite();
    let store = bed.store().await;
    record(&store, allowed("one")).await;
    for name in ["purdah.db", "purdah.db-wal"] {
        let mode = std::fs::metadata(bed.path(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{name}");
    }
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL: PURDAH_TEST_POSTGRES_URL"]
async fn a_connection_the_server_closed_is_replaced_without_losing_a_post() {
    let bed = Bed::postgres().await;
    let store = bed.store().await;
    for n in 0..5 {
        record(&store, held(&format!("post {n}"))).await;
        let mut direct = sqlx::PgConnection::connect(&bed.url).await.unwrap();
        direct
            .execute(
                "select pg_terminate_backend(pid) from pg_stat_activity \
                 where datname = current_database() and pid <> pg_backend_pid()",
            )
            .await
            .unwrap();
    }
    let report = store.audit_verify(&council(), None).await.unwrap().unwrap();
    assert_eq!(report.head.size, 5);
    bed.end().await;
}
