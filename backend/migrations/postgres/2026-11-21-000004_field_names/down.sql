ALTER TABLE report RENAME COLUMN reported_at TO told_at;
