"""Gather the files of very many chosen shots, a part at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

from picup_desktop.ledger.gallery.chosen import ChosenFile
from picup_desktop.ui.text import MOST_NAMES


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files of the chosen shots; the names are only the first ones."""

    shots: int = 0
    photo_ids: tuple[int, ...] = ()
    away_ids: tuple[int, ...] = ()
    """Those that are not on this computer."""
    size_bytes: int = 0
    lead_path: str = ""
    """The path of the file that represents the first shot."""
    unseen: int = 0
    """How many files have no cell of their own."""
    unseen_names: tuple[str, ...] = ()


class Gathering:
    """Collects what a ``Chosen`` says; it is filled in one thread, and then read in another."""

    def __init__(self) -> None:
        self._shots = self._size_bytes = self._unseen = 0
        self._photo_ids: list[int] = []
        self._away_ids: list[int] = []
        self._lead_path = ""
        self._names: list[str] = []

    def add(self, files: Iterable[ChosenFile]) -> None:
        """Add files, which are given shot by shot; the first of a shot represents it."""
        for _, same in groupby(files, key=lambda file: file.shot_id):
            lead, *others = same
            self._lead_path = self._lead_path or lead.path
            self._shots += 1
            self._unseen += len(others)
            room = MOST_NAMES - len(self._names)
            self._names += [PurePath(file.path).name for file in others[:room]]
            for file in (lead, *others):
                self._add_file(file)

    @property
    def chosen(self) -> Chosen:
        """What was gathered."""
        return Chosen(
            shots=self._shots,
            photo_ids=tuple(self._photo_ids),
            away_ids=tuple(self._away_ids),
            size_bytes=self._size_bytes,
            lead_path=self._lead_path,
            unseen=self._unseen,
            unseen_names=tuple(self._names),
        )

    def _add_file(self, file: ChosenFile) -> None:
        self._size_bytes += file.size_bytes
        self._photo_ids.append(file.photo_id)
        if not file.here:
            self._away_ids.append(file.photo_id)
