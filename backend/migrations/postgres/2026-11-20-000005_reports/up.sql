-- What was reported is kept report by report, and the rows are what the reports, in the order they were told, add up to.
-- Rows written before cannot be taken apart into reports: the registry is emptied and has to be imported again.
DROP TABLE deleted_immunization;
DROP TABLE immunization;
DROP TABLE contact_key;
DROP TABLE patient_contact;
DROP TABLE patient;
DELETE FROM access_link;

-- Numbers are given by `registry_state`, in the order of arrival, and never twice.
CREATE TABLE patient (
    id BIGINT PRIMARY KEY,
    sender TEXT COLLATE "C" NOT NULL,
    sender_patient_id TEXT COLLATE "C" NOT NULL,
    first_name TEXT NOT NULL,
    middle_name TEXT,
    last_name TEXT NOT NULL,
    suffix TEXT,
    aliases TEXT NOT NULL,
    birth_date DATE NOT NULL,
    gender TEXT NOT NULL,
    is_protected BOOLEAN NOT NULL,
    is_deceased BOOLEAN NOT NULL,
    deceased_on DATE,
    is_multiple_birth BOOLEAN NOT NULL,
    last_reported_at TIMESTAMP NOT NULL,
    last_report_digest BYTEA NOT NULL,
    UNIQUE (sender, sender_patient_id)
);

-- Everything a sender said about a patient, as read from the message.
CREATE TABLE report (
    patient_id BIGINT NOT NULL,
    told_at TIMESTAMP NOT NULL,
    digest BYTEA NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (patient_id, told_at, digest)
);

-- The contact as reported; contact_key can be rebuilt from it when the rules or the key change.
CREATE TABLE patient_contact (
    patient_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    owner TEXT NOT NULL,
    last_reported_at TIMESTAMP NOT NULL,
    PRIMARY KEY (patient_id, kind, value, owner)
);

-- The only way from a typed contact to a patient.
CREATE TABLE contact_key (
    contact_hash BYTEA NOT NULL,
    patient_id BIGINT NOT NULL,
    owner TEXT NOT NULL,
    last_seen_on DATE NOT NULL,
    PRIMARY KEY (contact_hash, patient_id, owner)
);

-- `number` counts the doses of a patient.
CREATE TABLE immunization (
    patient_id BIGINT NOT NULL,
    number INTEGER NOT NULL,
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
    PRIMARY KEY (patient_id, number)
);

-- Records somebody found to be of two people: never read together again. The smaller number stands first.
CREATE TABLE patient_separation (
    one_id BIGINT NOT NULL,
    other_id BIGINT NOT NULL,
    separated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (one_id, other_id)
);

-- What arrived from each sender, for the report on data quality.
CREATE TABLE sender_tally (
    sender TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    messages BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    warnings BIGINT NOT NULL,
    last_message_at TIMESTAMP NOT NULL
);

-- Single facts about the registry, such as the next patient's number.
CREATE TABLE registry_state (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
