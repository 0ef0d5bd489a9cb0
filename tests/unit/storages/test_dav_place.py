"""Addresses of WebDAV shares, and what their servers answer."""

import pytest

from picup_desktop.errors import UsageError
from picup_desktop.storage.dav.answers import Entry, entries_in, meaning_of
from picup_desktop.storage.dav.place import DavPlace
from picup_desktop.storage.errors import (
    LoginRefused,
    ObjectExists,
    ObjectNotFound,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageFull,
    StorageImpossible,
    StorageUnreachable,
)
from picup_desktop.storage.place import login_is_for
from picup_desktop.storage.registry import parse_place


@pytest.mark.parametrize(
    "url",
    [
        "davs://grandma@cloud.example/remote.php/dav/files/grandma/photos",
        "davs://u123%40x@u123.your-storagebox.de:8443/photos",
        "davs://a@[fd00::7]/%EC%82%AC%EC%A7%84",
        "dav+http://a@127.0.0.1:8080/dav/photos",
    ],
)
def test_an_address_is_written_as_it_was_read(url: str) -> None:
    assert parse_place(url).url == url


def test_what_an_address_says() -> None:
    place = parse_place("davs://grandma@Cloud.example/dav/./photos/")
    assert isinstance(place, DavPlace)
    assert (place.host, place.port, place.user) == ("cloud.example", 443, "grandma")
    assert (place.root, place.origin) == ("/dav/photos", "https://cloud.example:443")
    assert login_is_for(place) == "cloud.example:443"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("davs://a:hidden@cloud.example/photos", "address-must-not-hold-password"),
        ("davs://cloud.example/photos", "share-names-no-user"),
        ("davs://a@cloud.example", "share-names-no-folder"),
        ("davs://a@cloud.example/x%0Ay", "share-names-no-folder"),
        ("davs://a@cloud.example/%FF", "share-names-no-folder"),
        ("davs://a%0A@cloud.example/photos", "share-names-no-user"),
        ("davs://a%3Asecret@cloud.example/photos", "address-must-not-hold-password"),
        ("davs://a@cloud.example/..", "share-names-no-folder"),
        ("davs://a@-cloud/photos", "share-names-no-host"),
        ("davs://a@cloud.example:0/photos", "share-names-no-host"),
        ("dav+http://a@cloud.example/photos", "share-without-tls-elsewhere"),
    ],
)
def test_an_invalid_address_is_refused_with_its_reason(url: str, code: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_place(url)
    assert refused.value.message.code == code
    assert "hidden" not in refused.value.sentence


def test_places_on_one_server_are_one_place_only_where_one_leads_into_the_other() -> None:
    vault = parse_place("davs://a@cloud.example/photos/vault")
    assert vault.is_same(parse_place("davs://b@cloud.example/photos/vault"))
    assert vault.is_same(parse_place("davs://a@cloud.example/photos"))
    assert not vault.is_same(parse_place("davs://a@cloud.example/photos/vault2"))
    assert not vault.is_same(parse_place("davs://a@cloud.example:8443/photos/vault"))
    assert not vault.is_same(parse_place("sftp://a@cloud.example/photos/vault"))


LISTING = b"""<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">
<d:response><d:href>/dav/photos/</d:href><d:propstat><d:prop>
<d:resourcetype><d:collection/></d:resourcetype><d:quota-available-bytes>123</d:quota-available-bytes>
</d:prop></d:propstat></d:response>
<d:response><d:href>https://cloud.example/dav/photos/a%20b.age</d:href><d:propstat><d:prop>
<d:resourcetype/><d:getcontentlength>7</d:getcontentlength>
<d:getlastmodified>Thu, 01 Jan 1970 00:01:40 GMT</d:getlastmodified>
</d:prop></d:propstat></d:response></d:multistatus>"""


def test_the_entries_of_a_listing() -> None:
    assert list(entries_in([LISTING])) == [
        Entry("/dav/photos", True, 0, 0.0, 123),
        Entry(
            "/dav/photos/a b.age", is_folder=False, size_bytes=7, modified_at=100, free_bytes=None
        ),
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Log in",
        LISTING.replace(b">7<", b">-7<"),
        LISTING.replace(b">7<", b">99999999999999999999<"),
        LISTING.replace(b">7<", b">seven<"),
        LISTING.replace(b">7<", b"><"),
        LISTING.replace(b"<d:getcontentlength>7</d:getcontentlength>", b""),
        LISTING.replace(b"/dav/photos/</d:href>", b"</d:href>"),
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>',
    ],
)
def test_6_2_what_is_no_listing_is_refused(body: bytes) -> None:
    with pytest.raises(StorageImpossible):
        list(entries_in([body]))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, StorageUnreachable),
        (401, LoginRefused),
        (403, StorageDenied),
        (404, ObjectNotFound),
        (405, StorageDenied),
        (412, ObjectExists),
        (413, StorageFull),
        (423, StorageAway),
        (429, StorageAway),
        (500, StorageAway),
        (503, StorageAway),
        (507, StorageFull),
    ],
)
def test_what_a_status_means(status: int, kind: type[StorageError]) -> None:
    assert type(meaning_of(status, server="cloud.example", name="objects/a")) is kind
