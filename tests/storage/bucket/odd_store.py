"""A store on loopback that a test makes fail or lie, and how it is opened."""

from pathlib import Path

from picup_desktop.storage.base import Storage
from picup_desktop.storage.place import Access, Place
from picup_desktop.storage.registry import parse_place
from tests.buckets import SECRET
from tests.hostile import (
    DATED,
    Answered,
    Asked,
    Hostile,
    Rule,
    s3_error,
    s3_page,
)

NAME = "objects/ab/abcdef"
VAULT = s3_page("vault/vault.json")


def open_bucket(enemy: Hostile, folder: Path, *holds: str, stall_seconds: float = 4.0) -> Storage:
    access = Access(
        folder / "known_hosts", password=SECRET, root_holds=holds, stall_seconds=stall_seconds
    )
    return place_of(enemy).open(access)


def place_of(enemy: Hostile) -> Place:
    return parse_place(f"s3+http://KEY@127.0.0.1:{enemy.port}/bucket/vault")


def is_listing(asked: Asked) -> bool:
    return "list-type=2" in asked.path


def storing(kept: dict[str, bytes], before: Rule = lambda _: Answered(0)) -> Rule:
    """Return the rule of a store with objects; what ``before`` answers goes first."""

    def answer(asked: Asked) -> Answered | None:
        first = before(asked)
        if first is None or first.status:
            return first
        if is_listing(asked):
            return VAULT
        path = asked.path.partition("?")[0]
        if asked.method == "PUT":
            if path in kept and "if-none-match" in asked.headers:
                return s3_error(412, "PreconditionFailed")
            kept[path] = asked.body
            return Answered(headers=DATED)
        if path not in kept:
            return s3_error(404, "NoSuchKey")
        return Answered(body=kept[path], headers=DATED)

    return answer
