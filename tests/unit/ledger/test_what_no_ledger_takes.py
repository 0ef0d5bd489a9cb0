"""What the ledger can't take, large numbers and half letters, is wrong usage (S15, S19)."""

import pytest
from typer.testing import CliRunner

import tests.in_process  # noqa: F401 - every command is there then
from picup_desktop.cli.main import app
from picup_desktop.engine.ipc.arguments import read_arguments
from picup_desktop.engine.ipc.commands.deletions import AnswerItem
from picup_desktop.errors import ExitCode, UsageError
from picup_desktop.files.status import MOST_INT64
from tests.picup import PASSPHRASE
from tests.small import Small, small_vault

LARGE = [str(MOST_INT64 + 1), "9" * 5000]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    made = small_vault(tmp_path_factory.mktemp("small"), ["a.jpg"])
    made.sync()
    return made


@pytest.mark.parametrize("number", LARGE, ids=("2^63", "5000 digits"))
@pytest.mark.parametrize(
    "words",
    [
        "attention retry {}",
        "attention ignore {}",
        "attention answer {} keep",
        "events --limit {}",
        "versions restore Album/a.jpg {}",
        "get Album/a.jpg --output x --version {}",
        "rm {}",
        "trash restore {}",
        "alert remove {}",
    ],
)
def test_s19_a_command_refuses_it(
    small: Small, words: str, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PICUP_PASSPHRASE", PASSPHRASE)
    ended = CliRunner().invoke(
        app, ["--home", str(small.home.folder), *words.format(number).split()]
    )
    if isinstance(ended.exception, UsageError):
        return
    assert (ended.exit_code, type(ended.exception)) == (ExitCode.USAGE, SystemExit), ended.output


@pytest.mark.parametrize("number", [2**63, -(2**63), 10**400, 1e19])
def test_s15_the_engine_refuses_it_too(number: float) -> None:
    with pytest.raises(UsageError, match="number"):
        read_arguments("attention_answer", AnswerItem, {"id": number, "choice": "keep"})


def test_the_largest_limit_is_one(small: Small) -> None:
    ended = CliRunner().invoke(
        app, ["--home", str(small.home.folder), "events", "--limit", str(MOST_INT64)]
    )
    assert ended.exit_code == ExitCode.DONE, ended.output


@pytest.mark.parametrize(
    "words",
    [
        "photos --album {}",
        "restore out --album {}",
        "album pause {}",
        "get {}/a.jpg --output x",
        "versions {}/a.jpg",
        "free --album {}",
        "computer rename {} other",
    ],
)
def test_s19_bytes_that_are_no_text_name_nothing(
    small: Small, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PICUP_PASSPHRASE", PASSPHRASE)
    given = words.format("caf\udcff").split()
    ended = CliRunner().invoke(app, ["--home", str(small.home.folder), *given])
    assert isinstance(ended.exception, UsageError), ended.output
