-- Version 18: contents that stand in several places. Frozen: a later shape is a migration of its
-- own.

-- A row for each content (the SHA-256 of the file) that two or more living photos have; `here`
-- counts those of them whose file is expected on this computer. Kept by triggers.
CREATE TABLE duplicate (
    sha256 TEXT NOT NULL PRIMARY KEY,
    photos INTEGER NOT NULL,
    here INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    -- What all but one of the files here take: a column, so that the index alone gives the order.
    spare_bytes INTEGER NOT NULL
) WITHOUT ROWID;
-- In the order in which they are shown: what takes the most room on this computer first.
CREATE INDEX duplicate_spare_bytes ON duplicate (spare_bytes DESC, sha256);

INSERT INTO duplicate (sha256, photos, here, size_bytes, spare_bytes)
SELECT o.sha256, COUNT(*), SUM(p.missing_since IS NULL AND NOT p.remote_only), MAX(o.size_bytes),
MAX(o.size_bytes) * (SUM(p.missing_since IS NULL AND NOT p.remote_only) - 1)
FROM photo p JOIN object o ON o.id = p.object_id
WHERE p.deleted_at IS NULL AND o.sha256 <> ''
GROUP BY o.sha256 HAVING COUNT(*) > 1;

-- A content without a row has one living photo at most, so the second one that comes makes the
-- row, and no others have to be counted. What to do about a conflict is said by the statement that
-- fires a trigger, so "OR IGNORE" would not do.
CREATE TRIGGER duplicate_photo_added AFTER INSERT ON photo
WHEN NEW.object_id IS NOT NULL AND NEW.deleted_at IS NULL
BEGIN
    UPDATE duplicate
    SET photos = photos + 1, here = here + (NEW.missing_since IS NULL AND NOT NEW.remote_only),
    spare_bytes = size_bytes * (here + (NEW.missing_since IS NULL AND NOT NEW.remote_only) - 1)
    WHERE sha256 = (SELECT sha256 FROM object WHERE id = NEW.object_id);
    INSERT INTO duplicate (sha256, photos, here, size_bytes, spare_bytes)
    SELECT o.sha256, COUNT(*), SUM(p.missing_since IS NULL AND NOT p.remote_only), MAX(o.size_bytes),
    MAX(o.size_bytes) * (SUM(p.missing_since IS NULL AND NOT p.remote_only) - 1)
    FROM object o JOIN photo p ON p.object_id = o.id AND p.deleted_at IS NULL
    WHERE o.sha256 = (SELECT sha256 FROM object WHERE id = NEW.object_id AND sha256 <> '')
    AND NOT EXISTS (SELECT 1 FROM duplicate d WHERE d.sha256 = o.sha256)
    GROUP BY o.sha256 HAVING COUNT(*) > 1;
END;

CREATE TRIGGER duplicate_photo_changed
AFTER UPDATE OF object_id, deleted_at, missing_since, remote_only ON photo
WHEN OLD.object_id IS NOT NEW.object_id
OR (OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL)
OR (OLD.missing_since IS NULL) <> (NEW.missing_since IS NULL)
OR OLD.remote_only <> NEW.remote_only
BEGIN
    UPDATE duplicate
    SET photos = photos - 1, here = here - (OLD.missing_since IS NULL AND NOT OLD.remote_only),
    spare_bytes = size_bytes * (here - (OLD.missing_since IS NULL AND NOT OLD.remote_only) - 1)
    WHERE OLD.deleted_at IS NULL
    AND sha256 = (SELECT sha256 FROM object WHERE id = OLD.object_id);
    UPDATE duplicate
    SET photos = photos + 1, here = here + (NEW.missing_since IS NULL AND NOT NEW.remote_only),
    spare_bytes = size_bytes * (here + (NEW.missing_since IS NULL AND NOT NEW.remote_only) - 1)
    WHERE NEW.deleted_at IS NULL
    AND sha256 = (SELECT sha256 FROM object WHERE id = NEW.object_id);
    DELETE FROM duplicate
    WHERE photos < 2 AND sha256 = (SELECT sha256 FROM object WHERE id = OLD.object_id);
    INSERT INTO duplicate (sha256, photos, here, size_bytes, spare_bytes)
    SELECT o.sha256, COUNT(*), SUM(p.missing_since IS NULL AND NOT p.remote_only), MAX(o.size_bytes),
    MAX(o.size_bytes) * (SUM(p.missing_since IS NULL AND NOT p.remote_only) - 1)
    FROM object o JOIN photo p ON p.object_id = o.id AND p.deleted_at IS NULL
    WHERE NEW.deleted_at IS NULL
    AND o.sha256 = (SELECT sha256 FROM object WHERE id = NEW.object_id AND sha256 <> '')
    AND NOT EXISTS (SELECT 1 FROM duplicate d WHERE d.sha256 = o.sha256)
    GROUP BY o.sha256 HAVING COUNT(*) > 1;
END;

CREATE TRIGGER duplicate_photo_gone AFTER DELETE ON photo
WHEN OLD.object_id IS NOT NULL AND OLD.deleted_at IS NULL
BEGIN
    UPDATE duplicate
    SET photos = photos - 1, here = here - (OLD.missing_since IS NULL AND NOT OLD.remote_only),
    spare_bytes = size_bytes * (here - (OLD.missing_since IS NULL AND NOT OLD.remote_only) - 1)
    WHERE sha256 = (SELECT sha256 FROM object WHERE id = OLD.object_id);
    DELETE FROM duplicate
    WHERE photos < 2 AND sha256 = (SELECT sha256 FROM object WHERE id = OLD.object_id);
END;

CREATE TRIGGER duplicate_content_known AFTER UPDATE OF sha256 ON object
WHEN OLD.sha256 <> NEW.sha256
BEGIN
    DELETE FROM duplicate WHERE sha256 IN (OLD.sha256, NEW.sha256);
    INSERT INTO duplicate (sha256, photos, here, size_bytes, spare_bytes)
    SELECT o.sha256, COUNT(*), SUM(p.missing_since IS NULL AND NOT p.remote_only), MAX(o.size_bytes),
    MAX(o.size_bytes) * (SUM(p.missing_since IS NULL AND NOT p.remote_only) - 1)
    FROM object o JOIN photo p ON p.object_id = o.id AND p.deleted_at IS NULL
    WHERE o.sha256 IN (OLD.sha256, NEW.sha256) AND o.sha256 <> ''
    GROUP BY o.sha256 HAVING COUNT(*) > 1;
END;
