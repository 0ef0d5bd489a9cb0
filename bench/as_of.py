"""The plan of a restore as of a day: 100,000 photos with three versions each (DISASTERS 4-4).

There is no peer; what is printed stands beside what is promised. A process of its own plans
each moment, so that its memory is that of one plan.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.sync.versions.as_of import photos_as_of

PHOTOS = 100_000
VERSIONS = 3
DAY_SECONDS = 24 * 3600
BEGAN_DAYS_AGO = 20
PROMISED_SECONDS, PROMISED_MIB = 5, 300


def main() -> None:
    """Print the time and memory of the plan for a moment of each version."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        began = time.time() - BEGAN_DAYS_AGO * DAY_SECONDS
        _fill(path, began)
        print(f"\nAs of a day: {PHOTOS:,} photos with {VERSIONS} versions each")
        for version in range(1, VERSIONS + 1):
            moment = began + (version - 0.5) * DAY_SECONDS
            done = subprocess.run(
                [sys.executable, "-m", "bench.as_of", str(path), str(moment)],
                capture_output=True,
                text=True,
                check=True,
            )
            print(f"  version {version}: {done.stdout.strip()}")
        print(f"  promised: {PROMISED_SECONDS} s, {PROMISED_MIB} MiB")


def _plan(path: Path, moment: float) -> None:
    ledger = open_ledger(path, read_only=True)
    began, worked = time.perf_counter(), time.process_time()
    photos = photos_as_of(ledger, moment, time.time(), None)
    took, cpu = time.perf_counter() - began, time.process_time() - worked
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(photos):,} photos in {took:.2f} s, {cpu:.2f} s of CPU, {most} MiB")


def _fill(path: Path, began: float) -> None:
    ledger = open_ledger(path)
    ledger.albums.add("Album", "/nowhere", recipient="r", sealed_identity=b"", at=began)
    with ledger.transaction():
        _add(ledger, began)
    ledger.close()


def _add(ledger: Ledger, began: float) -> None:
    ledger.database.execute_many(
        "INSERT INTO object (id, name, sealed_bytes, sha256, size_bytes, album_id, made_at)"
        " VALUES (?, ?, 1000, ?, 900, 1, ?)",
        (
            (number, f"objects/{number:064x}", f"{number:064x}", began)
            for number in range(1, VERSIONS * PHOTOS + 1)
        ),
    )
    ledger.database.execute_many(
        "INSERT INTO photo (id, album_id, path, size_bytes, mtime_ns, inode, state, object_id,"
        " attempts, due_at, seen_at, remote_only, version, present_since, stored_mtime_ns)"
        " VALUES (?1, 1, ?2, 900, 1, 1, 'protected', ?1, 0, 0, ?3, 0, ?4, ?5, 1)",
        (
            (n, _path(n), began, VERSIONS, began + (VERSIONS - 1) * DAY_SECONDS)
            for n in range(1, PHOTOS + 1)
        ),
    )
    for version in range(1, VERSIONS):
        since = began + (version - 1) * DAY_SECONDS
        ledger.database.execute_many(
            "INSERT INTO earlier_version (photo_id, object_id, since, until, album_id, path,"
            " mtime_ns, number, ended_by) VALUES (?, ?, ?, ?, 1, ?, 1, ?, 'replaced')",
            (
                (n, version * PHOTOS + n, since, since + DAY_SECONDS, _path(n), version)
                for n in range(1, PHOTOS + 1)
            ),
        )


def _path(number: int) -> bytes:
    return b"2020/%06d.jpg" % number


if __name__ == "__main__":
    _plan(Path(sys.argv[1]), float(sys.argv[2]))
