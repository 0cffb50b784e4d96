ALTER TABLE access_link DROP COLUMN revoked_at;
ALTER TABLE access_link DROP COLUMN previous_opened_at;
ALTER TABLE access_link DROP COLUMN last_opened_at;
ALTER TABLE access_link DROP COLUMN opened;
