"""A share without a letter, as Windows names it: ``\\\\nas\\photos`` is ``file://nas/photos``."""

import os
from pathlib import Path

import pytest

from picup_desktop.errors import UsageError
from picup_desktop.files import mounts
from picup_desktop.storage.registry import parse_place

ON_WINDOWS = os.name == "nt"


@pytest.mark.skipif(not ON_WINDOWS, reason="no other system has such names")
@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("file://nas/photos/picup", "\\\\nas\\photos\\picup"),
        ("file://nas/photos%24/%EC%82%AC%EC%A7%84", "\\\\nas\\photos$\\사진"),
        ("file://nas%40SSL/DavWWWRoot/a", "\\\\nas@SSL\\DavWWWRoot\\a"),
        ("file:///Z:/picup", "Z:\\picup"),
    ],
)
def test_it_is_a_folder_and_its_address_comes_back(url: str, folder: str) -> None:
    place = parse_place(url)
    assert place.folder == Path(folder)
    assert parse_place(place.url) == place


@pytest.mark.parametrize(
    "url",
    [
        "file://ann@nas/photos/x",
        "file://nas:445/photos/x",
        *(["file://nas/photos", "file:///Z:/"] if ON_WINDOWS else ["file://nas/photos/x"]),
    ],
)
def test_a_login_a_port_and_the_top_of_a_share_are_refused(url: str) -> None:
    with pytest.raises(UsageError):
        parse_place(url)


def test_a_folder_that_nobody_can_resolve_is_taken_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to("real")
    assert mounts.real_folder(link) == tmp_path / "real"

    def is_away(_path: Path) -> Path:
        raise OSError(22, "The network location cannot be reached")

    monkeypatch.setattr(Path, "resolve", is_away)
    assert mounts.real_folder(link) == link
