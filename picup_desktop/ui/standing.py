"""The standing: everything that is known now, joined from ledger and engine."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from picup_desktop.engine.ipc.protocol import Event
from picup_desktop.errors import PicupError
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.engine.live import Live, live_of, pause_of, with_progress
from picup_desktop.ui.engine.starter import EngineStarter, Presence
from picup_desktop.ui.facts.asker import Facts
from picup_desktop.ui.facts.snapshot import Snapshot, without_names
from picup_desktop.ui.verdict import Known, Verdict, verdict


class Standing(QObject):
    """Emits ``changed`` when anything changed; screens then read what they show."""

    changed = Signal()
    progressed = Signal(object)
    """The new ``Live``; several times a second while something moves."""
    no_vault = Signal()
    """The engine or the ledger tells that this home has no vault yet."""

    def __init__(self, facts: Facts, link: EngineLink, starter: EngineStarter) -> None:
        super().__init__()
        self._facts = facts
        self._link = link
        self._starter = starter
        self._known = Known(None, Live(), starter.presence)
        self._engine_told = False
        facts.snapshot.connect(self._take_snapshot)
        facts.trouble.connect(self._take_trouble)
        starter.changed.connect(self._take_presence)
        link.greeted.connect(self._ask_state)
        link.heard.connect(self._hear)
        link.lost.connect(self._forget_live)

    @property
    def known(self) -> Known:
        """What is known now."""
        return self._known

    @property
    def snapshot(self) -> Snapshot | None:
        """What the ledger told last; None while there is no vault."""
        return self._known.snapshot

    @property
    def live(self) -> Live:
        """What the engine told last."""
        return self._known.live

    @property
    def verdict(self) -> Verdict:
        """Are my photos safe?"""
        return verdict(self._known)

    def look_again(self) -> None:
        """Something was asked for that changes how the engine is."""
        self._link.ask("state", done=self._take_state)
        self._facts.refresh()

    @Slot(object)
    def _take_snapshot(self, snapshot: Snapshot | None) -> None:
        if snapshot is None:
            self.no_vault.emit()
        if snapshot is not None and not self._may_name:
            snapshot = without_names(snapshot)
        self._become(replace(self._known, snapshot=snapshot))

    @property
    def _may_name(self) -> bool:
        """Once the engine told that it is not locked, or where there is none to tell (2-1)."""
        known = self._engine_told or self._known.presence is Presence.FAILED
        return known and not self._known.live.locked

    @Slot(object)
    def _take_trouble(self, trouble: PicupError | None) -> None:
        self._become(replace(self._known, trouble=trouble))

    @Slot(object)
    def _take_presence(self, presence: Presence) -> None:
        complaint = self._starter.complaint if presence is Presence.FAILED else ""
        self._become(replace(self._known, presence=presence, complaint=complaint))
        self._facts.refresh()

    @Slot(object)
    def _ask_state(self, _greeting: object) -> None:
        self.look_again()

    def _take_state(self, state: dict[str, Any]) -> None:
        self._engine_told = True
        self._live(live_of(state))
        self._facts.refresh()

    @Slot(object)
    def _hear(self, event: Event) -> None:
        live = self._known.live
        match event.name:
            case "progress":
                self._live(with_progress(live, event.details))
            case "changed":
                self._facts.refresh()
                if "vault" in event.details.get("what", ()):
                    # It may have been locked or unlocked.
                    self.look_again()
            case "paused":
                self._live(replace(live, paused=pause_of(event.details.get("paused"))))
            case "pass_began" | "pass_ended":
                self.look_again()

    @Slot()
    def _forget_live(self) -> None:
        before = self._known.live
        # An engine that is gone has not unlocked anything; the next one tells.
        after = Live(locked=before.locked, unlocked_by=before.unlocked_by)
        if before != after:
            self._live(after)

    def _live(self, live: Live) -> None:
        self.progressed.emit(live)
        snapshot = self._known.snapshot
        if live.locked and snapshot is not None:
            snapshot = without_names(snapshot)
        self._become(replace(self._known, live=live, snapshot=snapshot))

    def _become(self, known: Known) -> None:
        if known != self._known:
            self._known = known
            self.changed.emit()
