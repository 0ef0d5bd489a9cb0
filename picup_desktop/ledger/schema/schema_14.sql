-- Version 14: where the date of a photo is from. Frozen: a later shape is a migration of its own.

-- Which part of the file says taken_at: NULL before the file was asked by these rules, so every
-- file is asked once more in idle time, newest first, and keeps its date until then.
ALTER TABLE shot_photo ADD COLUMN told_by TEXT;
-- The date that counts, and where it is from.
ALTER TABLE shot_photo ADD COLUMN dated_at INTEGER;
ALTER TABLE shot_photo ADD COLUMN date_from TEXT;
ALTER TABLE shot ADD COLUMN date_from TEXT NOT NULL DEFAULT 'file';
DROP INDEX shot_photo_unlooked;
CREATE INDEX shot_photo_unlooked ON shot_photo (photo_id) WHERE (told_by IS NULL);

INSERT OR IGNORE INTO shot_outbox (photo_id) SELECT photo_id FROM shot_photo;
