-- Which of the link's sessions are valid: "Lock" raises the number. Unlike a time, it is the same for all machines.
ALTER TABLE access_link ADD COLUMN session_number INTEGER NOT NULL DEFAULT 0;

-- The secret behind the revocation ids of the cards under this key, which must outlive every change of other keys.
ALTER TABLE signing_key ADD COLUMN sealed_card_secret BLOB;
