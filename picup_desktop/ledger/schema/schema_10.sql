-- Version 10: safe means seen (5-1). Frozen: a later shape is a migration of its own.

-- When names and sizes of all objects last agreed with the ledger, the last sign that something
-- is gone, and the last time that the storage was out of reach; Unix seconds.
ALTER TABLE storage ADD COLUMN seen_at REAL;
ALTER TABLE storage ADD COLUMN doubted_at REAL;
ALTER TABLE storage ADD COLUMN out_at REAL;
