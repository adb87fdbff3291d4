//! Opening SQLite or PostgreSQL, and connections to it.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, SqlitePool};
#[cfg(feature = "postgres")]
use sqlx::{
    PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use super::StoreError;
use super::statement::{Connection, Row, Value};

/// How long a statement waits for another program's lock, unless the URL says otherwise.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a reader waits for a connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// Readers at once; with WAL they and the writer never wait for one another.
const READERS: u32 = 4;

/// A database and its readers.
#[derive(Debug)]
pub(super) enum Database {
    Sqlite {
        options: SqliteConnectOptions,
        readers: SqlitePool,
    },
    #[cfg(feature = "postgres")]
    Postgres {
        options: PgConnectOptions,
        readers: PgPool,
    },
}

/// A connection of one's own.
#[derive(Debug)]
pub(super) enum Link {
    Sqlite(Box<SqliteConnection>),
    #[cfg(feature = "postgres")]
    Postgres(Box<PgConnection>),
}

impl Link {
    pub(super) fn on(&mut self) -> Connection<'_> {
        match self {
            Self::Sqlite(link) => Connection::Sqlite(link),
            #[cfg(feature = "postgres")]
            Self::Postgres(link) => Connection::Postgres(link),
        }
    }

    /// How a transaction that will write begins: SQLite takes the write lock at once, so that what was read in it
    /// still holds when it writes.
    pub(super) fn begin(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "begin immediate",
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => "begin",
        }
    }

    /// Closes it in good order; what cannot be closed is dropped.
    pub(super) async fn close(self) {
        let closed = match self {
            Self::Sqlite(link) => link.close().await,
            #[cfg(feature = "postgres")]
            Self::Postgres(link) => link.close().await,
        };
        if closed.is_err() {
            tracing::debug!("a database connection did not close in good order");
        }
    }
}

impl Database {
    /// Reads the URL; the database itself is not touched yet, except that a new SQLite file is made private.
    pub(super) fn at(url: &str) -> Result<Self, StoreError> {
        if let Some(rest) = url.strip_prefix("sqlite:") {
            return Self::sqlite(rest);
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Self::postgres(url);
        }
        Err(StoreError::Url("write `sqlite:purdah.db` or `postgres://user@host/database`".to_owned()))
    }

    fn sqlite(rest: &str) -> Result<Self, StoreError> {
        let (path, settings) = rest.split_once('?').unwrap_or((rest, ""));
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() || path == ":memory:" {
            return Err(StoreError::Url(
                "SQLite needs a file, such as `sqlite:purdah.db`: what is only in memory is lost".to_owned(),
            ));
        }
        let mut options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            // What was erased is gone from the file, not only from the tables.
            .pragma("secure_delete", "on")
            .statement_cache_capacity(200)
            .disable_statement_logging();
        for (name, value) in form_urlencoded::parse(settings.as_bytes()) {
            let number = || {
                value.parse::<u32>().map_err(|_| {
                    StoreError::Url(format!(
                        "`{name}` in the address of an SQLite store needs a whole number"
                    ))
                })
            };
            options = match name.as_ref() {
                "max_page_count" => options.pragma("max_page_count", number()?.to_string()),
                "busy_timeout" => options.busy_timeout(Duration::from_millis(number()?.into())),
                _ => {
                    return Err(StoreError::Url(format!(
                        "`{name}` is not a setting of an SQLite store: it has `max_page_count` (pages of 4 KiB) \
                         and `busy_timeout` (milliseconds)"
                    )));
                }
            };
        }
        make_private(Path::new(path))?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_lazy_with(options.clone().pragma("query_only", "1"));
        Ok(Self::Sqlite { options, readers })
    }

    #[cfg(feature = "postgres")]
    fn postgres(url: &str) -> Result<Self, StoreError> {
        let options = url
            .parse::<PgConnectOptions>()
            .map_err(|_| {
                // What the parser says may quote the address, and with it a password.
                StoreError::Url(
                    "this is not an address of PostgreSQL: write `postgres://user@host/database`".to_owned(),
                )
            })?
            .application_name("purdah")
            .disable_statement_logging();
        let readers = PgPoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_lazy_with(options.clone());
        Ok(Self::Postgres { options, readers })
    }

    #[cfg(not(feature = "postgres"))]
    fn postgres(_url: &str) -> Result<Self, StoreError> {
        Err(StoreError::Url(
            "this purdah was built without PostgreSQL: build it with the feature `postgres`, or write \
             `sqlite:purdah.db`"
                .to_owned(),
        ))
    }

