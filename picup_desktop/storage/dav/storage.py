"""A storage on a WebDAV share: files and folders, over HTTP.

A file is written below ``tmp/`` and moved to its name with ``Overwrite: F`` (RFC 4918, 9.9), so
it is whole or not there, and nothing is overwritten. No redirect is followed: a login goes to the
server of the address only.

Threads: a batch has a few of its own, which end with it.
"""

import stat
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from math import inf
from pathlib import Path
from urllib.parse import quote

import httpx

from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.storage.base import (
    MOST_LEVELS,
    MOST_NAMES,
    MOST_NAMES_IN_A_FOLDER,
    TEMPORARY_FOLDER,
    Get,
    ObjectInfo,
    Piece,
    Probe,
    Progress,
    Put,
    says_its_bytes,
)
from picup_desktop.storage.dav.answers import (
    ASKED,
    Entry,
    entries_in,
    in_one_form,
    is_a_name,
    meaning_of,
)
from picup_desktop.storage.dav.place import DavPlace
from picup_desktop.storage.dav.ranges import PARTIAL, PIECE_BYTES, range_in
from picup_desktop.storage.dav.wire import Connection, leads_into
from picup_desktop.storage.errors import (
    ObjectExists,
    ObjectNotFound,
    SourceUnreadable,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageImpossible,
    StorageNonsense,
    StorageUnreachable,
)
from picup_desktop.storage.parts import new_part
from picup_desktop.storage.place import MOST_FOLDERS, Access, FolderListing, holds_nothing
from picup_desktop.storage.sums import StoredSum, no_sums
from picup_desktop.storage.tree import strange_entry
from picup_desktop.storage.web import Sending, got_each, in_time, put_each, removed

ENDS_A_PATH = "?#;%"
"""What means something in an address that is not escaped (RFC 3986, 2.2)."""
MOST_OF_ONE = 16
"""Entries in the answer about one file or folder, which should be one."""
NO_FOLDER_ABOVE = 409
"""RFC 4918: the folder above is missing."""
IS_THERE = 405
"""RFC 4918, 9.3: what MKCOL is answered where something stands."""
NO_FOLDER = {NO_FOLDER_ABOVE, 404}
BEHIND_THE_END = 416
NO_CONTENT = 204
LISTING, CONTENT, DONE = {207}, {200, PARTIAL}, {200, 201, 204}
"""What says that a folder is listed, a file is sent, or what was asked is done."""


