-- Version 17: what a person chose for an album. Frozen: a later shape is a migration of its own.

ALTER TABLE album ADD COLUMN links TEXT NOT NULL DEFAULT 'tell';
ALTER TABLE album ADD COLUMN hidden TEXT NOT NULL DEFAULT 'tell';
ALTER TABLE album ADD COLUMN files TEXT NOT NULL DEFAULT 'photos';
