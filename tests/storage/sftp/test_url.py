"""Addresses: what they mean, and the sentence for each one that means nothing."""

import getpass
from pathlib import Path

import pytest

from picup_desktop.errors import UsageError
from picup_desktop.storage.folder_place import FolderPlace
from picup_desktop.storage.registry import parse_place, place_given
from picup_desktop.storage.sftp.place import SftpPlace


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("sftp://ann@nas/photos", SftpPlace("nas", 22, "ann", "/photos")),
        ("sftp://ann@nas:2222/a/b/", SftpPlace("nas", 2222, "ann", "/a/b")),
        ("sftp://ann@nas/~/photos", SftpPlace("nas", 22, "ann", "photos")),
        ("sftp://a%40b@nas/p%20q", SftpPlace("nas", 22, "a@b", "/p q")),
        ("sftp://ann@[::1]:22/x", SftpPlace("::1", 22, "ann", "/x")),
        ("sftp://ann@nas/.", SftpPlace("nas", 22, "ann", "/")),
        ("sftp://ann@nas/~/.", SftpPlace("nas", 22, "ann", ".")),
        ("sftp://nas/x", SftpPlace("nas", 22, getpass.getuser(), "/x")),
        ("sftp://ann@NAS/x", SftpPlace("nas", 22, "ann", "/x")),
        ("sftp://ann@[fd00::7]:2222/x", SftpPlace("fd00::7", 2222, "ann", "/x")),
        ("sftp://ann@[fe80::1%25eth0]/x", SftpPlace("fe80::1%eth0", 22, "ann", "/x")),
        ("sftp://ann@[fe80::1%eth0]/x", SftpPlace("fe80::1%eth0", 22, "ann", "/x")),
        ("file:///mnt/usb%20disk", FolderPlace(Path("/mnt/usb disk"))),
    ],
)
def test_an_address_is_read_and_written_again(url: str, place: SftpPlace | FolderPlace) -> None:
    assert parse_place(url) == place
    assert parse_place(place.url) == place


@pytest.mark.parametrize(
    "url",
    [
        "",
        "garbage",
        "http://nas/x",
        "sftp://",
        "sftp:///x",
        "sftp://nas",
        "sftp://nas/",
        "sftp://nas/~/",
        "sftp://nas/a%00b",
        "sftp://nas:port/x",
        "sftp://nas:99999/x",
        "sftp://ann:secret@nas/x",
        "sftp://nas/x?y",
        "file://nas/x",
        "file:///",
        "file:relative",
        "sftp://[::1/x",
        "sftp://fd00::7/x",
        "sftp://[nas]/x",
    ],
)
def test_garbage_gets_a_sentence(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_place(url)
    assert "secret" not in caught.value.sentence


@pytest.mark.parametrize("host", ["fe80::1", "FE80::1", "febf::1"])
def test_an_address_of_one_link_needs_its_zone(host: str) -> None:
    with pytest.raises(UsageError, match="network card"):
        place_given(f"sftp://ann@[{host}]/x")
    place = place_given(f"sftp://ann@[{host}%25eth0]/x")
    assert parse_place(place.url) == place


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("sftp://a@nas/x", "sftp://b@NAS:22/x/", True),
        ("sftp://a@nas/x", "sftp://a@nas/x/y", True),
        ("sftp://a@nas/x", "sftp://a@nas/xy", False),
        ("sftp://a@nas/x", "sftp://a@nas:23/x", False),
        ("sftp://a@[::1]/x", "sftp://b@[0:0:0:0:0:0:0:1]/x", True),
        ("sftp://a@[::ffff:10.0.0.9]/x", "sftp://b@10.0.0.9/x", True),
        ("sftp://a@[fe80::1%25eth0]/x", "sftp://a@[fe80::1%25eth1]/x", False),
        ("file:///x", "sftp://a@nas/x", False),
        ("file:///mnt/a", "file:///mnt/a/b", True),
        ("file:///mnt/a", "file:///mnt/b", False),
    ],
)
def test_two_addresses_of_one_place_are_told(one: str, two: str, same: bool) -> None:
    assert parse_place(one).is_same(parse_place(two)) is same


def test_a_link_to_a_folder_is_the_same_place(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "disk")
    assert FolderPlace(tmp_path / "disk").is_same(FolderPlace(tmp_path / "link"))
