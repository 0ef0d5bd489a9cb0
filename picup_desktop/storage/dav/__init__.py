"""A storage on a share that speaks WebDAV (RFC 4918), by httpx."""
