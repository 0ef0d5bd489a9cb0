"""Values that no program writes, sealed and signed with the real keys of another computer (6-2).

The pass goes on, the finding is told at the storage that has it, and nothing is believed.
"""

import hashlib
import json
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.files.status import MOST_INT64
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.sync.journal.write import recipients_of, signer_of
from picup_desktop.ui.snapshots.snapshot import take_snapshot
from picup_desktop.vault.journal.segment import ChainHead, seal_lines
from picup_desktop.vault.sealed_file_store import SealedFileStore
from tests.homes import FolderVault
from tests.picup import PASSPHRASE

PHOTOS = 2
ALBUM_OF_B = 2
STORED: dict[str, object] = {
    "kind": "photo-stored",
    "at": 1_700_000_000,
    "photo": 900,
    "album": ALBUM_OF_B,
    "path": "forged.jpg",
    "mtime_ns": "1700000000000000000",
    "size": 10,
    "sha256": "a" * 64,
    "object": "b" * 64,
    "sealed": 300,
}


def stored(**changed: object) -> bytes:
    return json.dumps({**STORED, **changed}).encode()


OUT_OF_RANGE: dict[str, bytes] = {
    "time": stored(mtime_ns="9999999999999999999"),
    "no_time": stored(mtime_ns=1),
    "size": stored(size=MOST_INT64 + 1),
    "sealed": stored(sealed=-1),
    "id": stored(photo=10**30),
    "clock": stored(at=0).replace(b'"at": 0', b'"at": 1e999'),
    "album_id": stored(album=True),
    "album_name": b'{"kind": "album-renamed", "at": 1, "album": 2, "name": ["x"]}',
    "deep": b'{"kind": "later", "x": ' + b"[" * 5000 + b"]" * 5000 + b"}",
}
AT_THE_BOUND = (
    stored(at=MOST_INT64, photo=MOST_INT64, mtime_ns=str(MOST_INT64), size=MOST_INT64),
    stored(photo=901, path="early.jpg", object="c" * 64, mtime_ns=str(-MOST_INT64), at=0),
    stored(photo=902, path="big.jpg", object="d" * 64, size=MOST_INT64, sealed=MOST_INT64),
    stored(photo=903, path="../../../evil.jpg", object="e" * 64),
    json.dumps(
        {"kind": "album-renamed", "at": MOST_INT64, "album": 2, "name": "../\x1b[2J\u202e\n@all"}
    ).encode(),
    b'{"kind": "photo-removed", "at": 9223372036854775807, "photo": 9223372036854775807}',
)


@dataclass
class Forger:
    """``vault`` is the honest computer; the forger holds the keys of another one."""

    vault: FolderVault
    other: FolderVault

    def forge(self, segments: Sequence[Sequence[bytes]], *roles: str) -> list[Path]:
        """Append segments of these lines to the other computer's journal on these storages."""
        home = Home(self.vault.folder / self.other.home)
        secrets = SealedFileStore(home.sealed_secrets, PASSPHRASE).load()
        ledger = open_ledger(home.ledger)
        signer = signer_of(ledger, secrets)
        recipients = recipients_of(ledger)
        ledger.close()
        author = signer.author
        last = max((self.vault.storage("main") / "journal" / author.device_id).iterdir())
        digest = hashlib.sha256(last.read_bytes()).hexdigest()
        head = ChainHead(author.device_id, int(last.stem), digest)
        made: list[Path] = []
        for lines in segments:
            segment = seal_lines(lines, author, recipients, after=head)
            head = segment.head
            for role in roles:
                file = self.vault.storage(role) / segment.name
                file.write_bytes(segment.data)
                made.append(file)
        return made

    def photos(self, vault: FolderVault) -> list[dict[str, Any]]:
        return list(vault.run("photos"))


