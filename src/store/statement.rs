//! Values in, rows out: the only code that knows there are two databases behind one SQL text.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, ColumnIndex, Database, Decode, Encode, Executor, IntoArguments, Type};
#[cfg(feature = "postgres")]
use sqlx::{PgConnection, postgres::PgRow};
use sqlx::{SqlSafeStr as _, SqlStr, SqliteConnection};

use super::StoreError;
use crate::council::CouncilId;
use crate::review::{PersonId, PostId, ToolId};

/// A value bound to a statement. What is None is NULL of that type.
#[derive(Debug)]
pub(super) enum Value<'v> {
    Int(Option<i64>),
    Text(Option<Cow<'v, str>>),
    Bytes(Option<Cow<'v, [u8]>>),
}

/// The values of a statement, `$1` first.
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::store::statement::Value::from($value)),*] };
}
pub(super) use values;

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Int(Some(number.into()))
    }
}

impl From<u64> for Value<'_> {
    /// Sizes and counts: none of ours come near the end of an i64.
    fn from(number: u64) -> Self {
        Self::Int(Some(i64::try_from(number).unwrap_or(i64::MAX)))
    }
}

impl From<Option<i64>> for Value<'_> {
    fn from(number: Option<i64>) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(yes: bool) -> Self {
        Self::Int(Some(yes.into()))
    }
}

impl From<DateTime<Utc>> for Value<'_> {
    fn from(at: DateTime<Utc>) -> Self {
        Self::Int(Some(at.timestamp_millis()))
    }
}

impl From<Option<DateTime<Utc>>> for Value<'_> {
    fn from(at: Option<DateTime<Utc>>) -> Self {
        Self::Int(at.map(|at| at.timestamp_millis()))
    }
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(Some(text.into()))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Some(text.into()))
    }
}

impl<'v> From<&'v String> for Value<'v> {
    fn from(text: &'v String) -> Self {
        Self::Text(Some(text.into()))
    }
}

impl<'v> From<Option<&'v str>> for Value<'v> {
    fn from(text: Option<&'v str>) -> Self {
        Self::Text(text.map(Into::into))
    }
}

impl From<Option<String>> for Value<'_> {
    fn from(text: Option<String>) -> Self {
        Self::Text(text.map(Into::into))
    }
}

impl<'v> From<&'v [u8]> for Value<'v> {
    fn from(bytes: &'v [u8]) -> Self {
        Self::Bytes(Some(bytes.into()))
    }
}

impl<'v> From<&'v Vec<u8>> for Value<'v> {
    fn from(bytes: &'v Vec<u8>) -> Self {
        Self::Bytes(Some(bytes.into()))
    }
}

impl From<Vec<u8>> for Value<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(Some(bytes.into()))
    }
}

impl<'v> From<Option<&'v [u8]>> for Value<'v> {
    fn from(bytes: Option<&'v [u8]>) -> Self {
        Self::Bytes(bytes.map(Into::into))
    }
}

impl<'v> From<&'v CouncilId> for Value<'v> {
    fn from(council: &'v CouncilId) -> Self {
        Self::from(council.as_str())
    }
}

macro_rules! id_value {
    ($($id:ty),*) => {$(
        impl From<$id> for Value<'_> {
            fn from(id: $id) -> Self {
                Self::from(id.to_string())
            }
        }

        impl From<Option<$id>> for Value<'_> {
            fn from(id: Option<$id>) -> Self {
                Self::from(id.map(|id| id.to_string()))
            }
        }
    )*};
}
id_value!(PostId, PersonId, ToolId, uuid::Uuid);

/// A row of either database.
#[derive(Debug)]
pub(super) enum Row {
    Sqlite(SqliteRow),
    #[cfg(feature = "postgres")]
    Postgres(PgRow),
}

impl Row {
    pub(super) fn text(&self, column: &str) -> Result<String, StoreError> {
        self.get(column)
    }

    pub(super) fn maybe_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        self.get(column)
    }

    pub(super) fn int(&self, column: &str) -> Result<i64, StoreError> {
        self.get(column)
    }

    pub(super) fn maybe_int(&self, column: &str) -> Result<Option<i64>, StoreError> {
        self.get(column)
    }

    /// A count or a size.
    pub(super) fn size(&self, column: &str) -> Result<u64, StoreError> {
        u64::try_from(self.int(column)?).map_err(|_| damaged(column))
    }

    pub(super) fn bytes(&self, column: &str) -> Result<Vec<u8>, StoreError> {
        self.get(column)
    }

    pub(super) fn maybe_bytes(&self, column: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.get(column)
    }

    pub(super) fn time(&self, column: &str) -> Result<DateTime<Utc>, StoreError> {
        DateTime::from_timestamp_millis(self.int(column)?).ok_or_else(|| damaged(column))
    }

    pub(super) fn maybe_time(&self, column: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
        let Some(at) = self.maybe_int(column)? else { return Ok(None) };
        DateTime::from_timestamp_millis(at).map(Some).ok_or_else(|| damaged(column))
    }

    /// An id, or anything else that is read from a word.
    pub(super) fn parsed<T: std::str::FromStr>(&self, column: &str) -> Result<T, StoreError> {
        self.text(column)?.parse().map_err(|_| damaged(column))
    }

    pub(super) fn maybe_parsed<T: std::str::FromStr>(&self, column: &str) -> Result<Option<T>, StoreError> {
        self.maybe_text(column)?.map(|text| text.parse().map_err(|_| damaged(column))).transpose()
    }

    /// A value kept as JSON.
    pub(super) fn json<T: serde::de::DeserializeOwned>(&self, column: &str) -> Result<T, StoreError> {
        serde_json::from_str(&self.text(column)?).map_err(|_| damaged(column))
    }

    pub(super) fn council(&self) -> Result<CouncilId, StoreError> {
        CouncilId::try_from(self.text("council")?).map_err(|_| damaged("council"))
    }

    fn get<T: Field>(&self, column: &str) -> Result<T, StoreError> {
        match self {
            Self::Sqlite(row) => column_of(row, column),
            #[cfg(feature = "postgres")]
            Self::Postgres(row) => column_of(row, column),
        }
    }
}

