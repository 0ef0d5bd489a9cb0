"""The arguments of a command from the socket, read by name and type."""

from collections.abc import Mapping
from pathlib import Path

from picup_desktop.engine.ipc.protocol import Json
from picup_desktop.errors import UsageError


class Arguments:
    """Arguments of one command. Every method raises UsageError for a missing or mistyped one."""

    def __init__(self, command: str, given: Mapping[str, Json]) -> None:
        self._command = command
        self._given = given
        self._used: set[str] = set()

    def text(self, name: str) -> str:
        """Return a required text."""
        value = self._take(name)
        if not isinstance(value, str):
            raise self._wrong(name, "a text")
        return value

    def maybe_text(self, name: str) -> str | None:
        """Return a text, or None if omitted."""
        return None if self._take(name) is None else self.text(name)

    def path(self, name: str) -> Path:
        """Return an absolute path."""
        path = Path(self.text(name))
        if not path.is_absolute():
            raise self._wrong(name, "an absolute path")
        return path

    def flag(self, name: str) -> bool:
        """Return a boolean; False if omitted."""
        value = self._take(name)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise self._wrong(name, "true or false")
        return value

    def number(self, name: str) -> float:
        """Return a required number."""
        value = self._take(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self._wrong(name, "a number")
        return float(value)

    def maybe_number(self, name: str) -> float | None:
        """Return a number, or None if omitted."""
        return None if self._take(name) is None else self.number(name)

    def texts(self, name: str) -> list[str]:
        """Return a list of texts."""
        value = self._take(name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(name, "a list of texts")
        return value

    def maybe_texts(self, name: str) -> list[str] | None:
        """Return a list of texts, or None if omitted."""
        return None if self._take(name) is None else self.texts(name)

    def group(self, name: str) -> "Arguments":
        """Return nested arguments."""
        value = self._take(name)
        if not isinstance(value, dict):
            raise self._wrong(name, "an object")
        return Arguments(f"{self._command}.{name}", value)

    def value(self, name: str) -> str | float | bool:
        """Return a text, a number or a flag."""
        value = self._take(name)
        if not isinstance(value, str | int | float):
            raise self._wrong(name, "a text, a number, true or false")
        return value

    def no_more(self) -> None:
        """Raise UsageError if an argument was not read: the face made a mistake."""
        unknown = set(self._given) - self._used
        if unknown:
            raise UsageError(f"{self._command} does not know: {', '.join(sorted(unknown))}.")

    def _take(self, name: str) -> Json:
        self._used.add(name)
        return self._given.get(name)

    def _wrong(self, name: str, what: str) -> UsageError:
        return UsageError(f"{self._command} needs {name}, which must be {what}.")
