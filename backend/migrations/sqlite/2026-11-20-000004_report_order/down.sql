DROP TABLE deleted_immunization;
ALTER TABLE immunization DROP COLUMN field_times;
ALTER TABLE patient DROP COLUMN field_times;
