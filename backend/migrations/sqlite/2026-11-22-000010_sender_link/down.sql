ALTER TABLE sender_account DROP COLUMN links_own_only;
