-- Card keys: one is active, retired ones stay in the key set so that old cards verify.
CREATE TABLE signing_key (
    kid TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    sealed_private BYTEA,
    created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX signing_key_one_active ON signing_key (state) WHERE state = 'active';
