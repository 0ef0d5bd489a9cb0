-- Version 13: the kind that the scan found by a file's content. Frozen: a later shape is a
-- migration of its own. Until a file is read again, its name says the kind.

ALTER TABLE photo ADD COLUMN kind TEXT;
