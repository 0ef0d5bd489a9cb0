"""``picup health``: what its answer means, and how it ends where nothing runs."""

import json
from pathlib import Path

import pytest

from picup_desktop.cli.work.health import judged
from picup_desktop.engine.ipc.answers import Greeting
from picup_desktop.errors import ExitCode
from tests.inside import picup_inside


@pytest.mark.parametrize(
    ("vault", "locked", "code"),
    [
        (True, False, ExitCode.DONE),
        (True, True, ExitCode.NO_PERMISSION),
        (False, True, ExitCode.USAGE),
        (False, False, ExitCode.USAGE),
    ],
)
def test_only_an_open_vault_is_healthy(*, vault: bool, locked: bool, code: ExitCode) -> None:
    greeting = Greeting(version=2, program="1", home="h", vault=vault, locked=locked)
    assert judged(greeting)[0] is code


def test_where_nothing_runs_it_says_so_and_makes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    told = picup_inside("health", "--json", environment={"PICUP_HOME": str(home)})
    assert told.code == ExitCode.FAILED
    assert json.loads(told.out) == {
        "answers": False,
        "vault": False,
        "locked": None,
        "program": None,
    }
    assert not home.exists()
