-- Version 5: what counts as one is proved, not told by names. Frozen: a later shape is a
-- migration of its own.

ALTER TABLE shot_photo ADD COLUMN family INTEGER NOT NULL DEFAULT 0;
ALTER TABLE shot_photo ADD COLUMN content_id TEXT;
CREATE INDEX shot_photo_album_id_family ON shot_photo (album_id, family);
DROP INDEX shot_photo_unlooked;
CREATE INDEX shot_photo_unlooked ON shot_photo (photo_id) WHERE (content_id IS NULL);

-- What stood alone and told its date needs no other look; all others are looked at once more.
UPDATE shot_photo SET content_id = ''
WHERE looked_at_mtime_ns IS NOT NULL AND taken_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM shot_photo other WHERE other.album_id = shot_photo.album_id
    AND other.key = shot_photo.key AND other.photo_id <> shot_photo.photo_id
);
INSERT OR IGNORE INTO shot_outbox (photo_id) SELECT photo_id FROM shot_photo;
