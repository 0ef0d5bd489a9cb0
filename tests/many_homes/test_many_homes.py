"""Homes that join one vault, and write to it, all at the same time: nothing is lost or overwritten.

Each has an album of its own. Two dozen of them are for ``make many-homes``; in other runs two
computers have tests of their own. Main is OpenSSH's server, backup a bucket: moto's, or Ceph's
where PICUP_CEPH is set.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from tests.buckets import SECRET, BucketServer, bucket_server
from tests.ceph.cluster import ceph
from tests.picup import PASSPHRASE, age, photo_bytes
from tests.sshd import Sshd
from tests.warm_program import run_picup, start_picup

HOMES = int(os.environ.get("PICUP_HOMES", "0"))
PHOTOS = int(os.environ.get("PICUP_HOME_PHOTOS", "3"))
PHOTO_BYTES = 20_000
COMMAND_SECONDS = 600.0
MOST_ROUNDS = 6


@dataclass
class _Homes:
    folder: Path
    main: Sshd
    bucket: BucketServer
    made: dict[str, bytes] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)

    @property
    def kit(self) -> Path:
        return self.folder / "kit.txt"

    @property
    def backup(self) -> str:
        return self.bucket.url("family")

    def environment(self, home: int) -> dict[str, str]:
        own = {k: v for k, v in os.environ.items() if not k.startswith("PICUP_")}
        return own | {
            "PICUP_HOME": str(self.folder / f"home-{home}"),
            "PICUP_PASSPHRASE": PASSPHRASE,
            "PICUP_BACKUP_SECRET": SECRET,
            "XDG_DATA_HOME": str(self.folder / f"data-{home}"),
        }

    def run(self, home: int, *words: object) -> str:
        done = run_picup([*map(str, words)], self.environment(home), COMMAND_SECONDS)
        assert done.returncode == 0, (home, words, done)
        return done.stdout.decode()

    def json(self, home: int, *words: object) -> Any:
        return json.loads(self.run(home, *words, "--json"))

    def at_once(self, homes: Sequence[int], words: Callable[[int], Sequence[object]]) -> None:
        """Run a command in all these homes at the same time; each must end well."""
        name, before = str(words(homes[0])[0]), time.monotonic()
        running = {}
        with ExitStack() as files:
            for home in homes:
                said = files.enter_context((self.folder / f"said-{home}").open("wb"))
                command = [*map(str, words(home))]
                running[home] = start_picup(command, self.environment(home), said)
            ended = {home: work.wait(COMMAND_SECONDS) for home, work in running.items()}
        failed = {h: (self.folder / f"said-{h}").read_text() for h, code in ended.items() if code}
        assert failed == {}
        self.took[name] = max(self.took.get(name, 0.0), time.monotonic() - before)

    def album(self, home: int) -> Path:
        return self.folder / "albums" / f"Album {home}"

    def add(self, home: int, round_: str) -> None:
        self.album(home).mkdir(parents=True, exist_ok=True)
        for number in range(PHOTOS):
            name = f"{round_}-{number}.jpg"
            data = photo_bytes(f"{home}-{name}", PHOTO_BYTES)
            (self.album(home) / name).write_bytes(data)
            age(self.album(home) / name)
            self.made[f"Album {home}/{name}"] = data

    def on_storages(self) -> dict[str, str]:
        """Return the hash of every file on both, but those of uploads under way."""
        found = {
            f"main/{path.relative_to(self.main.vault)}": _hash(path.read_bytes())
            for path in self.main.vault.rglob("*")
            if path.is_file()
        }
        storage = parse_place(self.backup).open(Access(self.folder / "known", password=SECRET))
        for info in storage.list(""):
            found[f"backup/{info.name}"] = _hash(b"".join(storage.get(info.name)))
        storage.close()
        return {name: digest for name, digest in found.items() if "/tmp/" not in name}


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def homes(tmp_path: Path) -> Iterator[_Homes]:
    with ExitStack() as stack:
        on_ceph = os.environ.get("PICUP_CEPH")
        server = stack.enter_context(ceph(tmp_path / "ceph") if on_ceph else bucket_server())
        main = Sshd(tmp_path / "sshd", more="MaxStartups 1000\n").start()
        stack.callback(main.stop)
        server.make_bucket("family")
        yield _Homes(tmp_path, main, server)


@pytest.mark.skipif(HOMES < 2, reason="many homes are for `make many-homes`")
@pytest.mark.timeout(1800)
def test_homes_that_write_at_once_lose_and_overwrite_nothing(
    homes: _Homes, capsys: pytest.CaptureFixture[str]
) -> None:
    every = range(HOMES)
    login = ("--ssh-key", homes.main.key_file, "--accept-new-host-keys")
    at = ("--main", homes.main.url, "--backup", homes.backup)
    homes.run(0, "setup", *at, *login, "--recovery-kit", homes.kit)
    homes.add(0, "first")
    homes.run(0, "album", "add", homes.album(0))
    homes.run(0, "sync")

    opening = ("open", "--from", homes.main.url, *login, "--recovery-kit", homes.kit)
    homes.at_once(every[1:], lambda _: opening)
    for home in every[1:]:
        homes.add(home, "first")
    homes.at_once(every[1:], lambda home: ("album", "add", homes.album(home)))
    homes.at_once(every, lambda _: ("sync",))
    before = homes.on_storages()
    for home in every:
        homes.add(home, "second")
    homes.at_once(every, lambda _: ("sync",))
    _check_kept(before, homes.on_storages())

    # What one wrote last another one reads in its next pass.
    for _ in range(MOST_ROUNDS):
        homes.at_once(every, lambda _: ("sync",))
        if _all_see(homes, every):
            break
    assert _all_see(homes, every)
    homes.run(0, "verify", "--all")
    last, target = every[-1], homes.folder / "back"
    homes.run(last, "restore", target)
    came = {
        f"{path.parent.name}/{path.name}": path.read_bytes()
        for path in target.rglob("*")
        if path.is_file()
    }
    assert came == homes.made
    with capsys.disabled():
        sys.stdout.write(_measured(homes))


def _all_see(homes: _Homes, every: Sequence[int]) -> bool:
    """Return whether every home knows every photo as safe on both."""
    safe = [homes.json(home, "status")["protected"] for home in every]
    return safe == [len(homes.made)] * len(every)


def _check_kept(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """What was there has the same bytes, but what a computer takes back itself: its own marks."""
    changed = {name for name, digest in before.items() if after.get(name, digest) != digest}
    assert changed == set()
    gone = {name for name in before if name not in after and "/objects/" in name}
    assert gone == set()


def _measured(homes: _Homes) -> str:
    kinds: dict[str, int] = {}
    for path in homes.main.vault.rglob("*"):
        if path.is_file():
            kind = path.relative_to(homes.main.vault).parts[0]
            kinds[kind] = kinds.get(kind, 0) + 1
    took = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in homes.took.items())
    ledger = (homes.folder / "home-0" / "ledger.sqlite").stat().st_size
    return (
        f"\n{HOMES} homes at once, the slowest round of each: {took}; on main: {kinds};"
        f" a ledger: {ledger:,} bytes for {len(homes.made)} photos\n"
    )
