"""The arguments of a command as they came over the socket, each asked for by name and type."""

from collections.abc import Mapping
from pathlib import Path

from picup_desktop.engine.ipc.protocol import Json
from picup_desktop.errors import UsageError


class Arguments:
    """Every method raises UsageError for what is missing or of another type."""

    def __init__(self, command: str, given: Mapping[str, Json]) -> None:
        self._command = command
        self._given = given
        self._used: set[str] = set()

    def text(self, name: str) -> str:
        """Text that must be there."""
        value = self._take(name)
        if not isinstance(value, str):
            raise self._wrong(name, "a text")
        return value

    def maybe_text(self, name: str) -> str | None:
        """Text, or None if it is left out."""
        return None if self._take(name) is None else self.text(name)

    def path(self, name: str) -> Path:
        """An absolute path."""
        path = Path(self.text(name))
        if not path.is_absolute():
            raise self._wrong(name, "an absolute path")
        return path

    def flag(self, name: str) -> bool:
        """True or false; left out is false."""
        value = self._take(name)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise self._wrong(name, "true or false")
        return value

    def number(self, name: str) -> float:
        """A number that must be there."""
        value = self._take(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self._wrong(name, "a number")
        return float(value)

    def maybe_number(self, name: str) -> float | None:
        """A number, or None if it is left out."""
        return None if self._take(name) is None else self.number(name)

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        value = self._take(name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(name, "a list of texts")
        return value

    def maybe_texts(self, name: str) -> list[str] | None:
        """A list of texts, or None if it is left out."""
        return None if self._take(name) is None else self.texts(name)

    def group(self, name: str) -> "Arguments":
        """Arguments within an argument."""
        value = self._take(name)
        if not isinstance(value, dict):
            raise self._wrong(name, "an object")
        return Arguments(f"{self._command}.{name}", value)

    def value(self, name: str) -> str | float | bool:
        """A text, a number or a flag."""
        value = self._take(name)
        if not isinstance(value, str | int | float):
            raise self._wrong(name, "a text, a number, true or false")
        return value

    def no_more(self) -> None:
        """A name that nobody asked for is a mistake of the face."""
        unknown = set(self._given) - self._used
        if unknown:
            raise UsageError(f"{self._command} does not know: {', '.join(sorted(unknown))}.")

    def _take(self, name: str) -> Json:
        self._used.add(name)
        return self._given.get(name)

    def _wrong(self, name: str, what: str) -> UsageError:
        return UsageError(f"{self._command} needs {name}, which must be {what}.")
