-- An accepted request; sealed_payload is erased in the transaction that answers it.
CREATE TABLE access_request (
    id TEXT NOT NULL PRIMARY KEY,
    request_code TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    locale TEXT NOT NULL,
    contact_hash BLOB NOT NULL,
    sealed_payload BLOB,
    received_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP,
    attempts INTEGER NOT NULL,
    next_try_at TIMESTAMP NOT NULL,
    lease_owner TEXT,
    lease_until TIMESTAMP
);
CREATE INDEX access_request_due ON access_request (state, next_try_at);

CREATE TABLE used_challenge (
    challenge TEXT NOT NULL PRIMARY KEY,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX used_challenge_expiry ON used_challenge (expires_at);

-- Only the token's hash is kept; the token itself is in the sealed message until that is delivered.
CREATE TABLE access_link (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL UNIQUE,
    request_code TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    pin_hash TEXT,
    tries INTEGER NOT NULL,
    issued_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    locked_at TIMESTAMP,
    sessions_valid_after TIMESTAMP NOT NULL
);
CREATE INDEX access_link_expiry ON access_link (expires_at);

-- The patient rows of the one person a link opens, fixed at the decision.
CREATE TABLE access_link_patient (
    link_id TEXT NOT NULL REFERENCES access_link (id) ON DELETE CASCADE,
    patient_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (link_id, patient_id)
);

-- A message is a row first; sealed_content is erased once it is delivered.
CREATE TABLE message (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL,
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
    lease_until TIMESTAMP
);
CREATE INDEX message_due ON message (state, next_try_at);
