"""As of any moment, a restore gives exactly the album of that moment (DISASTERS 4-4).

Random lives of an album, recorded in a ledger and written to its journal; the same is asked
of the ledger and of a new computer's, which knows the journal only. No storage takes part:
the scenarios of 4-4 restore for real.
"""

import hashlib
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.ledger.photos.uploads import StoredRecord
from picup_desktop.sync.journal.catalog import import_catalog
from picup_desktop.sync.journal.write import entries_of, own_state
from picup_desktop.vault.journal import Catalog, Entry
from picup_desktop.vault.journal.checkpoint import state_entries
from picup_desktop.vault.journal.replay import replay_entries
from picup_desktop.words import PhotoState, Role

DEVICE = "0" * 16
ALBUM = 1
NAMES = ("a", "b", "c")
CONTENTS = ("one", "two", "three")
STEP_SECONDS = 10
BEGAN = 1_000_000

names = st.sampled_from(NAMES)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), names, st.sampled_from(CONTENTS)),
        st.tuples(st.just("delete"), names, st.none()),
        st.tuples(st.just("restore"), names, st.none()),
        st.tuples(st.just("rename"), names, names),
        st.tuples(st.just("journal"), st.none(), st.none()),
        st.tuples(st.just("checkpoint"), st.none(), st.none()),
    ),
    max_size=14,
)


class Life:
    """An album whose every state is remembered, with its ledger and its journal."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.album: dict[str, str] = {}
        self.past: dict[float, dict[str, str]] = {}
        self.entries: list[Entry] = []
        ledger.albums.add("Album", "/Album", recipient="r", sealed_identity=b"x", at=BEGAN)

    def live(self, step: tuple[str, str | None, str | None], at: float) -> None:
        what, name, other = step
        match what, name, other:
            case "write", str(), str():
                self._write(name, other, at)
            case "delete", str(), None:
                self._delete(name, at)
            case "restore", str(), None:
                self._restore(name, at)
            case "rename", str(), str():
                self._rename(name, other, at)
            case "journal", _, _:
                self.journal(at)
            case _:
                self.journal(at)
                self.entries = list(state_entries(own_state(self.ledger, DEVICE, int(at))))
        self.past[at] = dict(self.album)

    def journal(self, at: float) -> None:
        happened = self.ledger.journal.outbox()
        if happened:
            self.entries += entries_of(self.ledger, happened, int(at))
            self.ledger.journal.forget(up_to=happened[-1].id)

    def _write(self, name: str, content: str, at: float) -> None:
        if self.album.get(name) == content:
            return
        self.album[name] = content
        photos, uploads = self.ledger.photos, self.ledger.uploads
        seen = SeenFile(name, len(content), int(at), 1)
        photo = photos.at(ALBUM, name)
        if photo is None or photo.state is PhotoState.DELETED:
            photos.add(ALBUM, [seen], at)
        else:
            photos.note_changed([(photo.id, seen)])
        photo = photos.at(ALBUM, name)
        assert photo is not None
        sha256 = hashlib.sha256(content.encode()).hexdigest()
        known = self.ledger.objects.with_content(sha256)
        if known is not None:
            uploads.finish_linked(photo.id, known.id, at)
        else:
            sealed = f"objects/{sha256[:2]}/{sha256}"
            uploads.finish_stored(
                [
                    StoredRecord(
                        *(photo.id, ALBUM, len(content), int(at), sealed, 100, sha256),
                        stored_on=tuple(Role),
                        attempts=1,
                    )
                ],
                at,
            )
        self.ledger.withdrawals.forget_undone()

    def _delete(self, name: str, at: float) -> None:
        photo = self.ledger.photos.at(ALBUM, name)
        if self.album.pop(name, None) is not None and photo is not None:
            self.ledger.photos.set_deleted([photo.id], at)

    def _restore(self, name: str, at: float) -> None:
        photo = self.ledger.photos.at(ALBUM, name)
        if name in self.album or photo is None or photo.object_id is None:
            return
        record = self.ledger.objects.get(photo.object_id)
        assert record is not None
        (content,) = [
            c for c in CONTENTS if hashlib.sha256(c.encode()).hexdigest() == record.sha256
        ]
        self.album[name] = content
        self.ledger.history.note_restored(photo.id, at)
        self.ledger.photos.set_state(photo.id, PhotoState.PROTECTED)

    def _rename(self, name: str, to: str, at: float) -> None:
        photo = self.ledger.photos.at(ALBUM, name)
        if name not in self.album or to in self.album or photo is None:
            return
        self.album[to] = self.album.pop(name)
        seen = SeenFile(to, photo.size_bytes, photo.mtime_ns, 1)
        self.ledger.photos.note_moved([(photo.id, ALBUM, seen)], at)


def as_of(ledger: Ledger, moment: float) -> dict[str, str]:
    by_hash = {hashlib.sha256(c.encode()).hexdigest(): c for c in CONTENTS}
    found = [(past.path, by_hash[past.sha256]) for past in ledger.history.as_of(moment)]
    assert len(dict(found)) == len(found), "two photos at one path"
    return dict(found)


@given(steps)
@settings(deadline=None, max_examples=60)
def test_4_4_as_of_any_moment_the_ledger_and_a_new_computer_give_the_album_of_then(
    life: list[tuple[str, str | None, str | None]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here, there = (open_ledger(Path(folder) / name) for name in ("here", "there"))
        lived = Life(here)
        at = BEGAN
        for step in life:
            at += STEP_SECONDS
            lived.live(step, at)
        lived.journal(at)
        state = replay_entries(DEVICE, lived.entries)
        import_catalog(there, Catalog({DEVICE: state}), {"r": b"x"}, at)
        for began, album in lived.past.items():
            for moment in (began, began + STEP_SECONDS - 1):
                assert as_of(here, moment) == album
                assert as_of(there, moment) == album
        assert as_of(there, BEGAN) == {}
        here.close()
        there.close()


def test_4_4_what_changes_within_the_second_of_the_moment_is_as_it_was() -> None:
    with tempfile.TemporaryDirectory() as folder:
        here, there = (open_ledger(Path(folder) / name) for name in ("here", "there"))
        lived = Life(here)
        for name in NAMES:
            lived.live(("write", name, "one"), BEGAN)
        lived.live(("journal", None, None), BEGAN)
        moment = BEGAN + STEP_SECONDS + 0.25
        lived.live(("delete", "a", None), moment + 0.25)
        lived.live(("write", "b", "two"), moment + 0.25)
        lived.live(("rename", "c", "d"), moment + 0.25)
        lived.journal(BEGAN + 2 * STEP_SECONDS)
        for entries in (lived.entries, state_entries(own_state(here, DEVICE, BEGAN))):
            state = replay_entries(DEVICE, entries)
            import_catalog(there, Catalog({DEVICE: state}), {"r": b"x"}, BEGAN)
            assert as_of(here, moment) == dict.fromkeys(NAMES, "one")
            assert as_of(there, moment) == dict.fromkeys(NAMES, "one")
            assert as_of(there, moment + 1) == {"b": "two", "d": "one"}
        here.close()
        there.close()
