-- How often a link was opened, when last, and when before that: the record shows them, so that a person sees whether
-- somebody else opened it. A link that its receiver did not ask for is revoked for good.
ALTER TABLE access_link ADD COLUMN opened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE access_link ADD COLUMN last_opened_at TIMESTAMP;
ALTER TABLE access_link ADD COLUMN previous_opened_at TIMESTAMP;
ALTER TABLE access_link ADD COLUMN revoked_at TIMESTAMP;
