"""The life of a vault with a bucket as main, command by command, as a person types it."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

from tests.buckets import SECRET, BucketServer, bucket_server
from tests.picup import PASSPHRASE, age, photo_bytes
from tests.warm_program import run_picup

SIZES = {"a.jpg": 60_000, "ü b.jpg": 3_000, "away.jpg": 5_000}


class _Walk:
    def __init__(self, folder: Path, server: BucketServer) -> None:
        self.folder, self.server = folder, server
        self.secret: str | None = SECRET

    def run(self, *words: object, code: int = 0, home: str = "home") -> str:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PICUP_")}
        environment |= {"PICUP_HOME": str(self.folder / home), "PICUP_PASSPHRASE": PASSPHRASE}
        environment["XDG_DATA_HOME"] = str(self.folder / "data")
        if self.secret is not None:
            environment["PICUP_MAIN_SECRET"] = self.secret
        done = run_picup([*map(str, words)], environment, 100)
        assert done.returncode == code, (words, done)
        return done.stdout.decode() + done.stderr.decode()

    def json(self, *words: object, **given: Any) -> Any:
        return json.loads(self.run(*words, "--json", **given))


def test_a_vault_with_a_bucket_as_main(tmp_path: Path) -> None:
    album, kit = tmp_path / "Holidays", tmp_path / "kit.txt"
    album.mkdir()
    photos = {name: photo_bytes(name, size) for name, size in SIZES.items()}
    for name, data in photos.items():
        (album / name).write_bytes(data)
        age(album / name)
    with bucket_server() as server:
        server.make_bucket("family")
        walk = _Walk(tmp_path, server)
        url = server.url("family")
        backup = (tmp_path / "backup").as_uri()
        walk.run(
            "setup", "--main", url, "--backup", backup, "--grace-days", 0, "--recovery-kit", kit
        )
        walk.run("album", "add", album)
        walk.run("sync")
        (album / "away.jpg").unlink()
        walk.run("rm", "Holidays/away.jpg")
        walk.run("sync")
        walk.run("storage", "check")
        walk.run("verify", "--all")

        # Without the bucket backup gives everything; nothing there counts as lost.
        shutil.rmtree(album)
        server.stop()
        walk.run("restore", tmp_path / "from backup")
        server.start()
        server.make_bucket("family")
        walk.run("sync")
        (main,) = [s for s in walk.json("status")["storages"] if s["role"] == "main"]
        assert main["state"] == "away"
        living = [p for p in walk.json("photos") if p["path"] != "away.jpg"]
        assert [p["copies"]["main"]["state"] for p in living] == ["stored"] * 2
    for name, data in photos.items():
        came = tmp_path / "from backup" / "Holidays" / name
        assert name == "away.jpg" or came.read_bytes() == data
    assert not (tmp_path / "from backup" / "Holidays" / "away.jpg").exists()


def test_another_computer_opens_a_vault_from_its_bucket(tmp_path: Path) -> None:
    album, kit = tmp_path / "Holidays", tmp_path / "kit.txt"
    album.mkdir()
    (album / "a.jpg").write_bytes(photo_bytes("a", 60_000))
    age(album / "a.jpg")
    with bucket_server() as server:
        server.make_bucket("family")
        walk, url = _Walk(tmp_path, server), server.url("family")
        backup = (tmp_path / "backup").as_uri()
        walk.run("setup", "--main", url, "--backup", backup, "--recovery-kit", kit)
        walk.run("album", "add", album)
        walk.run("sync")
        walk.run("open", "--from", url, "--recovery-kit", kit, home="second")
        walk.run("restore", tmp_path / "back", home="second")
        walk.secret = None
        refused = walk.run("open", "--from", url, "--recovery-kit", kit, home="third", code=1)
        assert "secret" in refused
    assert (tmp_path / "back" / "Holidays" / "a.jpg").read_bytes() == (album / "a.jpg").read_bytes()
