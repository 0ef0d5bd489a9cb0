-- Version 15: dates that a person corrected. Frozen: a later shape is a migration of its own.

-- What each computer last said of the date of a photo. The photo is named as in the journals: by
-- its computer and that one's number for it; 'this' is this computer. taken_at is in wall-clock
-- seconds (NULL: the file's own date again), before_at what the person's date was until then.
CREATE TABLE date_correction (
    device_id TEXT NOT NULL,
    remote_id INTEGER NOT NULL,
    by_device TEXT NOT NULL,
    at INTEGER NOT NULL,
    taken_at INTEGER,
    before_at INTEGER,
    PRIMARY KEY (device_id, remote_id, by_device)
);

-- What counts of that for the photos that are known here.
CREATE TABLE photo_date (
    photo_id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    by_device TEXT NOT NULL,
    taken_at INTEGER,
    before_at INTEGER,
    FOREIGN KEY (photo_id) REFERENCES photo (id) ON DELETE CASCADE
);

CREATE TRIGGER tell_date_corrected AFTER INSERT ON date_correction WHEN NEW.by_device = 'this'
BEGIN
    INSERT INTO journal_outbox (kind, subject, name)
    VALUES ('date-corrected', NEW.remote_id, NEW.device_id);
END;

CREATE TRIGGER tell_date_corrected_again AFTER UPDATE ON date_correction
WHEN NEW.by_device = 'this'
BEGIN
    INSERT INTO journal_outbox (kind, subject, name)
    VALUES ('date-corrected', NEW.remote_id, NEW.device_id);
END;

CREATE TRIGGER forget_corrected_date AFTER DELETE ON photo
BEGIN
    DELETE FROM date_correction WHERE device_id = 'this' AND remote_id = OLD.id;
END;

-- What to do about a conflict is said by the statement that fires a trigger, so "OR IGNORE" would not do.
CREATE TRIGGER show_date_known AFTER INSERT ON photo_date
BEGIN
    INSERT INTO shot_outbox (photo_id) SELECT NEW.photo_id
    WHERE NOT EXISTS (SELECT 1 FROM shot_outbox WHERE photo_id = NEW.photo_id);
END;

CREATE TRIGGER show_date_changed AFTER UPDATE ON photo_date
BEGIN
    INSERT INTO shot_outbox (photo_id) SELECT NEW.photo_id
    WHERE NOT EXISTS (SELECT 1 FROM shot_outbox WHERE photo_id = NEW.photo_id);
END;

CREATE TRIGGER show_date_gone AFTER DELETE ON photo_date
BEGIN
    INSERT INTO shot_outbox (photo_id) SELECT OLD.photo_id
    WHERE NOT EXISTS (SELECT 1 FROM shot_outbox WHERE photo_id = OLD.photo_id);
END;

-- Corrections by computers with a newer program were passed over so far: read the journals again.
DELETE FROM setting WHERE name = 'journal:seen';
