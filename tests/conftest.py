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
from tests.program import TAKE_A_COST, lower_the_cost
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


@pytest.fixture(scope="session", autouse=True)
def _nobody_joins() -> Iterator[None]:
    """A journal that is gone in a test does not come while it is waited for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("picup_desktop.sync.journal.newcomers.PAUSE_SECONDS", 0.0)
        yield


@pytest.fixture(scope="session", autouse=True)
def full_costs() -> Iterator[list[tuple[Any, ...] | None]]:
    """As ``program.py``, in this process: for the vaults of a module or a session too.

    What the functions of ``TAKE_A_COST`` take otherwise.
    """
    before = [function.__defaults__ for function in TAKE_A_COST]
    lower_the_cost()
    yield before
    _let_cost(before)


@pytest.fixture(autouse=True)
def _full_cost(
    request: pytest.FixtureRequest, full_costs: list[tuple[Any, ...] | None]
) -> Iterator[None]:
    """A test with the mark ``full_cost`` pays it all."""
    pays = request.node.get_closest_marker("full_cost") is not None
    if pays:
        _let_cost(full_costs)
    yield
    if pays:
        lower_the_cost()


def _let_cost(costs: list[tuple[Any, ...] | None]) -> None:
    for function, cost in zip(TAKE_A_COST, costs, strict=True):
        function.__defaults__ = cost


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
