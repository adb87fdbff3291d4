//! Why a step is refused.

use crate::review::approval::Slot;
use crate::review::state::StateName;

/// Why a step is refused. The texts are for the person who tried it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The post has moved on.
    #[error("this post is {0} now, so that cannot be done")]
    NotFrom(StateName),
    /// The post says something else now.
    #[error("this post has changed since you opened it: look at the new version, then decide")]
    ContentChanged,
    /// A person's own post.
    #[error("this is your own post: a colleague has to decide on it")]
    OwnPost,
    /// The person may not decide.
    #[error("your account may not decide on posts: an administrator can give it the reviewer role")]
    NotAReviewer,
    /// The second signature must be another's.
    #[error("an emergency release needs a second person: you have already signed it")]
    SamePersonTwice,
    /// The second signature must be under the same slot.
    #[error("the first person asked for another time ({}): choose the same, or return the post", .0.as_str())]
    OtherSlot(Slot),
    /// No words of why.
    #[error("give a reason in a few words: it is kept in the record")]
    NoReason,
    /// The slot is over.
    #[error("the time its author had asked for has passed: choose to publish now or after the period")]
    SlotPassed,
    /// There is no slot.
    #[error("its author asked for no particular time: choose now or after the period")]
    NoSlot,
    /// Not due.
    #[error("it is not due yet")]
    NotDue,
    /// It waits for another.
    #[error("it answers a post that is not published yet")]
    ParentNotPublished,
    /// Not the author.
    #[error("only its author can do that")]
    NotTheAuthor,
}
