"""Where bytes rest: the Storage interface, SFTP and folder behind it, courier processes."""
