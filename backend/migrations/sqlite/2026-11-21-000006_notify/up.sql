-- Why a message did not reach the person, and the text gateway's last report about its delivery, for the help desk.
ALTER TABLE message ADD COLUMN failure TEXT;
ALTER TABLE message ADD COLUMN delivery TEXT;
