"""Is there a newer version? What its file may say, where it may lie, and how it is had."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from picup_desktop.engine.version.file import WHO_ASKS, newest_at
from picup_desktop.errors import UsageError
from picup_desktop.new_version import (
    MOST_FILE_BYTES,
    NewestUnknown,
    NewVersion,
    VersionAnswer,
    checked_address,
    newer,
    parse_newest,
)
from picup_desktop.settings import checked_setting
from tests.outside.version_server import NEWEST, PAGE, VersionServer, version_server

NOW = 1_700_000_000.0
TOLD = NewVersion(**NEWEST)


@pytest.mark.parametrize(
    ("version", "than", "is_newer"),
    [
        ("1.2.4", "1.2.3", True),
        ("1.10", "1.9", True),
        ("1.2", "1.2.0", False),
        ("1.2.3", "1.2.3", False),
        ("1.2.2", "1.2.3", False),
        ("2.0", "2.0rc1", True),
        ("2.0rc1", "2.0", False),
        ("v1.3", "1.2", True),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, than: str, is_newer: bool) -> None:
    assert newer(version, than=than) is is_newer


def test_the_file_says_a_version_a_page_and_a_sentence() -> None:
    more = {**NEWEST, "installer": "https://picup.example/setup.exe"}
    assert parse_newest(json.dumps(more).encode()) == TOLD
    short = {"version": "1.2.3", "page": PAGE}
    assert parse_newest(json.dumps(short).encode()) == NewVersion("1.2.3", PAGE)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 50_000,
        b'"1.2.3"',
        b"[]",
        json.dumps(NEWEST).encode().ljust(MOST_FILE_BYTES + 1),
        *(
            json.dumps({**NEWEST, **wrong}).encode()
            for wrong in (
                {"version": None},
                {"version": 2},
                {"version": "newest"},
                {"version": ""},
                {"version": "1." * 40 + "0"},
                {"page": None},
                {"page": "http://picup.example/"},
                {"page": "https://"},
                {"page": "https://picup.example@elsewhere.example/"},
                {"page": "https://picup.example/ two"},
                {"page": "file:///etc/passwd"},
                {"page": "javascript:alert(1)"},
                {"notes": None},
                {"notes": "two\nlines"},
                {"notes": "the \u202eother way"},
                {"notes": "x" * 501},
            )
        ),
    ],
)
def test_a_file_that_makes_no_sense_says_nothing(content: bytes) -> None:
    with pytest.raises(NewestUnknown):
        parse_newest(content)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://picup.example/version.json",
        "https://picup.example:8443/version.json?channel=stable",
        "http://127.0.0.1:8000/version.json",
        "http://localhost/version.json",
        "http://[::1]:8000/version.json",
        "file:///srv/picup/version.json",
    ],
)
def test_addresses_that_may_be_asked_are_taken(address: str) -> None:
    assert checked_setting("updates_url", address) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://picup.example/version.json",
        "http://127.0.0.1.picup.example/",
        "https://",
        "https:///version.json",
        "https://ann:secret@picup.example/",
        "http://ann@127.0.0.1/",
        "https://picup.example:port/",
        "https://picup.example/a b",
        "https://picup.example/\n",
        "https://[::1/",
        "ftp://picup.example/version.json",
        "file://nas/share/version.json",
        "file://",
        "/srv/version.json",
        "picup.example",
        "data:,{}",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(UsageError, match="begins with https://"):
        checked_address(address)


def test_only_a_newer_version_is_one() -> None:
    assert VersionAnswer("x", NOW, TOLD).newer_than("9.0.9") == TOLD
    assert VersionAnswer("x", NOW, TOLD).newer_than("9.1.0") is None
    assert VersionAnswer("x", NOW).newer_than("9.0.9") is None


@pytest.fixture
def server() -> Iterator[VersionServer]:
    with version_server() as told:
        yield told


def test_it_is_one_plain_question_that_says_nothing_of_who_asks(server: VersionServer) -> None:
    assert newest_at(server.url) == TOLD

    ((path, headers),) = server.asked
    assert path == "/version.json"
    assert headers == {
        "Host": f"127.0.0.1:{server.port}",
        "User-Agent": WHO_ASKS,
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


def test_a_proxy_is_not_asked_for_this_very_computer(
    server: VersionServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert newest_at(server.url) == TOLD


def test_a_file_of_this_computer_is_read(tmp_path: Path) -> None:
    file = tmp_path / "새 version.json"
    with pytest.raises(NewestUnknown, match="No such file or directory"):
        newest_at(file.as_uri())
    file.write_text(json.dumps(NEWEST), "utf-8")
    assert newest_at(file.as_uri()) == TOLD


def too_large(server: VersionServer) -> None:
    server.body = server.body.ljust(100 * MOST_FILE_BYTES)


def broken(server: VersionServer) -> None:
    server.body = server.body[:-1]


def gone(server: VersionServer) -> None:
    server.status = 404


def moved(server: VersionServer) -> None:
    server.status, server.headers = 302, {"Location": f"{server.url}?moved"}


def silent(server: VersionServer) -> None:
    server.released.clear()


def dripping(server: VersionServer) -> None:
    server.released.clear()
    server.drips = True


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (too_large, "too large"),
        (broken, "not JSON"),
        (gone, "answered 404"),
        (moved, "leads to another one"),
        (silent, "within|timed out"),
        (dripping, "did not come within 0.5 seconds"),
    ],
)
def test_whatever_the_server_does_it_ends_and_is_told(
    server: VersionServer, trouble: Callable[[VersionServer], None], sentence: str
) -> None:
    trouble(server)

    with pytest.raises(NewestUnknown, match=sentence):
        newest_at(server.url, answer_seconds=0.5)

    assert len(server.asked) == 1, "a redirect is not followed, and nothing is tried again"


def test_a_server_that_is_not_there_is_told(server: VersionServer) -> None:
    with version_server() as other:
        left = other.url
    with pytest.raises(NewestUnknown, match="Connection refused"):
        newest_at(left)


def test_no_command_pays_for_it() -> None:
    loads = "import sys, picup_desktop.cli.work.doctor; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", loads], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stdout.split())
    assert "picup_desktop.new_version" in loaded
    assert not {"picup_desktop.engine.version.file", "packaging.version"} & loaded
