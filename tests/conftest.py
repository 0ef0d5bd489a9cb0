"""Two servers and a vault on them, for whoever tests the program from outside.

A vault is made once and put back for each test, for making one takes seconds.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.picup import Vault
from tests.program import LOW_WORK_FACTOR, TAKE_A_COST
from tests.sshd import Sshd, sshd_program

# A busy machine is slow, and that is no fault of what is tested.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """A test that fails over an odd file name is told by its process all the same: what goes
    between the processes of xdist must be Unicode."""
    return _speakable((yield))


def _speakable(told: Any) -> Any:
    match told:
        case str():
            return told.encode("utf-8", "backslashreplace").decode()
        case dict():
            return {_speakable(key): _speakable(value) for key, value in told.items()}
        case list() | tuple():
            return type(told)(_speakable(part) for part in told)
        case _:
            return told


@pytest.fixture(autouse=True)
def _cheap_passphrases(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """As ``program.py``, in this process; a test with the mark ``full_cost`` pays it all."""
    if request.node.get_closest_marker("full_cost") is None:
        for function in TAKE_A_COST:
            monkeypatch.setattr(function, "__defaults__", (LOW_WORK_FACTOR,))


@contextmanager
def two_servers(folder: Path) -> Iterator[Vault]:
    if sshd_program() is None:
        pytest.skip("openssh-server is not installed")
    main, backup = Sshd(folder / "main").start(), Sshd(folder / "backup").start()
    try:
        yield Vault(folder, main, backup)
    finally:
        main.stop()
        backup.stop()


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Vault]:
    """Two servers and an album's folder; no vault yet."""
    with two_servers(tmp_path) as made:
        yield made
        made.end()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, Path]]:
    kept = tmp_path_factory.mktemp("kept")
    with two_servers(tmp_path_factory.mktemp("vault")) as made:
        made.ready().keep(kept)
        yield made, kept


@pytest.fixture
def vault(made_once: tuple[Vault, Path]) -> Iterator[Vault]:
    """A vault with one album, before its first sync; both servers run."""
    made, kept = made_once
    made.put_back(kept)
    yield made
    made.end()
