"""The version check: only where it is wanted, once a day, and never more than told."""

import json
import logging
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.engine.version.check import VersionCheck, ask_if_due
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import from_json
from picup_desktop.new_version import NO_ANSWER_YET, NewVersion, VersionAnswer
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.sync.health.checkup import check_computer
from picup_desktop.sync.health.diagnostics import facts_of
from tests.outside.version_server import NEWEST, PAGE, VersionServer, version_server

NOW = 1_700_000_000.0
HOUR = 60 * 60.0
TOLD = NewVersion(**NEWEST)


@pytest.fixture
def server() -> Iterator[VersionServer]:
    with version_server() as told:
        yield told


@dataclass
class Time:
    wall: float = NOW

    def now(self) -> float:
        return self.wall

    def monotonic(self) -> float:
        return self.wall

    def sleep(self, seconds: float) -> None:
        self.wall += seconds


@dataclass
class Bench:
    """The check over a real ledger and a real server; time and holds are handed in."""

    ledger: Ledger
    server: VersionServer
    time: Time = field(default_factory=Time)
    held: bool = False
    answers: int = 0

    def want(self, address: str | None = None) -> None:
        self.ledger.vaults.choose("updates_check", True)
        self.ledger.vaults.choose("updates_url", address or self.server.url)

    def look(self, *, stopped: bool = False) -> int:
        """How often the server was asked, after one more look."""
        if ask_if_due(self.ledger, self.time, held=lambda: self.held, stopped=lambda: stopped):
            self.answers += 1
        return len(self.server.asked)

    @property
    def asked(self) -> VersionAnswer | None:
        address = self.ledger.vaults.settings().updates_url
        return VersionAnswer.of(self.ledger.vaults.noted(Note.VERSION_ASKED), address)


@pytest.fixture
def bench(tmp_path: Path, server: VersionServer) -> Iterator[Bench]:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    yield Bench(ledger, server)
    ledger.close()


def test_nobody_is_asked_unless_it_was_chosen_and_has_an_address(bench: Bench) -> None:
    assert Settings().updates_check is False
    assert Settings().updates_url == ""
    assert bench.look() == 0

    bench.ledger.vaults.choose("updates_url", bench.server.url)
    assert bench.look() == 0

    bench.ledger.vaults.choose("updates_url", "")
    bench.ledger.vaults.choose("updates_check", True)
    assert bench.look() == 0
    assert bench.asked is None
    assert bench.answers == 0

    bench.want()
    assert bench.look() == 1, "all that was missing"


def test_it_is_asked_once_a_day_however_often_it_is_looked(bench: Bench) -> None:
    bench.want()
    minutes = range(0, int(3 * DAY_SECONDS), 7 * 60)
    for minute in minutes:
        bench.time.wall = NOW + minute
        bench.look()

    assert len(bench.server.asked) == 3
    assert bench.answers == 3
    assert bench.asked is not None
    assert bench.asked.newest == TOLD


def test_a_clock_that_is_set_back_asks_anew(bench: Bench) -> None:
    bench.want()
    assert bench.look() == 1
    bench.time.wall -= HOUR
    assert bench.look() == 2
    assert bench.look() == 2


def test_nothing_is_asked_while_nothing_shall_move(bench: Bench) -> None:
    bench.want()
    bench.held = True
    assert bench.look() == 0
    bench.held = False
    assert bench.look() == 1


def test_no_answer_is_a_line_of_the_log_and_the_next_days_question(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.want()
    bench.look()
    bench.server.status = 500
    bench.time.wall += DAY_SECONDS

    with caplog.at_level(logging.INFO, "picup_desktop"):
        assert bench.look() == 2
        assert bench.look() == 2

    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "answered 500" in caplog.text
    assert bench.ledger.attention.all() == []
    assert bench.asked is not None
    assert in_english(from_json(bench.asked.trouble)) == "The version file's server answered 500."
    assert bench.asked.newest == TOLD, "what was known is not forgotten"

    bench.server.status = 200
    bench.time.wall += DAY_SECONDS
    assert bench.look() == 3
    assert bench.asked.trouble == ""


def test_a_question_that_was_cut_off_is_not_asked_again_that_day(bench: Bench) -> None:
    bench.want()
    assert bench.look(stopped=True) == 1
    assert bench.asked == VersionAnswer(bench.server.url, NOW, None, NO_ANSWER_YET)
    assert bench.look() == 1


def test_another_address_is_another_question(bench: Bench, tmp_path: Path) -> None:
    bench.want()
    assert bench.look() == 1
    file = tmp_path / "version.json"
    file.write_text(json.dumps({**NEWEST, "version": "9.2"}), "utf-8")

    bench.want(file.as_uri())
    assert bench.asked is None
    assert bench.look() == 1
    found = VersionAnswer.of(bench.ledger.vaults.noted(Note.VERSION_ASKED), file.as_uri())
    assert found == VersionAnswer(file.as_uri(), NOW, replace(TOLD, version="9.2"))


def test_the_thread_asks_when_it_is_woken_and_ends(bench: Bench) -> None:
    bench.want()
    answered = threading.Event()
    events: list[tuple[str, Mapping[str, Any]]] = []

    def tell(event: str, fields: Mapping[str, Any]) -> None:
        events.append((event, fields))
        answered.set()

    check = VersionCheck(
        ledger=lambda: bench.ledger,
        held=lambda: False,
        clock=bench.time,
        tell=tell,
    )
    check.start()
    check.look()
    assert answered.wait(60)
    check.stop(60)
    check.look()
    assert len(bench.server.asked) == 1
    assert events == [("changed", {"what": ["settings"]})]
    assert "version-check" not in {thread.name for thread in threading.enumerate()}


def test_the_doctor_tells_of_a_newer_version_while_that_is_wanted(
    bench: Bench, tmp_path: Path
) -> None:
    def told() -> list[str]:
        checks = check_computer(bench.ledger, bench.ledger.vaults.settings(), Home(tmp_path))
        assert all(check.ok for check in checks if check.name == "version")
        return [in_english(check.text) for check in checks if check.name == "version"]

    assert told() == []
    bench.want()
    assert told() == []
    bench.look()
    assert told() == [f"Version 9.1.0 is there: {PAGE}"]
    bench.ledger.vaults.choose("updates_check", False)
    assert told() == []


def test_the_address_is_not_in_the_diagnostics(bench: Bench) -> None:
    assert facts_of(bench.ledger, NOW)["settings"]["updates_url"] == ""
    bench.want("https://ann.example/version.json")
    told = json.dumps(facts_of(bench.ledger, NOW))
    assert "updates_url" in told
    assert "ann.example" not in told
