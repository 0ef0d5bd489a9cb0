"""A person corrects when photos were taken: a fact of the vault, and no file is touched."""

from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock, wall_clock_text
from picup_desktop.engine.commands.photos import dates_correct, dates_of_files, dates_undo
from picup_desktop.engine.ipc.commands.dates import CorrectDates, UndoDates, UseFileDates
from picup_desktop.errors import UsageError
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.sync.albums.albums import add_album
from picup_desktop.sync.first_look.answers import become_new_computer_if_asked
from picup_desktop.sync.home.hold import ask_for_new_computer
from picup_desktop.sync.journal.renewal import remove_computer
from picup_desktop.sync.journal.write import JournalWriter, signer_of
from picup_desktop.vault.journal import entries as journal_entries
from picup_desktop.words import Role
from tests.picup import age, photo_bytes
from tests.scenarios.storages.test_6_5_removed_computer import hand_over, id_of
from tests.small import Second, Small, joined, small_vault

CLOCK = SystemClock()


@pytest.fixture
def one(tmp_path: Path) -> Small:
    made = small_vault(tmp_path / "one", ["a.jpg", "b.jpg"])
    made.sync()
    return made


@pytest.fixture
def two(one: Small, tmp_path: Path) -> Second:
    second = joined(one, tmp_path / "two")
    one.sync()
    return second


def found(vault: Small, path: str) -> PhotoRecord:
    with vault.ledger() as ledger:
        (photo,) = (each.photo for each in ledger.listing.photos() if each.photo.path == path)
    return photo


def correct(vault: Small, path: str, taken_at: str) -> None:
    with vault.ledger() as ledger:
        done = dates_correct(
            ledger, CLOCK, CorrectDates((str(found(vault, path).id),), taken_at=taken_at)
        )
    assert done["changed"] == 1


def dates(vault: Small) -> dict[str, str | None]:
    """The person's dates by the photos' paths; None where there is none."""
    with vault.ledger() as ledger:
        paths = {each.photo.id: each.photo.path for each in ledger.listing.photos()}
        present = ledger.corrections.present(list(paths))
        # As picup photos lists them, also before an engine has looked.
        listed = {each.photo.path: each.corrected for each in ledger.listing.photos()}
    assert listed == {one.path: one.corrected for one in present}
    return {
        one.path: None if one.corrected is None else wall_clock_text(one.corrected)
        for one in present
    }


def date_of(vault: Small, path: str) -> str | None:
    return dates(vault)[path]


MAY, JUNE = "2008-05-30T12:00:00", "2009-06-01T08:30:00"


def test_a_date_stays_whatever_happens_to_the_file(one: Small) -> None:
    file = one.folder / "Album" / "a.jpg"
    before = file.stat().st_mtime_ns, file.read_bytes()
    correct(one, "a.jpg", "2008-05-30T12:00")
    assert (file.stat().st_mtime_ns, file.read_bytes()) == before
    one.sync()
    with one.ledger() as ledger:
        assert one.read(ledger, found(one, "a.jpg")) == before[1]
        assert (one.folder / "read").stat().st_mtime_ns == before[0]

    file.write_bytes(photo_bytes("an edit", 4000))
    age(file)
    one.sync()
    file.rename(file.with_name("c.jpg"))
    one.sync()
    assert dates(one) == {"c.jpg": MAY, "b.jpg": None}

    with one.ledger() as ledger:
        named = (str(found(one, "c.jpg").id),)
        dates_correct(ledger, CLOCK, CorrectDates(named, seconds=-3600))
        assert dates_undo(ledger, CLOCK, UndoDates(named))["photos"][0]["after"] == MAY
        dates_of_files(ledger, CLOCK, UseFileDates(named))
        assert date_of(one, "c.jpg") is None
        dates_undo(ledger, CLOCK, UndoDates(named))
    assert date_of(one, "c.jpg") == MAY


def test_every_computer_sees_it_and_the_newest_correction_counts(
    one: Small, two: Second, tmp_path: Path
) -> None:
    correct(one, "a.jpg", MAY)
    one.sync()
    two.sync()
    assert date_of(two, "a.jpg") == MAY
    # Each may correct the other's photos. Of two at once, the same one counts on both.
    correct(two, "a.jpg", JUNE)
    correct(two, "b.jpg", "1999-01-01")
    correct(one, "b.jpg", "1999-01-02")
    for each in (two, one, two, one):
        each.sync()
    assert dates(one)["a.jpg"] == JUNE
    assert {path: dates(two)[path] for path in dates(one)} == dates(one)
    assert dates(one)["b.jpg"] is not None
    # A new computer knows it from a storage alone, and from a checkpoint as well.
    third = joined(one, tmp_path / "three")
    assert {path: dates(third)[path] for path in dates(one)} == dates(one)
    for vault in (one, two):
        with vault.ledger() as ledger, ledger.transaction():
            ledger.journal.note("restated")
        vault.sync()
    fourth = joined(one, tmp_path / "four")
    assert {path: dates(fourth)[path] for path in dates(one)} == dates(one)


