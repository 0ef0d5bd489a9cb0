"""A fault of this program ends a command with one sentence; the log has all of it."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

from picup_desktop.cli.options import home_named
from picup_desktop.home import Home

command_line = import_module("picup_desktop.cli.main")


def ended_by_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> str:
    def broken() -> None:
        raise ValueError("range() arg 3 must not be zero")

    monkeypatch.setattr(command_line, "app", broken)
    monkeypatch.setattr(command_line, "add_commands", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["picup", *arguments])
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    assert ended.value.code == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert "Traceback" not in told.err
    return told.err


def test_a_fault_is_one_sentence_and_the_log_has_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").mkdir()
    told = ended_by_a_fault(monkeypatch, capsys, "rm", "1", "--home", str(tmp_path))

    assert str(Home(tmp_path).log) in told
    logged = Home(tmp_path).log.read_text("utf-8")
    assert "range() arg 3 must not be zero" in logged
    assert "in broken" in logged


def test_a_fault_makes_no_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ended_by_a_fault(monkeypatch, capsys, f"--home={tmp_path / 'none'}", "rm", "1")

    assert "no home" in told
    assert not (tmp_path / "none").exists()


def test_a_log_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Home(tmp_path).log.mkdir(parents=True)
    told = ended_by_a_fault(monkeypatch, capsys, "--home", str(tmp_path), "rm", "1")

    assert "could not be logged" in told


def test_the_home_is_where_the_words_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PICUP_HOME", str(tmp_path / "e"))
    assert home_named(["rm", "--home", str(tmp_path / "a")]).folder == tmp_path / "a"
    assert home_named([f"--home={tmp_path / 'b'}", "rm"]).folder == tmp_path / "b"
    assert home_named(["rm", "--home"]).folder == tmp_path / "e"
