"""Which files are read because their change time alone moved (DISASTERS 4-8)."""

from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.sync.rescan.in_place import to_read
from picup_desktop.sync.scan.scan import may_differ


def known(photo_id: int, ctime_ns: int | None) -> KnownFile:
    return KnownFile(photo_id, 100, 1, 1, missing=False, ctime_ns=ctime_ns)


def file(path: str, ctime_ns: int, size_bytes: int = 100) -> SeenFile:
    return SeenFile(path, size_bytes, 1, 1, ctime_ns=ctime_ns)


def test_another_change_time_is_a_hint_and_an_unknown_one_is_none() -> None:
    assert may_differ(known(1, 5), file("a", 6))
    assert may_differ(known(1, 5), file("a", 4)), "a clock that went back"
    assert not may_differ(known(1, 5), file("a", 5))
    assert not may_differ(known(1, None), file("a", 5))


def test_what_changed_is_read_and_nothing_else() -> None:
    files = [file("same", 5), file("moved", 6), file("new", 7), file("unknown", 8)]
    before = {"same": known(1, 5), "moved": known(2, 5), "unknown": known(3, None)}
    assert to_read(before, files, 1000) == ([files[1]], frozenset())


def test_what_is_beyond_the_limit_waits_for_the_next_scan() -> None:
    files = [file("a", 6, 60), file("b", 6, 60), file("c", 6, 40), file("d", 6, 1)]
    before = {one.path: known(number, 5) for number, one in enumerate(files)}
    now, later = to_read(before, files, 100)
    assert [one.path for one in now] == ["a", "c"]
    assert later == {"b", "d"}


def test_a_file_larger_than_the_limit_is_read_by_itself() -> None:
    files = [file("film", 6, 10_000), file("b", 6, 1)]
    before = {one.path: known(number, 5) for number, one in enumerate(files)}
    assert to_read(before, files, 100) == ([files[0]], frozenset({"b"}))
