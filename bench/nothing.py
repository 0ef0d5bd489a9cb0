"""What a pass costs that has nothing to do: ``python -m bench.nothing [--peer CHECKOUT]``.

100,000 photos rest on two folders, once without earlier versions and once with three versions
each; the album's files are there, unchanged. No object is: a pass with nothing to do reads
none. The figure is the CPU time of ``picup sync`` and of ``picup status``, as processes with all
below them; beside them stands the peer, another checkout with a virtual environment of its own.
They take turns.
"""

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.stage import environment

PHOTOS = 100_000
VERSIONS = 3
ROUNDS = 5
A_FOLDER = 1000
OBJECTS_A_MESSAGE = 5
CONTENT = b"\xff\xd8\xff\xe0 nothing to do"
SIZE_BYTES = len(CONTENT)
DAY_SECONDS = 24 * 3600
OLD_SECONDS = 2 * DAY_SECONDS
ROLES = ("main", "backup")
COMMANDS = ("sync", "status")
Files = Sequence[tuple[str, os.stat_result]]
"""Paths of the album with what their files are."""


@dataclass(frozen=True)
class Checkout:
    """A source tree with its own Python, and a home that it made."""

    title: str
    root: Path
    python: str
    home: Path

    def picup(self, *arguments: str) -> None:
        command = [self.python, "-m", "picup_desktop.cli", "--home", str(self.home), *arguments]
        done = subprocess.run(
            command,
            cwd=self.root,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{self.title}: {arguments[0]} said {done.stderr[-2000:]}")

    def cpu_seconds(self, *arguments: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.picup(*arguments)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", type=Path, help="another checkout, with its .venv")
    parser.add_argument("--photos", type=int, default=PHOTOS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="picup-bench-") as scratch:
        folder = Path(scratch)
        files = list(_made_files(folder / "album", chosen.photos))
        here = Path(__file__).parents[1]
        trees = [("here", here, sys.executable)]
        if chosen.peer is not None:
            trees.append(("peer", chosen.peer, str(chosen.peer / ".venv/bin/python")))
        sides = [
            side
            for title, root, python in trees
            for versions in (1, VERSIONS)
            for side in [_side(folder, f"{title}, {versions} each", root, python)]
            if _filled(folder, side, files, versions)
        ]
        _measure(sides, chosen.photos, chosen.rounds)


def _measure(sides: Sequence[Checkout], photos: int, rounds: int) -> None:
    for side in sides:
        # What a pass does once, it has done.
        side.picup("sync")
    taken: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        for command in COMMANDS:
            for side in sides:
                taken.setdefault((side.title, command), []).append(side.cpu_seconds(command))
    print(f"\n{photos:,} photos, nothing to do: CPU seconds, median of {rounds} (least)")
    print(f"{'':>16} {'sync':>16} {'status':>16}")
    for side in sides:
        told = [taken[side.title, command] for command in COMMANDS]
        row = [f"{median(some):8.2f} ({min(some):.2f})" for some in told]
        print(f"{side.title:>16} {row[0]:>16} {row[1]:>16}", flush=True)


def _side(folder: Path, title: str, root: Path, python: str) -> Checkout:
    return Checkout(title, root, python, folder / title / "home")


def _made_files(album: Path, count: int) -> Iterator[tuple[str, os.stat_result]]:
    then = time.time() - OLD_SECONDS
    for number in range(count):
        path = album / f"{number // A_FOLDER:04}" / f"{number:06}.jpg"
        if number % A_FOLDER == 0:
            path.parent.mkdir(parents=True)
        path.write_bytes(CONTENT)
        os.utime(path, (then, then))
        yield path.relative_to(album).as_posix(), path.stat()


def _filled(folder: Path, side: Checkout, files: Files, versions: int) -> bool:
    """Fill the home of a side; return whether it knows earlier versions, if there are any."""
    own = side.home.parent
    own.mkdir()
    for role in ROLES:
        (own / role).mkdir()
    storages = (f"--{role}=file://{own / role}" for role in ROLES)
    side.picup("setup", *storages, "--recovery-kit", str(own / "kit.txt"))
    side.picup("album", "add", str(folder / "album"))
    ledger = sqlite3.connect(side.home / "ledger.sqlite")
    with ledger:
        if versions > 1 and not _columns(ledger, "earlier_version"):
            return False
        _fill(ledger, files, versions)
    ledger.close()
    return True


def _fill(ledger: sqlite3.Connection, files: Files, versions: int) -> None:
    now, count = time.time(), len(files)
    began = now - OLD_SECONDS
    objects = range(1, versions * count + 1)
    _insert(
        ledger,
        "object",
        (
            {
                "id": number,
                "name": _object(number),
                "sealed_bytes": 1000,
                "sha256": f"{number:064x}",
                "size_bytes": SIZE_BYTES,
                "album_id": 1,
                "made_at": began,
            }
            for number in objects
        ),
    )
    for role in ROLES:
        _insert(
            ledger,
            "copy",
            (
                {"object_id": i, "role": role, "state": "stored", "verified_at": now}
                for i in objects
            ),
        )
    _insert(ledger, "photo", _photos(files, versions, now, began))
    for version in range(1, versions):
        _retire(ledger, files, version, now, began)
    # Nothing is to be told to other computers.
    ledger.execute("DELETE FROM journal_outbox")


def _photos(files: Files, versions: int, now: float, began: float) -> Iterator[dict[str, object]]:
    for number, (path, status) in enumerate(files, start=1):
        yield {
            "id": number,
            "album_id": 1,
            "path": path.encode(),
            "size_bytes": status.st_size,
            "mtime_ns": status.st_mtime_ns,
            "inode": status.st_ino,
            "ctime_ns": status.st_ctime_ns,
            "state": "protected",
            "object_id": number,
            "attempts": 0,
            "due_at": 0,
            "seen_at": began,
            "remote_only": 0,
            "content_kind": "image/jpeg",
            "head_digest": "",
            "version": versions,
            "present_since": now - DAY_SECONDS,
            "stored_mtime_ns": status.st_mtime_ns,
            "file_read_at": now,
        }


def _retire(
    ledger: sqlite3.Connection,
    files: Files,
    version: int,
    now: float,
    began: float,
) -> None:
    """Make one earlier version of each photo, which waits for its removal."""
    count = len(files)
    since = began + (version - 1) * DAY_SECONDS / VERSIONS
    _insert(
        ledger,
        "earlier_version",
        (
            {
                "photo_id": number,
                "object_id": version * count + number,
                "since": since,
                "until": since + DAY_SECONDS / VERSIONS,
                "album_id": 1,
                "path": path.encode(),
                "mtime_ns": status.st_mtime_ns,
                "number": version,
                "ended_by": "replaced",
            }
            for number, (path, status) in enumerate(files, start=1)
        ),
    )
    for place, role in enumerate(ROLES):
        messages = -(-count // OBJECTS_A_MESSAGE)
        first = (2 * version + place) * messages
        _insert(
            ledger,
            "message",
            (
                {
                    "id": first + number,
                    "role": role,
                    "state": "queued",
                    "attempts": 0,
                    "made_at": now,
                    "available_at": now + 30 * DAY_SECONDS,
                }
                for number in range(messages)
            ),
        )
        _insert(
            ledger,
            "message_object",
            (
                {
                    "message_id": first + number // OBJECTS_A_MESSAGE,
                    "object_name": _object(version * count + number + 1),
                    "photo_id": number + 1,
                }
                for number in range(count)
            ),
        )


def _insert(ledger: sqlite3.Connection, table: str, rows: Iterable[dict[str, object]]) -> None:
    """Insert rows; what an earlier schema has no column for is left out."""
    known, sql = _columns(ledger, table), ""
    for row in rows:
        kept = [name for name in row if name in known]
        if not sql:
            names = ", ".join(kept)
            sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(kept))})"
        ledger.execute(sql, [row[name] for name in kept])


def _columns(ledger: sqlite3.Connection, table: str) -> set[str]:
    return {name for _, name, *_ in ledger.execute(f"PRAGMA table_info({table})")}


def _object(number: int) -> str:
    digest = f"{number * 0x9E3779B97F4A7C15 % (1 << 64):016x}" * 4
    return f"objects/{digest[:2]}/{digest}"


if __name__ == "__main__":
    main()
