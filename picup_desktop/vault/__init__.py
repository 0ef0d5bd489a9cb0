"""What is secret: age files, keys, keyring, recovery kit, object names, catalog format."""
