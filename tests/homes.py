"""A home on two folder storages, to be copied, put back and broken."""

import json
import os
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.sync.read.lookup import find_photo
from tests.inside import picup_inside
from tests.picup import COMMAND_SECONDS, PASSPHRASE, Result, age, photo_bytes
from tests.warm_program import run_picup


@dataclass
class FolderVault:
    """A vault on ``main`` and ``backup`` below ``folder``, and one of its computers."""

    folder: Path
    home: str = "home"
    album: str = "Album"
    inside: bool = False
    """Whether commands run in the process of the test, which is quicker."""
    errors: list[str] = field(default_factory=list)

    def run(self, *words: object, code: int = 0) -> Any:
        done = self._end_of("--json", *words)
        assert done.code == code, done
        self.errors.append(done.err)
        return json.loads(done.out) if done.out else None

    def _end_of(self, *words: object) -> Result:
        environment = {
            "PICUP_HOME": str(self.folder / self.home),
            "PICUP_PASSPHRASE": PASSPHRASE,
            "XDG_DATA_HOME": str(self.folder / "share"),
        }
        if self.inside:
            return picup_inside(*words, environment=environment)
        done = run_picup([*map(str, words)], {**os.environ, **environment}, COMMAND_SECONDS)
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def ready(self, photos: int) -> "FolderVault":
        self.photos.mkdir()
        urls = [self.storage(role).as_uri() for role in ("main", "backup")]
        kit = self.folder / "kit.txt"
        self.run("setup", "--main", urls[0], "--backup", urls[1], "--recovery-kit", kit)
        self.run("album", "add", self.photos)
        for number in range(photos):
            self.add(f"{number}.jpg")
        self.run("sync")
        return self

    @property
    def photos(self) -> Path:
        return self.folder / self.album

    def storage(self, role: str) -> Path:
        return self.folder / role / "vault"

    def objects(self, role: str) -> set[str]:
        return {file.name for file in (self.storage(role) / "objects").rglob("*/*")}

    def own_journal(self, role: str) -> Path:
        (folder,) = (self.storage(role) / "journal").iterdir()
        return folder

    def add(self, name: str) -> None:
        """Add a photo that has been quiet for a minute, which a pass need not wait for."""
        (self.photos / name).write_bytes(photo_bytes(name))
        age(self.photos / name)

    def free(self, name: str) -> None:
        """As *Free up space*: the photo stays on the storages, its file goes."""
        ledger = open_ledger(self.folder / self.home / "ledger.sqlite")
        photo = find_photo(ledger, f"{self.album}/{name}")
        with ledger.transaction():
            ledger.photos.keep_remote([photo.id], time.time())
        ledger.close()
        (self.photos / name).unlink()

    def keep_home(self, name: str) -> None:
        shutil.copytree(self.folder / self.home, self.folder / name, symlinks=True)

    def put_home_back(self, name: str) -> None:
        shutil.rmtree(self.folder / self.home)
        shutil.copytree(self.folder / name, self.folder / self.home, symlinks=True)

    def items(self) -> list[str]:
        """The texts of what waits for a person."""
        return [item["text"] for item in self.run("attention")]


def become_new(vault: FolderVault) -> None:
    """Answer that this home becomes a computer of its own."""
    (item,) = [one for one in vault.run("attention") if one["kind"] == "home"]
    vault.run("attention", "answer", item["id"], "new-computer")
