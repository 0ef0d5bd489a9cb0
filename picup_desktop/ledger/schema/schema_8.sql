-- Version 8: content that changes in place is noticed (4-8). Frozen: a later shape is a migration
-- of its own.

-- The change time of the file at the last scan, and when its bytes were last read whole.
ALTER TABLE photo ADD COLUMN ctime_ns INTEGER;
ALTER TABLE photo ADD COLUMN file_read_at REAL;
