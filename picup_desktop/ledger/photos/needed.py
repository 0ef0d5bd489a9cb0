"""The copies that a storage should have, folder by folder, in little memory."""

from array import array
from collections.abc import Iterator
from typing import NamedTuple

from picup_desktop.words import CopyState

_STATES = tuple(CopyState)
_END = b"\0"


class NeededCopy(NamedTuple):
    """One copy that is needed on a storage, with the state that the ledger has for it."""

    object_id: int
    name: str
    sealed_bytes: int
    state: CopyState


class CopiesInFolder:
    """The needed copies in one folder of a storage: about 80 bytes each, for a million of them."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._names = bytearray()
        self._objects = array("q")
        self._sizes = array("q")
        self._states = bytearray()

    def add(self, copy: NeededCopy) -> None:
        """Add a copy of this folder."""
        self._names += copy.name[len(self._folder) + 1 :].encode() + _END
        self._objects.append(copy.object_id)
        self._sizes.append(copy.sealed_bytes)
        self._states.append(_STATES.index(copy.state))

    def __len__(self) -> int:
        return len(self._objects)

    def __iter__(self) -> Iterator[NeededCopy]:
        names = self.names()
        for name, object_id, size, state in zip(
            names, self._objects, self._sizes, self._states, strict=True
        ):
            yield NeededCopy(object_id, name, size, _STATES[state])

    def names(self) -> list[str]:
        """Return the names, in the order in which they were added."""
        lasts = self._names.decode().split(_END.decode())
        return [f"{self._folder}/{last}" for last in lasts[:-1]]
