-- Version 9: when a photo was deleted stays what it was, whatever time counts for its grace (4-5).
-- Frozen: a later shape is a migration of its own.

-- By the clock of then. deleted_at counts the grace, and moves with time that does not count.
ALTER TABLE photo ADD COLUMN left_at REAL;
UPDATE photo SET left_at = deleted_at WHERE deleted_at IS NOT NULL;

-- The earlier versions are counted whenever the window looks.
CREATE INDEX earlierversion_replaced ON earlier_version (object_id) WHERE ended_by = 'replaced';