def test_it_is_told_once_the_storages_answer(one: Small, two: Second) -> None:
    correct(one, "a.jpg", MAY)
    for role in Role:
        one.root(role).rename(one.root(role).with_name(f"{role.value} away"))
    one.sync()
    for role in Role:
        one.root(role).with_name(f"{role.value} away").rename(one.root(role))
    assert date_of(one, "a.jpg") == MAY
    one.sync()
    two.sync()
    assert date_of(two, "a.jpg") == MAY


def test_6_5_what_a_removed_computer_corrects_later_does_not_count(one: Small, two: Second) -> None:
    correct(two, "a.jpg", MAY)
    two.sync()
    one.sync()
    with one.ledger() as ledger:
        remove_computer(ledger, signer_of(ledger, one.secrets), id_of(two), CLOCK.now())
        hand_over(one, ledger)
    correct(two, "a.jpg", JUNE)
    with two.ledger() as ledger:
        JournalWriter(ledger, CLOCK, signer_of(ledger, two.secrets)).write()
        newest = ledger.journal.segments()[-1].number
        sealed = ledger.journal.data(newest)
    for role in Role:
        folder = one.root(role) / "journal" / id_of(two)
        (folder / f"{newest:08d}.age").write_bytes(sealed)
    one.sync()
    assert date_of(one, "a.jpg") == MAY


def test_5_6_a_home_that_becomes_a_computer_of_its_own_keeps_its_dates(
    one: Small, two: Second
) -> None:
    correct(two, "a.jpg", MAY)
    two.sync()
    one.sync()
    former = id_of(one)
    with one.ledger() as ledger:
        ask_for_new_computer(ledger, alone=True)
        become_new_computer_if_asked(ledger, one.secrets, CLOCK)
    for each in (one, two, one):
        each.sync()
    assert id_of(one) != former
    assert date_of(one, "a.jpg") == MAY
    assert MAY in dates(two).values()


def test_an_older_program_passes_it_over_and_loses_nothing(
    one: Small, two: Second, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct(one, "a.jpg", MAY)
    one.sync()
    fields = dict(journal_entries._FIELDS)
    del fields["date-corrected"]
    with monkeypatch.context() as older:
        older.setattr(journal_entries, "_FIELDS", fields)
        two.sync()
        with two.ledger() as ledger:
            assert [item.cause for item in ledger.attention.all() if item.kind == "journal"] == []
    assert date_of(two, "a.jpg") is None
    with two.ledger() as ledger:
        # What the migration to this version does.
        ledger.database.execute("DELETE FROM setting WHERE name = 'journal:seen'")
    two.sync()
    assert date_of(two, "a.jpg") == MAY


def test_a_photo_that_another_computer_takes_over_keeps_its_date(
    one: Small, two: Second, tmp_path: Path
) -> None:
    """The first computer died; its album goes on here."""
    correct(one, "a.jpg", MAY)
    one.sync()
    heir = joined(one, tmp_path / "three")
    with heir.ledger() as ledger:
        add_album(ledger, one.folder / "Album", "Album", CLOCK)
    for each in (heir, two):
        each.sync()
    assert date_of(heir, "a.jpg") == MAY
    assert [date for path, date in dates(two).items() if path == "a.jpg"] == [MAY]
    correct(heir, "a.jpg", JUNE)
    for each in (heir, two):
        each.sync()
    assert date_of(two, "a.jpg") == JUNE


def test_other_words_for_a_photo_and_none(one: Small) -> None:
    with one.ledger() as ledger:
        named = ("Album/a.jpg", "Album/b.jpg")
        done = dates_correct(ledger, CLOCK, CorrectDates(named, taken_at="2008-05-30"))
        assert [photo["after"] for photo in done["photos"]] == ["2008-05-30T00:00:00"] * 2
        for wrong in (
            CorrectDates(("4711",), taken_at=MAY),
            CorrectDates(("Album/none.jpg",), taken_at=MAY),
            CorrectDates((), taken_at=MAY),
            CorrectDates(named),
            CorrectDates(named, taken_at=MAY, seconds=1),
            CorrectDates(named, taken_at="2008-05-30T12:00Z"),
            CorrectDates(named, taken_at="30.05.2008"),
            CorrectDates(named, taken_at="2007-02-29"),
        ):
            with pytest.raises(UsageError):
                dates_correct(ledger, CLOCK, wrong)
