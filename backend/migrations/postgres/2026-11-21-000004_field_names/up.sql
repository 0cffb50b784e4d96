-- Columns and tables take the field's terms. Every row is kept.

-- The time of the report's message (MSH-7, meta.lastUpdated).
ALTER TABLE report RENAME COLUMN told_at TO reported_at;

-- The keyed hash of a contact. The contact key is the secret of the hash, and is in no table.
ALTER TABLE contact_key RENAME TO contact_hash;
ALTER TABLE contact_hash RENAME COLUMN contact_hash TO hash;
ALTER INDEX contact_key_pkey RENAME TO contact_hash_pkey;
UPDATE registry_state SET name = 'contact_hashes' WHERE name = 'contact_keys';
UPDATE registry_state SET name = 'contact_hashes_done_up_to' WHERE name = 'contact_keys_done_up_to';

-- The position of a patient among those of a link, from 0.
ALTER TABLE access_link_patient RENAME COLUMN place TO position;
