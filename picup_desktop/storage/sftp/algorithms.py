"""What may protect an SSH connection; all else is refused before a password is sent (S18).

Ciphers that authenticate what they encrypt (AES-GCM, and ChaCha20-Poly1305 where the
computer's ssh speaks), or AES-CTR with a MAC over what was encrypted (ETM); no CBC, no MD5,
no SHA-1, no RSA key below 2,048 bits. OpenSSH has had these since 6.5 (2014).
"""

import re
from collections.abc import Sequence

import paramiko

from picup_desktop.messages.message import Message
from picup_desktop.storage.errors import OutdatedSsh

AEAD_CIPHERS = ("aes128-gcm@openssh.com", "aes256-gcm@openssh.com")
"""First, because they are 1.5 times as fast as CTR as well."""
AEAD_CIPHERS_OF_SSH = ("chacha20-poly1305@openssh.com",)
"""What small boxes with Dropbear have; paramiko does not know it."""
OTHER_CIPHERS = ("aes128-ctr", "aes192-ctr", "aes256-ctr")
ETM_MACS = ("hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com")
IDLE_MACS = ("hmac-sha2-256", "hmac-sha2-512")
"""paramiko agrees on a MAC beside an AEAD cipher too, where it does nothing."""
KEY_EXCHANGES = (
    *("mlkem768x25519-sha256", "curve25519-sha256", "curve25519-sha256@libssh.org"),
    *("ecdh-sha2-nistp256", "ecdh-sha2-nistp384", "ecdh-sha2-nistp521"),
    *("diffie-hellman-group16-sha512", "diffie-hellman-group-exchange-sha256"),
    "diffie-hellman-group14-sha256",
)
MORE_KEY_EXCHANGES_OF_SSH = ("sntrup761x25519-sha512", "sntrup761x25519-sha512@openssh.com")
"""As safe against a quantum computer as the first one above, and without it in paramiko."""
CERTIFICATE_SUFFIX = "-cert-v01@openssh.com"
KEY_TYPES = (
    *("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"),
    *("rsa-sha2-512", "rsa-sha2-256"),
)
"""Of servers' keys, as signatures."""
REFUSED_SIGNATURES = ("ssh-rsa", "ssh-dss")
"""Of our own keys: they sign by SHA-1."""
LEAST_RSA_BITS = 2048

WANTED = {
    "kex algorithm": (Message("ssh-key-exchange"), "curve25519-sha256"),
    "host key": (Message("ssh-host-key-types"), "ssh-ed25519, rsa-sha2-512"),
    "ciphers": (Message("ssh-ciphers"), "aes256-gcm@openssh.com, aes256-ctr"),
    "macs": (Message("ssh-macs"), ETM_MACS[0]),
}
"""What a server may lack, by paramiko's name of it: our name, and what it should have."""


def restrict(transport: paramiko.Transport) -> None:
    """Offer the allowed algorithms alone, the preferred ones first."""
    options = transport.get_security_options()
    options.ciphers = allowed((*AEAD_CIPHERS, *OTHER_CIPHERS), options.ciphers)
    options.digests = allowed((*ETM_MACS, *IDLE_MACS), options.digests)
    options.kex = allowed(KEY_EXCHANGES, options.kex)
    options.key_types = allowed(KEY_TYPES, options.key_types)


def check_agreed(transport: paramiko.Transport, server: str) -> None:
    """Check what both sides agreed on. OutdatedSsh says what the server should have."""
    ways = (
        (transport.local_cipher, transport.local_mac),
        # Its types don't know them.
        (transport.remote_cipher, transport.remote_mac),  # type: ignore[attr-defined]
    )
    if not all(cipher in AEAD_CIPHERS or mac in ETM_MACS for cipher, mac in ways):
        raise lacking("macs", server)
    check_rsa(transport.get_remote_server_key(), server)


def check_rsa(key: paramiko.PKey, server: str) -> None:
    """Check a server's key. OutdatedSsh for an RSA key that is too short."""
    if is_short_rsa(key):
        raise OutdatedSsh(
            "ssh-host-key-short", server=server, bits=key.get_bits(), least=LEAST_RSA_BITS
        )


def is_short_rsa(key: paramiko.PKey) -> bool:
    """Return whether it is an RSA key that can be forged."""
    # An agent may not know the size of a key, which is 0 then.
    return key.get_name() == "ssh-rsa" and 0 < key.get_bits() < LEAST_RSA_BITS


def lacked_by(error: Exception) -> str | None:
    """Return the name in ``WANTED`` of what a server lacks; None for any other failure."""
    if not isinstance(error, paramiko.ssh_exception.IncompatiblePeer):
        return None
    return next((name for name in WANTED if f"no acceptable {name}" in str(error)), None)


def lacking(name: str, server: str) -> OutdatedSsh:
    """Return the error about a server without something of ``WANTED``."""
    what, wanted = WANTED[name]
    return OutdatedSsh("ssh-server-lacks", server=server, what=what, wanted=wanted)


def lacked_by_words(words: str) -> str | None:
    """As ``lacked_by``, for what ``ssh`` says."""
    named = {
        "key exchange method": "kex algorithm",
        "host key type": "host key",
        "cipher": "ciphers",
        "MAC": "macs",
    }
    found = re.search(r"no matching ([\w ]+) found", words)
    return None if found is None else named.get(found[1])


def allowed(wanted: tuple[str, ...], there: Sequence[str]) -> tuple[str, ...]:
    """Return the names of ``wanted`` that are there, in its order."""
    return tuple(name for name in wanted if name in there)
