//! What happens to a post after it was judged: the state machine, and who may do what.
//!
//! [`Submission`] is one write a tool asked for, as the store keeps it. Every change of it is a [`Step`];
//! [`take`] says what a step leads to or why it is refused, and the store writes the result and its event
//! in one transaction. Nothing here reads a clock or touches a store.
//!
//! ```text
//! received -> allowed | held | blocked          held -> approved | returned | rejected | parked | withdrawn | expired
//! returned -> held      blocked -> held (appeal)      parked -> held (the period ended)
//! allowed (scheduled) -> held (taken back)            approved -> releasing | held (lapsed, or its slot passed)
//! releasing -> published | failed | unknown           unknown -> published | failed | releasing (only after reading back)
//! failed -> releasing (only by a person)
//! ```

#![deny(clippy::disallowed_methods)]

pub mod approval;
pub mod decision;
pub mod ids;
pub mod people;
mod public_at;
pub mod state;
pub mod step;
pub mod submission;

pub use approval::{Approval, Ground, SeenFinding, Slot};
pub use decision::DecisionKind;
pub use ids::{PersonId, PlatformId, PostId, Reference, ToolId};
pub use people::{Decider, Role, Roles};
pub use public_at::public_at;
pub use state::{HeldBecause, State, StateName};
pub use step::{Change, Refusal, Rules, Step, take};
pub use submission::Submission;
