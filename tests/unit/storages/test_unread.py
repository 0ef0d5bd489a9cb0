"""5-1: a storage that lists its files and gives none of them back is told, until it gives one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.attention.causes import Cause
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.storage.base import Piece
from picup_desktop.storage.errors import (
    LoginRefused,
    StorageArchived,
    StorageAway,
    StorageDenied,
    StorageError,
)
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.sync.verify.report import VerifyReport
from picup_desktop.sync.verify.verify import attend_unread
from picup_desktop.words import Role
from tests.small import Small, small_vault

NOW = 1_700_000_000.0
DENIED = StorageDenied("bucket-denies", bucket="b", store="s", why="AccessDenied")
ARCHIVED = StorageArchived("bucket-archives", bucket="b", store="s", why="InvalidObjectState")
AWAY = StorageAway("bucket-did-not-answer", store="s", why="")
REFUSED = LoginRefused("bucket-refuses-key", bucket="b", store="s", why="")
LISTED = {Role.MAIN, Role.BACKUP}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path / "ledger.sqlite")
    yield opened
    opened.close()


def _told(ledger: Ledger) -> list[Cause]:
    return [Cause(item.cause) for item in ledger.attention.all()]


@pytest.mark.parametrize("error", [DENIED, ARCHIVED])
def test_it_stands_until_something_was_read_back(ledger: Ledger, error: StorageError) -> None:
    refused = VerifyReport(out={Role.BACKUP: error}, listed=LISTED, read={Role.MAIN})
    attend_unread(ledger, refused, [*Role], NOW)
    assert _told(ledger) == [Cause.STORAGE_UNREAD]
    assert ledger.attention.all()[0].details["storage"] == "backup"
    attend_unread(ledger, VerifyReport(listed=LISTED, read={Role.MAIN}), [*Role], NOW)
    assert _told(ledger) == [Cause.STORAGE_UNREAD], "nothing of backup was due"
    attend_unread(ledger, VerifyReport(read={Role.BACKUP}), [Role.MAIN], NOW)
    assert _told(ledger) == [Cause.STORAGE_UNREAD], "backup was not asked"
    attend_unread(ledger, VerifyReport(listed=LISTED, read={Role.BACKUP}), [*Role], NOW)
    assert _told(ledger) == []


@pytest.mark.parametrize(
    "report",
    [
        VerifyReport(out={Role.MAIN: AWAY}, listed=LISTED),
        VerifyReport(out={Role.MAIN: REFUSED}, listed=LISTED),
        VerifyReport(out={Role.MAIN: DENIED}),
        VerifyReport(out={Role.MAIN: DENIED}, listed=LISTED, read={Role.MAIN}),
    ],
)
def test_what_has_words_of_its_own_is_no_such_storage(ledger: Ledger, report: VerifyReport) -> None:
    attend_unread(ledger, report, [Role.MAIN], NOW)
    assert _told(ledger) == []


class _Unreadable(FolderStorage):
    """Lists and takes files, and gives none back."""

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        raise DENIED


def test_verify_tells_of_it_until_it_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = small_vault(tmp_path / "vault", ["0.jpg"])
    small.sync()
    whole = small.storages()
    closed = {**whole, Role.BACKUP: _Unreadable(small.root(Role.BACKUP))}
    for storages, told in ((closed, [Cause.STORAGE_UNREAD]), (whole, [])):
        monkeypatch.setattr(Small, "storages", lambda _, now=storages: now)
        found = small.verify(repair=False)
        assert list(found["not_reached"]) == (["backup"] if told else [])
        with small.ledger() as ledger:
            assert _told(ledger) == told
