-- A message need not answer an access request. The version before goes on writing the column. SQLite cannot change a
-- column, so the table is built again with all its rows and indexes.
CREATE TABLE message_rebuilt (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT,
    link_id TEXT,
    channel TEXT NOT NULL,
    kind TEXT NOT NULL,
    locale TEXT NOT NULL,
    contact_hash BLOB NOT NULL,
    sealed_content BLOB,
    state TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    give_up_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP,
    attempts INTEGER NOT NULL,
    next_try_at TIMESTAMP NOT NULL,
    lease_owner TEXT,
    lease_until TIMESTAMP,
    panics INTEGER NOT NULL DEFAULT 0
);
INSERT INTO message_rebuilt (
    id, request_id, link_id, channel, kind, locale, contact_hash, sealed_content, state, created_at, give_up_at,
    closed_at, attempts, next_try_at, lease_owner, lease_until, panics
)
SELECT
    id, request_id, link_id, channel, kind, locale, contact_hash, sealed_content, state, created_at, give_up_at,
    closed_at, attempts, next_try_at, lease_owner, lease_until, panics
FROM message;
DROP TABLE message;
ALTER TABLE message_rebuilt RENAME TO message;

CREATE INDEX message_queue ON message (channel, next_try_at, id) WHERE state = 'open';
CREATE INDEX message_leased ON message (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX message_open ON message (created_at) WHERE state = 'open';
CREATE INDEX message_open_link ON message (link_id) WHERE state = 'open';
CREATE INDEX message_closed ON message (closed_at);
