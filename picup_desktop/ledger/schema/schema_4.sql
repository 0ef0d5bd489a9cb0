-- Version 4: what photos were before, and how their files begin. Frozen: a later shape is a
-- migration of its own.

-- Objects that were a photo's newest version from when to when; they leave after the grace.
CREATE TABLE earlier_version (
    id INTEGER NOT NULL PRIMARY KEY,
    photo_id INTEGER NOT NULL,
    object_id INTEGER NOT NULL,
    since REAL NOT NULL,
    until REAL NOT NULL,
    FOREIGN KEY (photo_id) REFERENCES photo (id) ON DELETE CASCADE,
    FOREIGN KEY (object_id) REFERENCES object (id) ON DELETE CASCADE
);
CREATE INDEX earlierversion_photo_id ON earlier_version (photo_id);
CREATE INDEX earlierversion_object_id ON earlier_version (object_id);
CREATE INDEX earlierversion_until ON earlier_version (until);

-- Photos whose file here is no edit but spoiled; what rests on the storages stays their newest.
CREATE TABLE spoiled_photo (
    photo_id INTEGER NOT NULL PRIMARY KEY,
    reason TEXT NOT NULL,
    since REAL NOT NULL,
    FOREIGN KEY (photo_id) REFERENCES photo (id) ON DELETE CASCADE
);

-- What the first bytes of the file are (NULL: nobody looked; '': of no picture or film), and
-- their hash.
ALTER TABLE photo ADD COLUMN content_kind TEXT;
ALTER TABLE photo ADD COLUMN head_digest TEXT;
