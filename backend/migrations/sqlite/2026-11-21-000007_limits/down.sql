ALTER TABLE access_request DROP COLUMN identity_hash;
DROP TABLE limit_counter;
