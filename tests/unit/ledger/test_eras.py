"""What a clock that was wrong wrote is corrected, and nothing else (DISASTERS 4-4, 4-5)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.ledger.evidence import Evidence, evidence_of, is_listing_due
from picup_desktop.ledger.journal.journal import RESTATED
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.sync.clock.check import MOST_AWAY_SECONDS, ClockMark, Doubt
from picup_desktop.sync.clock.noted import noted_mark
from picup_desktop.sync.clock.watch import ClockWatch, history_begins, note_mark
from picup_desktop.sync.journal.write import own_state
from picup_desktop.words import Role, StorageState
from tests.unit.versions.album_life import ALBUM, BEGAN, Life, as_of

DEVICE = "0" * 16
SETTINGS = Settings()
GRACE_SECONDS = SETTINGS.grace_days * DAY_SECONDS


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    made = Life(ledger, DEVICE, tmp_path)
    made.live("write", "edited", "one")
    made.live("write", "deleted", "two")
    made.live("write", "moved", "three")
    made.journal()
    yield made
    ledger.close()


def look(life: Life) -> ClockMark:
    return ClockWatch(life.ledger, life.clock, SETTINGS, life.scratch).look({})


def is_told_anew(life: Life) -> bool:
    return any(line.kind == RESTATED for line in life.ledger.journal.outbox())


def change_all(life: Life) -> None:
    life.live("write", "edited", "two")
    life.live("delete", "deleted", "")
    life.live("rename", "moved", "elsewhere")


BEFORE = {"edited": "one", "deleted": "two", "moved": "three"}
AFTER = {"edited": "two", "elsewhere": "three"}


def test_4_4_a_weekend_off_moves_no_day_of_the_history(life: Life) -> None:
    life.clock.sleep(60)
    change_all(life)
    changed_at = life.clock.now()
    life.clock.sleep(3 * DAY_SECONDS)
    look(life)
    assert as_of(life.ledger, changed_at - 1) == BEFORE
    assert as_of(life.ledger, changed_at) == AFTER
    assert as_of(life.ledger, life.clock.now()) == AFTER
    assert not is_told_anew(life)


@pytest.mark.parametrize("wrong_by", [90.0, 7200.0, 45.0 * DAY_SECONDS, 400.0 * DAY_SECONDS])
def test_4_4_times_in_the_future_become_the_present(life: Life, wrong_by: float) -> None:
    life.clock.sleep(61)
    before = life.clock.now()
    life.clock.sleep(61)
    life.set_wrong(wrong_by)
    change_all(life)
    life.clock.sleep(61)
    life.set_right()
    assert as_of(life.ledger, before) == BEFORE
    assert as_of(life.ledger, life.clock.now()) == AFTER
    assert is_told_anew(life)


def test_4_4_times_of_1970_go_ahead_with_the_clock(life: Life) -> None:
    life.clock.sleep(61)
    before = life.clock.now()
    life.set_wrong(-50 * 365 * DAY_SECONDS)
    look(life)
    change_all(life)
    life.clock.sleep(61)
    life.set_right()
    assert as_of(life.ledger, before) == BEFORE
    assert as_of(life.ledger, life.clock.now()) == AFTER
    assert is_told_anew(life)


def test_4_5_no_time_is_corrected_while_the_clock_is_in_doubt(life: Life) -> None:
    life.clock.sleep(61)
    life.set_wrong(400 * DAY_SECONDS)
    change_all(life)
    life.clock.sleep(61)
    life.clock.wrong_by = -365 * DAY_SECONDS
    mark = look(life)
    assert (mark.doubt, mark.back_at) == (Doubt.JUMP, life.clock.now())
    (state, *_) = life.ledger.history.ended_after(BEGAN + 400 * DAY_SECONDS)
    assert state.until > BEGAN + 400 * DAY_SECONDS


def test_4_5_ended_states_stay_for_the_grace_and_what_a_clock_may_be_ahead(life: Life) -> None:
    kept = GRACE_SECONDS + MOST_AWAY_SECONDS
    assert history_begins(life.ledger, kept, SETTINGS.grace_days) == 0
    with life.ledger.transaction():
        note_mark(life.ledger, ClockMark(1.0, doubt=Doubt.STORAGES))
    assert history_begins(life.ledger, kept, SETTINGS.grace_days) == float("-inf")


def test_4_5_a_checkpoint_of_a_clock_in_doubt_tells_all_earlier_states(life: Life) -> None:
    change_all(life)
    told = own_state(life.ledger, DEVICE, int(life.clock.now())).earlier
    life.set_wrong(400 * DAY_SECONDS)
    look(life)
    assert own_state(life.ledger, DEVICE, int(life.clock.now())).earlier == told
    assert {state.path for state in told} == {"edited", "deleted", "moved"}


def test_4_4_the_times_of_other_computers_are_theirs(life: Life) -> None:
    ledger = life.ledger
    (photo_id, *_) = ledger.photos.living(ALBUM)
    ahead = life.clock.now() + 500
    ledger.database.execute(
        "INSERT INTO photo_origin (device_id, remote_id, photo_id, adopted) VALUES ('1', 1, ?, 0)",
        (photo_id,),
    )
    ledger.database.execute("UPDATE photo SET present_since = ?", (ahead,))
    ledger.eras.end_future(life.clock.now(), became=life.clock.now() - 1)
    times: dict[int, float] = dict(ledger.database.query("SELECT id, present_since FROM photo"))
    assert times.pop(photo_id) == ahead
    assert set(times.values()) == {life.clock.now() - 1}


def test_4_4_a_mark_of_an_earlier_version_never_went_back(life: Life) -> None:
    look(life)
    mark = noted_mark(life.ledger)
    assert mark is not None
    assert mark.back_at is None


def seen_storage(life: Life, at: float) -> None:
    online, none = StorageState.ONLINE, (None, None, None)
    main = StorageRecord(Role.MAIN, "file:///a", None, None, online, None, BEGAN, *none)
    life.ledger.storages.record(main)
    life.ledger.storages.note_seen(Role.MAIN, at)


def evidence(life: Life) -> Evidence:
    last = life.ledger.storages.get(Role.MAIN).last_seen
    return evidence_of(last, life.clock.now(), SETTINGS.seen_whole_seconds)


@pytest.mark.parametrize("sign", ["doubt", "absence"])
@pytest.mark.parametrize("listed", [True, False])
def test_5_1_listings_settle_what_a_clock_a_year_ahead_noted_of_a_storage(
    life: Life, sign: str, *, listed: bool
) -> None:
    """Each pass listed it again, and no photo counted as protected, until that year had passed."""
    storages = life.ledger.storages
    seen_storage(life, life.clock.now())
    life.set_wrong(365 * DAY_SECONDS)
    if listed:
        storages.note_seen(Role.MAIN, life.clock.now())
    life.clock.sleep(1)
    if sign == "doubt":
        storages.doubt(Role.MAIN, life.clock.now())
    else:
        storages.note_contact(Role.MAIN, StorageState.AWAY, None, life.clock.now())
    life.set_right()
    for _ in range(2):
        look(life)
        life.clock.sleep(1)
        storages.note_seen(Role.MAIN, life.clock.now())

    last = storages.get(Role.MAIN).last_seen
    assert evidence(life) is Evidence.SEEN
    assert not is_listing_due(last, life.clock.now(), SETTINGS.seen_whole_seconds)


def test_5_1_a_doubt_outlives_a_clock_that_is_behind(life: Life) -> None:
    seen_storage(life, life.clock.now())
    life.clock.sleep(60)
    life.ledger.storages.doubt(Role.MAIN, life.clock.now())
    life.set_wrong(-50 * 365 * DAY_SECONDS)
    look(life)
    life.set_right()
    assert evidence(life) is Evidence.DOUBTED
