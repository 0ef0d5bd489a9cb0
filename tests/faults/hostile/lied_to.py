"""A vault whose main storage is a server that may lie; its backup is honest."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.inside import picup_inside
from tests.picup import PASSPHRASE, Result, age, photo_bytes
from tests.storage.sftp.hostile_server import Change, Liar, Lie, hostile, unchanged

SHORT_LIMITS = {
    "stall_seconds": "3",
    "worker_retries": "1",
    "worker_retry_pause_seconds": "0",
    "deletion_retries": "1",
}
"""Settings, so that waiting for a lie to end is short."""
PARTS = ("home", "nas/served", "backup", "Album")


@dataclass
class Switch:
    """A server that is honest until it is given a lie, or a lie about its answers."""

    lie: Lie | None = None
    change: Change = unchanged

    def __call__(self, liar: Liar, kind: int, request: int) -> bytes | None:
        return None if self.lie is None else self.lie(liar, kind, request)

    def changed(self, liar: Liar, answer: bytes) -> list[bytes]:
        return self.change(liar, answer)

    def be_honest(self) -> None:
        self.lie, self.change = None, unchanged


@dataclass
class Lied:
    """A vault whose main storage may lie."""

    folder: Path
    server: Switch
    url: str
    """Of the storage that may lie."""
    told: list[Result] = field(default_factory=list)

    def run(self, *args: object) -> Result:
        environment = {
            "PICUP_HOME": str(self.folder / "home"),
            "PICUP_PASSPHRASE": PASSPHRASE,
            "PICUP_MAIN_PASSWORD": "secret",
        }
        result = picup_inside(*args, environment=environment)
        self.told.append(result)
        return result

    def causes(self) -> list[str]:
        """Why something waits for a person."""
        return [item["cause"] for item in json.loads(self.run("attention", "--json").out)]

    def well(self, check: str) -> bool:
        """Whether the doctor calls one thing well."""
        checks = json.loads(self.run("doctor", "--json").out)
        return all(one["ok"] for one in checks if one["check"] == check)

    @property
    def main(self) -> Path:
        """Main's disk, seen behind the program's back."""
        return self.folder / "nas" / "served" / "photos"

    def objects(self) -> list[Path]:
        """What rests on main's disk."""
        return [path for path in (self.main / "objects").rglob("*") if path.is_file()]

    def add(self, name: str) -> None:
        photo = self.folder / "Album" / name
        photo.write_bytes(photo_bytes(name))
        age(photo)

    def keep(self) -> None:
        """Remember how everything is now."""
        for part in PARTS:
            shutil.copytree(self.folder / part, self.folder / "kept" / part, symlinks=True)

    def put_back(self) -> None:
        """Everything as it was when it was kept, and an honest server."""
        self.server.be_honest()
        self.told.clear()
        for part in PARTS:
            shutil.rmtree(self.folder / part)
            shutil.copytree(self.folder / "kept" / part, self.folder / part, symlinks=True)


@contextmanager
def lied_to(folder: Path) -> Iterator[Lied]:
    """One photo, ``old.jpg``, is on both storages."""
    switch = Switch()
    (folder / "nas").mkdir()
    (folder / "Album").mkdir()
    with hostile(folder / "nas", switch, switch.changed) as (place, _):
        lied = Lied(folder, switch, place.url.rsplit("/", 1)[0] + "/photos")
        lied.add("old.jpg")
        addresses = ("--main", lied.url, "--backup", f"file://{folder}/backup")
        kit = ("--recovery-kit", str(folder / "kit.txt"))
        for args in (
            ("setup", *addresses, *kit, "--accept-new-host-keys"),
            ("album", "add", str(folder / "Album")),
            *(("settings", name, value) for name, value in SHORT_LIMITS.items()),
            ("sync",),
        ):
            result = lied.run(*args)
            assert result.code == 0, result
        yield lied
