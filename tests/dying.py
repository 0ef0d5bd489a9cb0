"""A command that is killed at a certain call of a certain function, as by a power cut."""

from collections.abc import Mapping, Sequence

from tests.picup import COMMAND_SECONDS
from tests.warm_program import DIED, Stage, warm_program


def die_at(stage: Stage, words: Sequence[str], environment: Mapping[str, str]) -> None:
    """Run a command of picup, which must reach that call."""
    died = warm_program().run(words, environment, COMMAND_SECONDS, stage)
    assert died.returncode == DIED, died
