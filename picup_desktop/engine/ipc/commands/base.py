"""What every command of the engine is: a frozen dataclass of its arguments (docs/engine.md).

A face makes one and sends it; the engine checks what arrives against it (``arguments.py``).
The class names the command and the type of its answer, so that both ends are type-checked.
"""

from dataclasses import dataclass, field
from typing import ClassVar, Generic, TypeVar

AnswerT_co = TypeVar("AnswerT_co", covariant=True)


class Command(Generic[AnswerT_co]):
    """A command with its arguments; its type parameter is the type of its answer."""

    command: ClassVar[str] = ""
    """Its name on the socket."""

    def __init_subclass__(cls, *, command: str = "") -> None:
        super().__init_subclass__()
        cls.command = command


@dataclass(frozen=True)
class JobCommand(Command[AnswerT_co]):
    """A command that takes long: ``job`` names it for its progress and for ``cancel``."""

    job: str | None = field(default=None, kw_only=True)
