"""How many connections to use to a storage, from its distance and from what is moved."""

from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.storage.courier.courier import connections_for
from picup_desktop.storage.registry import parse_place

LAN_ROUND_TRIP_SECONDS = 0.001
"""The distance of a storage before any was measured."""
NAME_BYTES = 1
"""A listing moves names only, so as many connections serve it as serve the smallest files."""


def connections_to(record: StorageRecord, mean_bytes: float, most: int) -> int:
    """Return how many connections send best to a storage; ``mean_bytes`` of one file."""
    place = parse_place(record.url)
    return connections_for(
        _distance(record),
        mean_bytes,
        most,
        place.least_for_large,
        place.small_at_once,
        most_for_large=place.most_for_large,
    )


def connections_to_list(record: StorageRecord, most: int) -> int:
    """Return how many connections list a storage best: each asks for one folder at a time."""
    return connections_for(_distance(record), NAME_BYTES, most)


def _distance(record: StorageRecord) -> float:
    return record.round_trip_seconds or LAN_ROUND_TRIP_SECONDS
