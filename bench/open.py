"""A vault of many photos, opened by a new computer: seconds and files read.

The objects are only names (nothing is downloaded to open a vault), so they are made
as empty files of the right size on disks that can hold holes.
"""

import os
import random
import shutil
import time
from pathlib import Path

from bench.stage import Stage, environment, measure, picup, run, stage
from picup_desktop.app import engine
from picup_desktop.clock import SystemClock
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.ledger.photos.uploads import StoredRecord
from picup_desktop.sync.journal.send import JournalSender
from picup_desktop.sync.journal.write import JournalWriter, signer_of
from picup_desktop.words import Role
from tests.copies import needed_copies

PHOTOS = int(os.environ.get("PICUP_BENCH_PHOTOS", "100000"))
SEALED_BYTES = 4_194_304
BATCH = 256


def main() -> None:
    with stage() as place:
        prepare(place)
        make_photos(place)
        segments = list((place.servers[0].vault / "journal").rglob("*.age"))
        size = sum(file.stat().st_size for file in segments)
        print(f"{PHOTOS:,} photos, {len(segments)} segments, {size / 1e6:.1f} MB of journal")
        shutil.rmtree(place.folder / "home")
        key = place.servers[0].key_file
        opening = ("open", "--from", place.servers[0].url, "--ssh-key", str(key))
        kit = ("--recovery-kit", str(place.folder / "kit.txt"))
        done = measure(picup(place, *opening, *kit))
        print(f"open: {done.seconds:.1f} s, {done.most_pss_bytes / 1e6:.0f} MB")
        done = measure(picup(place, "status"))
        print(f"status: {done.seconds:.1f} s, {done.most_pss_bytes / 1e6:.0f} MB")


def prepare(place: Stage) -> None:
    album = place.folder / "Album"
    album.mkdir()
    main_server, backup = place.servers
    run(
        [
            *picup(place, "setup", "--main", main_server.url, "--backup", backup.url),
            *("--ssh-key", str(main_server.key_file), "--accept-new-host-keys"),
            *("--recovery-kit", str(place.folder / "kit.txt")),
        ]
    )
    run(picup(place, "album", "add", str(album)))


def make_photos(place: Stage) -> None:
    """As many passes would: the ledger records batches, and a segment every now and then."""
    passphrase = environment()["PICUP_PASSPHRASE"]
    with engine(Home(place.folder / "home"), lambda: passphrase) as parts:
        ledger, clock = parts.ledger, SystemClock()
        writer = JournalWriter(ledger, clock, signer_of(ledger, parts.secrets))
        chance = random.Random(1)
        files = [
            SeenFile(f"2024/{n // 1000:03}/IMG_{n:06}.jpg", 4_000_000, n * 10**9 + 7, n)
            for n in range(PHOTOS)
        ]
        began = time.time()
        with ledger.transaction():
            ledger.photos.add(1, files, began)
        ids = [known.photo_id for known in ledger.photos.known(1).values()]
        for start in range(0, PHOTOS, BATCH):
            _store(ledger, ids[start : start + BATCH], files[start : start + BATCH], chance)
            if start % (BATCH * 16) == 0:
                writer.write()
        writer.write()
        sender = JournalSender(ledger, writer, parts.home.scratch)
        for role, storage in parts.storages.items():
            sender.run(role, storage)
        names = [row.name for row in needed_copies(ledger, Role.MAIN, time.time())]
    for server in place.servers:
        _make_objects(server.vault, names)


def _store(ledger: Ledger, ids: list[int], files: list[SeenFile], chance: random.Random) -> None:
    stored = []
    for photo_id, file in zip(ids, files, strict=True):
        digest = f"{chance.getrandbits(256):064x}"
        stored.append(
            StoredRecord(
                photo_id=photo_id,
                album_id=1,
                size_bytes=file.size_bytes,
                mtime_ns=file.mtime_ns,
                object_name=f"objects/{digest[:2]}/{digest}",
                sealed_bytes=SEALED_BYTES,
                sha256=f"{chance.getrandbits(256):064x}",
                stored_on=tuple(Role),
                attempts=1,
            )
        )
    with ledger.transaction():
        ledger.uploads.finish_stored(stored, time.time())


def _make_objects(vault: Path, names: list[str]) -> None:
    for name in names:
        file = vault / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as empty:
            empty.truncate(SEALED_BYTES)
