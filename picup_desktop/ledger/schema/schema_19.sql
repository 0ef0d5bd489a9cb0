-- Version 19: the shapes of pictures, for rows of photos as they are. Frozen: a later shape is a
-- migration of its own.

-- Width / height of a picture as it is seen, in thousandths; NULL or 0 while it is not known.
ALTER TABLE shot_photo ADD COLUMN shape INTEGER;

-- Every picture is looked at once more, in idle time; what is known of it counts until then.
UPDATE shot_photo SET told_by = NULL WHERE kind = 'photo';