class DavStorage:
    """Objects as files below one folder of a share."""

    def __init__(self, place: DavPlace, access: Access) -> None:
        """Nothing is contacted before the first call."""
        self._place = place
        self._access = access
        self._connection = Connection(place, access)
        self._known_folders: set[str] = set()

    def prepare(self) -> None:
        """Make the root folder and those above it, as far as they are missing; at setup only."""
        parts = self._place.path.strip("/").split("/")
        with self._connection.within_bounds():
            for count in range(1, len(parts) + 1):
                self._make("/" + "/".join(parts[:count]), may_be_denied=count < len(parts))

    def make_root(self) -> None:
        """Make the root folder in a folder that is there. ObjectExists, any StorageError."""
        with (
            self._connection.within_bounds(),
            self._asking("MKCOL", "", path=self._place.path) as answer,
        ):
            if answer.status_code == IS_THERE:
                raise ObjectExists("name-is-there-already", name=self._place.path)
            self._check(answer, "")

    def folders(self, file: str) -> FolderListing:
        """As ``Place.folders``."""
        names, holds = [], False
        with self._connection.within_bounds():
            for name, entry in self._in_folder(""):
                if entry.is_folder:
                    names.append(name)
                holds = holds or (name == file and not entry.is_folder)
        more = len(names) > MOST_FOLDERS
        return FolderListing(self._place.root, tuple(sorted(names)[:MOST_FOLDERS]), more, holds)

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        """As ``Storage.put``; a server does not say when it flushes."""
        self._put(name, source, progress)

    def _put(self, name: str, source: Path, progress: Progress | None) -> int:
        """Store a file as ``put`` does; return its bytes."""
        if not says_its_bytes(name) and self._size_there(name) is not None:
            # A server may ignore ``Overwrite``.
            raise ObjectExists("name-is-there-already", name=name)
        part = f"{TEMPORARY_FOLDER}/{new_part(self._access.writer)}"
        stored = False
        try:
            sent = self._send(part, source, progress)
            there = self._moved(part, name, sent)
            stored = there == sent
        finally:
            if not stored:
                # The error that is raised says more than that the part could not be removed.
                with suppress(StorageError):
                    self._delete(part)
        if not stored:
            if there is not None and says_its_bytes(name):
                self._delete(name)
            raise StorageNonsense("object-has-wrong-size", name=name)
        return sent

    def _moved(self, part: str, name: str, sent: int) -> int | None:
        """Give a part its name; return the size that it has there. Any StorageError."""
        try:
            self._move(part, name)
        except StorageUnreachable:
            raise
        except StorageAway:
            # The answer may have been lost after the server moved it.
            if self._size_there(part) is not None or self._size_there(name) != sent:
                raise
        except ObjectExists:
            if self._size_there(name) is None:
                self._check_no_character_is_misread()
            raise
        there = self._size_there(name)
        if there is None:
            self._check_no_character_is_misread()
        return there

    def _check_no_character_is_misread(self) -> None:
        """Called when a file that was moved is not at its name. StorageDenied.

        The address of the target is escaped (RFC 4918, 10.3), and some servers cut it where it
        would end if it were not.
        """
        misread = [one for one in ENDS_A_PATH if one in self._place.path]
        if misread:
            raise StorageDenied(
                "share-misreads-name",
                server=self._place.host,
                folder=self._place.root,
                characters=" ".join(misread),
            )

    def _size_there(self, name: str) -> int | None:
        """Return the size of an entry in bytes; None if there is none."""
        try:
            return self._entry(name).size_bytes
        except ObjectNotFound:
            return None

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        """As ``Storage.put_many``: several at once, because each waits for three answers."""
        return put_each(lambda name, source: self._put(name, source, None), puts, progress)

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        """As ``Storage.get``."""
        if length == 0:
            return
        end = "" if length is None else str(offset + length - 1)
        wanted = {"Range": f"bytes={offset}-{end}", "Accept-Encoding": "identity"}
        try:
            with self._asking("GET", name, headers=wanted) as answer:
                if answer.status_code != BEHIND_THE_END:
                    self._check(answer, name, CONTENT)
                    left = inf if length is None else length
                    yield from range_in(answer, offset, left, self._place.host)
        except ObjectNotFound:
            self._check_holds()
            raise
        except StorageDenied:
            # Some servers answer so for a folder that is asked for as a file (6-1).
            self.stat(name)
            raise

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        """As ``Storage.get_many``."""
        return got_each(self, gets)

    def stat(self, name: str) -> ObjectInfo:
        """As ``Storage.stat``; StrangeEntry for a folder."""
        entry = self._entry(name)
        if entry.is_folder:
            raise strange_entry(name, stat.S_IFDIR)
        return ObjectInfo(name, entry.size_bytes, entry.modified_at)

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        """As ``Storage.list``, folder by folder: few servers answer for all at once."""
        left, listed = [folder.strip("/") for folder in folders][::-1], 0
        while left:
            folder = left.pop()
            try:
                found = list(self._in_folder(folder))
            except ObjectNotFound:
                continue
            listed += 1 + len(found)
            if listed > MOST_NAMES or folder.count("/") > MOST_LEVELS:
                raise self._too_much()
            # A dictionary, because a server may say one name many times.
            for last, entry in sorted(dict(found).items()):
                name = f"{folder}/{last}" if folder else last
                if entry.is_folder:
                    left.append(name)
                else:
                    yield ObjectInfo(name, entry.size_bytes, entry.modified_at)

    def remove(self, name: str) -> bool:
        """As ``Storage.remove``. A folder is never removed: with it would go all that is in it."""
        try:
            self.stat(name)
        except ObjectNotFound:
            return False
        return self._delete(name)

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        """As ``Storage.remove_many``."""
        return removed(self.remove, names, seconds)

    def sums(self, names: Sequence[str]) -> Sequence[StoredSum | StorageError | None]:
        """As ``Storage.sums``: a share notes none."""
        return no_sums(names)

    def free_bytes(self) -> int | None:
        """As ``Storage.free_bytes``: the quota that is left (RFC 4331)."""
        return self._entry("").free_bytes

    def probe(self) -> Probe:
        """As ``Storage.probe``: looks at the top folder, then writes and removes a file."""
        began = time.monotonic()
        self._check_holds()
        took = time.monotonic() - began
        part = f"{TEMPORARY_FOLDER}/{new_part(self._access.writer)}"
        self._write(part, lambda: iter([b""]), 0)
        self._delete(part)
        return Probe(took, self.free_bytes(), self._connection.pinned)

    def close(self) -> None:
        """Close the connections; the next call connects again."""
        self._known_folders = set()
        self._connection.close()

    def _send(self, part: str, source: Path, progress: Progress | None) -> int:
        try:
            size_bytes = source.stat().st_size
        except OSError as error:
            raise SourceUnreadable(
                "source-cant-be-read", source=shown(str(source)), why=reason_of(error)
            ) from error
        sending = Sending(source, PIECE_BYTES, size_bytes, progress)

        self._write(part, sending, size_bytes)
        return sending.sent_bytes

    def _write(self, name: str, content: Callable[[], Iterator[bytes]], size: int) -> None:
        """Send a file; make its folder again if the server says that it is missing."""
        length = {"Content-Length": str(size)}
        if name.rpartition("/")[0] not in self._known_folders:
            self._make_folder_of(name)
        with self._asking("PUT", name, headers=length, content=content) as answer:
            if answer.status_code not in NO_FOLDER:
                self._check(answer, name)
                return
        self._make_folder_of(name)
        with self._asking("PUT", name, headers=length, content=content) as answer:
            self._check(answer, name)

    def _move(self, part: str, name: str) -> None:
        headers = {"Destination": self._url(self._path(name)), "Overwrite": "F"}
        if name.rpartition("/")[0] not in self._known_folders:
            self._make_folder_of(name)
        with self._asking("MOVE", part, headers=headers) as answer:
            if answer.status_code not in NO_FOLDER:
                self._check(answer, name)
                return
        self._make_folder_of(name)
        with self._asking("MOVE", part, headers=headers) as answer:
            self._check(answer, name)

    def _make_folder_of(self, name: str) -> None:
        """Make the folders of a name below the root, which must be there (5-2)."""
        self._check_holds()
        folders = name.split("/")[:-1]
        for count in range(1, len(folders) + 1):
            folder = "/".join(folders[:count])
            try:
                self._make(self._path(folder))
            except StorageUnreachable:
                raise
            except (StorageAway, StorageDenied):
                # Another writer may have made it just now, which servers tell in many ways.
                if not self._is_folder(folder):
                    raise
        self._known_folders.add("/".join(folders))

    def _make(self, path: str, *, may_be_denied: bool = False) -> None:
        with self._asking("MKCOL", "", path=path) as answer:
            if answer.status_code == IS_THERE:
                return
            try:
                self._check(answer, path)
            except StorageDenied:
                # A folder above one's own, as of all users, may not be looked at.
                if not may_be_denied:
                    raise

    def _is_folder(self, name: str) -> bool:
        try:
            return self._entry(name).is_folder
        except ObjectNotFound:
            return False

    def _delete(self, name: str) -> bool:
        with self._asking("DELETE", name) as answer:
            if answer.status_code == 404:
                return False
            self._check(answer, name)
        if answer.status_code != NO_CONTENT and self._size_there(name) is not None:
            # What is no bare "done" may be a page that answers everything well.
            raise StorageImpossible("share-answers-a-page", server=self._place.host)
        return True

    def _entry(self, name: str) -> Entry:
        """Return a file or folder; ObjectNotFound only where the vault's folder is there (5-2)."""
        try:
            entry = self._found(name, "0")[0]
        except ObjectNotFound:
            if name:
                self._check_holds()
                raise
            raise self._missing_root() from None
        if in_one_form(entry.path) != in_one_form(self._path(name)):
            # Of something else, as a cache on the way may answer.
            raise StorageImpossible("share-answers-no-multistatus")
        return entry

    def _in_folder(self, folder: str) -> Iterator[tuple[str, Entry]]:
        """Yield what is in a folder, by the names there."""
        try:
            found = self._found(folder, "1")
        except ObjectNotFound:
            if not folder:
                raise self._missing_root() from None
            self._check_holds()
            raise
        above = in_one_form(self._path(folder))
        if not any(in_one_form(entry.path) == above for entry in found):
            # RFC 4918, 9.1: the folder itself is among them. Else it is of something else.
            raise StorageImpossible("share-answers-no-multistatus")
        for entry in found:
            parent, _, last = entry.path.rpartition("/")
            if in_one_form(parent) == above and is_a_name(last):
                yield last, entry

    def _found(self, name: str, depth: str) -> Sequence[Entry]:
        headers = {"Depth": depth, "Content-Type": "application/xml"}
        most, entries = (MOST_NAMES_IN_A_FOLDER if depth == "1" else MOST_OF_ONE), []
        with self._asking("PROPFIND", name, headers=headers, content=lambda: ASKED) as answer:
            self._check(answer, name, LISTING)
            for entry in entries_in(in_time(answer.iter_bytes())):
                entries.append(entry)
                if len(entries) > most:
                    raise self._too_much()
        if not entries:
            raise StorageImpossible("share-answers-no-multistatus")
        return entries

    def _check_holds(self) -> None:
        """Check that the folder is there, with something of the vault (5-2)."""
        holds = self._access.root_holds
        names = {name for name, _ in self._in_folder("")}
        if holds and not names & set(holds):
            message = holds_nothing(self._place.root, holds[0], server=self._place.host)
            raise StorageUnreachable.of(message)

    def _missing_root(self) -> StorageUnreachable:
        return StorageUnreachable(
            "share-folder-is-not-there", folder=self._place.root, server=self._place.host
        )

    def _too_much(self) -> StorageImpossible:
        return StorageImpossible("folder-lists-too-much", folder=self._place.root)

    def _path(self, name: str) -> str:
        return f"{self._place.path}/{name}" if name else self._place.path

    def _url(self, path: str) -> str:
        return f"{self._place.origin}{quote(path, safe='/')}"

    def _asking(
        self,
        method: str,
        name: str,
        *,
        path: str | None = None,
        headers: Mapping[str, str] | None = None,
        content: Callable[[], bytes | Iterator[bytes]] = lambda: b"",
    ) -> AbstractContextManager[httpx.Response]:
        """Send a request about a file or folder; as ``Connection.asking``."""
        url = self._url(self._path(name) if path is None else path)
        return self._connection.asking(method, url, headers=headers, content=content)

    def _check(self, answer: httpx.Response, name: str, fits: Collection[int] = DONE) -> None:
        if answer.is_redirect and leads_into(answer):
            # So servers answer for a folder that is asked for as a file.
            raise strange_entry(name, stat.S_IFDIR)
        if answer.status_code in fits:
            return
        if answer.is_success:
            # A login page, or the news that not all was done (RFC 4918, 13).
            raise StorageImpossible("share-answers-a-page", server=self._place.host)
        offers = answer.headers.get("WWW-Authenticate", "")
        raise meaning_of(answer.status_code, server=self._place.host, name=name, offers=offers)
