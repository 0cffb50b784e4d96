-- Who compares a PIN with this link at the moment, and until when that counts: a process that was killed meanwhile
-- leaves its try behind, and the next call uses it.
ALTER TABLE access_link ADD COLUMN comparing_by TEXT;
ALTER TABLE access_link ADD COLUMN comparing_until TIMESTAMP;
