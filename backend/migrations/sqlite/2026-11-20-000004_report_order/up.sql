-- Reports may arrive in any order: which fields were told at another time than their row, and which doses were deleted.
ALTER TABLE patient ADD COLUMN field_times TEXT NOT NULL DEFAULT '';
ALTER TABLE immunization ADD COLUMN field_times TEXT NOT NULL DEFAULT '';

CREATE TABLE deleted_immunization (
    sender TEXT NOT NULL,
    dose TEXT NOT NULL,
    deleted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (sender, dose)
);
