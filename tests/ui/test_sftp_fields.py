"""The fields of the form for a NAS and its address, there and back."""

import pytest

from picup_desktop.storage.registry import parse_place
from picup_desktop.ui.storages.words import place_words
from picup_desktop.ui.welcome.sftp_fields import SftpFields


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        ("sftp://ann@nas/photos", SftpFields("nas", "22", "ann", "/photos")),
        ("sftp://nas:2222/~/photos", SftpFields("nas", "2222", "", "/~/photos")),
        ("sftp://NAS/photos", SftpFields("NAS", "22", "", "/photos")),
        ("sftp://nas@[fd00::7]/photos", SftpFields("fd00::7", "22", "nas", "/photos")),
        ("sftp://nas@[fd00::7]:2222/photos", SftpFields("fd00::7", "2222", "nas", "/photos")),
        ("sftp://nas@[::1]/x", SftpFields("::1", "22", "nas", "/x")),
        ("sftp://nas@[fe80::1%25eth0]/x", SftpFields("fe80::1%eth0", "22", "nas", "/x")),
        ("sftp://nas@[::ffff:10.0.0.9]/x", SftpFields("::ffff:10.0.0.9", "22", "nas", "/x")),
        ("sftp://nas@box//srv", SftpFields("box", "22", "nas", "//srv")),
        ("sftp://a%40b@box/p%20q/%EC%82%AC%25", SftpFields("box", "22", "a@b", "/p q/사%")),
        ("sftp://dom%5Cann@box/x", SftpFields("box", "22", "dom\\ann", "/x")),
    ],
)
def test_an_address_comes_back_untouched(url: str, fields: SftpFields) -> None:
    assert SftpFields.of(url) == fields
    assert fields.url == url
    assert parse_place(url).url == url, "and it is an address as it is kept"


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        (SftpFields("[fd00::7]", "22", "nas", "/x"), "sftp://nas@[fd00::7]/x"),
        (SftpFields("[fd00::7]:2222", "22", "nas", "/x"), "sftp://nas@[fd00::7]:2222/x"),
        (SftpFields("fe80::1%25eth0", "22", "nas", "/x"), "sftp://nas@[fe80::1%25eth0]/x"),
        (SftpFields("nas:2222", "", "", "x"), "sftp://nas:2222/x"),
        (SftpFields(" nas ", "22", " ann ", " ~/photos "), "sftp://ann@nas/~/photos"),
        (SftpFields("nas", "", "", "photos"), "sftp://nas/photos"),
    ],
)
def test_what_a_person_types(fields: SftpFields, url: str) -> None:
    assert fields.url == url


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sftp://ann@nas/photos", "nas/photos"),
        ("sftp://ann@[fd00::7]/p%20q", "[fd00::7]/p q"),
        ("sftp://ann@[fe80::1%25eth0]:2222/x", "[fe80::1%eth0]:2222/x"),
        ("file:///mnt/usb%20disk", "/mnt/usb disk"),
    ],
)
def test_what_a_person_reads(url: str, words: str) -> None:
    assert place_words(url) == words
