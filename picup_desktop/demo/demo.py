"""The demo: the main job on two practice NAS servers, with each claim proven before it is shown.

It makes a temporary home, runs the same parts as the product, and stops at the first proof that
fails. Its servers end with it.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.app import Engine, engine, making, new_secret_store
from picup_desktop.clock import SystemClock
from picup_desktop.demo.samples import make_samples
from picup_desktop.errors import PicupError, UsageError
from picup_desktop.files.below import below
from picup_desktop.files.opening import sha256_of
from picup_desktop.home import Home
from picup_desktop.ledger.photos.listing import ListedPhoto
from picup_desktop.names import shown
from picup_desktop.storage.place import Access
from picup_desktop.storage.practice.start import PracticeServer
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.albums.albums import add_album, pause_album
from picup_desktop.sync.delete.delete import delete_photos
from picup_desktop.sync.job_progress import NoProgress
from picup_desktop.sync.join.from_storage import OpenRequest
from picup_desktop.sync.join.setup import (
    SetupRequest,
    SetupStorage,
    both_there,
    look_at_both,
    made_vault,
)
from picup_desktop.sync.pass_order import PassObserver, PassOrder
from picup_desktop.sync.restore.alone import restore_alone
from picup_desktop.vault.kit import read_kit, write_kit_file
from picup_desktop.words import CopyState, PhotoState, Role

ALBUM = "Family"
PASSPHRASE = "a passphrase for the demo only"  # noqa: S105 - it seals a throw-away home
WINDOW_BYTES = 64
SAMPLE_WINDOWS = 8


class DemoFailed(PicupError):
    """A claim of the demo was false."""

    title = "title-demo-failed"


@dataclass(frozen=True)
class Stage:
    """The home and the servers of the demo."""

    home: Home
    servers: dict[Role, PracticeServer]
    album: Path
    scratch: Path


@dataclass(frozen=True)
class Narrator:
    """The output of the demo, and the observer of its upload."""

    step: Callable[[str], None]
    proven: Callable[[str], None]
    tell: Callable[[str], None]
    observer: PassObserver


def run_demo(photos: Path | None, narrator: Narrator) -> None:
    """Run the whole demo; DemoFailed if a claim is false, or the error that ended it."""
    with _stage(photos, narrator) as stage:
        _make_vault(stage, narrator)
        with engine(stage.home, lambda: PASSPHRASE) as parts:
            _protect(parts, narrator)
            listed = parts.ledger.listing.photos()
            _show_where(parts, stage, listed, narrator)
            _prove_secrecy(stage, listed, narrator)
            _lose_one_object(parts, stage, listed[0], narrator)
            kept = _delete_one(parts, stage, listed, narrator)
            _lose_main(parts, stage, kept, narrator)
        _lose_this_computer(stage, kept, narrator)


@contextmanager
def practice_vault(photos: Path | None, narrator: Narrator) -> Iterator[Home]:
    """Yield a vault on two practice servers, with one album; all of it is removed afterwards."""
    with _stage(photos, narrator) as stage:
        _make_vault(stage, narrator)
        yield stage.home


@contextmanager
def _stage(photos: Path | None, narrator: Narrator) -> Iterator[Stage]:
    if photos is not None and not photos.is_dir():
        raise UsageError("no-folder", folder=shown(str(photos)))
    with tempfile.TemporaryDirectory(prefix="picup-demo-") as scratch:
        folder = Path(scratch)
        narrator.step("Two practice NAS boxes start on this computer, and photos are made.")
        servers = {role: PracticeServer(folder / role.value).start() for role in Role}
        try:
            album = photos
            if album is None:
                album = folder / ALBUM
                made = make_samples(album)
                narrator.tell(f"{len(made)} sample photos stand in an album folder.")
            for role, server in servers.items():
                narrator.tell(f"{role.value}: {server.url}")
            (folder / "out").mkdir()
            yield Stage(Home(folder / "home"), servers, album, folder / "out")
        finally:
            for server in servers.values():
                server.stop()


def _make_vault(stage: Stage, narrator: Narrator) -> None:
    narrator.step("A vault is made on both, with a recovery kit.")
    storages = {
        role: SetupStorage(
            parse_place(server.url),
            Access(stage.home.known_hosts, password=server.password, trust_new_host_key=True),
        )
        for role, server in stage.servers.items()
    }
    clock = SystemClock()
    with making(stage.home) as ledger:
        with made_vault(
            SetupRequest(storages, grace_days=0),
            both_there(look_at_both(storages)),
            store=new_secret_store(stage.home, ledger, PASSPHRASE),
            ledger=ledger,
            scratch=stage.home.scratch,
            clock=clock,
        ) as kit:
            write_kit_file(kit, stage.scratch / "kit.txt")
        add_album(ledger, stage.album, ALBUM, clock)
        # The desktop is not alerted of what the demo breaks.
        ledger.vaults.choose("alert_on_desktop", value=False)
    narrator.proven("The kit is written: 24 words that open everything, even without this program.")


def _protect(parts: Engine, narrator: Narrator) -> None:
    narrator.step("Every photo is sealed on this computer and rests on main, then on backup.")
    report = parts.sync_pass(narrator.observer).run(PassOrder(ignore_back_off=True))
    counts = parts.ledger.photos.counts()
    protected = counts[PhotoState.PROTECTED]
    reasons = {photo.reason for photo in parts.ledger.photos.in_state(PhotoState.FAILED)}
    _prove(
        protected > 0 and report.unprotected == 0,
        f"{report.unprotected} photos are not protected: {reasons}",
    )
    narrator.proven(f"All {protected:,} photos are protected: on both, checked, and recorded.")


def _show_where(parts: Engine, stage: Stage, listed: list[ListedPhoto], narrator: Narrator) -> None:
    narrator.step("Where the bytes rest:")
    totals = parts.ledger.objects.totals()
    for role, server in stage.servers.items():
        objects, sealed_bytes = totals[role]
        on_disk = [path for path in (server.vault / "objects").rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in on_disk)
        _prove(
            (len(on_disk), size) == (objects, sealed_bytes),
            f"{role.value} holds {len(on_disk)} objects, the ledger says {objects}",
        )
        narrator.tell(f"{role.value}: {objects:,} objects, {sealed_bytes / 1e6:,.1f} MB")
    first = listed[0]
    narrator.tell(f"{shown(first.photo.path)} is {first.copies[Role.MAIN].object}")


def _prove_secrecy(stage: Stage, listed: list[ListedPhoto], narrator: Narrator) -> None:
    """Look for pieces of photos and for names in every file on both boxes, and in their names."""
    needles = {ALBUM.encode()}
    for entry in listed:
        needles |= _pieces(below(stage.album, entry.photo.path))
        needles.add(Path(entry.photo.path).name.encode("utf-8", "surrogateescape"))
    for server in stage.servers.values():
        for path in server.root.rglob("*"):
            if path.is_file():
                held = path.read_bytes() + str(path.relative_to(server.root)).encode()
                found = [needle for needle in needles if needle in held]
                _prove(not found, f"{path.name} holds something in clear")
    narrator.proven("Nothing of a photo and no name stands on either box in clear.")


def _pieces(photo: Path) -> set[bytes]:
    size = photo.stat().st_size
    found = set()
    with photo.open("rb") as file:
        for number in range(SAMPLE_WINDOWS):
            file.seek(max(0, (size - WINDOW_BYTES) * number // SAMPLE_WINDOWS))
            piece = file.read(WINDOW_BYTES)
            # A run of one byte value proves nothing; it may occur anywhere.
            if len(piece) == WINDOW_BYTES and len(set(piece)) > 1:
                found.add(piece)
    return found


def _lose_one_object(parts: Engine, stage: Stage, lost: ListedPhoto, narrator: Narrator) -> None:
    name = lost.copies[Role.MAIN].object or ""
    narrator.step("Main loses one photo.")
    on_main = stage.servers[Role.MAIN].vault / name
    on_main.unlink()
    target = stage.scratch / "repaired"
    report = parts.reader().read(lost.photo, target, remote=True)
    _prove(report.served_from == Role.BACKUP.value, f"it came from {report.served_from}")
    _prove(on_main.exists(), "main was not repaired")
    _prove(sha256_of(target) == lost.sha256, "the bytes are not those of the photo")
    narrator.proven("It is read from backup, and main was given it back before the answer.")


def _delete_one(
    parts: Engine, stage: Stage, listed: list[ListedPhoto], narrator: Narrator
) -> list[ListedPhoto]:
    """Delete the last photo of the list; return the others."""
    *kept, gone = listed
    narrator.step("One photo is deleted; its grace is set to 0 days here, by default it is 30.")
    # The file may be the person's own, so it stays; the album must not be scanned again.
    pause_album(parts.ledger, ALBUM)
    now = parts.clock.now()
    with parts.ledger.transaction():
        delete_photos(parts.ledger, parts.settings, [gone.photo.id], now)
    parts.sync_pass(narrator.observer).run(PassOrder())
    name = gone.copies[Role.MAIN].object or ""
    still = {entry.copies[Role.MAIN].object for entry in kept}
    for role, server in stage.servers.items():
        there = (server.vault / name).exists()
        _prove(there == (name in still), f"{role.value} has {name} although it was deleted")
        on_disk = {f"objects/{p.parent.name}/{p.name}" for p in server.vault.glob("objects/*/*")}
        _prove(still <= on_disk, f"{role.value} lost more than was deleted")
    narrator.proven("It is gone from both, and nothing else is.")
    return kept


def _lose_main(parts: Engine, stage: Stage, listed: list[ListedPhoto], narrator: Narrator) -> None:
    narrator.step("Main is gone: its server is stopped and its files are deleted.")
    stage.servers[Role.MAIN].stop()
    shutil.rmtree(stage.servers[Role.MAIN].root)
    reader = parts.reader()
    for number, entry in enumerate(listed):
        target = stage.scratch / str(number)
        report = reader.read(entry.photo, target, remote=True)
        original = below(stage.album, entry.photo.path)
        _prove(report.served_from == Role.BACKUP.value, f"it came from {report.served_from}")
        _prove(entry.copies[Role.BACKUP].state is CopyState.STORED, "backup should have it")
        _prove(sha256_of(target) == sha256_of(original), f"{shown(entry.photo.path)} differs")
        _prove(
            target.stat().st_mtime_ns == original.stat().st_mtime_ns,
            f"{shown(entry.photo.path)} has another time",
        )
        target.unlink()
    narrator.proven(f"All {len(listed):,} photos came back from backup, byte for byte, on time.")


def _lose_this_computer(stage: Stage, kept: list[ListedPhoto], narrator: Narrator) -> None:
    narrator.step("This computer is gone too. A new one has the kit and backup's address.")
    shutil.rmtree(stage.home.folder)
    new = stage.scratch / "new computer"
    new.mkdir()
    server = stage.servers[Role.BACKUP]
    access = Access(new / "known_hosts")
    kit = read_kit((stage.scratch / "kit.txt").read_bytes())
    target = stage.scratch / "restored"
    done = restore_alone(
        OpenRequest(kit, server.url, access, {Role.BACKUP: server.password}),
        scratch=new,
        target=target,
        album=None,
        clock=SystemClock(),
        ask=lambda _role, _refusal: None,
        progress=NoProgress(),
    )
    _prove(not done.restored.failed, f"{len(done.restored.failed)} photos did not come back")
    for entry in kept:
        here, original = (
            below(target / ALBUM, entry.photo.path),
            below(stage.album, entry.photo.path),
        )
        same = here.is_file() and sha256_of(here) == sha256_of(original)
        _prove(same, f"{shown(entry.photo.path)} differs")
        on_time = here.stat().st_mtime_ns == original.stat().st_mtime_ns
        _prove(on_time, f"{shown(entry.photo.path)} has another time")
    narrator.proven(f"All {len(kept):,} photos are back, with their names, folders and times.")


def _prove(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise DemoFailed("claim-did-not-hold", otherwise=otherwise)
