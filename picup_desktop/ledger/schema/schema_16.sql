-- Version 16: the length of films, and the films inside motion photos. Frozen: a later shape is a
-- migration of its own.

ALTER TABLE shot_photo ADD COLUMN length_ms INTEGER;
ALTER TABLE shot_photo ADD COLUMN film_bytes INTEGER;

-- Every picture and film is looked at once more, in idle time; what is known of it counts until
-- then.
UPDATE shot_photo SET told_by = NULL WHERE kind IN ('photo', 'raw', 'video');
-- Names of more vendors are known to be kindred.
INSERT OR IGNORE INTO shot_outbox (photo_id) SELECT photo_id FROM shot_photo;
