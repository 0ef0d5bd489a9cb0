"""6-1: somebody who holds a storage in a folder plants links; real ``picup`` runs.

Nothing outside of the storage changes, and a person is told.
"""

import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.picup import COMMAND_SECONDS, PASSPHRASE, Result, age, photo_bytes
from tests.warm_program import run_picup

OLD_SECONDS = 3 * 24 * 3600


@dataclass(frozen=True)
class Attacked:
    """A vault on two folders, and what somebody holds dear beside them."""

    folder: Path

    @property
    def main(self) -> Path:
        return self.folder / "main"

    @property
    def backup(self) -> Path:
        return self.folder / "backup"

    @property
    def album(self) -> Path:
        return self.folder / "Album"

    @property
    def pictures(self) -> Path:
        return self.folder / "Pictures"

    def run(self, *words: object) -> Result:
        environment = {
            **os.environ,
            "PICUP_HOME": str(self.folder / "home"),
            "PICUP_PASSPHRASE": PASSPHRASE,
        }
        done = run_picup([*map(str, words)], environment, COMMAND_SECONDS)
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def attention(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = json.loads(self.run("attention", "--json").out)
        return items

    def outside(self, *folders: Path) -> dict[str, tuple[bytes, int]]:
        """Each file of the folders, with its bytes and its time."""
        return {
            str(path): (path.read_bytes(), path.stat().st_mtime_ns)
            for folder in folders
            for path in folder.rglob("*")
            if path.is_file() and not path.is_symlink()
        }


@pytest.fixture
def attacked(tmp_path: Path) -> Attacked:
    made = Attacked(tmp_path)
    made.album.mkdir()
    made.pictures.mkdir()
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        (made.album / name).write_bytes(photo_bytes(name))
        age(made.album / name)
        (made.pictures / name).write_bytes(photo_bytes(f"dear {name}"))
    urls = (made.main.as_uri(), made.backup.as_uri())
    setup = ("setup", "--main", urls[0], "--backup", urls[1])
    for words in (
        (*setup, "--recovery-kit", tmp_path / "kit.txt"),
        ("album", "add", made.album),
        ("sync",),
    ):
        done = made.run(*words)
        assert done.code == 0, done
    long_ago = time.time() - OLD_SECONDS
    for folder in (made.album, made.pictures, made.backup / "objects"):
        for path in folder.rglob("*"):
            os.utime(path, (long_ago, long_ago))
    return made


@pytest.mark.parametrize("leads_to", ["Pictures", "backup/objects", "Album"])
def test_6_1_tmp_is_a_link_to_what_is_dear_to_somebody(attacked: Attacked, leads_to: str) -> None:
    shutil.rmtree(attacked.main / "tmp")
    (attacked.main / "tmp").symlink_to(attacked.folder / leads_to)
    others = (attacked.pictures, attacked.backup / "objects", attacked.album)
    before = attacked.outside(*others)
    attacked.run("sync")
    assert attacked.outside(*others) == before
    assert [item for item in attacked.attention() if "tmp" in item["text"]]
    (attacked.album / "new.jpg").write_bytes(photo_bytes("new"))
    age(attacked.album / "new.jpg")
    before = attacked.outside(*others)
    assert attacked.run("sync").code != 0
    assert attacked.outside(*others) == before


def test_6_1_a_link_at_the_name_of_what_is_written_next(attacked: Attacked) -> None:
    dear = attacked.pictures / "a.jpg"
    (attacked.main / "README.txt").unlink()
    (attacked.main / "README.txt").symlink_to(dear)
    (attacked.main / "tmp" / "README.txt").symlink_to(dear)
    (own,) = (attacked.main / "journal").iterdir()
    following = max(int(path.stem) for path in own.iterdir()) + 1
    (attacked.main / "tmp" / f"journal-{own.name}-{following:08d}.age").symlink_to(dear)
    (own / f"{following:08d}.age").symlink_to(dear)
    before = attacked.outside(attacked.pictures, attacked.album)
    attacked.run("verify", "--all", "--repair")
    attacked.run("sync")
    (attacked.album / "c.jpg").rename(attacked.album / "renamed.jpg")
    moved = attacked.outside(attacked.pictures)
    attacked.run("sync")
    after = attacked.outside(attacked.pictures)
    assert after == moved == {k: v for k, v in before.items() if k in moved}
    assert [item for item in attacked.attention() if own.name in item["text"]]
    assert not (attacked.main / "README.txt").is_symlink() or attacked.attention()
    # Once it is taken away, all is well again.
    for link in attacked.main.rglob("*"):
        if link.is_symlink():
            link.unlink()
    attacked.run("sync")
    assert attacked.run("sync").code == 0
    assert not [item for item in attacked.attention() if "link" in item["text"]]


@pytest.mark.parametrize("place", ["objects", "keys", "journal"])
def test_6_1_a_folder_of_the_vault_is_a_link(attacked: Attacked, place: str) -> None:
    (attacked.main / place).rename(attacked.main / "was")
    (attacked.main / place).symlink_to(attacked.pictures)
    before = attacked.outside(attacked.pictures, attacked.backup / "objects")
    attacked.run("sync")
    attacked.run("verify", "--all", "--repair")
    (attacked.album / "new.jpg").write_bytes(photo_bytes("new"))
    age(attacked.album / "new.jpg")
    attacked.run("sync")
    after = attacked.outside(attacked.pictures, attacked.backup / "objects")
    assert {name: after.get(name) for name in before} == before
    assert {name for name in after if "Pictures" in name} == {
        name for name in before if "Pictures" in name
    }
    assert [item for item in attacked.attention() if place in item["text"]]


def test_6_1_a_link_at_an_object_is_found_and_healed(attacked: Attacked) -> None:
    (one, *_) = [path for path in (attacked.main / "objects").rglob("*") if path.is_file()]
    sealed = one.read_bytes()
    one.unlink()
    one.symlink_to(attacked.pictures / "a.jpg")
    before = attacked.outside(attacked.pictures)
    assert attacked.run("verify", "--all").code != 0
    attacked.run("verify", "--all", "--repair")
    assert attacked.outside(attacked.pictures) == before
    assert not one.is_symlink()
    assert one.read_bytes() == sealed
    assert attacked.run("verify", "--all").code == 0
