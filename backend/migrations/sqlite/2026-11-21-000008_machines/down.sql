ALTER TABLE signing_key DROP COLUMN sealed_card_secret;
ALTER TABLE access_link DROP COLUMN session_number;
