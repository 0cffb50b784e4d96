-- How often the work on a row panicked; the attempts also count an ordinary error.
ALTER TABLE access_request ADD COLUMN panics INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN panics INTEGER NOT NULL DEFAULT 0;

-- The open rows in the order in which they are claimed. They replace the indexes on (state, next_try_at), which also
-- held every closed row.
CREATE INDEX access_request_queue ON access_request (next_try_at, id) WHERE state = 'open';
CREATE INDEX message_queue ON message (channel, next_try_at, id) WHERE state = 'open';
DROP INDEX access_request_due;
DROP INDEX message_due;

-- The rows a worker holds.
CREATE INDEX access_request_leased ON access_request (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX message_leased ON message (lease_until) WHERE lease_until IS NOT NULL;

-- The open rows by age, and the message a link waits for.
CREATE INDEX access_request_open ON access_request (received_at) WHERE state = 'open';
CREATE INDEX message_open ON message (created_at) WHERE state = 'open';
CREATE INDEX message_open_link ON message (link_id) WHERE state = 'open';

-- What the sweep deletes.
CREATE INDEX access_request_closed ON access_request (closed_at);
CREATE INDEX message_closed ON message (closed_at);

-- One row, written to find out whether the database takes a write.
CREATE TABLE write_probe (
    id INTEGER NOT NULL PRIMARY KEY,
    written_at TIMESTAMP NOT NULL
);
INSERT INTO write_probe (id, written_at) VALUES (1, '2026-11-21 00:00:00');
