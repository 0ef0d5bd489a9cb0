"""No listing command puts raw words of files, albums, servers or other computers out (6-3)."""

import contextlib
import json
import os
import sqlite3
import unicodedata
from pathlib import Path

from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.messages.message import Message
from picup_desktop.names import NOT_SHOWN
from picup_desktop.storage.errors import StorageDenied
from picup_desktop.words import Role, StorageState
from tests.picup import PASSPHRASE, Result, age, photo_bytes
from tests.warm_program import run_picup

COMMAND_SECONDS = 60.0
FORGED = "FORGED everything is safe"
EVIL = f"\x1b]0;T\x07\x1b[2J\x9b1m\u202egpj\u2066\r\n{FORGED}"
LISTING = (
    ("status",),
    ("photos",),
    ("events",),
    ("attention",),
    ("album", "list"),
    ("trash", "list"),
    ("deletions",),
    ("doctor",),
)
PLANTED = (
    ("kept", ("photos",)),
    ("deleted", ("trash", "list")),
    ("emptied", ("attention",)),
    ("Album", ("album", "list")),
)
"""What stands in which list."""


def run(home: Path, *args: str) -> Result:
    environment = {
        **{name: value for name, value in os.environ.items() if name[:6] != "PICUP_"},
        "PICUP_HOME": str(home),
        "PICUP_PASSPHRASE": PASSPHRASE,
    }
    done = run_picup(args, environment, COMMAND_SECONDS)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def raw(text: str) -> set[str]:
    """Characters that act on a terminal or turn the direction."""
    return {c for c in text if unicodedata.category(c) in NOT_SHOWN and c not in "\n\t"}


def check_lists(home: Path) -> None:
    """Run every listing command; none says a raw word, or a line of its own from a name."""
    for args in LISTING:
        told = run(home, *args)
        said = told.out + told.err
        assert "Traceback" not in said, said
        assert not raw(said), (args, said)
        begins = [line for line in said.splitlines() if line.lstrip().startswith(FORGED)]
        assert not begins, (args, said)


def test_6_3_no_listing_command_says_raw_words(tmp_path: Path) -> None:
    home, other, kit = tmp_path / "home", tmp_path / "other", tmp_path / "kit.txt"
    album = tmp_path / f"Album {EVIL}"
    album.mkdir()
    names = [f"{EVIL} {one}.jpg" for one in ("kept", "emptied", "deleted")]
    for name in names:
        (album / name).write_bytes(photo_bytes(name))
        age(album / name)
    urls = [f"file://{tmp_path}/{role.value}" for role in Role]
    made = run(home, "setup", "--main", urls[0], "--backup", urls[1], "--recovery-kit", str(kit))
    assert made.code == 0, made
    assert run(home, "album", "add", str(album)).code == 2
    assert run(home, "album", "add", str(album), "--name", "Named").code == 0
    with contextlib.closing(sqlite3.connect(home / "ledger.sqlite")) as plain, plain:
        # As a program without that rule would have named it, here and on other computers.
        plain.execute("UPDATE album SET name = ?", (f"Album {EVIL}",))
    assert run(home, "sync").code == 0
    listed = json.loads(run(home, "photos", "--json").out)
    (gone,) = (str(one["id"]) for one in listed if one["path"] == names[2])
    for args in (("verify", "--all"), ("rm", gone)):
        told = run(home, *args)
        assert told.code == 0, told
        assert not raw(told.out + told.err), told
    (album / names[1]).write_bytes(b"")
    age(album / names[1])
    told = run(home, "sync")
    assert not raw(told.out + told.err), told
    check_lists(home)
    for name, listing in PLANTED:
        said = run(home, *listing).out
        assert name in said
        assert "\\x1b" in said
    with contextlib.closing(open_ledger(home / "ledger.sqlite")) as ledger:
        # As a refusing server's own words come in.
        words = StorageDenied(f"nas answers: {EVIL}").sentence
        ledger.storages.note_contact(Role.MAIN, StorageState.REFUSED, Message(words), 1.0)
    assert not raw(run(home, "status").out)
    opened = run(other, "open", "--from", urls[0], "--recovery-kit", str(kit))
    assert opened.code == 0, opened
    assert not raw(opened.out + opened.err), opened
    assert "kept.jpg" in run(other, "photos").out
    check_lists(other)
