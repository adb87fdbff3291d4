-- One set of statements for SQLite and PostgreSQL: ids and JSON are text, times are milliseconds UTC in a bigint,
-- bytes are bytea (SQLite keeps them as the blobs they are). Every key leads with the council.

create table audit_heads (
    council text not null primary key,
    size bigint not null,
    edge bytea not null,
    last_at bigint
);

create table audit_events (
    council text not null,
    seq bigint not null,
    post text,
    at bigint not null,
    leaf bytea not null,
    line text not null,
    primary key (council, seq)
);
create index audit_events_of_post on audit_events (council, post, seq);

create table posts (
    council text not null,
    id text not null,
    channel text not null,
    account text not null,
    reference text not null,
    number bigint not null,
    version bigint not null,
    state text not null,
    standing text not null,
    content text not null,
    content_hash text not null,
    content_key bytea,
    judged text not null,
    verdict text not null,
    slot bigint,
    tool text,
    authors text not null,
    waits_for text,
    received_at bigint not null,
    changed_at bigint not null,
    idempotency text,
    credential text,
    on_platform text,
    scheduled_as text,
    scheduled_until bigint,
    published_at bigint,
    release_until bigint,
    put_off_until bigint,
    primary key (council, id)
);
create unique index posts_by_reference on posts (council, reference);
create unique index posts_by_number on posts (council, channel, number);
create index posts_by_state on posts (council, state, id);
create index posts_by_content on posts (council, content_hash, channel);
create index posts_by_idempotency on posts (council, idempotency);
create index posts_by_platform on posts (council, channel, on_platform);
create index posts_by_scheduled on posts (council, channel, scheduled_as);
create index posts_scheduled_until on posts (council, scheduled_until);
create index posts_waiting on posts (council, waits_for);

create table post_versions (
    council text not null,
    post text not null,
    version bigint not null,
    content text not null,
    content_hash text not null,
    judged text not null,
    verdict text not null,
    slot bigint,
    at bigint not null,
    primary key (council, post, version)
);

create table decisions (
    council text not null,
    post text not null,
    seq bigint not null,
    kind text not null,
    person text not null,
    ground text,
    slot text,
    reason text,
    content_hash text not null,
    at bigint not null,
    primary key (council, post, seq)
);

create table deliveries (
    council text not null,
    post text not null,
    attempt bigint not null,
    channel text not null,
    node text not null,
    claimed_at bigint not null,
    claimed_until bigint not null,
    outcome text,
    platform_id text,
    settled_at bigint,
    primary key (council, post, attempt)
);
create index deliveries_by_platform on deliveries (council, channel, platform_id);

create table media (
    council text not null,
    sha256 text not null,
    len bigint not null,
    chunk_set text,
    at bigint not null,
    primary key (council, sha256)
);

create table media_chunks (
    council text not null,
    chunk_set text not null,
    n bigint not null,
    at bigint not null,
    bytes bytea not null,
    primary key (council, chunk_set, n)
);

create table media_refs (
    council text not null,
    sha256 text not null,
    post text not null,
    primary key (council, sha256, post)
);

create table uploads (
    council text not null,
    channel text not null,
    id text not null,
    sha256 text not null,
    mime text not null,
    words text not null,
    at bigint not null,
    post text,
    primary key (council, channel, id)
);
create index uploads_by_medium on uploads (council, sha256);

create table people (
    council text not null,
    id text not null,
    name text not null,
    email text not null,
    email_key text not null,
    password text,
    roles text not null,
    active bigint not null,
    added_at bigint not null,
    primary key (council, id)
);
create unique index people_by_email on people (council, email_key);

create table sessions (
    council text not null,
    hash text not null,
    person text not null,
    since bigint not null,
    until bigint not null,
    primary key (council, hash)
);
create index sessions_of_person on sessions (council, person);

create table sign_in_links (
    council text not null,
    hash text not null,
    person text not null,
    until bigint not null,
    primary key (council, hash)
);
create index sign_in_links_of_person on sign_in_links (council, person);

create table sign_in_attempts (
    council text not null,
    subject text not null,
    attempts bigint not null,
    since bigint not null,
    primary key (council, subject)
);

create table tools (
    council text not null,
    id text not null,
    name text not null,
    users text not null,
    added_at bigint not null,
    primary key (council, id)
);

create table tokens (
    council text not null,
    hash text not null,
    id text not null,
    person text,
    tool text,
    name text not null,
    added_at bigint not null,
    revoked_at bigint,
    primary key (council, hash)
);
create unique index tokens_by_id on tokens (council, id);

create table credentials (
    council text not null,
    channel text not null,
    fingerprint text not null,
    account text not null,
    tool text,
    sealed bytea,
    verified_at bigint not null,
    revoked_at bigint,
    primary key (council, channel, fingerprint)
);

create table documents (
    council text not null,
    kind text not null,
    name text not null,
    version bigint not null,
    digest text not null,
    bytes bytea not null,
    at bigint not null,
    by_whom text not null,
    confirmed text,
    refused text,
    primary key (council, kind, name, version)
);
create index documents_by_digest on documents (council, kind, name, digest);

create table readiness (
    council text not null primary key,
    probe bigint not null
);
