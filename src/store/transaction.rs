//! An open transaction, as jobs see it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::StoreError;
use super::database::Link;
use super::record::Head;
use super::statement::{Row, Value};
use crate::council::CouncilId;

/// An open transaction, as jobs see it.
pub(super) struct Tx {
    pub(super) link: Link,
    /// The locked ends of the records of the councils that write in it.
    pub(super) heads: BTreeMap<CouncilId, Head>,
    /// The time of everything in this transaction.
    pub(super) now: DateTime<Utc>,
    /// Something was written since the mark was set.
    pub(super) wrote: bool,
}

impl Tx {
    pub(super) async fn rows(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Vec<Row>, StoreError> {
        self.link.on().rows(sql, values).await
    }

    pub(super) async fn row(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// The first row, locked until the transaction ends.
    pub(super) async fn row_for_update(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.link.on().rows_for_update(sql, values).await?.into_iter().next())
    }

    pub(super) async fn execute(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        self.wrote = true;
        self.link.on().execute(sql, values).await
    }

    /// As [`Tx::execute`], for a statement that must have changed a row of the thing named.
    pub(super) async fn change(
        &mut self,
        what: &'static str,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<(), StoreError> {
        match self.execute(sql, values).await? {
            0 => Err(StoreError::NoSuch(what)),
            _ => Ok(()),
        }
    }

    /// The head of a council whose job is running.
    pub(super) fn head(&mut self, council: &CouncilId) -> Result<&mut Head, StoreError> {
        self.heads.get_mut(council).ok_or(StoreError::Closed)
    }
}
