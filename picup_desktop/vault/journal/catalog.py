"""The list of albums and objects according to the trusted journals of all devices."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from picup_desktop.vault.journal.replay import (
    CatalogAlbum,
    CatalogObject,
    DeviceState,
    replay,
)
from picup_desktop.vault.journal.segment import Segment


@dataclass(frozen=True)
class Catalog:
    """The states of all devices; each device describes its own photos only."""

    devices: Mapping[str, DeviceState]

    def albums(self) -> Iterator[CatalogAlbum]:
        """Yield every album of every device, removed ones too."""
        for state in self.devices.values():
            yield from state.albums.values()

    @cached_property
    def adopted(self) -> frozenset[tuple[str, int]]:
        """Photos, by device and photo id, that a photo of another device replaces."""
        return frozenset(
            pair
            for state in self.devices.values()
            for pair in state.adopted
            if pair[0] != state.device_id
        )

    @cached_property
    def objects(self) -> Mapping[str, CatalogObject]:
        """The objects that should be on the storages, by name."""
        return {
            known.name: known
            for state in self.devices.values()
            for known in state.objects.values()
            if known.gone_at is None
        }


def build_catalog(trusted: Mapping[str, Sequence[Segment]]) -> Catalog:
    """Replay the trusted chain of each device (``Report.trusted``)."""
    return Catalog({device_id: replay(device_id, chain) for device_id, chain in trusted.items()})
