"""Questions at a terminal; one whose input ends is not asked again, even where isatty lies."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from picup_desktop.cli import asking
from picup_desktop.cli.vault import setup
from picup_desktop.clock import SystemClock
from picup_desktop.errors import UsageError
from picup_desktop.vault.keys import make_vault
from picup_desktop.vault.kit import RecoveryKit
from picup_desktop.vault.kit_content import kit_words
from tests.homes import FolderVault


class Terminal(io.StringIO):
    """An input that calls itself a terminal, as Windows' NUL does."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 0


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def type_(text: str) -> None:
        terminal = Terminal(text)
        monkeypatch.setattr(sys, "stdin", terminal)

        def secret(_prompt: str) -> str:
            line = terminal.readline()
            if not line:
                raise EOFError
            return line.rstrip("\n")

        monkeypatch.setattr(asking, "getpass", secret)

    return type_


@pytest.fixture
def kit() -> RecoveryKit:
    made = make_vault(post_quantum=False)
    return RecoveryKit(made.vault_id, str(made.recovery_key), SystemClock().now(), ())


def test_a_line_is_given_without_its_end(typed: Callable[[str], None]) -> None:
    typed(" word \n\n")
    assert asking.ask("? ") == "word"
    assert asking.ask("? ") == ""
    assert asking.ask("? ") is None


def test_nobody_is_asked_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for nobody in (None, io.StringIO("word\n")):
        monkeypatch.setattr(sys, "stdin", nobody)
        assert asking.ask("? ") is None
        assert asking.ask_secret("? ") is None
        assert asking.passphrase() is None
        assert asking.new_passphrase() is None


def test_a_secret_whose_input_ends_is_none(typed: Callable[[str], None]) -> None:
    typed("")
    assert asking.ask_secret("? ") is None
    assert asking.passphrase() is None
    assert asking.new_passphrase() is None


@pytest.mark.parametrize("lines", ["zebra lamp\n", "zebra lamp\nother\n", "\n\n\n"])
def test_a_new_passphrase_is_not_asked_for_without_end(
    typed: Callable[[str], None], lines: str
) -> None:
    typed(lines)
    assert asking.new_passphrase() is None


def test_a_new_passphrase_is_typed_twice(typed: Callable[[str], None]) -> None:
    typed("zebra lamp one\nzebra lamp another\n\nzebra lamp right\nzebra lamp right\n")
    assert asking.new_passphrase() == "zebra lamp right"


def test_a_new_passphrase_that_is_easy_to_guess_is_asked_for_again_with_the_reason(
    typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("password1\nzebra lamp right\nzebra lamp right\n")
    assert asking.new_passphrase() == "zebra lamp right"
    assert "common word" in capsys.readouterr().err


def test_a_passphrase_in_the_environment_is_judged_where_it_will_seal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(asking.PASSPHRASE_VARIABLE, "a")
    assert asking.passphrase() == "a", "an existing vault opens with what it was sealed with"
    with pytest.raises(UsageError, match="too short"):
        asking.sealing_passphrase()
    monkeypatch.setenv(asking.PASSPHRASE_VARIABLE, "correct horse battery staple")
    assert asking.sealing_passphrase() == "correct horse battery staple"


def test_the_kit_is_asked_back_until_the_words_are_right(
    typed: Callable[[str], None], kit: RecoveryKit, capsys: pytest.CaptureFixture[str]
) -> None:
    words = kit_words(kit).split()
    first, second = (words[number - 1] for number in setup.CONFIRM_WORDS)
    typed(f"wrong\n{first.upper()}\n{second}\n")
    assert setup._confirm(kit)
    assert "That is another word" in capsys.readouterr().err


@pytest.mark.parametrize("right", [0, 1])
def test_the_kit_is_not_asked_back_without_end(
    typed: Callable[[str], None], kit: RecoveryKit, right: int, capsys: pytest.CaptureFixture[str]
) -> None:
    words = kit_words(kit).split()
    typed("".join(f"{words[number - 1]}\n" for number in setup.CONFIRM_WORDS[:right]))
    assert not setup._confirm(kit)
    assert "nobody can be asked" in capsys.readouterr().err


@pytest.mark.parametrize("right", [0, 1])
def test_the_kit_may_be_checked_later(
    typed: Callable[[str], None], kit: RecoveryKit, right: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who had no kit at hand could only end the command, which then said that nobody was there."""
    words = kit_words(kit).split()
    typed("".join(f"{words[number - 1]}\n" for number in setup.CONFIRM_WORDS[:right]) + "\n\n")
    assert not setup._confirm(kit)
    said = capsys.readouterr().err
    assert "two of its 24 words" in said
    assert "you chose to do it later" in said


def test_the_kit_s_place_is_told_before_its_words_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody could look at the kit: its place was told once its words had been typed."""
    told: list[str] = []
    monkeypatch.setattr(setup, "_tell_kit", lambda kit_file: told.append(kit_file.name))

    def later(_: RecoveryKit) -> bool:
        told.append("words")
        return False

    monkeypatch.setattr(setup, "_confirm", later)
    main, backup = ((tmp_path / role).as_uri() for role in ("main", "backup"))
    places = ("--main", main, "--backup", backup, "--recovery-kit", tmp_path / "kit.txt")
    FolderVault(tmp_path, inside=True).run("setup", *places)
    assert told == ["kit.txt", "words"]
