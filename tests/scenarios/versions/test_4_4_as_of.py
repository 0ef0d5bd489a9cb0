"""DISASTERS 4-1 and 4-4: versions of a photo, and all photos as of a moment."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.picup import MAIN, Vault, a_moment, photo_bytes
from tests.scenarios.deletions.deleting import done, own_trash, queue, sync


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


@pytest.fixture
def lived(vault: Vault) -> tuple[Vault, str, dict[str, bytes]]:
    """An album with an edit, a deletion and a new photo; a moment before all that, and it."""
    before = {name: photo_bytes(name) for name in ("edited.jpg", "deleted.jpg", "moved.jpg")}
    for name, content in before.items():
        vault.add(name, content)
    sync(vault)
    moment = a_moment()
    vault.add("edited.jpg", photo_bytes("an edit"))
    vault.add("new.jpg", photo_bytes("new"))
    done(vault, "rm", "Holidays/deleted.jpg")
    (vault.album / "moved.jpg").rename(vault.album / "elsewhere.jpg")
    sync(vault)
    return vault, moment, before


def written(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder / "Holidays").as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_4_4_as_of_gives_the_album_of_that_moment(
    lived: tuple[Vault, str, dict[str, bytes]], tmp_path: Path
) -> None:
    vault, moment, before = lived
    done(vault, "restore", tmp_path / "then", "--as-of", moment)
    assert written(tmp_path / "then") == before
    done(vault, "restore", tmp_path / "now")
    assert set(written(tmp_path / "now")) == {"edited.jpg", "new.jpg", "elsewhere.jpg"}


def test_4_4_a_new_computer_with_one_storage_and_the_kit_goes_back_too(
    lived: tuple[Vault, str, dict[str, bytes]], tmp_path: Path
) -> None:
    vault, moment, before = lived
    for role in vault.servers:
        done(
            vault,
            *("restore", tmp_path / role, "--as-of", moment, "--from", vault.servers[role].url),
            *(
                "--recovery-kit",
                vault.kit,
                "--accept-new-host-keys",
                "--ssh-key",
                vault.main.key_file,
            ),
        )
        assert written(tmp_path / role) == before


def test_4_4_a_moment_outside_of_the_grace_is_refused_with_the_first_one(
    lived: tuple[Vault, str, dict[str, bytes]], tmp_path: Path
) -> None:
    vault, _, _ = lived
    now = datetime.now(UTC)
    told = done(vault, "restore", tmp_path / "a", "--as-of", "2001-02-03", code=2)
    assert str((now - timedelta(days=30)).date()) in told.err
    later = (now + timedelta(days=2)).isoformat()
    done(vault, "restore", tmp_path / "b", "--as-of", later, code=2)
    done(vault, "restore", tmp_path / "c", "--as-of", "yesterday", code=2)
    assert not any((tmp_path / name).exists() for name in "abc")


def test_4_1_versions_are_listed_read_and_restored(
    lived: tuple[Vault, str, dict[str, bytes]], tmp_path: Path
) -> None:
    vault, _, before = lived
    newest, first = done(vault, "versions", "Holidays/edited.jpg", "--json").json
    assert (newest["version"], newest["current"], newest["until"]) == (2, True, None)
    assert (first["version"], first["current"], first["until"]) == (1, False, newest["since"])
    assert first["size"] == len(before["edited.jpg"])
    assert {copy["state"] for copy in first["copies"].values()} == {"stored"}
    assert first["copies"]["main"]["object"] in vault.on_disk(MAIN)

    output = tmp_path / "first.jpg"
    done(vault, "get", "Holidays/edited.jpg", "--version", 1, "--output", output)
    assert output.read_bytes() == before["edited.jpg"]
    done(vault, "get", "Holidays/edited.jpg", "--version", 9, "--output", output, code=2)

    done(vault, "versions", "restore", "Holidays/edited.jpg", 1)
    assert (vault.album / "edited.jpg").read_bytes() == before["edited.jpg"]
    assert vault.status()["waiting"] == 0
    sync(vault)
    found = done(vault, "versions", "Holidays/edited.jpg", "--json").json
    assert [(one["version"], one["current"]) for one in found] == [
        (3, True),
        (2, False),
        (1, False),
    ]
    done(vault, "get", "Holidays/edited.jpg", "--version", 2, "--output", output)
    assert output.read_bytes() == photo_bytes("an edit")
    # The object that is current again is not removed with the deletions of its first time.
    done(vault, "deletions", "run", "--now")
    assert first["copies"]["main"]["object"] in vault.on_disk(MAIN)
    vault.check(everything=False)


def test_4_1_a_file_that_is_not_stored_yet_is_not_overwritten(
    lived: tuple[Vault, str, dict[str, bytes]],
) -> None:
    vault, _, _ = lived
    vault.add("edited.jpg", photo_bytes("an edit of nobody's knowledge"))
    told = done(vault, "versions", "restore", "Holidays/edited.jpg", 1, code=1)
    assert "nothing was overwritten" in told.err
    assert (vault.album / "edited.jpg").read_bytes() == photo_bytes("an edit of nobody's knowledge")
    assert len(queue(vault)) > 0
