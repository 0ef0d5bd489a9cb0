"""A photo is found by its name as a keyboard sends it, and as a disk from a Mac has it."""

from pathlib import Path
from unicodedata import normalize

from tests.homes import FolderVault
from tests.picup import age, photo_bytes

COMPOSED, APART = (normalize(form, "가을 é.jpg") for form in ("NFC", "NFD"))


def test_a_name_is_found_however_its_letters_are_spelled(tmp_path: Path) -> None:
    album = normalize("NFD", "사진")
    vault = FolderVault(tmp_path, album=album, inside=True).ready(0)
    vault.add(APART)
    vault.run("sync")
    output = tmp_path / "got.jpg"
    for named in (f"사진/{COMPOSED}", f"{album}/{COMPOSED}", f"{album}/{APART}"):
        vault.run("get", named, "--output", output)
        assert output.read_bytes() == photo_bytes(APART)
    vault.run("get", f"사진/{COMPOSED[1:]}", "--output", output, code=2)

    # Two files whose names look alike are two photos, each found by its own.
    (vault.photos / COMPOSED).write_bytes(photo_bytes("another"))
    age(vault.photos / COMPOSED)
    vault.run("sync")
    for named, content in ((COMPOSED, "another"), (APART, APART)):
        vault.run("get", f"{album}/{named}", "--output", output)
        assert output.read_bytes() == photo_bytes(content)


def test_an_album_is_found_however_its_letters_are_spelled(tmp_path: Path) -> None:
    """Its folder came from a Mac, and no command took its name as a keyboard sends it."""
    album = normalize("NFD", "사진")
    vault = FolderVault(tmp_path, album=album, inside=True).ready(1)
    vault.run("album", "pause", "사진")
    vault.run("album", "resume", "사진")
    assert len(vault.run("photos", "--album", "사진")) == 1
    vault.run("skipped", "--album", "사진")
    vault.run("restore", tmp_path / "back", "--album", "사진")
    assert len([*(tmp_path / "back" / album).iterdir()]) == 1
    vault.run("album", "rename", "사진", "가족")
    vault.run("album", "pause", normalize("NFD", "가족"))
    vault.run("album", "pause", "사람", code=2)
