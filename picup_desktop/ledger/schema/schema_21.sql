-- Version 21: what shots are searched and summed by: the camera, the kind, the size. Frozen: a later
-- shape is a migration of its own.

ALTER TABLE shot_photo ADD COLUMN camera TEXT;
ALTER TABLE shot ADD COLUMN traits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE shot ADD COLUMN size_bytes INTEGER;

-- Every picture is looked at once more, in idle time; what is known of it counts until then.
UPDATE shot_photo SET told_by = NULL WHERE kind IN ('photo', 'raw');
INSERT OR IGNORE INTO shot_outbox (photo_id) SELECT photo_id FROM shot_photo;
