-- Columns and tables take the field's terms. Every row is kept.

-- The time of the report's message (MSH-7, meta.lastUpdated).
ALTER TABLE report RENAME COLUMN told_at TO reported_at;
