ALTER TABLE message DROP COLUMN delivery;
ALTER TABLE message DROP COLUMN failure;
