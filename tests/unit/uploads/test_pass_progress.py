"""What a pass says on a terminal: bars that never run back, and sentences that are so."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.progress import Progress

from picup_desktop.attention import items
from picup_desktop.cli.progress import PassPrinter
from picup_desktop.clock import SystemClock
from picup_desktop.engine.progress import TransferProgress
from picup_desktop.messages.message import Message
from picup_desktop.sync.rescan.rescan import RescanReport
from picup_desktop.words import Role
from tests.small import small_vault


@dataclass(frozen=True)
class Sent:
    """What the bars ask of a photo."""

    id: int
    size_bytes: int


def test_a_bar_never_runs_back_when_the_sealed_object_is_larger_than_its_photo() -> None:
    bars = Progress(console=Console(file=io.StringIO()))
    progress = PassPrinter(bars)
    progress.uploading(2, 200)
    reached = []
    for sent in (60, 130):
        progress.moved(Role.MAIN, Sent(1, 100), sent, 130)  # type: ignore[arg-type]
        reached.append(bars.tasks[0].completed)
    progress.ended(1, 100)
    reached.append(bars.tasks[0].completed)
    assert reached == [60, 100, 100]


def test_nothing_is_kept_of_a_photo_that_ended() -> None:
    progress = PassPrinter(None)
    progress.uploading(2, 200)
    for photo in (1, 2):
        for role in Role:
            progress.moved(role, Sent(photo, 100), 50, 130)  # type: ignore[arg-type]
    progress.ended(1, 100)
    assert progress.under_way == {(role, 2) for role in Role}


def test_a_held_album_is_not_said_to_be_gone(capsys: pytest.CaptureFixture[str]) -> None:
    PassPrinter(None).scanned(RescanReport({}, 0, held=("Album",)))
    said = capsys.readouterr().err
    assert "Album is held" in said
    assert "gone" not in said


def test_the_reason_of_a_spoiled_photo_is_a_sentence() -> None:
    item = items.spoiled(
        1,
        "a.jpg",
        Message("its file is empty now (0 bytes)."),
        since="2026-11-01T00:00:00Z",
        sample=[],
    )
    assert "any more. Its file is empty now" in item.text


def test_what_a_storage_that_is_away_holds_back_counts_as_not_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a bar would be full while nothing moved."""
    names = [f"{number}.jpg" for number in range(4)]
    small = small_vault(tmp_path, names)
    told: list[tuple[str, Any]] = []
    moves = TransferProgress(SystemClock(), lambda *event: told.append(event))
    moves.begin()
    for method in ("uploading", "ended"):
        monkeypatch.setattr(PassPrinter, method, _as_well(moves, method))
    main = small.root(Role.MAIN)
    main.rename(tmp_path / "away")

    small.sync()

    run = moves.to_json()["pass"]
    assert run is not None
    assert (run["photos"], run["ended_photos"], run["ended_bytes"]) == (4, 0, 0)

    (tmp_path / "away").rename(main)
    small.sync()
    run = moves.to_json()["pass"]
    assert run is not None
    assert (run["ended_photos"], run["ended_bytes"]) == (4, run["bytes"])

    moves.end({})
    assert [name for name, _ in told[-2:]] == ["progress", "pass_ended"]
    assert told[-2][1]["pass"] == run, "the last counts are told, however quickly they came"


def _as_well(moves: TransferProgress, method: str) -> Callable[..., None]:
    def call(_self: PassPrinter, *given: Any, **more: Any) -> None:
        getattr(moves, method)(*given, **more)

    return call
