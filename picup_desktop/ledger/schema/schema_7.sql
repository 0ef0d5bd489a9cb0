-- Version 7: the state of every photo from when to when, so that a day can be restored (4-4).
-- Frozen: a later shape is a migration of its own.

-- Of the present state: since when it holds, the number of its version, the stored file's time.
ALTER TABLE photo ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE photo ADD COLUMN present_since REAL;
ALTER TABLE photo ADD COLUMN stored_mtime_ns INTEGER;

-- Of an earlier state: the place and the time of the file, and how the state ended.
ALTER TABLE earlier_version ADD COLUMN album_id INTEGER;
ALTER TABLE earlier_version ADD COLUMN path BLOB;
ALTER TABLE earlier_version ADD COLUMN mtime_ns INTEGER;
ALTER TABLE earlier_version ADD COLUMN number INTEGER NOT NULL DEFAULT 1;
ALTER TABLE earlier_version ADD COLUMN ended_by TEXT NOT NULL DEFAULT 'replaced';

UPDATE earlier_version SET
    album_id = (SELECT album_id FROM photo WHERE photo.id = earlier_version.photo_id),
    path = (SELECT path FROM photo WHERE photo.id = earlier_version.photo_id),
    number = (
        SELECT COUNT(*) FROM earlier_version other WHERE other.photo_id = earlier_version.photo_id
        AND (other.until, other.id) <= (earlier_version.until, earlier_version.id)
    );
UPDATE photo SET
    version = 1 + (SELECT COUNT(*) FROM earlier_version WHERE photo_id = photo.id),
    present_since = MAX(
        seen_at,
        (SELECT made_at FROM object WHERE object.id = photo.object_id),
        COALESCE((SELECT MAX(until) FROM earlier_version WHERE photo_id = photo.id), 0)
    ),
    stored_mtime_ns = CASE WHEN state = 'waiting' THEN NULL ELSE mtime_ns END
WHERE object_id IS NOT NULL;

CREATE TRIGGER tell_photo_was AFTER INSERT ON earlier_version
BEGIN
    INSERT INTO journal_outbox (kind, subject) VALUES ('photo-was', NEW.id);
END;

CREATE TRIGGER tell_grace_set AFTER INSERT ON setting WHEN NEW.name = 'grace_days'
BEGIN
    INSERT INTO journal_outbox (kind) VALUES ('grace-set');
END;

CREATE TRIGGER tell_grace_changed AFTER UPDATE ON setting WHEN NEW.name = 'grace_days'
BEGIN
    INSERT INTO journal_outbox (kind) VALUES ('grace-set');
END;

CREATE TRIGGER tell_grace_reset AFTER DELETE ON setting WHEN OLD.name = 'grace_days'
BEGIN
    INSERT INTO journal_outbox (kind) VALUES ('grace-set');
END;

-- Other computers have to know a grace that was chosen before.
INSERT INTO journal_outbox (kind) SELECT 'grace-set' FROM setting WHERE name = 'grace_days';

-- Earlier states of the photos of other computers, as their journals list them.
CREATE TABLE foreign_state (
    id INTEGER NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    remote_id INTEGER NOT NULL,
    object_id INTEGER NOT NULL,
    album_id INTEGER NOT NULL,
    path BLOB NOT NULL,
    mtime_ns INTEGER NOT NULL,
    since REAL NOT NULL,
    until REAL NOT NULL,
    FOREIGN KEY (object_id) REFERENCES object (id) ON DELETE CASCADE,
    FOREIGN KEY (album_id) REFERENCES album (id) ON DELETE CASCADE
);
CREATE INDEX foreignstate_device_id_remote_id ON foreign_state (device_id, remote_id);
CREATE INDEX foreignstate_object_id ON foreign_state (object_id);
CREATE INDEX foreignstate_album_id ON foreign_state (album_id);
CREATE INDEX foreignstate_until ON foreign_state (until);
