-- The registry is emptied on the way back, too.
DROP TABLE registry_state;
DROP TABLE sender_tally;
DROP TABLE patient_separation;
DROP TABLE immunization;
DROP TABLE contact_key;
DROP TABLE patient_contact;
DROP TABLE report;
DROP TABLE patient;
DELETE FROM access_link;

-- What providers reported: patients, how they can be reached, and their immunizations.
CREATE TABLE patient (
    id TEXT NOT NULL PRIMARY KEY,
    sender TEXT NOT NULL,
    sender_patient_id TEXT NOT NULL,
    first_name TEXT NOT NULL,
    middle_name TEXT,
    last_name TEXT NOT NULL,
    suffix TEXT,
    aliases TEXT NOT NULL,
    birth_date DATE NOT NULL,
    gender TEXT NOT NULL,
    is_protected BOOLEAN NOT NULL,
    is_deceased BOOLEAN NOT NULL,
    is_multiple_birth BOOLEAN NOT NULL,
    last_reported_at TIMESTAMP NOT NULL,
    UNIQUE (sender, sender_patient_id)
);

-- The contact as reported; contact_key can be rebuilt from it when the rules or the key change.
CREATE TABLE patient_contact (
    patient_id TEXT NOT NULL REFERENCES patient (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    owner TEXT NOT NULL,
    last_reported_at TIMESTAMP NOT NULL,
    PRIMARY KEY (patient_id, kind, value, owner)
);

-- The only way from a typed contact to a patient.
CREATE TABLE contact_key (
    contact_hash BLOB NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id) ON DELETE CASCADE,
    owner TEXT NOT NULL,
    last_seen_on DATE NOT NULL,
    PRIMARY KEY (contact_hash, patient_id, owner)
);
CREATE INDEX contact_key_patient ON contact_key (patient_id);

CREATE TABLE immunization (
    id TEXT NOT NULL PRIMARY KEY,
    patient_id TEXT NOT NULL REFERENCES patient (id) ON DELETE CASCADE,
    sender TEXT NOT NULL,
    filler_order_number TEXT,
    cvx TEXT NOT NULL,
    vaccine_text TEXT,
    occurrence_date DATE NOT NULL,
    mvx TEXT,
    product TEXT,
    lot_number TEXT,
    performer TEXT,
    is_historical BOOLEAN NOT NULL,
    outcome TEXT NOT NULL,
    last_reported_at TIMESTAMP NOT NULL,
    UNIQUE (sender, filler_order_number)
);
CREATE INDEX immunization_patient ON immunization (patient_id, cvx, occurrence_date);

-- Reports may arrive in any order: which fields were told at another time than their row, and which doses were deleted.
ALTER TABLE patient ADD COLUMN field_times TEXT NOT NULL DEFAULT '';
ALTER TABLE immunization ADD COLUMN field_times TEXT NOT NULL DEFAULT '';

CREATE TABLE deleted_immunization (
    sender TEXT NOT NULL,
    dose TEXT NOT NULL,
    deleted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (sender, dose)
);
