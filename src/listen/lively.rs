//! A request body whose sender may pause, but not for ever.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::Sleep;

/// A body that fails when nothing of it arrives for too long while somebody waits for it.
#[derive(Debug)]
pub(super) struct Lively<B> {
    body: B,
    patience: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
}

/// The sender stopped in the middle of a body.
#[derive(Debug, thiserror::Error)]
#[error("nothing of the request's body arrived for {} seconds", .0.as_secs())]
pub(super) struct Stalled(Duration);

impl<B> Lively<B> {
    pub(super) fn new(body: B, patience: Duration) -> Self {
        Self { body, patience, waiting: None }
    }
}

impl<B> Body for Lively<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<axum::BoxError>,
{
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) {
            // A reader that takes its time over what it got is not the sender's doing.
            this.waiting = None;
            return Poll::Ready(frame.map(|read| read.map_err(Into::into)));
        }
        let patience = this.patience;
        let waiting = this.waiting.get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        waiting.as_mut().poll(cx).map(|()| Some(Err(Stalled(patience).into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use http_body_util::{BodyExt as _, StreamBody};
    use tokio::sync::mpsc;
    use tokio::time::Instant;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(30);

    /// A body that hands over a byte whenever one is sent.
    fn trickle() -> (mpsc::UnboundedSender<()>, impl Body<Data = Bytes, Error = Infallible> + Unpin) {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let frames = futures_util::stream::poll_fn(move |cx| {
            receiver.poll_recv(cx).map(|sent| sent.map(|()| Ok(Frame::data(Bytes::from_static(b"x")))))
        });
        (sender, StreamBody::new(frames))
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_stalls_ends_in_an_error() {
        let (sender, body) = trickle();
        let mut body = Lively::new(body, PATIENCE);
        sender.send(()).unwrap();
        assert!(body.frame().await.unwrap().is_ok());
        let began = Instant::now();
        let error = body.frame().await.unwrap().unwrap_err();
        assert_eq!(error.to_string(), "nothing of the request's body arrived for 30 seconds");
        assert!(began.elapsed() >= PATIENCE);
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_only_trickles_is_read_to_its_end() {
        let (sender, body) = trickle();
        let mut body = Lively::new(body, PATIENCE);
        for _ in 0..4 {
            let (read, ()) = tokio::join!(body.frame(), async {
                tokio::time::advance(PATIENCE.mul_f32(0.9)).await;
                sender.send(()).unwrap();
            });
            assert!(read.unwrap().is_ok());
        }
        drop(sender);
        assert!(body.frame().await.is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn time_the_reader_takes_does_not_count() {
        let (sender, body) = trickle();
        let mut body = Lively::new(body, PATIENCE);
        sender.send(()).unwrap();
        assert!(body.frame().await.unwrap().is_ok());
        tokio::time::advance(PATIENCE * 3).await;
        sender.send(()).unwrap();
        assert!(body.frame().await.unwrap().is_ok());
    }
}
