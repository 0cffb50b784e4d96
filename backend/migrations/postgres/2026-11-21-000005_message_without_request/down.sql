-- The id begins with the id of what the message is about, an access request or something else.
UPDATE message SET request_id = split_part(id, ':', 1) WHERE request_id IS NULL;
ALTER TABLE message ALTER COLUMN request_id SET NOT NULL;
