-- Version 1 of the ledger. Frozen: a later shape is a migration of its own.

CREATE TABLE album (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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

CREATE TABLE device (
    device_id TEXT NOT NULL PRIMARY KEY,
    public_key TEXT NOT NULL,
    known_at REAL NOT NULL,
    head_number INTEGER,
    head_hash TEXT
);

CREATE TABLE album_origin (
    album_id INTEGER NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    remote_id INTEGER NOT NULL,
    adopted INTEGER NOT NULL,
    FOREIGN KEY (album_id) REFERENCES album (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX albumorigin_device_id_remote_id ON album_origin (device_id, remote_id);

CREATE TABLE photo_origin (
    device_id TEXT NOT NULL,
    remote_id INTEGER NOT NULL,
    photo_id INTEGER NOT NULL,
    adopted INTEGER NOT NULL,
    PRIMARY KEY (device_id, remote_id)
);
CREATE INDEX photoorigin_photo_id ON photo_origin (photo_id);

CREATE TABLE journal_outbox (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject INTEGER,
    name TEXT
);

CREATE TABLE journal_segment (
    number INTEGER NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL,
    data BLOB NOT NULL,
    entries INTEGER NOT NULL,
    part INTEGER,
    parts INTEGER,
    on_main INTEGER NOT NULL,
    on_backup INTEGER NOT NULL
);

-- Whatever a journal must tell is noted in the transaction that does it, whoever does it.

CREATE TRIGGER tell_album_added AFTER INSERT ON album
BEGIN
    INSERT INTO journal_outbox (kind, subject) VALUES ('album-added', NEW.id);
END;

CREATE TRIGGER tell_album_back AFTER UPDATE OF state ON album
WHEN OLD.state = 'removed' AND NEW.state <> 'removed'
BEGIN
    INSERT INTO journal_outbox (kind, subject) VALUES ('album-added', NEW.id);
END;

CREATE TRIGGER tell_album_removed AFTER UPDATE OF state ON album
WHEN OLD.state <> 'removed' AND NEW.state = 'removed'
BEGIN
    INSERT INTO journal_outbox (kind, subject) VALUES ('album-removed', NEW.id);
END;

CREATE TRIGGER tell_album_renamed AFTER UPDATE OF name ON album
WHEN OLD.name <> NEW.name
BEGIN
    INSERT INTO journal_outbox (kind, subject) VALUES ('album-renamed', NEW.id);
END;

CREATE TRIGGER tell_photo_stored AFTER UPDATE OF object_id ON photo
WHEN NEW.object_id IS NOT NULL
BEGIN
    INSERT INTO journal_outbox (kind, subject) VALUES ('photo-stored', NEW.id);
END;

CREATE TRIGGER tell_photo_moved AFTER UPDATE OF album_id, path ON photo
WHEN NEW.object_id IS NOT NULL AND (OLD.album_id <> NEW.album_id OR OLD.path <> NEW.path)
BEGIN
    INSERT INTO journal_outbox (kind, subject) VALUES ('photo-moved', NEW.id);
END;

CREATE TRIGGER tell_photo_removed AFTER UPDATE OF deleted_at ON photo
WHEN OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL
BEGIN
    INSERT INTO journal_outbox (kind, subject) VALUES ('photo-removed', NEW.id);
END;

CREATE TRIGGER tell_photo_back AFTER UPDATE OF deleted_at ON photo
WHEN OLD.deleted_at IS NOT NULL AND NEW.deleted_at IS NULL
BEGIN
    INSERT INTO journal_outbox (kind, subject) VALUES ('photo-back', NEW.id);
END;

CREATE TRIGGER tell_photo_forgotten AFTER DELETE ON photo
WHEN OLD.object_id IS NOT NULL
BEGIN
    INSERT INTO journal_outbox (kind, subject) VALUES ('photo-removed', OLD.id);
END;

CREATE TRIGGER tell_photo_adopted AFTER UPDATE OF adopted ON photo_origin
WHEN NEW.adopted AND NOT OLD.adopted
BEGIN
    INSERT INTO journal_outbox (kind, subject) VALUES ('photo-adopted', NEW.photo_id);
END;

CREATE TRIGGER tell_object_known AFTER UPDATE OF sha256 ON object
BEGIN
    INSERT INTO journal_outbox (kind, subject)
    SELECT 'photo-stored', id FROM photo WHERE object_id = NEW.id;
END;

CREATE TRIGGER tell_object_gone AFTER DELETE ON object
BEGIN
    INSERT INTO journal_outbox (kind, name) VALUES ('object-gone', OLD.name);
END;
