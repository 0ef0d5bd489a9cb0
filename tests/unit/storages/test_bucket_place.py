"""Addresses of buckets, and what the answers of a store mean."""

import pytest

from picup_desktop.errors import UsageError
from picup_desktop.storage.bucket.meaning import answer_in, meaning_of, region_asked_for
from picup_desktop.storage.bucket.place import BucketPlace
from picup_desktop.storage.errors import (
    ClockRefused,
    LoginRefused,
    ObjectExists,
    ObjectNotFound,
    StorageArchived,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageFull,
    StorageImpossible,
    StorageUnreachable,
)
from picup_desktop.storage.place import Place, login_is_for
from picup_desktop.storage.registry import parse_place


def _place(url: str) -> BucketPlace:
    place: Place = parse_place(url)
    assert isinstance(place, BucketPlace)
    return place


@pytest.mark.parametrize(
    "url",
    [
        "s3://AK@s3.eu-central-1.wasabisys.com/family/vault",
        "s3://AK@nas.local:9000/family",
        "s3://AK%2Fx@[fd00::7]:3900/family/a/b",
        "s3+http://AK@127.0.0.1:9000/family/vault",
        "s3://AK@nas.local/family/my%20photos/%EC%82%AC%EC%A7%84/a%25b%2B%E3%80%80c",
        "s3://AK@nas.local:3900/family/vault?region=garage",
        "s3+http://AK@127.0.0.1:3900/family?region=eu-west-1",
    ],
)
def test_an_address_is_written_as_it_was_read(url: str) -> None:
    assert parse_place(url).url == url


