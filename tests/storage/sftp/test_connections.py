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
def test_a_distant_storage_with_small_objects_gets_more_connections(
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


@pytest.mark.parametrize(
    ("round_trip_seconds", "most", "connections"),
    [(0.0, 16, 2), (0.020, 16, 2), (0.060, 16, 5), (0.500, 16, 16), (0.500, 4, 4), (0.0, 1, 1)],
)
def test_few_connections_suffice_where_each_has_several_small_files_under_way(
    round_trip_seconds: float, most: int, connections: int
) -> None:
    """A store that was asked for 60 at once took a quarter longer than for 16."""
    assert connections_for(round_trip_seconds, 60_000, most, 4, 8) == connections
    assert connections_for(0.0, 4 * MIB, most, 4, 8) == min(4, most)


@pytest.mark.parametrize(
    ("round_trip_seconds", "most", "connections"),
    [(0.0, 16, 4), (0.020, 16, 4), (0.026, 16, 5), (0.060, 16, 6), (1.0, 16, 6), (0.060, 5, 5)],
)
def test_large_files_to_a_distant_bucket(
    round_trip_seconds: float, most: int, connections: int
) -> None:
    assert connections_for(round_trip_seconds, 4 * MIB, most, 4, 8, most_for_large=6) == connections
