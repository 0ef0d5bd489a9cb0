"""How many connections a courier uses, near and far."""

import pytest

from picup_desktop.storage.courier.courier import connections_for

MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("round_trip_seconds", "mean_bytes", "most", "connections"),
    [
        (0.0, 60_000, 16, 1),
        (0.003, 60_000, 16, 2),
        (0.020, 60_000, 16, 13),
        (0.100, 60_000, 16, 16),
        (0.100, 60_000, 4, 4),
        (0.0, 4 * MIB, 16, 1),
        (0.003, 4 * MIB, 16, 2),
        (0.020, 4 * MIB, 16, 4),
        (0.500, 4 * MIB, 16, 4),
        (0.500, 4 * MIB, 1, 1),
        (0.0005, 60_000, 1, 1),
    ],
)
def test_connections_for(
    round_trip_seconds: float, mean_bytes: float, most: int, connections: int
) -> None:
    assert connections_for(round_trip_seconds, mean_bytes, most) == connections


@pytest.mark.parametrize(
    ("round_trip_seconds", "mean_bytes", "most", "connections"),
    [
        (0.0, 60_000, 16, 1),
        (0.0, 4 * MIB, 16, 3),
        (0.0, 4 * MIB, 2, 2),
        (0.020, 4 * MIB, 16, 4),
    ],
)
def test_large_files_take_several_connections_where_the_other_side_makes_wait(
    round_trip_seconds: float, mean_bytes: float, most: int, connections: int
) -> None:
    assert connections_for(round_trip_seconds, mean_bytes, most, 3) == connections
