"""The parts of a running engine that commands use."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Faces load the table of commands, and none of what only an engine runs.
    from picup_desktop.clock import Clock
    from picup_desktop.engine.jobs import Jobs
    from picup_desktop.engine.locking import Locking
    from picup_desktop.engine.main_loop import MainLoop
    from picup_desktop.engine.pass_scheduler import PassScheduler
    from picup_desktop.engine.pauses import PauseReasons, SystemConditions
    from picup_desktop.engine.progress import Tell, TransferProgress
    from picup_desktop.engine.session import Session
    from picup_desktop.engine.version.check import VersionCheck
    from picup_desktop.engine.watch.albums import WatchedAlbums
    from picup_desktop.engine.work_queue import WorkQueue
    from picup_desktop.home import Home
    from picup_desktop.sync.reach.outages import Outages


@dataclass(frozen=True)
class Running:
    """All these parts, for the code that carries out requests."""

    home: Home
    session: Session
    main_loop: MainLoop
    scheduler: PassScheduler
    work_queue: WorkQueue
    outages: Outages
    conditions: SystemConditions
    pause_reasons: PauseReasons
    moves: TransferProgress
    jobs: Jobs
    locking: Locking
    albums: WatchedAlbums
    versions: VersionCheck
    clock: Clock
    tell: Tell
    open_vault: Callable[[], None]
    """Starts what needs the unlocked vault."""
    joined: Callable[[str | None], None]
    """Opens a vault that was just made in this home, with its passphrase."""
    storage_moved: Callable[[], None]
    """A storage has a new address or login."""
    end: Callable[[], None]
    began_at: float
    one_vault_at_a_time: threading.Lock = field(default_factory=threading.Lock)
    """Held while a vault is made or joined."""
