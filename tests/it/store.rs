//! The store keeps its word, on SQLite and on PostgreSQL alike: every test below [`on_both!`] runs on each.

mod bed;
mod decisions;
mod faults;
mod media;
mod people;
mod posts;
mod record;
mod steps;
mod together;

use bed::Bed;

/// Each test of the suite, once a database.
macro_rules! on_both {
    ($($module:ident: $($name:ident),* $(,)?;)*) => {
        mod sqlite {
            use super::*;
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    let bed = Bed::sqlite();
                    $module::$name(&bed).await;
                    bed.end().await;
                }
            )*)*
        }

        #[cfg(feature = "postgres")]
        mod postgres {
            use super::*;
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                #[ignore = "needs PostgreSQL: PURDAH_TEST_POSTGRES_URL"]
                async fn $name() {
                    let bed = Bed::postgres().await;
                    $module::$name(&bed).await;
                    bed.end().await;
                }
            )*)*
        }
    };
}

on_both! {
    posts:
        a_recorded_post_reads_back_by_every_name_it_has,
        the_same_held_content_is_one_post_while_it_is_open_and_a_day_after_publication,
        an_allowed_or_blocked_post_is_always_a_new_one,
        an_idempotency_key_brings_back_a_refused_post_for_a_day,
        posts_are_listed_oldest_first_in_pages,
        nothing_of_another_council_can_be_read_or_changed,
        what_an_allowed_post_became_is_found_by_the_platforms_id,
        words_a_database_cannot_hold_do_no_harm;
    steps:
        a_post_goes_its_way_with_one_event_a_step,
        a_refused_step_writes_nothing,
        of_many_that_claim_a_post_exactly_one_gets_it,
        the_ledger_counts_the_attempts_and_claims_the_outcomes,
        a_changed_post_has_a_new_version_and_hash,
        a_claim_that_ran_out_is_found_with_its_council;
    decisions:
        a_decision_stays_explained_after_the_post_has_moved_on,
        parking_rejecting_and_appealing_are_explained_too,
        a_step_that_is_refused_leaves_no_decision,
        whoever_saw_it_held_does_not_take_an_approval_back_unawares,
        what_a_post_said_before_it_was_changed_stays_readable,
        words_and_versions_go_when_the_content_is_erased;
    record:
        the_record_of_many_writers_on_two_stores_is_whole,
        tampering_in_the_database_is_found,
        a_checkpoint_is_signed_and_opens_with_the_councils_key,
        a_clock_behind_the_record_stops_everything_but_what_has_happened,
        a_commitment_in_the_record_is_to_the_content_and_its_key;
    together:
        concurrent_writes_share_their_commits,
        one_that_is_refused_leaves_its_neighbours_alone;
    media:
        a_medium_reads_back_whole_and_is_kept_once,
        a_medium_over_the_limit_is_refused_and_leaves_nothing,
        a_sender_who_breaks_off_leaves_nothing,
        what_no_post_needs_goes_after_two_days,
        an_upload_remembers_its_words_and_its_post;
    people:
        a_person_signs_in_with_their_password_and_nobody_elses,
        guessing_is_stopped_for_a_while,
        a_link_signs_in_once,
        a_deactivated_person_has_no_session_and_no_token,
        a_token_tells_who_holds_it_until_it_is_revoked,
        a_credential_is_kept_sealed_and_found_by_fingerprint,
        a_document_makes_a_version_only_when_it_is_new,
        documents_looked_at_with_others_than_stand_now_are_not_recorded,
        a_store_that_is_not_there_is_not_made_by_looking;
}
