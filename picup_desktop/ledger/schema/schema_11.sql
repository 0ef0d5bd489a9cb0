-- Version 11: who belongs to the vault, and keys that were renewed (6-4, 6-5). Frozen: a later
-- shape is a migration of its own.

-- Signed statements that count, as they are handed on in the keys files.
CREATE TABLE trust_statement (
    text TEXT NOT NULL,
    signer TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (text, signer)
);

-- Vault keys that this home learned after it joined, each sealed to a key of its secret store.
CREATE TABLE vault_key (
    recipient TEXT NOT NULL PRIMARY KEY,
    sealed BLOB NOT NULL
);

-- Keys that albums had before their present ones: they open what was sealed to them.
CREATE TABLE former_album_key (
    recipient TEXT NOT NULL PRIMARY KEY,
    sealed_identity BLOB NOT NULL
);
