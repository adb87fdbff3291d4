//! Media and uploads.

use chrono::TimeDelta;
use purdah::post::Medium;
use purdah::store::{MediaError, Store, StoreError, Upload};
use tokio::io::{AsyncRead, AsyncReadExt as _};

use super::bed::{Bed, council, held, record};

const LIMIT: u64 = 8 * 1024 * 1024;

fn bytes(len: usize) -> Vec<u8> {
    (0..len).map(|n| u8::try_from(n % 251).unwrap()).collect()
}

async fn read(store: &Store, sha256: &str) -> Option<Vec<u8>> {
    let mut medium = match store.media_open(&council(), sha256).await {
        Ok(medium) => medium,
        Err(MediaError::Missing) => return None,
        Err(other) => panic!("{other}"),
    };
    let mut bytes = Vec::new();
    medium.bytes.read_to_end(&mut bytes).await.unwrap();
    assert_eq!(bytes.len() as u64, medium.len);
    Some(bytes)
}

fn medium(sha256: &str) -> Medium {
    Medium { sha256: sha256.to_owned(), mime: "image/png".into(), alt: None, focus: None, attached: None }
}

pub(super) async fn a_medium_reads_back_whole_and_is_kept_once(bed: &Bed) {
    let store = bed.store().await;
    for len in [0, 1, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 3_000_000] {
        let sent = bytes(len);
        let kept = store.media_put(&council(), sent.as_slice(), LIMIT).await.unwrap();
        assert_eq!(kept.len, len as u64);
        assert_eq!(read(&store, &kept.sha256).await, Some(sent.clone()));
        assert_eq!(store.media_put(&council(), sent.as_slice(), LIMIT).await.unwrap(), kept);
        assert_eq!(read(&store, &kept.sha256).await, Some(sent));
    }
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(read(&store, empty).await, Some(Vec::new()));
    for path in ["", "../../purdah.key", "..", "/etc/passwd", "e3"] {
        assert_eq!(read(&store, path).await, None);
    }
}

pub(super) async fn a_medium_over_the_limit_is_refused_and_leaves_nothing(bed: &Bed) {
    let store = bed.store().await;
    let refused = store.media_put(&council(), bytes(3_000_000).as_slice(), 2_999_999).await;
    assert!(matches!(refused, Err(MediaError::TooLarge { limit: 2_999_999 })));
    assert!(store.media_put(&council(), bytes(3_000_000).as_slice(), 3_000_000).await.is_ok());
    leaves_nothing_unfinished(bed).await;
}

/// Gives some bytes, then breaks off.
struct BreaksOff(u32);

impl AsyncRead for BreaksOff {
    fn poll_read(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        to: &mut tokio::io::ReadBuf<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        if self.0 == 0 {
            return std::task::Poll::Ready(Err(std::io::ErrorKind::ConnectionReset.into()));
        }
        self.0 -= 1;
        to.put_slice(&vec![7; to.remaining().min(16 * 1024)]);
        std::task::Poll::Ready(Ok(()))
    }
}

pub(super) async fn a_sender_who_breaks_off_leaves_nothing(bed: &Bed) {
    let store = bed.store().await;
    for reads in [0, 1, 100] {
        let broken = store.media_put(&council(), BreaksOff(reads), LIMIT).await;
        assert!(matches!(broken, Err(MediaError::Broken(_))));
    }
    leaves_nothing_unfinished(bed).await;
}

/// No file stands under a temporary name, and no chunk without its medium.
async fn leaves_nothing_unfinished(bed: &Bed) {
    let folder = bed.path("media").join(council().as_str());
    if let Ok(entries) = std::fs::read_dir(folder) {
        for entry in entries {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(!name.starts_with('.'), "{name}");
        }
    }
    let orphans = "delete from media_chunks where not exists \
                   (select 1 from media where media.chunk_set = media_chunks.chunk_set)";
    assert_eq!(bed.tamper(orphans).await, 0);
}

pub(super) async fn what_no_post_needs_goes_after_two_days(bed: &Bed) {
    let store = bed.store().await;
    let needed = store.media_put(&council(), &b"needed"[..], LIMIT).await.unwrap();
    let unused = store.media_put(&council(), &b"unused"[..], LIMIT).await.unwrap();
    let uploaded = store.media_put(&council(), &b"uploaded"[..], LIMIT).await.unwrap();
    let again = store.media_put(&council(), &b"again"[..], LIMIT).await.unwrap();
    let mut post = held("with a picture");
    post.content.media = vec![medium(&needed.sha256)];
    record(&store, post).await;
    let upload = Upload {
        sha256: uploaded.sha256.clone(),
        mime: "image/png".into(),
        alt: None,
        focus: None,
        at: bed.clock.now() + TimeDelta::hours(10),
    };
    store.upload_note(&council(), "mastodon", "1", upload).await.unwrap();

    bed.clock.advance(TimeDelta::hours(47));
    assert_eq!(store.media_sweep(bed.clock.now()).await.unwrap(), 0);
    store.media_put(&council(), &b"again"[..], LIMIT).await.unwrap();
    bed.clock.advance(TimeDelta::hours(2));
    assert_eq!(store.media_sweep(bed.clock.now()).await.unwrap(), 1);
    assert_eq!(read(&store, &unused.sha256).await, None);
    for kept in [&needed, &uploaded, &again] {
        assert!(read(&store, &kept.sha256).await.is_some());
    }
    bed.clock.advance(TimeDelta::hours(48));
    assert_eq!(store.media_sweep(bed.clock.now()).await.unwrap(), 2);
    assert!(read(&store, &needed.sha256).await.is_some());
    assert_eq!(store.upload(&council(), "mastodon", "1").await.unwrap(), None);
    // What came back after a sweep is there again.
    store.media_put(&council(), &b"unused"[..], LIMIT).await.unwrap();
    assert_eq!(read(&store, &unused.sha256).await.as_deref(), Some(&b"unused"[..]));
}

pub(super) async fn an_upload_remembers_its_words_and_its_post(bed: &Bed) {
    let store = bed.store().await;
    let sha256 = "00".repeat(32);
    let at = bed.clock.now();
    let upload = Upload { sha256, mime: "image/png".into(), alt: Some("A\0 cat".into()), focus: None, at };
    store.upload_note(&council(), "mastodon", "7", upload.clone()).await.unwrap();
    assert_eq!(store.upload(&council(), "mastodon", "7").await.unwrap(), Some(upload.clone()));
    assert_eq!(store.upload(&council(), "other", "7").await.unwrap(), None);
    let focus = Some("0,0.5".to_owned());
    store.upload_describe(&council(), "mastodon", "7", None, focus.clone()).await.unwrap();
    let described = store.upload(&council(), "mastodon", "7").await.unwrap().unwrap();
    assert_eq!((described.alt, described.focus), (upload.alt, focus));
    assert_eq!(store.attached_to(&council(), "mastodon", "7").await.unwrap(), None);
    let post = record(&store, held("with a picture")).await;
    store.upload_attached(&council(), "mastodon", "7", post.id).await.unwrap();
    assert_eq!(store.attached_to(&council(), "mastodon", "7").await.unwrap(), Some(post.id));
    let unknown = store.upload_describe(&council(), "mastodon", "8", None, None).await;
    assert!(matches!(unknown, Err(StoreError::NoSuch("upload"))));
}