@pytest.fixture
def forger(tmp_path: Path) -> Forger:
    vault = FolderVault(tmp_path, inside=True).ready(PHOTOS)
    other = FolderVault(vault.folder, home="other", album="Theirs", inside=True)
    kit = vault.folder / "kit.txt"
    other.run("open", "--from", vault.storage("main").as_uri(), "--recovery-kit", kit)
    other.photos.mkdir()
    other.run("album", "add", other.photos)
    other.add("theirs.jpg")
    other.run("sync")
    vault.run("sync")
    return Forger(vault, other)


def test_6_2_values_out_of_range_are_told_and_not_believed(forger: Forger) -> None:
    vault = forger.vault
    before = forger.photos(vault)
    assert len(before) == PHOTOS + 1
    segments = [[stored(path="fine.jpg"), line] for line in OUT_OF_RANGE.values()]
    files = forger.forge(segments, "main", "backup")
    vault.run("sync")
    assert forger.photos(vault) == before, "nothing of those segments is believed"
    (item,) = vault.run("attention")
    assert item["cause"] == "journal_damaged"
    told = {(one["storage"], Path(one["place"]).name) for one in item["details"]["findings"]}
    assert told == {(file.parents[2].parent.name, file.name) for file in files}
    for file in files:
        file.unlink()
    vault.run("sync")
    assert vault.items() == []


def test_6_2_photos_of_an_album_without_a_key_are_told_by_who_joins(
    forger: Forger, tmp_path: Path
) -> None:
    """A computer lists a photo of an album that it never had."""
    vault = forger.vault
    honest = {photo["path"] for photo in forger.photos(vault)}
    forger.forge([[stored(album=77)]], "main", "backup")
    new = FolderVault(vault.folder, home="new", inside=True)
    source = (
        "--from",
        vault.storage("backup").as_uri(),
        "--recovery-kit",
        vault.folder / "kit.txt",
    )
    assert new.run("open", *source, code=1)["unreadable"] == 1
    assert {photo["path"] for photo in forger.photos(new)} == honest
    assert new.run("restore", tmp_path / "back", *source, code=1)["unreadable"] == 1
    assert {path.name for path in (tmp_path / "back").rglob("*.jpg")} == honest
    for said in (new.errors[0], new.errors[-1]):
        assert "1 photo can't be read: no keys file" in said


def look_at_every_sum(vault: FolderVault) -> None:
    """As the window does, and what asks before photos are brought."""
    with closing(open_ledger(vault.folder / "home" / "ledger.sqlite")) as ledger:
        assert take_snapshot(ledger).photos
        for size_bytes in (
            ledger.freeing.away()[1],
            ledger.listing.living().size_bytes,
            ledger.history.compare(time.time(), None).size_bytes,
            ledger.versions.kept().sealed_bytes,
        ):
            assert size_bytes >= 0


def test_6_2_values_at_their_bounds_break_nothing(forger: Forger, tmp_path: Path) -> None:
    vault = forger.vault
    honest = {photo["path"] for photo in forger.photos(vault)}
    forger.forge([AT_THE_BOUND], "main", "backup")
    # The forged photos are listed as the other computer's own, and rest nowhere.
    vault.run("sync", code=1)
    listed = forger.photos(vault)
    assert honest <= {photo["path"] for photo in listed}
    assert all("\x1b" not in photo["album"] and "/" not in photo["album"] for photo in listed)
    assert vault.run("status")["photos"] == len(listed)
    look_at_every_sum(vault)
    vault.run("doctor")
    vault.run("restore", tmp_path / "back", code=1)
    kit = vault.folder / "kit.txt"
    new = FolderVault(vault.folder, home="new", inside=True)
    new.run("open", "--from", vault.storage("backup").as_uri(), "--recovery-kit", kit)
    assert honest <= {photo["path"] for photo in forger.photos(new)}
    assert {path.name for path in (tmp_path / "back").rglob("*.jpg")} == honest
    assert not (tmp_path.parent / "evil.jpg").exists()
