-- Version 6: an attention item knows its cause, which is finer than its kind. Frozen: a later
-- shape is a migration of its own.

ALTER TABLE attention_item ADD COLUMN cause TEXT NOT NULL DEFAULT '';

UPDATE attention_item SET cause = CASE
    WHEN kind = 'damaged' THEN 'lost'
    WHEN kind = 'unreadable' AND subject LIKE 'watch:%' THEN 'folder_unwatched'
    WHEN kind = 'unreadable' THEN 'unreadable_files'
    WHEN kind = 'storage_full' AND EXISTS (
        SELECT 1 FROM storage WHERE 'storage:' || role = subject AND state = 'refused'
    ) THEN 'storage_refused'
    WHEN kind = 'journal' AND subject = 'journal:deletions' THEN 'deletions_waiting'
    WHEN kind = 'journal' AND subject LIKE 'unknown-objects:%' THEN 'unknown_objects'
    WHEN kind = 'journal' AND subject LIKE 'lost:%' THEN 'storage_lost_objects'
    WHEN kind = 'journal' AND subject LIKE 'storage-links:%' THEN 'storage_links'
    WHEN kind = 'journal' AND subject = 'home:old' THEN 'home_old'
    WHEN kind = 'journal' AND subject = 'home:copied' AND details LIKE '%"place": "machine"%'
    THEN 'home_moved'
    WHEN kind = 'journal' AND subject IN ('vault-journal:forked', 'home:copied') THEN 'home_copied'
    WHEN kind = 'journal' AND (
        details LIKE '%"check": "bad_signature"%' OR details LIKE '%"check": "unknown_device"%'
        OR details LIKE '%"check": "wrong_place"%'
    ) THEN 'journal_forged'
    WHEN kind = 'journal' AND details LIKE '%"check": "forked"%' THEN 'journal_forked'
    WHEN kind = 'journal' AND (
        details LIKE '%"check": "rolled_back"%' OR details LIKE '%"check": "missing_segment"%'
    ) THEN 'journal_rolled_back'
    WHEN kind = 'journal' THEN 'journal_damaged'
    ELSE kind
END;

-- The kind and the subject of a cause, where they were another one's before.
UPDATE OR REPLACE attention_item SET kind = 'home', subject = 'home:copied'
WHERE cause IN ('home_copied', 'home_moved');
UPDATE attention_item SET kind = 'home' WHERE cause = 'home_old';
UPDATE attention_item
SET kind = 'storage_changed', subject = 'storage_lost_objects:' || substr(subject, 6)
WHERE cause = 'storage_lost_objects';
UPDATE attention_item
SET kind = 'storage_changed', subject = 'storage_links:' || substr(subject, 15)
WHERE cause = 'storage_links';
UPDATE attention_item SET subject = 'vault-journal:' || cause
WHERE subject = 'vault-journal:findings';
