"""A running engine as a face sees it: started as a process, asked over its socket."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from picup_desktop.app import reading
from picup_desktop.engine.ipc.client import EngineClient, NoEngine
from picup_desktop.home import Home
from picup_desktop.words import PhotoState
from tests.picup import Vault, children, kill, wait_until
from tests.sshd import Sshd
from tests.warm_program import AtWork

END_SECONDS = 10.0


@dataclass
class Engine:
    """One ``picup run``."""

    vault: Vault
    process: AtWork

    @property
    def home(self) -> Home:
        return Home(self.vault.home)

    def call(self, command: str, **arguments: Any) -> Any:
        with EngineClient(self.home) as client:
            return client.call(command, **arguments)

    def idle(self) -> bool:
        """Whether it went through everything and waits."""
        state = self.call("state")
        return state["pass"] is None and [w["by"] for w in state["watching"]] == ["events"]

    def children(self) -> list[int]:
        return children(self.process.pid)

    def terminate(self) -> float:
        """As the system does at logout; how many seconds it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(END_SECONDS)
        return time.monotonic() - began

    def said(self) -> str:
        return (self.vault.folder / "said").read_text()


@contextmanager
def running(vault: Vault, *args: object) -> Iterator[Engine]:
    """An engine that answers; killed afterwards if it still runs."""
    engine = Engine(vault, vault.start("run", *args))
    try:
        wait_until(lambda: answers(engine), "the engine answers", pause_seconds=0.05)
        yield engine
    finally:
        kill(engine.process.pid)
        engine.process.wait()


def answers(engine: Engine) -> bool:
    assert engine.process.poll() is None, engine.said()
    try:
        engine.call("state")
    except NoEngine:
        return False
    return True


def counts(vault: Vault) -> dict[PhotoState, int]:
    with reading(Home(vault.home)) as ledger:
        return ledger.photos.counts()


def wait_until_protected(vault: Vault, photos: int) -> None:
    wait_until(
        lambda: counts(vault)[PhotoState.PROTECTED] == photos,
        f"{photos} photos are protected: {counts(vault)}",
        pause_seconds=0.1,
    )


def wait_until_tidy(vault: Path) -> None:
    """Until no part of an upload stands in ``tmp/``; the journal may be on its way still."""
    wait_until(lambda: not list((vault / "tmp").iterdir()), "no part is left", pause_seconds=0.05)


def is_running(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def two_servers(folder: Path) -> tuple[Sshd, Sshd]:
    return Sshd(folder / "main").start(), Sshd(folder / "backup").start()
