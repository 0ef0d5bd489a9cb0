-- Version 2: what the gallery shows. Frozen: a later shape is a migration of its own.

-- Photos whose place in the gallery is to be worked out anew; written by triggers.
CREATE TABLE shot_outbox (
    photo_id INTEGER NOT NULL PRIMARY KEY
);

-- Which photos count as one (a live picture and its film, RAW and JPEG, sidecars).
CREATE TABLE shot_photo (
    photo_id INTEGER NOT NULL PRIMARY KEY,
    album_id INTEGER NOT NULL,
    key INTEGER NOT NULL,
    kind TEXT NOT NULL,
    taken_at INTEGER,
    looked_at_mtime_ns INTEGER
);
CREATE INDEX shot_photo_album_id_key ON shot_photo (album_id, key);
CREATE INDEX shot_photo_unlooked ON shot_photo (photo_id) WHERE (looked_at_mtime_ns IS NULL);

-- In the order in which they are shown, so that a screenful is one piece of the table.
CREATE TABLE shot (
    month INTEGER NOT NULL,
    taken_at INTEGER NOT NULL,
    id INTEGER NOT NULL,
    album_id INTEGER NOT NULL,
    key INTEGER NOT NULL,
    state TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (month, taken_at, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX shot_id ON shot (id);
CREATE UNIQUE INDEX shot_album_id_key ON shot (album_id, key);

CREATE TABLE shot_month (
    month INTEGER NOT NULL,
    album_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    shots INTEGER NOT NULL,
    PRIMARY KEY (month, album_id, state)
) WITHOUT ROWID;

CREATE TRIGGER count_shot_in AFTER INSERT ON shot
BEGIN
    INSERT OR IGNORE INTO shot_month (month, album_id, state, shots)
    VALUES (NEW.month, NEW.album_id, NEW.state, 0);
    UPDATE shot_month SET shots = shots + 1
    WHERE month = NEW.month AND album_id = NEW.album_id AND state = NEW.state;
END;

CREATE TRIGGER count_shot_out AFTER DELETE ON shot
BEGIN
    UPDATE shot_month SET shots = shots - 1
    WHERE month = OLD.month AND album_id = OLD.album_id AND state = OLD.state;
END;

CREATE TRIGGER show_photo_added AFTER INSERT ON photo
BEGIN
    INSERT OR IGNORE INTO shot_outbox (photo_id) VALUES (NEW.id);
END;

CREATE TRIGGER show_photo_changed
AFTER UPDATE OF album_id, path, size_bytes, mtime_ns, state, deleted_at ON photo
BEGIN
    INSERT OR IGNORE INTO shot_outbox (photo_id) VALUES (NEW.id);
END;

CREATE TRIGGER show_photo_gone AFTER DELETE ON photo
BEGIN
    INSERT OR IGNORE INTO shot_outbox (photo_id) VALUES (OLD.id);
END;

INSERT INTO shot_outbox (photo_id) SELECT id FROM photo;
