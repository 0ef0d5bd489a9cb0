"""The life of a vault with a bucket or a share as main, command by command."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.buckets import SECRET, BucketServer, bucket_server
from tests.picup import PASSPHRASE, age, photo_bytes
from tests.shares import PASSWORD, Share, share
from tests.warm_program import run_picup

SIZES = {"a.jpg": 60_000, "ü b.jpg": 3_000, "away.jpg": 5_000}


class _Bucket:
    """What differs from a share: it is made before, and is empty after a new start."""

    variable, secret = "PICUP_MAIN_SECRET", SECRET

    def __init__(self, server: BucketServer) -> None:
        self.server, self.url = server, server.url("family")
        server.make_bucket("family")

    def start_without_vault(self) -> None:
        self.server.start()
        self.server.make_bucket("family")


class _Share:
    variable, secret = "PICUP_MAIN_PASSWORD", PASSWORD

    def __init__(self, server: Share) -> None:
        self.server, self.url = server, server.url("family/vault")

    def start_without_vault(self) -> None:
        (self.server.disk / "family").rename(self.server.disk / "elsewhere")
        self.server.start()


@pytest.fixture(params=["bucket", "share"])
def main(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[_Bucket | _Share]:
    if request.param == "bucket":
        with bucket_server() as server:
            yield _Bucket(server)
    else:
        with share(tmp_path / "disk") as served:
            yield _Share(served)


class Walk:
    """The command line, with one login in its environment."""

    def __init__(self, folder: Path, variable: str, secret: str) -> None:
        self.folder, self.variable = folder, variable
        self.secret: str | None = secret

    def run(self, *words: object, code: int = 0, home: str = "home") -> str:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PICUP_")}
        environment |= {"PICUP_HOME": str(self.folder / home), "PICUP_PASSPHRASE": PASSPHRASE}
        environment["XDG_DATA_HOME"] = str(self.folder / "data")
        if self.secret is not None:
            environment[self.variable] = self.secret
        done = run_picup([*map(str, words)], environment, 100)
        assert done.returncode == code, (words, done)
        return done.stdout.decode() + done.stderr.decode()

    def json(self, *words: object, **given: Any) -> Any:
        return json.loads(self.run(*words, "--json", **given))


def test_a_vault_with_main_on_the_web(tmp_path: Path, main: _Bucket | _Share) -> None:
    album, kit = tmp_path / "Holidays", tmp_path / "kit.txt"
    album.mkdir()
    photos = {name: photo_bytes(name, size) for name, size in SIZES.items()}
    for name, data in photos.items():
        (album / name).write_bytes(data)
        age(album / name)
    walk, backup = Walk(tmp_path, main.variable, main.secret), (tmp_path / "backup").as_uri()
    at = ("--main", main.url, "--backup", backup)
    walk.run("setup", *at, "--grace-days", 0, "--recovery-kit", kit)
    walk.run("album", "add", album)
    walk.run("sync")
    (album / "away.jpg").unlink()
    walk.run("rm", "Holidays/away.jpg")
    walk.run("sync")
    walk.run("storage", "check")
    walk.run("verify", "--all")

    # Without main, backup gives everything; nothing on main counts as lost.
    shutil.rmtree(album)
    main.server.stop()
    walk.run("restore", tmp_path / "back")
    main.start_without_vault()
    walk.run("sync")
    (seen,) = [s for s in walk.json("status")["storages"] if s["role"] == "main"]
    assert seen["state"] == "away"
    living = [p for p in walk.json("photos") if p["path"] != "away.jpg"]
    assert [p["copies"]["main"]["state"] for p in living] == ["stored"] * 2
    came = {p.name: p.read_bytes() for p in (tmp_path / "back" / "Holidays").iterdir()}
    assert came == {name: data for name, data in photos.items() if name != "away.jpg"}


def test_another_computer_opens_a_vault_from_the_web(
    tmp_path: Path, main: _Bucket | _Share
) -> None:
    album, kit = tmp_path / "Holidays", tmp_path / "kit.txt"
    album.mkdir()
    (album / "a.jpg").write_bytes(photo_bytes("a", 60_000))
    age(album / "a.jpg")
    walk, backup = Walk(tmp_path, main.variable, main.secret), (tmp_path / "backup").as_uri()
    walk.run("setup", "--main", main.url, "--backup", backup, "--recovery-kit", kit)
    walk.run("album", "add", album)
    walk.run("sync")
    walk.run("open", "--from", main.url, "--recovery-kit", kit, home="second")
    walk.run("restore", tmp_path / "back", home="second")
    assert (tmp_path / "back" / "Holidays" / "a.jpg").read_bytes() == (album / "a.jpg").read_bytes()
    walk.secret = None
    walk.run("open", "--from", main.url, "--recovery-kit", kit, home="third", code=1)


def test_a_bucket_that_keeps_versions_is_told(tmp_path: Path) -> None:
    """At setup, and by doctor."""
    with bucket_server() as server:
        main = _Bucket(server)
        server.keep_versions("family")
        walk = Walk(tmp_path, main.variable, main.secret)
        at = ("--main", main.url, "--backup", (tmp_path / "backup").as_uri())
        said = walk.run("setup", *at, "--recovery-kit", tmp_path / "kit.txt")
        assert "main: The bucket keeps what is removed as hidden versions" in " ".join(said.split())
        checks = {check["check"]: check for check in walk.json("doctor")}
        assert checks["removal main"]["ok"]
        assert "hidden versions" in checks["removal main"]["text"]
        assert "removal backup" not in checks
        # It never tells how much room is free, so nobody is warned of that.
        room = checks["free space main"]
        assert (room["ok"], room["advice"]) == (True, False)
        assert "A bucket does not tell" in room["text"]
