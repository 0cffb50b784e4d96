-- Who may send messages over HTTP, and in the name of which facilities. No personal data.
CREATE TABLE sender_account (
    name TEXT NOT NULL PRIMARY KEY,
    password_hash BLOB NOT NULL,
    created_at TIMESTAMP NOT NULL,
    disabled_at TIMESTAMP
);
CREATE TABLE sender_facility (
    account_name TEXT NOT NULL REFERENCES sender_account (name),
    facility TEXT NOT NULL,
    PRIMARY KEY (account_name, facility)
);
