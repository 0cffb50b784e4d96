-- The counters of the limits. The key is a keyed hash of a contact, a person, a phone prefix, a country code, the budget
-- of texts or a network; `counts` is JSON. A counter restricts nothing from `expires_at` on.
CREATE TABLE limit_counter (
    key TEXT NOT NULL PRIMARY KEY,
    counts TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX limit_counter_expiry ON limit_counter (expires_at);

-- The keyed hash of name and birth date while a request is open, so that many requests about one person delay nobody.
ALTER TABLE access_request ADD COLUMN identity_hash BYTEA;
