"""The window's state: the ledger's snapshot and the engine's state, joined."""

from dataclasses import replace
from typing import cast

from PySide6.QtCore import QObject, Signal, Slot

from picup_desktop.engine.ipc import events
from picup_desktop.engine.ipc.answers import State
from picup_desktop.engine.ipc.commands.engine import GetState
from picup_desktop.engine.ipc.protocol import Event
from picup_desktop.errors import PicupError
from picup_desktop.names import NO_WORDS
from picup_desktop.ui.engine.batch import Batch, batch_after, brought_all
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.engine.live import Live, live_of, pause_of, with_progress
from picup_desktop.ui.engine.starter import EngineStarter, Presence
from picup_desktop.ui.snapshots.reader import SnapshotReader
from picup_desktop.ui.snapshots.snapshot import Snapshot, without_names
from picup_desktop.ui.status import StatusInputs, StatusSummary, summary_of


class AppState(QObject):
    """Emit ``changed`` when anything changes; the screens then read what they show."""

    changed = Signal()
    progressed = Signal(object)
    """The new ``Live``; several times a second while something moves."""
    no_vault = Signal()
    """Emitted when this home has no vault yet."""

    def __init__(self, snapshots: SnapshotReader, link: EngineLink, starter: EngineStarter) -> None:
        super().__init__()
        self._snapshots = snapshots
        self._link = link
        self._starter = starter
        self._inputs = StatusInputs(None, Live(), starter.presence)
        self._engine_answered = False
        self._batch: Batch | None = None
        snapshots.snapshot.connect(self._take_snapshot)
        snapshots.trouble.connect(self._take_trouble)
        starter.changed.connect(self._take_presence)
        link.greeted.connect(self._ask_state)
        link.heard.connect(self._hear)
        link.lost.connect(self._forget_live)

    @property
    def inputs(self) -> StatusInputs:
        """Everything that the status is worked out from."""
        return self._inputs

    @property
    def snapshot(self) -> Snapshot | None:
        """The latest snapshot; None while there is no vault."""
        return self._inputs.snapshot

    @property
    def live(self) -> Live:
        """The latest state of the engine."""
        return self._inputs.live

    @property
    def batch(self) -> Batch | None:
        """The photos that are on their way, or were last."""
        return self._batch

    @property
    def summary(self) -> StatusSummary:
        """The answer to: are my photos safe?"""
        return summary_of(self._inputs)

    def look_again(self) -> None:
        """Ask for the engine's state and a new snapshot."""
        self._link.ask(GetState(), done=self._take_state)
        self._snapshots.refresh()

    @Slot(object)
    def _take_snapshot(self, snapshot: Snapshot | None) -> None:
        if snapshot is None:
            self.no_vault.emit()
        if snapshot is not None and not self.may_name:
            snapshot = without_names(snapshot)
        self._become(replace(self._inputs, snapshot=snapshot))

    @property
    def may_name(self) -> bool:
        """Whether names may be shown: the engine is unlocked, or no engine can be started (2-1)."""
        settled = self._engine_answered or self._inputs.presence is Presence.FAILED
        return settled and not self._inputs.live.locked

    @Slot(object)
    def _take_trouble(self, trouble: PicupError | None) -> None:
        self._become(replace(self._inputs, trouble=trouble))

    @Slot(object)
    def _take_presence(self, presence: Presence) -> None:
        complaint = self._starter.complaint if presence is Presence.FAILED else NO_WORDS
        self._become(replace(self._inputs, presence=presence, complaint=complaint))
        self._snapshots.refresh()

    @Slot(object)
    def _ask_state(self, _greeting: object) -> None:
        self.look_again()

    def _take_state(self, state: State) -> None:
        first, self._engine_answered = not self._engine_answered, True
        self._live(live_of(state))
        if first:
            # What may be shown follows from it, also where nothing else is new.
            self.changed.emit()
        self._snapshots.refresh()

    @Slot(object)
    def _hear(self, event: Event) -> None:
        live = self._inputs.live
        match event.name:
            case "progress":
                self._live(with_progress(live, cast(events.Progress, event.details)))
            case "changed":
                self._snapshots.refresh()
                if "vault" in cast(events.Changed, event.details)["what"]:
                    # It may have been locked or unlocked.
                    self.look_again()
            case "paused":
                self._live(
                    replace(live, paused=pause_of(cast(events.Paused, event.details)["paused"]))
                )
            case "pass_began":
                self.look_again()
            case "pass_ended":
                if brought_all(cast(events.PassEnded, event.details)):
                    self._batch = None
                self.look_again()

    @Slot()
    def _forget_live(self) -> None:
        before = self._inputs.live
        # Keep the last known lock state until the next engine reports.
        after = Live(locked=before.locked, unlocked_by=before.unlocked_by)
        if before != after:
            self._live(after)

    def _live(self, live: Live) -> None:
        self._batch = batch_after(self._batch, live.run)
        self.progressed.emit(live)
        snapshot = self._inputs.snapshot
        if live.locked and snapshot is not None:
            snapshot = without_names(snapshot)
        self._become(replace(self._inputs, live=live, snapshot=snapshot))

    def _become(self, inputs: StatusInputs) -> None:
        if inputs != self._inputs:
            self._inputs = inputs
            self.changed.emit()
