"""The user's SSH configuration, as far as it concerns one server.

``ssh -G`` reads it: Host, Match, Include and the order of files are then as ``ssh`` has
them, always. It contacts nobody, but runs what ``Match exec`` names. Nothing is asked of it
where the user has no configuration.
"""

import getpass
import os
import re
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from picup_desktop.messages.message import Message
from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.storage.errors import StorageUnreachable
from picup_desktop.storage.sftp.ssh.program import answer_of, home_of_ssh, ssh_program

MOST_FILE_BYTES = 1024 * 1024
SSH_PORT, MOST_PORT = 22, 65535
YES: Final = frozenset({"yes", "true"})

ONLY_OPENSSH: Final[Mapping[str, str]] = {
    "proxyjump": "ProxyJump",
    "proxycommand": "ProxyCommand",
    "certificatefile": "CertificateFile",
    "pkcs11provider": "PKCS11Provider",
    "identityagent": "IdentityAgent",
    "bindaddress": "BindAddress",
    "bindinterface": "BindInterface",
    "addressfamily": "AddressFamily",
    "hostbasedauthentication": "HostbasedAuthentication",
    "gssapiauthentication": "GSSAPIAuthentication",
}
"""What the built-in SSH lacks, by its name in the answer of ``ssh -G``."""
AS_WITHOUT: Final = frozenset({"", "no", "false", "any", "SSH_AUTH_SOCK"})
"""Values that ask for nothing; ``none`` as well, but for an agent."""
WAYS: Final = frozenset({"ProxyJump", "ProxyCommand"})
"""Without these the server is not found at all."""
OF_THE_LOGIN: Final = frozenset(
    {
        "CertificateFile",
        "PKCS11Provider",
        "IdentityAgent",
        "IdentityFile",
        "HostbasedAuthentication",
        "GSSAPIAuthentication",
    }
)
"""These say how to log in, which a key file that was given says as well."""
USUAL_NAMES: Final = ("id_ed25519", "id_ecdsa", "id_rsa")
"""The key files that are tried where none is named, in ``~/.ssh``."""
USUAL_NAMES_OF_SSH: Final = frozenset(
    {*USUAL_NAMES, "id_ed25519_sk", "id_ecdsa_sk", "id_xmss", "id_dsa"}
)


@dataclass(frozen=True)
class Identities:
    """The keys to try where none is given for a storage."""

    files: tuple[Path, ...] = ()
    """Those that the configuration names; empty: the usual ones."""
    only: bool = False
    """Whether an agent's other keys stay with it."""

    @property
    def tried(self) -> tuple[Path, ...]:
        """The files, in their order."""
        return self.files or tuple(Path.home() / ".ssh" / name for name in USUAL_NAMES)


@dataclass(frozen=True)
class SshSettings:
    """What the configuration says of one server."""

    host: str
    """Where it is: the address of an alias."""
    port: int
    user: str
    identities: Identities = Identities()
    host_key_alias: str | None = None
    known_hosts: tuple[Path, ...] = ()
    asks_for: tuple[str, ...] = ()
    """Options that only ``ssh`` itself can follow, as people write them."""
    options: frozenset[str] = frozenset()
    """All options that this ``ssh`` knows, in lower case."""


def configuration_file() -> Path:
    """Return the user's own configuration file."""
    return Path.home() / ".ssh" / "config"


def settings_of(host: str, port: int | None, user: str | None) -> SshSettings | None:
    """Return what the configuration says of a server; ``port`` and ``user`` as the URL has them.

    None if there is no configuration, or no ``ssh`` that could read it. StorageUnreachable if
    it can't be read.
    """
    file, program = configuration_file(), ssh_program()
    if program is None or not os.path.lexists(file):
        return None
    _check_file(file)
    said = _said(program, host, port, user, named_file())
    if said.get("gssapiauthentication", ("no",))[0] in YES and named_file() == ():
        # Many systems switch it on for every server, and few have a ticket. What counts is
        # whether the user did.
        own = _said(program, host, port, user, ("-F", str(file)))
        said["gssapiauthentication"] = own.get("gssapiauthentication", ("no",))
    return settings_in(said, host)


def is_unread() -> bool:
    """Return whether there is a configuration that no ``ssh`` can read for us."""
    return ssh_program() is None and os.path.lexists(configuration_file())


def named_file() -> tuple[str, ...]:
    """Return the arguments that name the configuration; none where ``ssh`` finds it by itself."""
    file = configuration_file()
    if Path.home() == home_of_ssh() or not file.exists():
        return ()
    return ("-F", str(file))


def _check_file(file: Path) -> None:
    """Raise StorageUnreachable for what ``ssh`` would read for ever."""
    try:
        size = file.stat().st_size if file.is_file() else None
    except OSError as error:
        raise _unreadable(file, reason_of(error)) from error
    if size is None:
        raise _unreadable(file, Message("ssh-configuration-is-no-file"))
    if size > MOST_FILE_BYTES:
        raise _unreadable(file, Message("ssh-configuration-too-large", most=MOST_FILE_BYTES))


