"""What a person writes about a bucket or a share, as an address."""

import pytest

from picup_desktop.errors import UsageError
from picup_desktop.storage.registry import parse_place
from picup_desktop.ui.welcome.web_fields import (
    BUCKET_SCHEMES,
    SHARE_SCHEMES,
    WebAddress,
    read_back,
)


@pytest.mark.parametrize(
    ("server", "user", "folders", "url"),
    [
        ("nas.local:9000", "AK", ("family", "picup"), "s3://AK@nas.local:9000/family/picup"),
        (" https://nas.local/ ", "A/K", ("family", ""), "s3://A%2FK@nas.local/family"),
        (
            "http://127.0.0.1:9000",
            "AK",
            ("family", "a/b"),
            "s3+http://AK@127.0.0.1:9000/family/a/b",
        ),
        ("HTTPS://nas.local", "AK", ("family", "/x/"), "s3://AK@nas.local/family/x"),
    ],
)
def test_the_fields_of_a_bucket_make_its_address(
    server: str, user: str, folders: tuple[str, ...], url: str
) -> None:
    address = WebAddress(*BUCKET_SCHEMES, server, user, folders)
    assert address.url == url
    assert parse_place(url).url == url


def test_a_share_may_be_given_by_the_address_that_its_server_shows() -> None:
    server = "https://cloud.example/remote.php/dav/files/anna/"
    address = WebAddress(*SHARE_SCHEMES, server, "anna", ("사진",))
    assert address.url == "davs://anna@cloud.example/remote.php/dav/files/anna/%EC%82%AC%EC%A7%84"
    assert parse_place(address.url).root == "/remote.php/dav/files/anna/사진"


def test_a_region_stands_at_the_end_of_the_address() -> None:
    address = WebAddress(*BUCKET_SCHEMES, "nas.local", "AK", ("family", ""), " garage ")
    assert address.url == "s3://AK@nas.local/family?region=garage"
    assert parse_place(address.url).url == address.url
    odd = WebAddress(*BUCKET_SCHEMES, "nas.local", "AK", ("a?region=b",), "eu west/1")
    assert odd.url == "s3://AK@nas.local/a%3Fregion%3Db?region=eu%20west%2F1"
    with pytest.raises(UsageError):
        parse_place(odd.url)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (
            "s3://A%2FK@nas.local:9000/family/a/b",
            ("nas.local:9000", "A/K", ("family", "a", "b"), ""),
        ),
        ("s3+http://AK@[::1]:9000/family", ("http://[::1]:9000", "AK", ("family",), "")),
        (
            "s3://AK@nas.local/family?region=eu-1",
            ("nas.local", "AK", ("family",), "eu-1"),
        ),
    ],
)
def test_an_address_is_taken_apart(url: str, found: tuple[str, str, tuple[str, ...], str]) -> None:
    server, user, folders, region = found
    address = WebAddress(*BUCKET_SCHEMES, server, user, folders, region)
    assert read_back(url, BUCKET_SCHEMES) == address
    assert address.url == url


def test_an_address_of_another_kind_is_not_taken_apart() -> None:
    assert read_back("sftp://a@nas.local/family", BUCKET_SCHEMES) is None
    assert read_back("s3://AK@nas.local/family", SHARE_SCHEMES) is None


@pytest.mark.parametrize(
    ("server", "url"),
    [
        ("davs://nas.local", "davs://anna@nas.local/picup"),
        ("webdavs://nas.local:5006/home", "davs://anna@nas.local:5006/home/picup"),
        ("dav://127.0.0.1:8080", "dav+http://anna@127.0.0.1:8080/picup"),
    ],
)
def test_an_address_may_begin_as_a_file_manager_shows_it(server: str, url: str) -> None:
    address = WebAddress(*SHARE_SCHEMES, server, "anna", ("picup",))
    assert address.url == url
    assert not address.is_of_another_service


@pytest.mark.parametrize("server", ["sftp://nas.local", " smb://nas.local/photos", "s3://family"])
def test_the_address_of_another_service_is_not_taken_for_a_host(server: str) -> None:
    assert WebAddress(*BUCKET_SCHEMES, server, "AK", ("family",)).is_of_another_service