    /// A connection of one's own.
    pub(super) async fn connect(&self) -> Result<Link, StoreError> {
        match self {
            Self::Sqlite { options, .. } => Ok(Link::Sqlite(Box::new(options.connect().await?))),
            #[cfg(feature = "postgres")]
            Self::Postgres { options, .. } => Ok(Link::Postgres(Box::new(options.connect().await?))),
        }
    }

    /// Brings what was written into the database's own file, and empties the log beside it, which may still hold what
    /// was overwritten. PostgreSQL looks after its own.
    pub(super) async fn settle(&self) -> Result<(), StoreError> {
        if let Self::Sqlite { .. } = self {
            let mut link = self.connect().await?;
            let settled = link.on().rows("pragma wal_checkpoint(truncate)", &[]).await;
            link.close().await;
            settled?;
        }
        Ok(())
    }

    /// The rows a reading statement gives.
    pub(super) async fn rows(&self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Sqlite { readers, .. } => {
                Connection::Sqlite(&mut *readers.acquire().await?).rows(sql, values).await
            }
            #[cfg(feature = "postgres")]
            Self::Postgres { readers, .. } => {
                Connection::Postgres(&mut *readers.acquire().await?).rows(sql, values).await
            }
        }
    }

    /// The first row a reading statement gives.
    pub(super) async fn row(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }
}

/// Whether an address may lead to a database: an SQLite file that is there, or any server.
pub(super) fn has_file(url: &str) -> bool {
    url.strip_prefix("sqlite:").is_none_or(|rest| {
        let path = rest.split_once('?').map_or(rest, |(path, _)| path);
        Path::new(path.strip_prefix("//").unwrap_or(path)).exists()
    })
}

/// A new database file is its owner's alone: it holds posts nobody has seen yet. SQLite gives its companions the
/// same permissions.
#[cfg(unix)]
fn make_private(path: &Path) -> Result<(), StoreError> {
    use std::io::ErrorKind;
    use std::os::unix::fs::OpenOptionsExt as _;
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(_) => Ok(()),
        Err(fault) if fault.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(fault) if fault.kind() == ErrorKind::NotFound => {
            Err(StoreError::Url(format!("the folder of {} does not exist: make it first", path.display())))
        }
        Err(fault) => Err(fault.into()),
    }
}

#[cfg(not(unix))]
fn make_private(_path: &Path) -> Result<(), StoreError> {
    Ok(())
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(fault) => {
                let code = fault.code().unwrap_or_default();
                // PostgreSQL's codes have five characters, SQLite's never more than four.
                if code.len() == 5 { of_postgres(&code) } else { of_sqlite(&code) }
            }
            sqlx::Error::Io(fault) => match Self::from(fault) {
                Self::Files(fault) => Self::Unreachable(fault.kind().to_string()),
                other => other,
            },
            sqlx::Error::Tls(_) => Self::Unreachable("the TLS connection failed".to_owned()),
            sqlx::Error::PoolTimedOut => Self::Unreachable("it did not answer in time".to_owned()),
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Closed,
            sqlx::Error::Configuration(_) => Self::Url("it cannot be read".to_owned()),
            sqlx::Error::Protocol(_) => Self::Unreachable("the connection broke off".to_owned()),
            _ => Self::Corrupt("a row did not have the shape purdah writes".to_owned()),
        }
    }
}

/// SQLite's extended result codes; the low byte is the kind.
fn of_sqlite(code: &str) -> StoreError {
    match code.parse::<u32>().map(|code| code & 0xff) {
        Ok(5 | 6) => StoreError::Locked,
        Ok(13) => StoreError::Full,
        Ok(11 | 26) => StoreError::Corrupt(format!("SQLite code {code}")),
        Ok(3 | 8 | 10 | 14 | 23) => StoreError::Unreachable(format!(
            "SQLite code {code}: the file cannot be read or written; look at its permissions and its disk"
        )),
        _ => StoreError::Refused(code.to_owned()),
    }
}

fn of_postgres(code: &str) -> StoreError {
    match (&code[..2], code) {
        (_, "40001" | "40P01") => StoreError::Conflict,
        (_, "53100" | "53200") => StoreError::Full,
        (_, "55P03" | "57014") => StoreError::Locked,
        ("XX", _) => StoreError::Corrupt(format!("PostgreSQL code {code}")),
        ("08" | "28" | "3D" | "53" | "57" | "58", _) => {
            StoreError::Unreachable(format!("PostgreSQL code {code}"))
        }
        (_, "25006") => StoreError::Unreachable("it only allows reading: it may be a standby".to_owned()),
        _ => StoreError::Refused(code.to_owned()),
    }
}