def _said(
    program: str, host: str, port: int | None, user: str | None, more: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    command = [program, "-G", *more]
    command += [] if port is None else ["-p", str(port)]
    command += [] if user is None else ["-l", user]
    file = configuration_file()
    try:
        code, out, err = answer_of([*command, "--", host])
    except TimeoutError as error:
        raise _unreadable(file, Message("ssh-configuration-takes-long")) from error
    except OSError as error:
        raise _unreadable(file, reason_of(error)) from error
    if code != 0:
        words = [line.strip().removeprefix(f"{file}: ") for line in err.splitlines()]
        first = next(filter(None, words), None)
        raise _unreadable(file, shown(first) if first else Message("ssh-gives-no-reason"))
    return values_in(out)


def values_in(answer: str) -> dict[str, tuple[str, ...]]:
    """Return the values of each option in the answer of ``ssh -G``, by its name in lower case."""
    found: dict[str, tuple[str, ...]] = {}
    for line in answer.splitlines():
        name, _, value = line.partition(" ")
        found[name.lower()] = (*found.get(name.lower(), ()), value.strip())
    return found


def settings_in(said: Mapping[str, tuple[str, ...]], written: str) -> SshSettings:
    """Return the settings of the server with the name ``written``, from what ``ssh -G`` said."""

    def first(name: str, otherwise: str = "") -> str:
        return said.get(name, (otherwise,))[0]

    port = first("port", str(SSH_PORT))
    host = first("hostname", written)
    alias = first("hostkeyalias")
    alias = "" if alias == "none" else alias
    user = first("user") or getpass.getuser()
    tokens = _tokens(host, written, port, user, alias)
    asks = [ONLY_OPENSSH[name] for name in ONLY_OPENSSH if _asks(name, first(name))]
    identities, foreign = _identities(said.get("identityfile", ()), tokens)
    return SshSettings(
        host=host,
        port=_port(port),
        user=user,
        identities=Identities(identities, first("identitiesonly") in YES),
        host_key_alias=alias or None,
        known_hosts=tuple(
            path
            for name in ("userknownhostsfile", "globalknownhostsfile")
            for path in _paths(first(name), tokens)
        ),
        asks_for=(*asks, *(["IdentityFile"] if foreign else [])),
        options=frozenset(said),
    )


def _port(text: str) -> int:
    """Return a port; the usual one for a text that is none."""
    is_short = text.isdecimal() and len(text) <= len(str(MOST_PORT))
    return int(text) if is_short and int(text) <= MOST_PORT else SSH_PORT


def _asks(name: str, value: str) -> bool:
    return value not in AS_WITHOUT and (value != "none" or name == "identityagent")


def _tokens(host: str, written: str, port: str, user: str, alias: str) -> dict[str, str]:
    """Return what stands for ``%`` and a letter in the name of a file (ssh_config(5), TOKENS)."""
    local = socket.gethostname()
    return {
        "%": "%",
        "d": str(Path.home()),
        "h": host,
        "i": str(os.getuid()) if os.name == "posix" else "",
        "k": alias or written,
        "L": local.split(".", 1)[0],
        "l": local,
        "n": written,
        "p": port,
        "r": user,
        "u": getpass.getuser(),
    }


def _identities(values: Sequence[str], tokens: Mapping[str, str]) -> tuple[tuple[Path, ...], bool]:
    """Return the key files, and whether one has a name that only ``ssh`` understands."""
    # ``none`` alone means no key file at all, which is left to ``ssh`` as well.
    none_at_all = set(values) == {"none"}
    paths = [_path(value, tokens) for value in values if value != "none"]
    named = tuple(path for path in paths if path is not None)
    usual = {Path.home() / ".ssh" / name for name in USUAL_NAMES_OF_SSH}
    return () if usual.issuperset(named) else named, None in paths or none_at_all


def _paths(value: str, tokens: Mapping[str, str]) -> list[Path]:
    """Return the files of a list; ``ssh -G`` does not say where one with a space ends."""
    whole = _path(value, tokens)
    if whole is not None and _is_file(whole):
        return [whole]
    return [
        path
        for part in value.split()
        if part != "none" and (path := _path(part, tokens)) is not None
    ]


def _is_file(path: Path) -> bool:
    """Return whether a file is there; a name that no system takes is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _path(value: str, tokens: Mapping[str, str]) -> Path | None:
    """Return the file that a value names; None if only ``ssh`` knows what it means."""
    known = True

    def meant(token: re.Match[str]) -> str:
        nonlocal known
        known = known and token[1] in tokens
        return tokens.get(token[1], "")

    expanded = re.sub(r"%(.?)", meant, value.strip('"'))
    if not known or "${" in expanded:
        return None
    if expanded == "~" or expanded.startswith("~/"):
        return Path.home() / expanded[2:]
    # ``ssh`` has put the system's home there already.
    home, own = f"{home_of_ssh()}/", Path.home()
    return own / expanded.removeprefix(home) if expanded.startswith(home) else Path(expanded)


def _unreadable(file: Path, why: object) -> StorageUnreachable:
    reason = why if isinstance(why, Message | str) else str(why)
    return StorageUnreachable("ssh-configuration-cant-be-read", file=str(file), why=reason)
