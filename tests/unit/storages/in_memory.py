"""A storage in memory that fails where a test says so, and notes what it was asked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import inf
from pathlib import Path

from picup_desktop.storage.base import Get, ObjectInfo, Piece, Probe, Progress, Put
from picup_desktop.storage.errors import ObjectExists, ObjectNotFound, StorageError
from picup_desktop.storage.sums import StoredSum, no_sums


class MemoryStorage:
    """Objects as bytes by their names."""

    def __init__(self, objects: dict[str, bytes] | None = None) -> None:
        self.objects = dict(objects or {})
        self.failing: defaultdict[str, list[StorageError | None]] = defaultdict(list)
        """By method: the error of each of the next calls; None lets one succeed."""
        self.asked: list[tuple[str, str]] = []
        self.read_at_most: list[int | None] = []
        self.closed = 0

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        self._ask("put", name)
        if name in self.objects:
            raise ObjectExists(f"{name} is there already.")
        self.objects[name] = source.read_bytes()
        if progress is not None:
            progress(len(self.objects[name]))

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        self._ask("put_many", " ".join(put.name for put in puts))
        errors: list[StorageError | None] = []
        for put in puts:
            try:
                self.put(put.name, put.source, progress)
            except StorageError as error:
                errors.append(error)
            else:
                errors.append(None)
        return errors

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        self._ask("get", name)
        self.read_at_most.append(length)
        data = self._bytes(name)[offset:]
        data = data if length is None else data[:length]
        for start in range(0, len(data), 4):
            yield data[start : start + 4]

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        for get in gets:
            yield self.objects.get(get.name)

    def stat(self, name: str) -> ObjectInfo:
        self._ask("stat", name)
        return ObjectInfo(name, len(self._bytes(name)), 0.0)

    def sums(self, names: Sequence[str]) -> Sequence[StoredSum | StorageError | None]:
        return no_sums(names)

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        for name, data in self.objects.items():
            if name.startswith(tuple(f"{folder}/" for folder in folders)):
                yield ObjectInfo(name, len(data), 0.0)

    def remove(self, name: str) -> bool:
        self._ask("remove", name)
        return self.objects.pop(name, None) is not None

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        return [self.remove(name) for name in names] if seconds > 0 else []

    def free_bytes(self) -> int | None:
        return None

    def probe(self) -> Probe:
        self._ask("probe", "")
        return Probe(0.0, None, None)

    def close(self) -> None:
        self.closed += 1

    def _ask(self, method: str, name: str) -> None:
        self.asked.append((method, name))
        if self.failing[method]:
            error = self.failing[method].pop(0)
            if error is not None:
                raise error

    def _bytes(self, name: str) -> bytes:
        if name not in self.objects:
            raise ObjectNotFound(f"{name} is not there.")
        return self.objects[name]
