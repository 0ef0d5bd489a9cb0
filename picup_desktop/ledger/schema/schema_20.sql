-- Version 20: photos that a person turned. Frozen: a later shape is a migration of its own.

-- How each computer last said that a photo is to be shown. The photo is named as in the journals: by
-- its computer and that one's number for it; 'this' is this computer. turn is an orientation of EXIF,
-- beyond what the file says itself (1: as the file says), before_turn what it was until then.
-- content is the SHA-256 of what is turned; '' if that was not stored yet.
CREATE TABLE turn_said (
    device_id TEXT NOT NULL,
    remote_id INTEGER NOT NULL,
    by_device TEXT NOT NULL,
    at INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    before_turn INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (device_id, remote_id, by_device)
);

-- What counts of that for the photos that are known here.
CREATE TABLE photo_turn (
    photo_id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    by_device TEXT NOT NULL,
    turn INTEGER NOT NULL,
    before_turn INTEGER NOT NULL,
    content TEXT NOT NULL,
    FOREIGN KEY (photo_id) REFERENCES photo (id) ON DELETE CASCADE
);

CREATE TRIGGER tell_turned AFTER INSERT ON turn_said WHEN NEW.by_device = 'this'
BEGIN
    INSERT INTO journal_outbox (kind, subject, name)
    VALUES ('turned', NEW.remote_id, NEW.device_id);
END;

CREATE TRIGGER tell_turned_again AFTER UPDATE ON turn_said WHEN NEW.by_device = 'this'
BEGIN
    INSERT INTO journal_outbox (kind, subject, name)
    VALUES ('turned', NEW.remote_id, NEW.device_id);
END;

CREATE TRIGGER forget_turn AFTER DELETE ON photo
BEGIN
    DELETE FROM turn_said WHERE device_id = 'this' AND remote_id = OLD.id;
END;

-- A photo that was turned before it was stored: now its content has a name.
CREATE TRIGGER name_turned_content AFTER UPDATE OF state, object_id ON photo
WHEN NEW.state IN ('protected', 'half_protected') AND NEW.object_id IS NOT NULL
BEGIN
    UPDATE turn_said SET content = (SELECT sha256 FROM object WHERE id = NEW.object_id)
    WHERE device_id = 'this' AND remote_id = NEW.id AND by_device = 'this' AND content = '';
    UPDATE photo_turn SET content = (SELECT sha256 FROM object WHERE id = NEW.object_id)
    WHERE photo_id = NEW.id AND by_device = 'this' AND content = '';
END;

-- Words of computers with a newer program were passed over so far: read the journals again.
DELETE FROM setting WHERE name = 'journal:seen';
