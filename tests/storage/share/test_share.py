"""What only a WebDAV share has: another login, a login page, a folder that is gone."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest

from picup_desktop.storage.base import Storage
from picup_desktop.storage.dav.place import PlainDavPlace
from picup_desktop.storage.errors import (
    LoginRefused,
    ObjectNotFound,
    StorageDenied,
    StorageError,
    StorageImpossible,
    StorageUnreachable,
)
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from tests.shares import PASSWORD, Share
from tests.storage.away import assert_away
from tests.storage.new_file import new_file

NAME = "objects/ab/abcdef"


@pytest.fixture(autouse=True)
def _closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a test opens: the connections are kept for the next request."""
    opened: list[Storage] = []
    plain_open = PlainDavPlace.open

    def open_and_note(place: PlainDavPlace, access: Access) -> Storage:
        opened.append(plain_open(place, access))
        return opened[-1]

    monkeypatch.setattr(PlainDavPlace, "open", open_and_note)
    yield
    for one in opened:
        one.close()


@pytest.mark.parametrize("password", [None, "wrong"])
def test_a_wrong_login_is_told(a_share: Share, tmp_path: Path, password: str | None) -> None:
    opened = parse_place(a_share.url()).open(Access(tmp_path / "known", password=password))
    with pytest.raises(LoginRefused):
        opened.probe()


def test_a_folder_that_is_gone_is_away_and_no_photo_missing(a_share: Share, tmp_path: Path) -> None:
    """DISASTERS 5-2, and nothing is written to where the vault's folder was."""
    own = secrets.token_hex(8)
    place = parse_place(a_share.url(f"{own}/vault"))
    access = Access(tmp_path / "known", password=PASSWORD, root_holds=("vault.json", "objects"))
    place.prepare(access)
    opened = place.open(access)
    with pytest.raises(StorageUnreachable):
        opened.put(NAME, new_file(tmp_path, b"1"))
    vault = a_share.disk / own / "vault"
    (vault / "vault.json").touch()
    opened.put(NAME, new_file(tmp_path, b"1"))
    with pytest.raises(ObjectNotFound):
        opened.stat("objects/ab/none")
    vault.rename(a_share.disk / own / "elsewhere")
    assert_away(opened, NAME, tmp_path)
    assert not vault.exists()


@pytest.mark.parametrize("character", [*"#;%&=+@:!'()*,~$", "[", "]", '"', " ", "é", "%3F", "..x"])
def test_a_folder_may_have_any_character_in_its_name(
    a_share: Share, tmp_path: Path, character: str
) -> None:
    folder = f"{secrets.token_hex(8)}{character}a"
    place = parse_place(a_share.url(quote(f"{folder}/vault")))
    access = Access(tmp_path / "known", password=PASSWORD)
    place.prepare(access)
    opened = place.open(access)
    opened.put(NAME, new_file(tmp_path, b"1"))
    assert (a_share.disk / folder / "vault" / NAME).read_bytes() == b"1"
    assert [one.name for one in opened.list("objects")] == [NAME]
    assert b"".join(opened.get(NAME, 0, 1)) == b"1"


@pytest.mark.parametrize("folder_in_place", [False, True])
def test_a_server_that_misreads_a_character_is_told_as_that(
    a_share: Share, tmp_path: Path, folder_in_place: bool
) -> None:
    """WsgiDAV cuts the target of a MOVE at a question mark, however it is escaped."""
    own = secrets.token_hex(8)
    if folder_in_place:
        (a_share.disk / own).mkdir()
    place = parse_place(a_share.url(quote(f"{own}?a/vault")))
    access = Access(tmp_path / "known", password=PASSWORD)
    place.prepare(access)
    with pytest.raises(StorageDenied) as told:
        place.open(access).put(NAME, new_file(tmp_path, b"1"))
    assert told.value.message.code == "share-misreads-name"
    assert told.value.message.values["characters"] == "?"
    assert [*(a_share.disk / f"{own}?a" / "vault" / "tmp").iterdir()] == []


def test_a_folder_is_never_removed_with_what_is_in_it(a_share: Share, tmp_path: Path) -> None:
    own = secrets.token_hex(8)
    place, access = parse_place(a_share.url(own)), Access(tmp_path / "known", password=PASSWORD)
    place.prepare(access)
    opened = place.open(access)
    opened.put(NAME, new_file(tmp_path, b"1"))
    with pytest.raises(StorageError):
        opened.remove("objects/ab")
    assert b"".join(opened.get(NAME)) == b"1"


class _LoginPage(BaseHTTPRequestHandler):
    """What a hotel's network, or a NAS's own pages, answer to everything."""

    page = b"<html><body>Please log in</body></html>"

    def _answer(self) -> None:
        if self.path.startswith("/sends-on"):
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(self.page)))
        self.end_headers()
        self.wfile.write(self.page)

    do_PROPFIND = do_GET = do_PUT = do_MKCOL = do_MOVE = do_DELETE = _answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _login_page() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _LoginPage)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("path", "kind"), [("dav", StorageImpossible), ("sends-on", StorageUnreachable)]
)
def test_a_page_instead_of_a_share_says_nothing_of_a_photo(
    tmp_path: Path, path: str, kind: type[StorageError]
) -> None:
    with _login_page() as port:
        place = parse_place(f"dav+http://a@127.0.0.1:{port}/{path}")
        opened = place.open(Access(tmp_path / "known", password=PASSWORD))
        for ask in (
            lambda: opened.stat(NAME),
            lambda: [*opened.get(NAME, 0, 100)],
            lambda: [*opened.list("objects")],
            opened.probe,
        ):
            with pytest.raises(kind):
                ask()
