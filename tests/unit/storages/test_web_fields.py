"""What a person writes about a bucket or a share, as an address."""

import pytest

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
def test_a_bucket(server: str, user: str, folders: tuple[str, ...], url: str) -> None:
    address = WebAddress(*BUCKET_SCHEMES, server, user, folders)
    assert address.url == url
    assert parse_place(url).url == url


def test_a_share_may_be_given_by_the_address_that_its_server_shows() -> None:
    server = "https://cloud.example/remote.php/dav/files/anna/"
    address = WebAddress(*SHARE_SCHEMES, server, "anna", ("사진",))
    assert address.url == "davs://anna@cloud.example/remote.php/dav/files/anna/%EC%82%AC%EC%A7%84"
    assert parse_place(address.url).root == "/remote.php/dav/files/anna/사진"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("s3://A%2FK@nas.local:9000/family/a/b", ("nas.local:9000", "A/K", ["family", "a", "b"])),
        ("s3+http://AK@[::1]:9000/family", ("http://[::1]:9000", "AK", ["family"])),
        ("sftp://a@nas.local/family", None),
    ],
)
def test_an_address_is_taken_apart(url: str, found: object) -> None:
    assert read_back(url, BUCKET_SCHEMES) == found
    if found is not None:
        server, user, folders = read_back(url, BUCKET_SCHEMES) or ("", "", [])
        assert WebAddress(*BUCKET_SCHEMES, server, user, tuple(folders)).url == url
