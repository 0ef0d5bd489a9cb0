"""What reading all of a bucket asks for is told before it is read, and its days are a choice."""

from pathlib import Path

from tests.buckets import SECRET, bucket_server
from tests.picup import age, photo_bytes
from tests.scenarios.storages.test_web_walk import Walk

TOLD = "about 2 requests"


def test_costs_are_told_before_all_of_a_bucket_is_read(tmp_path: Path) -> None:
    album, kit = tmp_path / "Holidays", tmp_path / "kit.txt"
    album.mkdir()
    (album / "a.jpg").write_bytes(photo_bytes("a.jpg", 3000))
    age(album / "a.jpg")
    walk = Walk(tmp_path, "PICUP_MAIN_SECRET", SECRET)
    with bucket_server() as server:
        server.make_bucket("family")
        url = server.url("family")
        at = ("--main", url, "--backup", (tmp_path / "backup").as_uri(), "--recovery-kit", kit)
        walk.run("setup", *at)
        walk.run("album", "add", album)
        walk.run("sync")
        said = walk.run("verify", "--all")
        assert TOLD in said
        assert said.count("is in a bucket") == 1
        assert TOLD not in walk.run("verify")
        assert TOLD in walk.run("restore", tmp_path / "one")
        assert TOLD in walk.run(
            "restore", tmp_path / "two", "--from", url, "--recovery-kit", kit, home="none"
        )
        (setting,) = walk.json("settings", "bucket_read_days")
        assert (setting["value"], setting["least"], setting["most"]) == (90, 90, 3650)
        walk.run("settings", "bucket_read_days", 720)
        walk.run("settings", "bucket_read_days", 30, code=2)
