"""How a server and its key are written for people; without SSH, which is slow to import."""

import base64
import hashlib

SSH_PORT = 22


def host_entry(host: str, port: int) -> str:
    """Return a server's name in known-hosts files."""
    return host if port == SSH_PORT else f"[{host}]:{port}"


def fingerprint(host_key: str) -> str:
    """Return ``SHA256:...`` of a key given as ``type base64``, as ssh shows it."""
    digest = hashlib.sha256(base64.b64decode(host_key.split()[1])).digest()
    return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"
