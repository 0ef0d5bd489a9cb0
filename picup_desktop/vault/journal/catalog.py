"""The catalog: what the objects are, by the trusted journals of all devices."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from picup_desktop.vault.journal.replay import (
    CatalogAlbum,
    CatalogObject,
    CatalogPhoto,
    DeviceState,
    replay,
)
from picup_desktop.vault.journal.segment import Segment
from picup_desktop.vault.objects import PhotoHeader

SHORT_ID_LENGTHS = (4, 8, 16)


@dataclass(frozen=True)
class Catalog:
    """The states of the devices, side by side: each speaks of its own photos only."""

    devices: Mapping[str, DeviceState]

    def albums(self) -> Iterator[CatalogAlbum]:
        """Every album of every device, removed ones too."""
        for state in self.devices.values():
            yield from state.albums.values()

    def photos(self) -> Iterator[CatalogPhoto]:
        """Every photo of every device, removed ones too, without those that were adopted."""
        for state in self.devices.values():
            for photo in state.photos.values():
                if (photo.device_id, photo.photo_id) not in self.adopted:
                    yield photo

    @cached_property
    def adopted(self) -> frozenset[tuple[str, int]]:
        """Photos, by device and photo id, whose place a photo of another device takes."""
        return frozenset(
            pair
            for state in self.devices.values()
            for pair in state.adopted
            if pair[0] != state.device_id
        )

    def album(self, device_id: str, album_id: int) -> CatalogAlbum | None:
        """One album."""
        state = self.devices.get(device_id)
        return None if state is None else state.albums.get(album_id)

    def photo(self, device_id: str, photo_id: int) -> CatalogPhoto | None:
        """One photo."""
        state = self.devices.get(device_id)
        return None if state is None else state.photos.get(photo_id)

    @cached_property
    def objects(self) -> Mapping[str, CatalogObject]:
        """The objects that should rest on the storages, by name."""
        return {
            known.name: known
            for state in self.devices.values()
            for known in state.objects.values()
            if known.gone_at is None
        }

    @cached_property
    def photos_of(self) -> Mapping[str, Sequence[CatalogPhoto]]:
        """The photos whose newest version is an object, by its name."""
        photos: defaultdict[str, list[CatalogPhoto]] = defaultdict(list)
        for photo in self.photos():
            photos[photo.object].append(photo)
        return dict(photos)

    @cached_property
    def shown_albums(self) -> Mapping[tuple[str, int], str]:
        """Each album's name by device and album id, told apart where two devices share one."""
        devices: defaultdict[str, set[str]] = defaultdict(set)
        for album in self.albums():
            devices[album.name].add(album.device_id)
        return {
            (album.device_id, album.album_id): _told_apart(album, devices[album.name])
            for album in self.albums()
        }

    def headers(self, object_name: str, own: PhotoHeader) -> tuple[PhotoHeader, ...]:
        """Under which names an opened object's photo is known.

        The journal's later names win over those inside the object (``own``), which
        count where the journal knows nothing of it. Living photos only, unless all
        of them are removed.
        """
        photos = self.photos_of.get(object_name, ())
        living = [photo for photo in photos if photo.removed_at is None] or photos
        return tuple(self._header(photo, own) for photo in living) or (own,)

    def _header(self, photo: CatalogPhoto, own: PhotoHeader) -> PhotoHeader:
        album = self.album(photo.device_id, photo.album_id)
        return PhotoHeader(
            album=own.album if album is None else album.name,
            path=photo.path,
            mtime_ns=photo.mtime_ns,
            size_bytes=own.size_bytes,
        )


def build_catalog(trusted: Mapping[str, Sequence[Segment]]) -> Catalog:
    """Replay the trusted chain of each device (``Report.trusted``)."""
    return Catalog({device_id: replay(device_id, chain) for device_id, chain in trusted.items()})


def _told_apart(album: CatalogAlbum, devices: set[str]) -> str:
    if len(devices) == 1:
        return album.name
    return f"{album.name} ({_short_id(album.device_id, devices)})"


def _short_id(device_id: str, devices: set[str]) -> str:
    for length in SHORT_ID_LENGTHS:
        if Counter(one[:length] for one in devices)[device_id[:length]] == 1:
            return device_id[:length]
    return device_id
