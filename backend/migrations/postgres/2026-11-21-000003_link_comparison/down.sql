ALTER TABLE access_link DROP COLUMN comparing_until;
ALTER TABLE access_link DROP COLUMN comparing_by;
