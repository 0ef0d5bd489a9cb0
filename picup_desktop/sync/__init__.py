"""Everything that moves photos: scan, seal, upload, read, delete; one folder per verb."""
