"""Files that stand for one which a cloud keeps: by attributes, or by their names."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from picup_desktop.files import opening
from picup_desktop.files.opening import InACloudOnly, open_regular
from picup_desktop.files.placeholders import is_in_a_cloud_only, placeholders_of, stands_for
from picup_desktop.messages.message import Message
from picup_desktop.messages.system import message_of


@pytest.mark.parametrize(
    ("attributes", "flags", "is_there"),
    [
        (0x20, 0, True),
        (0x1000, 0, False),
        (0x4_0000, 0, False),
        (0x40_0020, 0, False),
        (0x8_0000, 0, True),
        (0, 0x4000_0000, False),
        (0, 0x40, True),
    ],
    ids=[
        "archive",
        "offline",
        "recall on open",
        "recall on access",
        "pinned",
        "dataless",
        "hidden",
    ],
)
def test_attributes_that_say_so(attributes: int, flags: int, is_there: bool) -> None:
    status = SimpleNamespace(st_file_attributes=attributes, st_flags=flags)
    assert is_in_a_cloud_only(status) is not is_there


def test_a_system_without_attributes_has_none(tmp_path: Path) -> None:
    assert not is_in_a_cloud_only(tmp_path.stat())


@pytest.mark.parametrize(
    ("name", "size_bytes", "stood_for"),
    [
        (".IMG_1.HEIC.icloud", 190, "IMG_1.HEIC"),
        (".IMG_1.HEIC.iCloud", 190, "IMG_1.HEIC"),
        ("IMG_1.HEIC.icloud", 190, None),
        (".icloud", 190, None),
        ("..icloud", 190, None),
        (".a.icloud", 190, "a"),
        ("IMG.jpg.nextcloud", 1, "IMG.jpg"),
        ("사진.JPG.OwnCloud", 0, "사진.JPG"),
        ("IMG.jpg.nextcloud", 2, None),
        (".nextcloud", 1, None),
        ("IMG.jpg", 1, None),
    ],
)
def test_names_that_say_so(name: str, size_bytes: int, stood_for: str | None) -> None:
    assert stands_for(name, size_bytes) == stood_for


@pytest.mark.parametrize("name", ["IMG 1.HEIC", "a", ".b"])
def test_the_placeholders_of_a_file_stand_for_it(name: str) -> None:
    made = list(placeholders_of(Path("/album", name)))
    assert [stands_for(one.name, 1) for one in made] == [name] * 3
    assert {one.parent for one in made} == {Path("/album")}


def test_such_a_file_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"x")
    monkeypatch.setattr(opening, "is_in_a_cloud_only", lambda _status: True)
    with pytest.raises(InACloudOnly) as refused:
        open_regular(file)
    assert message_of(refused.value) == Message("is-in-a-cloud-only")
