-- Version 1 of the ledger. Frozen: a later shape is a migration of its own.

CREATE TABLE album (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    path BLOB NOT NULL,
    state TEXT NOT NULL,
    recipient TEXT NOT NULL,
    sealed_identity BLOB NOT NULL,
    added_at REAL NOT NULL,
    scanned_at REAL,
    skipped_files INTEGER NOT NULL
);
CREATE UNIQUE INDEX album_name ON album (name);

CREATE TABLE attempt (
    photo_id INTEGER NOT NULL PRIMARY KEY,
    size_bytes INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    started_at REAL NOT NULL,
    object_name TEXT,
    sealed_bytes INTEGER,
    sha256 TEXT,
    FOREIGN KEY (photo_id) REFERENCES photo (id) ON DELETE CASCADE
);

CREATE TABLE attention_item (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    since REAL NOT NULL,
    text TEXT NOT NULL,
    choices TEXT NOT NULL,
    details TEXT NOT NULL,
    ignored_at REAL
);
CREATE UNIQUE INDEX attentionitem_kind_subject ON attention_item (kind, subject);

CREATE TABLE copy (
    object_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    verified_at REAL,
    PRIMARY KEY (object_id, role),
    FOREIGN KEY (object_id) REFERENCES object (id) ON DELETE CASCADE
);
CREATE INDEX copy_object_id ON copy (object_id);

CREATE TABLE message (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    made_at REAL NOT NULL,
    available_at REAL NOT NULL,
    leased_until REAL,
    lease TEXT,
    last_error TEXT,
    ended_at REAL
);
CREATE INDEX message_state_role_available_at ON message (state, role, available_at);

CREATE TABLE message_object (
    message_id INTEGER NOT NULL,
    object_name TEXT NOT NULL,
    photo_id INTEGER,
    gone_at REAL,
    unsure_since REAL,
    PRIMARY KEY (message_id, object_name),
    FOREIGN KEY (message_id) REFERENCES message (id) ON DELETE CASCADE,
    FOREIGN KEY (photo_id) REFERENCES photo (id) ON DELETE SET NULL
);
CREATE INDEX messageobject_message_id ON message_object (message_id);
CREATE INDEX messageobject_object_name ON message_object (object_name);
CREATE INDEX messageobject_photo_id ON message_object (photo_id);

CREATE TABLE object (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    sealed_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    album_id INTEGER NOT NULL,
    made_at REAL NOT NULL,
    FOREIGN KEY (album_id) REFERENCES album (id) ON DELETE RESTRICT
);
CREATE INDEX object_album_id ON object (album_id);
CREATE UNIQUE INDEX object_name ON object (name);
CREATE INDEX object_sha256 ON object (sha256);
CREATE INDEX object_size_bytes ON object (size_bytes);

CREATE TABLE photo (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    album_id INTEGER NOT NULL,
    path BLOB NOT NULL,
    size_bytes INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    state TEXT NOT NULL,
    object_id INTEGER,
    reason TEXT,
    attempts INTEGER NOT NULL,
    due_at REAL NOT NULL,
    seen_at REAL NOT NULL,
    missing_since REAL,
    remote_only INTEGER NOT NULL,
    deleted_at REAL,
    FOREIGN KEY (album_id) REFERENCES album (id) ON DELETE RESTRICT,
    FOREIGN KEY (object_id) REFERENCES object (id) ON DELETE RESTRICT
);
CREATE INDEX photo_album_id ON photo (album_id);
CREATE UNIQUE INDEX photo_album_id_path ON photo (album_id, path) WHERE (deleted_at IS NULL);
CREATE INDEX photo_object_id ON photo (object_id);
CREATE INDEX photo_state ON photo (state);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE storage (
    role TEXT NOT NULL PRIMARY KEY,
    url TEXT NOT NULL,
    key_file BLOB,
    host_key TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    state_since REAL NOT NULL,
    checked_at REAL,
    free_bytes INTEGER,
    round_trip_seconds REAL
);

CREATE TABLE told_alert (
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    since REAL,
    not_before REAL NOT NULL,
    PRIMARY KEY (kind, subject)
);

CREATE TABLE upload_event (
    id INTEGER NOT NULL PRIMARY KEY,
    photo_id INTEGER NOT NULL,
    at REAL NOT NULL,
    outcome TEXT NOT NULL,
    stored_on TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    reason TEXT,
    object_name TEXT,
    FOREIGN KEY (photo_id) REFERENCES photo (id) ON DELETE CASCADE
);
CREATE INDEX uploadevent_photo_id ON upload_event (photo_id);

CREATE TABLE vault (
    id INTEGER NOT NULL PRIMARY KEY,
    vault_id TEXT NOT NULL,
    post_quantum INTEGER NOT NULL,
    recovery_recipient TEXT NOT NULL,
    vault_recipient TEXT NOT NULL,
    device_id TEXT NOT NULL,
    device_key TEXT NOT NULL,
    made_at REAL NOT NULL,
    kit_confirmed_at REAL
);
