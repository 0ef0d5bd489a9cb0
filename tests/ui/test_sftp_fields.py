"""The fields of the form for a NAS and its address, there and back."""

import pytest

from picup_desktop.storage.registry import parse_place
from picup_desktop.ui.storages.words import place_words
from picup_desktop.ui.welcome.sftp_fields import SftpFields, Trouble


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        ("sftp://ann@nas/photos", SftpFields("nas", "22", "ann", "/photos")),
        ("sftp://nas:2222/~/photos", SftpFields("nas", "2222", "", "~/photos")),
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
        (SftpFields("nas:2222", "", "", "x"), "sftp://nas:2222/~/x"),
        (SftpFields(" nas ", "22", " ann ", " ~/photos "), "sftp://ann@nas/~/photos"),
        (SftpFields("nas", "", "", "photos"), "sftp://nas/~/photos"),
        (SftpFields("nas", "", "", "/photos"), "sftp://nas/photos"),
        (SftpFields("nas", "", "", "/~/photos"), "sftp://nas/~/photos"),
        (SftpFields("nas", "", "", "~photos"), "sftp://nas/~/~photos"),
        (SftpFields("nas", "", "", "/."), "sftp://nas/."),
    ],
)
def test_what_a_person_types(fields: SftpFields, url: str) -> None:
    assert fields.url == url


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ("nas", SftpFields("nas", "22", "ann", "picup")),
        (" 10.0.0.9 ", SftpFields(" 10.0.0.9 ", "22", "ann", "picup")),
        ("bob@nas", SftpFields("nas", "22", "bob", "picup")),
        ("nas:2222", SftpFields("nas", "2222", "ann", "picup")),
        ("bob@nas:2222", SftpFields("nas", "2222", "bob", "picup")),
        ("[fd00::7]:2222", SftpFields("fd00::7", "2222", "ann", "picup")),
        ("fd00::7", SftpFields("fd00::7", "22", "ann", "picup")),
        ("sftp://bob@nas:2222/srv/p", SftpFields("nas", "2222", "bob", "/srv/p")),
        ("sftp://nas/", SftpFields("nas", "22", "ann", "picup")),
        ("SFTP://nas", SftpFields("nas", "22", "ann", "picup")),
        ("sftp://nas:port", SftpFields("sftp://nas:port", "22", "ann", "picup")),
        ("smb://nas/photos", SftpFields("smb://nas/photos", "22", "ann", "picup")),
    ],
)
def test_a_whole_address_typed_as_host_is_taken_apart(typed: str, fields: SftpFields) -> None:
    assert SftpFields(typed, "22", "ann", "picup").sorted_out() == fields


@pytest.mark.parametrize(
    ("host", "folder", "trouble"),
    [
        ("nas", "picup", None),
        ("fe80::1%eth0", "picup", None),
        ("사진.local", "사진", None),
        ("", "picup", Trouble.NO_HOST),
        ("  ", "picup", Trouble.NO_HOST),
        ("https://nas:5001", "picup", Trouble.OTHER_SERVICE),
        ("\\\\nas\\photos", "picup", Trouble.OTHER_SERVICE),
        ("smb://nas", "picup", Trouble.OTHER_SERVICE),
        ("my nas", "picup", Trouble.NOT_A_HOST),
        ("-oProxyCommand=x", "picup", Trouble.NOT_A_HOST),
        ("nas/photos", "picup", Trouble.NOT_A_HOST),
        ("nas", " ", Trouble.NO_FOLDER),
    ],
)
def test_what_a_form_lacks(host: str, folder: str, trouble: Trouble | None) -> None:
    assert SftpFields(host, "22", "", folder).trouble is trouble


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