fn column_of<'r, R, T>(row: &'r R, column: &str) -> Result<T, StoreError>
where
    R: sqlx::Row,
    T: Decode<'r, R::Database> + Type<R::Database>,
    for<'c> &'c str: ColumnIndex<R>,
{
    row.try_get(column).map_err(|_| damaged(column))
}

/// Something in the database that this program did not write.
pub(super) fn damaged(column: &str) -> StoreError {
    StoreError::Corrupt(format!("the column {column} holds what purdah never wrote"))
}

/// JSON of a value whose types always have one.
pub(super) fn to_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

macro_rules! field {
    ($($bound:tt)*) => {
        /// What a column may be read as, in both databases.
        trait Field: for<'r> Decode<'r, sqlx::Sqlite> + Type<sqlx::Sqlite> $($bound)* {}
        impl<T> Field for T where T: for<'r> Decode<'r, sqlx::Sqlite> + Type<sqlx::Sqlite> $($bound)* {}
    };
}
#[cfg(feature = "postgres")]
field!(+ for<'r> Decode<'r, sqlx::Postgres> + Type<sqlx::Postgres>);
#[cfg(not(feature = "postgres"))]
field!();

/// A connection of either database, for one statement.
#[derive(Debug)]
pub(super) enum Connection<'c> {
    Sqlite(&'c mut SqliteConnection),
    #[cfg(feature = "postgres")]
    Postgres(&'c mut PgConnection),
}

impl Connection<'_> {
    /// The rows a statement gives.
    pub(super) async fn rows(self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Sqlite(on) => {
                Ok(fetch(on, SqlStr::from_static(sql), values).await?.into_iter().map(Row::Sqlite).collect())
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(on) => Ok(fetch(on, SqlStr::from_static(sql), values)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect()),
        }
    }

    /// The rows a statement gives, locked against other nodes until the transaction ends. In SQLite the whole
    /// transaction has that lock already.
    pub(super) async fn rows_for_update(
        self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Sqlite(on) => Self::Sqlite(on).rows(sql, values).await,
            #[cfg(feature = "postgres")]
            Self::Postgres(on) => {
                // The one statement that is put together: from two constants.
                let sql = AssertSqlSafe(format!("{sql} for update")).into_sql_str();
                Ok(fetch(on, sql, values).await?.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// Runs a statement, and tells how many rows it changed.
    pub(super) async fn execute(self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        match self {
            Self::Sqlite(on) => {
                Ok(bound(SqlStr::from_static(sql), values).execute(on).await?.rows_affected())
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(on) => {
                Ok(bound(SqlStr::from_static(sql), values).execute(on).await?.rows_affected())
            }
        }
    }

    /// Runs a statement that opens, ends or marks a transaction.
    pub(super) async fn control(self, sql: &'static str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(on) => on.execute(sqlx::raw_sql(sql)).await.map(drop)?,
            #[cfg(feature = "postgres")]
            Self::Postgres(on) => on.execute(sqlx::raw_sql(sql)).await.map(drop)?,
        }
        Ok(())
    }
}

async fn fetch<'c, DB, E>(on: E, sql: SqlStr, values: &[Value<'_>]) -> Result<Vec<DB::Row>, sqlx::Error>
where
    DB: Database,
    E: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    for<'v> Option<i64>: Encode<'v, DB> + Type<DB>,
    for<'v> Option<&'v str>: Encode<'v, DB> + Type<DB>,
    for<'v> Option<&'v [u8]>: Encode<'v, DB> + Type<DB>,
{
    bound(sql, values).fetch_all(on).await
}

fn bound<'q, DB>(sql: SqlStr, values: &'q [Value<'_>]) -> sqlx::query::Query<'q, DB, DB::Arguments>
where
    DB: Database,
    for<'v> Option<i64>: Encode<'v, DB> + Type<DB>,
    for<'v> Option<&'v str>: Encode<'v, DB> + Type<DB>,
    for<'v> Option<&'v [u8]>: Encode<'v, DB> + Type<DB>,
{
    values.iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Int(number) => query.bind(*number),
        // PostgreSQL's text cannot hold a NUL; nothing of ours that comes as JSON has one.
        Value::Text(Some(text)) if text.contains('\0') => {
            query.bind(Some(text.replace('\0', "\u{fffd}").as_str()))
        }
        Value::Text(text) => query.bind(text.as_deref()),
        Value::Bytes(bytes) => query.bind(bytes.as_deref()),
    })
}
