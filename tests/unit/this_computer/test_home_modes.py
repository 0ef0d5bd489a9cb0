"""A home names photos in clear: nobody else on this computer looks into it (S9)."""

import logging
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from picup_desktop.home import Home
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.log import start_logging
from picup_desktop.messages.catalogue import in_english
from picup_desktop.sync.health.checkup import check_computer
from tests.small import small_vault

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights are inherited there")


@contextmanager
def nothing_masked() -> Iterator[None]:
    """New files and folders are open to everybody unless the program says otherwise."""
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


def open_to_others(folder: Path) -> dict[str, str]:
    """Return what somebody else could read, write or enter, with its mode."""
    return {
        str(path.relative_to(folder)): oct(mode)
        for path in (folder, *folder.rglob("*"))
        if (mode := stat.S_IMODE(path.lstat().st_mode)) & 0o077 and not path.is_symlink()
    }


def test_s9_a_home_that_was_open_is_closed_at_the_start(tmp_path: Path) -> None:
    home = Home(tmp_path / "home", tmp_path / "caches")
    with nothing_masked():
        for folder in (home.folder, home.log.parent, home.spool, home.thumbnails):
            folder.mkdir(parents=True, mode=0o777)
        for name in ("ledger.sqlite", "ledger.sqlite-wal", "ledger.version-3.sqlite"):
            (home.folder / name).touch(0o666)
        for name in ("known_hosts", "secrets.age", "lock-holder.json", "log/picup.log.2"):
            (home.folder / name).touch(0o666)
    home.make()
    assert open_to_others(home.folder) == {}
    assert open_to_others(home.thumbnails) == {}
    assert not home.is_open_to_others()


def test_s9_ledger_and_log_are_private_from_their_first_byte_on(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with nothing_masked():
        home.make()
        ledger = open_ledger(home.ledger)
        ledger.vaults.note(Note.KEYRING_ENTRY, "any")
        with start_logging(home, to_terminal=False):
            logging.getLogger("picup_desktop.test").warning("something")
            made = {path.name for path in home.folder.rglob("*")}
            assert {"ledger.sqlite", "ledger.sqlite-wal", "picup.log"} <= made
            assert open_to_others(home.folder) == {}
        ledger.close()


def test_s9_a_persons_own_files_and_what_links_lead_to_keep_their_modes(tmp_path: Path) -> None:
    elsewhere, own = tmp_path / "elsewhere", tmp_path / "home" / "holiday.jpg"
    own.parent.mkdir()
    for file in (elsewhere, own):
        file.touch()
        file.chmod(0o644)
    (own.parent / "known_hosts").symlink_to(elsewhere)
    (own.parent / "locked away" / "below").mkdir(parents=True)
    Home(own.parent).make()
    assert os.access(own.parent / "locked away" / "below", os.X_OK)
    assert stat.S_IMODE((own.parent / "locked away").stat().st_mode) & stat.S_IXUSR
    assert [stat.S_IMODE(file.stat().st_mode) for file in (elsewhere, own)] == [0o644, 0o644]


def test_s9_a_home_behind_a_link_is_closed_and_a_folder_for_everybody_is_not(
    tmp_path: Path,
) -> None:
    there, for_all = tmp_path / "there", tmp_path / "for all"
    for folder, mode in ((there, 0o755), (for_all, 0o1777)):
        folder.mkdir()
        folder.chmod(mode)
    (tmp_path / "link").symlink_to(there)
    Home(tmp_path / "link").make()
    Home(for_all).make()
    assert stat.S_IMODE(there.stat().st_mode) == 0o700
    assert stat.S_IMODE(for_all.stat().st_mode) == 0o1777
    assert Home(for_all).is_open_to_others()


def test_s9_doctor_tells_of_a_home_that_stays_open(tmp_path: Path) -> None:
    small = small_vault(tmp_path, ["a.jpg"])

    def told() -> list[tuple[bool, str]]:
        with small.ledger() as ledger:
            checks = check_computer(ledger, ledger.vaults.settings(), small.home)
        return [(one.ok, in_english(one.text)) for one in checks if one.name == "home access"]

    assert told() == []
    # As on a disk without modes, where nothing can be taken away.
    small.home.folder.chmod(0o755)
    [(ok, text)] = told()
    assert not ok
    assert str(small.home.folder) in text
