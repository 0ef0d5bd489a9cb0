"""How many connections to use to a storage, from its distance and from what is moved."""

from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.storage.courier.courier import connections_for
from picup_desktop.storage.registry import parse_place

LAN_ROUND_TRIP_SECONDS = 0.001
"""The distance of a storage before any was measured."""


def connections_to(record: StorageRecord, mean_bytes: float, most: int) -> int:
    """Return how many connections serve a storage best; ``mean_bytes`` of one file."""
    distance = record.round_trip_seconds or LAN_ROUND_TRIP_SECONDS
    least = parse_place(record.url).least_for_large
    return connections_for(distance, mean_bytes, most, least)