def test_what_an_address_says() -> None:
    place = _place("s3://AK@NAS.local/family/a/b/")
    assert (place.host, place.port, place.access_key) == ("nas.local", 443, "AK")
    assert (place.bucket, place.prefix, place.root) == ("family", "a/b", "/family/a/b")
    assert place.origin == "https://nas.local:443"
    assert login_is_for(place) == "nas.local:443"
    assert _place("s3+http://AK@localhost:9000/family").origin == "http://localhost:9000"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("s3://AK:secret@nas.local/family", "address-must-not-hold-secret"),
        ("s3://nas.local/family", "bucket-names-no-key"),
        ("s3://AK@nas.local", "bucket-names-no-bucket"),
        ("s3://AK@nas.local/x", "bucket-names-no-bucket"),
        ("s3://AK@nas.local/Family", "bucket-names-no-bucket"),
        ("s3://AK@nas.local/family/../../other", "bucket-names-no-bucket"),
        ("s3://AK@nas.local/family/a%0Ab", "bucket-names-no-bucket"),
        ("s3://AK@nas.local/family/a%7F", "bucket-names-no-bucket"),
        ("s3://AK@nas.local/family/%FF", "bucket-names-no-bucket"),
        ("s3://AK@-nas/family", "bucket-names-no-host"),
        ("s3://AK@nas.local:0/family", "bucket-names-no-host"),
        ("s3://AK@nas.local/family?region=", "bucket-names-no-region"),
        ("s3://AK@nas.local/family?garage", "bucket-names-no-region"),
        ("s3://AK@nas.local/family?region=a&x=y", "bucket-names-no-region"),
        ("s3://AK@nas.local/family?region=A", "bucket-names-no-region"),
        ("s3://AK@nas.local/family?region=-a", "bucket-names-no-region"),
        ("s3://AK@nas.local/family?region=a#b", "url-has-question-mark-or-hash"),
        ("sftp://AK@nas.local/family?region=a", "url-has-question-mark-or-hash"),
        ("s3+http://AK@nas.local/family", "bucket-without-tls-elsewhere"),
        ("s3+http://AK@192.168.1.7/family", "bucket-without-tls-elsewhere"),
    ],
)
def test_an_invalid_address_is_refused_with_its_reason(url: str, code: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_place(url)
    assert refused.value.message.code == code
    assert "secret" not in refused.value.sentence or code == "address-must-not-hold-secret"


@pytest.mark.parametrize(
    ("host", "region"),
    [
        ("s3.eu-central-1.wasabisys.com", "eu-central-1"),
        ("s3.us-west-004.backblazeb2.com", "us-west-004"),
        ("s3-eu-west-3.amazonaws.com", "eu-west-3"),
        ("s3.dualstack.eu-west-3.amazonaws.com", "eu-west-3"),
        ("fsn1.your-objectstorage.com", "fsn1"),
        ("s3.amazonaws.com", "us-east-1"),
        ("nas.local", "us-east-1"),
    ],
)
def test_the_region_is_read_from_the_host(host: str, region: str) -> None:
    assert _place(f"s3://AK@{host}/family").region == region


@pytest.mark.parametrize("prefix", ["a" * 900, "%EC%82%AC" * 300])
def test_a_folder_after_which_no_name_would_fit_is_refused(prefix: str) -> None:
    """The vault was made there, and no photo ever reached it; counted are the bytes of a key."""
    assert len(_place(f"s3://AK@nas.local/family/{prefix}").prefix.encode()) == 900
    with pytest.raises(UsageError, match="longer than 900 bytes"):
        _place(f"s3://AK@nas.local/family/{prefix}a")


def test_a_region_that_is_given_goes_before_that_of_the_host() -> None:
    place = _place("s3://AK@s3.eu-central-1.wasabisys.com/family?region=eu-west-2")
    assert (place.region, place.bucket, place.prefix) == ("eu-west-2", "family", "")
    assert place.is_same(_place("s3://AK@s3.eu-central-1.wasabisys.com/family"))


def test_places_in_one_bucket_are_one_place_only_where_one_leads_into_the_other() -> None:
    vault = _place("s3://AK@nas.local/family/vault")
    assert vault.is_same(_place("s3://OTHER@nas.local/family/vault"))
    assert vault.is_same(_place("s3://AK@nas.local/family"))
    assert _place("s3://AK@nas.local/family").is_same(vault)
    assert not vault.is_same(_place("s3://AK@nas.local/family/vault2"))
    assert not vault.is_same(_place("s3://AK@nas.local/other/vault"))
    assert not vault.is_same(_place("s3://AK@nas.local:9000/family/vault"))
    assert not vault.is_same(parse_place("sftp://AK@nas.local/family/vault"))
    assert not vault.is_same(parse_place("file:///family/vault"))


def _xml(code: str) -> str:
    return f"Error performing PUT http://x/b/a - status code: 400 Bad: <Code>{code}</Code>\n\nDebug"


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        (_xml("NoSuchBucket"), StorageUnreachable, "bucket-is-not-there"),
        (_xml("NoSuchKey"), ObjectNotFound, "object-is-not-on-storage"),
        ("HEAD - status code: 404 Not Found: ", ObjectNotFound, "object-is-not-on-storage"),
        (_xml("PreconditionFailed"), ObjectExists, "name-is-there-already"),
        (_xml("ConditionalRequestConflict"), ObjectExists, "name-is-there-already"),
        (_xml("RequestTimeTooSkewed"), ClockRefused, "bucket-clock-differs"),
        (_xml("InvalidAccessKeyId"), LoginRefused, "bucket-refuses-key"),
        (_xml("SignatureDoesNotMatch"), LoginRefused, "bucket-refuses-key"),
        ("HEAD - status code: 403 Forbidden: ", StorageDenied, "bucket-denies"),
        (_xml("AccessDenied"), StorageDenied, "bucket-denies"),
        (_xml("InvalidObjectState"), StorageArchived, "bucket-archives"),
        (_xml("AuthorizationHeaderMalformed"), StorageDenied, "bucket-wants-region"),
        (_xml("PermanentRedirect"), StorageDenied, "bucket-wants-region"),
        (_xml("QuotaExceeded"), StorageFull, "bucket-is-full"),
        ("PUT - status code: 507 Insufficient", StorageFull, "bucket-is-full"),
        (_xml("SlowDown"), StorageAway, "bucket-is-too-busy"),
        ("GET - status code: 503 Service: ", StorageAway, "bucket-is-too-busy"),
        (
            "HTTP error: error sending: tcp connect error",
            StorageUnreachable,
            "server-cant-be-reached",
        ),
        ("HTTP error: invalid peer certificate", StorageUnreachable, "bucket-shows-no-certificate"),
        ("HTTP error: operation timed out", StorageAway, "bucket-did-not-answer"),
        (_xml("InvalidPart"), StorageAway, "bucket-did-not-answer"),
        ("HTTP error: error following redirect", StorageDenied, "bucket-wants-region"),
        (
            "Received redirect without LOCATION, this normally indicates an incorrectly configur…",
            StorageDenied,
            "bucket-wants-region",
        ),
        (
            "Server returned non-2xx status code: 307 Temporary Redirect: ",
            StorageDenied,
            "bucket-wants-region",
        ),
        ("PUT - status code: 400 Bad Request: ", StorageImpossible, "bucket-answers-no-s3"),
        ("GET - status code: 418 I'm a teapot: ", StorageImpossible, "bucket-answers-no-s3"),
        ("GET - status code: 599 Odd: ", StorageAway, "bucket-is-too-busy"),
        ("Got invalid list response: Eof", StorageImpossible, "bucket-answers-no-s3"),
    ],
)
def test_what_an_answer_means(text: str, kind: type[StorageError], code: str) -> None:
    error = meaning_of(answer_in(text), store="nas.local", bucket="family", name="objects/a")
    assert (type(error), error.message.code) == (kind, code)
    assert "Debug" not in error.sentence


def test_the_region_that_a_store_wants_is_read_from_its_answer() -> None:
    malformed = "<Code>AuthorizationHeaderMalformed</Code><Region>garage</Region>"
    assert region_asked_for(malformed) == "garage"
    assert region_asked_for("wrong; expecting 'eu-central-1'") == "eu-central-1"
    assert region_asked_for("<Code>AccessDenied</Code>") is None
