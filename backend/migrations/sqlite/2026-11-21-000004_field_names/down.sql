ALTER TABLE access_link_patient RENAME COLUMN position TO place;

UPDATE registry_state SET name = 'contact_keys_done_up_to' WHERE name = 'contact_hashes_done_up_to';
UPDATE registry_state SET name = 'contact_keys' WHERE name = 'contact_hashes';
ALTER TABLE contact_hash RENAME COLUMN hash TO contact_hash;
ALTER TABLE contact_hash RENAME TO contact_key;

ALTER TABLE report RENAME COLUMN reported_at TO told_at;
