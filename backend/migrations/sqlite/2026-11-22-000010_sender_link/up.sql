-- Whether the contacts that a sender reports open its own reports only. All accounts so far open everything.
ALTER TABLE sender_account ADD COLUMN links_own_only BOOLEAN NOT NULL DEFAULT FALSE;
