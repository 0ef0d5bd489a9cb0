-- Version 22: what a storage itself has noted of its copies. Frozen: a later shape is a migration of
-- its own.

-- When a storage was last asked for the hash that it has noted of a copy, and when that was last the
-- hash of the copy's bytes. Neither says that the bytes were read: verified_at does.
ALTER TABLE copy ADD COLUMN asked_at REAL;
ALTER TABLE copy ADD COLUMN vouched_at REAL;

-- The hash of the hashes of the parts of a large object, as a bucket has it; made of bytes that were
-- read whole, from whichever storage.
CREATE TABLE part_sum (
    object_id INTEGER NOT NULL PRIMARY KEY,
    part_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    FOREIGN KEY (object_id) REFERENCES object (id) ON DELETE CASCADE
);
