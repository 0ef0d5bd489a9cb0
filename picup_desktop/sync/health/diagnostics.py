"""The diagnostics bundle for support, without secrets, file names or addresses.

It does not rely on redacting finished sentences: the facts are numbers and words of
the product, and of each log line only the variant without names is included
(``log.py``). Known names are searched for and hidden all the same.
"""

import contextlib
import dataclasses
import getpass
import json
import platform
import re
import sqlite3
import ssl
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from picup_desktop import __version__
from picup_desktop.clock import Clock, iso
from picup_desktop.errors import UsageError
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.log import HIDDEN, log_files
from picup_desktop.messages.system import reason_of
from picup_desktop.settings import Settings
from picup_desktop.storage.registry import parse_place

FACTS = "diagnostics.json"
EVENTS = 1000
KEPT_AS_THEY_ARE = ("at", "level", "logger", "scenario", "raised")

ADDRESS = re.compile(
    r"\S+@\S+"
    r"|(?:[A-Za-z]:)?[\\/][^\s'\"]+"
    r"|\b\d+\.\d+\.\d+\.\d+\b"
    r"|\b[\w-]+(?:\.[\w-]+)*\.[A-Za-z]\w+\b"
    r"|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*"
)
NOT_OF_A_NAME = re.compile(r"[^\w.-]")

Scrub = Callable[[str], str]


def write_bundle(file: Path, ledger: Ledger, home: Home, clock: Clock) -> None:
    """Write a new zip of ``diagnostics.json`` and the log; UsageError if it can't be made.

    An existing file is never overwritten.
    """
    facts = json.dumps(facts_of(ledger, clock.now()), indent=2)
    hide = scrub(ledger, home)
    logs = [(f"log/{path.name}", _nameless_log(path, hide)) for path in log_files(home)]
    try:
        with file.open("xb") as opened:
            try:
                _fill(opened, [(FACTS, facts), *logs])
            except BaseException:
                file.unlink(missing_ok=True)
                raise
    except FileExistsError as error:
        raise UsageError("bundle-file-is-there-already", file=str(file)) from error
    except OSError as error:
        raise UsageError("cant-be-written", path=str(file), why=reason_of(error)) from error


def _fill(opened: Any, parts: Iterable[tuple[str, str]]) -> None:
    with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, text in parts:
            bundle.writestr(name, text)


def facts_of(ledger: Ledger, now: float) -> dict[str, Any]:
    """Return versions, settings, and counts of everything."""
    queued, dead = ledger.deletions.counts()
    vault = ledger.vaults.get()
    return {
        "made_at": iso(now),
        "versions": _versions(),
        "platform": {
            "system": platform.system(),
            "release": platform.release(),
            "machine": platform.machine(),
        },
        "settings": _settings(ledger.vaults.settings()),
        "vault": None
        if vault is None
        else {
            "post_quantum": vault.post_quantum,
            "kit_confirmed": vault.kit_confirmed_at is not None,
        },
        "storages": [_storage(record) for record in ledger.storages.all()],
        "objects": {
            role.value: {"objects": objects, "bytes": size_bytes}
            for role, (objects, size_bytes) in ledger.objects.totals().items()
        },
        "albums": Counter(album.state.value for album in ledger.albums.all()),
        "photos": {state.value: count for state, count in ledger.photos.counts().items()},
        "newest_uploads": Counter(event.outcome.value for event in ledger.uploads.events(EVENTS)),
        "deletions": {"queued_objects": queued, "dead_letters": dead},
        "attention": [
            {"kind": item.kind.value, "cause": item.cause.value, "since": iso(item.since)}
            for item in ledger.attention.all()
        ],
    }


def _versions() -> dict[str, str]:
    versions = {
        "picup": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "openssl": ssl.OPENSSL_VERSION,
    }
    try:
        needed = metadata.requires("picup-desktop") or []
    except metadata.PackageNotFoundError:
        # A packaged program includes its libraries without their metadata.
        return versions
    for name in sorted({NOT_OF_A_NAME.split(requirement)[0] for requirement in needed}):
        # A library for another platform is not installed.
        with contextlib.suppress(metadata.PackageNotFoundError):
            versions[name] = metadata.version(name)
    return versions


def _settings(settings: Settings) -> dict[str, Any]:
    """Return the settings, without the one that is an address."""
    address = HIDDEN if settings.updates_url else ""
    return {**dataclasses.asdict(settings), "updates_url": address}


def _storage(record: StorageRecord) -> dict[str, Any]:
    """Return a storage without user, host and path, and without its reason, which may name them."""
    return {
        "role": record.role.value,
        "kind": parse_place(record.url).kind,
        "state": record.state.value,
        "state_since": iso(record.state_since),
        "checked_at": None if record.checked_at is None else iso(record.checked_at),
        "free_bytes": record.free_bytes,
        "round_trip_seconds": record.round_trip_seconds,
        "key_file": record.key_file is not None,
    }


def scrub(ledger: Ledger, home: Home) -> Scrub:
    """Make a function that hides paths, addresses and every known name."""
    names = {name for name in _known_names(ledger, home) if name.strip("/")}
    known = re.compile(
        "|".join(
            rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True)
        )
        or r"(?!)",
        re.IGNORECASE,
    )
    return lambda text: ADDRESS.sub(HIDDEN, known.sub(HIDDEN, text))


def _known_names(ledger: Ledger, home: Home) -> Iterator[str]:
    yield from (str(home.folder), str(home.folder.parent), platform.node())
    # In a container the user may not exist, so there is no name to hide.
    with contextlib.suppress(OSError, KeyError, ImportError, RuntimeError):
        yield from (getpass.getuser(), str(Path.home()))
    for album in ledger.albums.all():
        yield from (album.name, album.path)
    for record in ledger.storages.all():
        place = parse_place(record.url)
        yield from (record.url, record.key_file or "", *place.private_names)
        if record.direct_url is not None:
            yield from (record.direct_url, *parse_place(record.direct_url).private_names)


def _nameless_log(file: Path, hide: Scrub) -> str:
    lines = []
    for line in file.read_text(encoding="ascii", errors="replace").splitlines():
        try:
            logged = json.loads(line)
            kept = {name: logged[name] for name in KEPT_AS_THEY_ARE if name in logged}
            kept["message"] = hide(logged["nameless"])
        except (ValueError, KeyError, TypeError):
            # A power cut left this line half written.
            continue
        lines.append(json.dumps(kept))
    return "\n".join(lines)
