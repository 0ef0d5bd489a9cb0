"""A vault whose main shows a certificate of one's own, from setup to another computer (5-4)."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.authority import Made, made
from tests.picup import age, photo_bytes
from tests.scenarios.storages.test_web_walk import Walk
from tests.shares import PASSWORD, Share, share

WHO = ("PICUP_MAIN_PASSWORD", PASSWORD)


@pytest.fixture
def authority() -> Made:
    return made(is_authority=True)


@pytest.fixture
def main(tmp_path: Path, authority: Made) -> Iterator[Share]:
    with share(tmp_path / "disk", shows=made(authority).file(tmp_path, authority)) as server:
        yield server


def test_5_4_a_certificate_from_setup_to_another_computer(
    tmp_path: Path, main: Share, authority: Made
) -> None:
    album, kit = tmp_path / "Holidays", tmp_path / "kit.txt"
    album.mkdir()
    (album / "a.jpg").write_bytes(photo_bytes("a.jpg", 3000))
    age(album / "a.jpg")
    walk = Walk(tmp_path, *WHO)
    url, backup = main.url("family/vault"), (tmp_path / "backup").as_uri()
    at = ("--main", url, "--backup", backup, "--recovery-kit", kit)
    said = walk.run("setup", *at, code=1)
    assert authority.fingerprint in said
    assert "host key" not in said
    assert not (tmp_path / "home" / "known_hosts").exists()
    walk.run("setup", *at, "--accept-new-host-keys")
    walk.run("album", "add", album)
    walk.run("sync")
    assert walk.json("storage", "list")[0]["fingerprint"] == authority.fingerprint
    assert authority.fingerprint in walk.run("doctor")

    # A renewed certificate of the same authority is no news.
    main.stop()
    main.shows = made(authority).file(tmp_path, authority)
    main.start()
    walk.run("sync")

    # One that is out of date is told as that, until it is renewed.
    main.stop()
    late = made(authority, since_days=-30, until_days=-1)
    main.shows = late.file(tmp_path, authority)
    main.start()
    (album / "late.jpg").write_bytes(photo_bytes("late.jpg", 3000))
    age(album / "late.jpg")
    walk.run("sync", code=1)
    (asked,) = walk.json("attention")
    assert (asked["kind"], asked["cause"]) == ("host_key_changed", "certificate_unusable")
    assert "too old or not valid yet" in asked["text"]
    main.stop()
    main.shows = made(authority).file(tmp_path, authority)
    main.start()
    walk.run("sync")
    assert walk.json("attention") == []

    other = made(is_authority=True)
    main.stop()
    main.shows = made(other).file(tmp_path, other)
    main.start()
    (album / "b.jpg").write_bytes(photo_bytes("b.jpg", 3000))
    age(album / "b.jpg")
    walk.run("sync", code=1)
    asked = walk.json("attention")
    assert [(one["kind"], one["cause"]) for one in asked] == [
        ("host_key_changed", "host_key_changed")
    ]
    assert other.fingerprint in asked[0]["text"]
    assert "host key" not in asked[0]["text"].lower()
    told = walk.run("doctor", code=1)
    assert "Compare both fingerprints" in " ".join(told.split())
    shown = walk.run("storage", "trust", "main", code=1)
    assert authority.fingerprint in shown
    assert other.fingerprint in shown
    changed = walk.run("storage", "change", "main", url, code=1)
    assert changed.startswith("The certificate changed.")
    trusts = ("storage", "trust", "main", "--fingerprint")
    refused = walk.run(*trusts, authority.fingerprint, code=1)
    assert "It is another certificate." in refused
    assert "The certificate of main is trusted." in walk.run(*trusts, other.fingerprint)
    walk.run("sync")
    assert walk.json("attention") == []

    # The kit of before has the old certificate, and nothing else is trusted by it.
    shutil.rmtree(tmp_path / "disk" / "elsewhere", ignore_errors=True)
    opens = ("open", "--from", url, "--recovery-kit")
    assert other.fingerprint in walk.run(*opens, kit, home="second", code=1)
    walk.run("kit", "new", "--recovery-kit", tmp_path / "new.txt")
    walk.run("sync")
    walk.run(*opens, tmp_path / "new.txt", home="third")
    known = (tmp_path / "third" / "known_hosts").read_text()
    assert known.count(" x509 ") == 1
