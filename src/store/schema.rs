//! The tables, and bringing them up to date.

use std::time::Duration;

use sqlx::SqlStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

use super::StoreError;
use super::database::Link;

/// Every migration there ever was, in order. They are only ever added to.
const MIGRATIONS: [(i64, &str, &str); 1] = [(1, "first", include_str!("migrations/0001_first.sql"))];

/// How often to look again when another node is migrating at the same moment.
const ATTEMPTS: u32 = 20;
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(100);

/// The newest schema this program knows.
const KNOWN: i64 = MIGRATIONS[MIGRATIONS.len() - 1].0;

/// Brings the tables up to date.
///
/// sqlx would keep two nodes apart with an advisory lock, which distributed engines do not have. Instead each
/// migration is one transaction that also notes itself: of two nodes one meets a conflict, and looks again.
pub(super) async fn migrate(link: &mut Link) -> Result<(), StoreError> {
    let mut migrator = Migrator::with_migrations(
        MIGRATIONS
            .into_iter()
            .map(|(version, name, sql)| {
                let kind = MigrationType::Simple;
                Migration::new(version, name.into(), kind, SqlStr::from_static(sql), false)
            })
            .collect(),
    );
    migrator.set_locking(false);
    let mut attempt = 0;
    loop {
        attempt += 1;
        let ran = match link {
            Link::Sqlite(link) => migrator.run(&mut **link).await,
            #[cfg(feature = "postgres")]
            Link::Postgres(link) => migrator.run(&mut **link).await,
        };
        match ran.map_err(told) {
            Ok(()) => return Ok(()),
            Err(StoreError::Conflict | StoreError::Refused(_) | StoreError::Locked) if attempt < ATTEMPTS => {
                tokio::time::sleep(BETWEEN_ATTEMPTS).await;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Whether purdah has ever used a database.
pub(super) async fn is_used(link: &mut Link) -> Result<bool, StoreError> {
    let asked = match link {
        Link::Sqlite(_) => {
            "select name from sqlite_master where type = 'table' and name = '_sqlx_migrations'"
        }
        #[cfg(feature = "postgres")]
        Link::Postgres(_) => {
            "select table_name from information_schema.tables where table_name = '_sqlx_migrations' \
             and table_schema = current_schema()"
        }
    };
    Ok(!link.on().rows(asked, &[]).await?.is_empty())
}

fn told(error: MigrateError) -> StoreError {
    match error {
        MigrateError::VersionMissing(found) | MigrateError::VersionTooNew(found, _) => {
            StoreError::NewerSchema { found, known: KNOWN }
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        MigrateError::Dirty(version) | MigrateError::VersionMismatch(version) => {
            StoreError::Corrupt(format!("migration {version} is not the one this purdah knows"))
        }
        _ => StoreError::Corrupt("its list of migrations cannot be read".to_owned()),
    }
}
