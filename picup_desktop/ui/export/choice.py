"""What a person chose in the dialog of an export, and the command that comes of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.engine.ipc.commands.photos import ExportPhotos
from picup_desktop.ledger.gallery.gallery import ShownPhoto, ShownShot
from picup_desktop.thumbnails.wire import DecoderKind
from picup_desktop.words import Turn

EDGES = (0, 4_096, 2_048, 1_280)
"""The longest sides to choose from, in pixels; 0: as large as the photo is."""
QUALITIES = (95, 90, 80)
USUAL_QUALITY = 90
PICTURES = frozenset({DecoderKind.PICTURE, DecoderKind.RAW})


@dataclass(frozen=True)
class ExportChoice:
    """How photos are exported; all but ``jpeg`` is about JPEG."""

    jpeg: bool = False
    edge: int = 0
    quality: int = USUAL_QUALITY
    with_place: bool = False

    def command(self, folder: Path, shots: Sequence[ShownShot]) -> ExportPhotos:
        """Return the command for these shots."""
        ids = tuple(str(photo.photo_id) for photo in self.files_of(shots))
        if not self.jpeg:
            return ExportPhotos(folder, ids)
        return ExportPhotos(
            *(folder, ids, True, self.edge, self.quality), with_place=self.with_place
        )

    def files_of(self, shots: Sequence[ShownShot]) -> list[ShownPhoto]:
        """Return all files of shots; of one that becomes a JPEG, its lead alone."""
        if self.jpeg:
            return [shot.lead for shot in shots]
        return [photo for shot in shots for photo in shot.photos]


@dataclass(frozen=True)
class ExportSpan:
    """What the dialog says of the shots, in numbers."""

    pictures: int
    files: int
    size_bytes: int
    films: int
    turned: int


def span_of(shots: Sequence[ShownShot]) -> ExportSpan:
    """Return what the dialog says of these shots."""
    files = ExportChoice().files_of(shots)
    return ExportSpan(
        len(shots),
        len(files),
        sum(photo.size_bytes for photo in files),
        sum(shot.lead.kind not in PICTURES for shot in shots),
        sum(shot.lead.turn is not Turn.UPRIGHT for shot in shots),
    )
