"""How ``ssh`` is called: nobody is asked, nothing is forwarded, and only what is safe agreed on."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from picup_desktop.storage.place import Access
from picup_desktop.storage.sftp.algorithms import (
    AEAD_CIPHERS,
    AEAD_CIPHERS_OF_SSH,
    CERTIFICATE_SUFFIX,
    ETM_MACS,
    KEY_EXCHANGES,
    KEY_TYPES,
    LEAST_RSA_BITS,
    MORE_KEY_EXCHANGES_OF_SSH,
    OTHER_CIPHERS,
    allowed,
)
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.ssh.known import KnownKeys
from picup_desktop.storage.sftp.ssh.program import answer_of
from picup_desktop.storage.sftp.ssh.settings import named_file, values_in

ALIVE_COUNT = 3
FIXED: Mapping[str, str] = {
    # Nobody is there to answer, and a password is given to nothing that asks for one.
    "BatchMode": "yes",
    "PasswordAuthentication": "no",
    "AddKeysToAgent": "no",
    # A connection of its own, which ends with this one.
    "ControlMaster": "no",
    "ControlPath": "none",
    "ForkAfterAuthentication": "no",
    "StdinNull": "no",
    # SFTP and nothing else.
    "SessionType": "subsystem",
    "RequestTTY": "no",
    "RemoteCommand": "none",
    "PermitLocalCommand": "no",
    "ClearAllForwardings": "yes",
    "ForwardAgent": "no",
    "ForwardX11": "no",
    "Tunnel": "no",
    "EscapeChar": "none",
    "Compression": "no",
    # The keys of hosts that we trust, and no others.
    "StrictHostKeyChecking": "yes",
    "GlobalKnownHostsFile": os.devnull,
    "KnownHostsCommand": "none",
    "NoHostAuthenticationForLocalhost": "no",
    "VerifyHostKeyDNS": "no",
    "UpdateHostKeys": "no",
    "CheckHostIP": "no",
    "HashKnownHosts": "no",
    "VisualHostKey": "no",
    "ConnectionAttempts": "1",
    "RequiredRSASize": str(LEAST_RSA_BITS),
    "PubkeyAcceptedAlgorithms": "-ssh-rsa,ssh-dss",
    # What it says tells a refused login from a server that is away.
    "LogLevel": "DEBUG1",
}
LOOK: Mapping[str, str] = {
    # Ends before anything is sent that a login consists of.
    "PreferredAuthentications": "none",
    "StrictHostKeyChecking": "accept-new",
}
"""In place of those above, to see the key of a server and no more."""
NOT_LISTED = frozenset({"controlpath", "remotecommand", "knownhostscommand"})
"""Options that ``ssh -G`` leaves out where they are not set."""
NEWER = "sessiontype"
"""Listed by each ``ssh`` (8.7 and later) that certainly knows those of ``NOT_LISTED``."""


@dataclass(frozen=True)
class Facts:
    """What the installed ``ssh`` can do."""

    options: frozenset[str]
    """In lower case."""
    ciphers: tuple[str, ...]
    macs: tuple[str, ...]
    key_exchanges: tuple[str, ...]
    host_keys: tuple[str, ...]


@cache
def facts_of(program: str) -> Facts:
    """Return what a program offers without any configuration. OSError."""
    _, answer, _ = answer_of([program, "-G", "-F", "none", "--", "nobody"])
    said = values_in(answer)

    def names(option: str) -> tuple[str, ...]:
        return tuple(said.get(option, ("",))[0].split(","))

    return Facts(
        frozenset(said),
        names("ciphers"),
        names("macs"),
        names("kexalgorithms"),
        names("hostkeyalgorithms"),
    )


def known_hosts_text(trusted: frozenset[str], known: KnownKeys) -> str:
    """Return the known hosts of one connection: what is trusted of its server, by any name."""
    lines = [f"* {key}" for key in sorted(trusted)]
    if not trusted:
        lines += [f"@cert-authority * {key}" for key in sorted(known.authorities)]
    lines += [f"@revoked * {key}" for key in sorted(known.revoked)]
    return "".join(f"{line}\n" for line in lines)


def command_of(
    program: str,
    place: SftpPlace,
    access: Access,
    known_hosts: Path,
    key_types: tuple[str, ...],
    *,
    looks_only: bool = False,
) -> list[str]:
    """Return the command of a connection; ``key_types``: of the server, the preferred first.

    ``looks_only``: end once the server's key is written to ``known_hosts``. OSError.
    """
    facts = facts_of(program)
    options = {
        **_known_to(facts, FIXED),
        "UserKnownHostsFile": _file(known_hosts),
        "Ciphers": ",".join(
            allowed((*AEAD_CIPHERS, *AEAD_CIPHERS_OF_SSH, *OTHER_CIPHERS), facts.ciphers)
        ),
        "MACs": ",".join(allowed(ETM_MACS, facts.macs)),
        "KexAlgorithms": ",".join(
            allowed(
                (KEY_EXCHANGES[0], *MORE_KEY_EXCHANGES_OF_SSH, *KEY_EXCHANGES[1:]),
                facts.key_exchanges,
            )
        ),
        "HostKeyAlgorithms": ",".join(allowed(key_types, facts.host_keys)),
        "ConnectTimeout": str(max(1, round(access.connect_seconds))),
        "ServerAliveInterval": str(round(access.keepalive_seconds)),
        "ServerAliveCountMax": str(ALIVE_COUNT),
    }
    command = [program, *named_file(), "-T", "-x", "-a", "-s"]
    if looks_only:
        options |= LOOK
    elif access.key_file is not None:
        options["IdentitiesOnly"] = "yes"
        options["IdentityFile"] = _file(access.key_file)
    for name, value in options.items():
        command += ["-o", f"{name}={value}"]
    command += ["-l", place.user] if place.says_user else []
    command += ["-p", str(place.port)] if place.has_port else []
    return [*command, "--", place.written or place.host, "sftp"]


def with_certificates(key_types: tuple[str, ...]) -> tuple[str, ...]:
    """Return the types of keys, those of keys that an authority signed before them."""
    return (*(f"{name}{CERTIFICATE_SUFFIX}" for name in key_types), *key_types)


def all_key_types() -> tuple[str, ...]:
    """Return the types of host keys that count as safe."""
    return KEY_TYPES


def _known_to(facts: Facts, options: Mapping[str, str]) -> dict[str, str]:
    """Leave out what an older ``ssh`` does not know, for it would refuse to start."""
    unlisted = NOT_LISTED if NEWER in facts.options else frozenset({"controlpath"})
    there = facts.options | unlisted
    return {name: value for name, value in options.items() if name.lower() in there}


def _file(path: Path) -> str:
    """Return a file as the value of an option, in which ``%`` and spaces mean something."""
    return f'"{str(path).replace("%", "%%")}"'
