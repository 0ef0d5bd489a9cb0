"""What moves: scan, seal, upload, read, delete; one file per verb."""
