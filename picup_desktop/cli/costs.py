"""What reading much of a bucket asks of it and downloads: its provider may charge for both."""

from collections.abc import Collection

from picup_desktop.cli.output import number, say, size
from picup_desktop.home import Home
from picup_desktop.names import Shown, plain
from picup_desktop.reading import reading
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.reach.keeping import keeps_sums
from picup_desktop.words import Role

NAMES_A_REQUEST = 1000


def say_costs(
    home: Home, roles: Collection[Role], *, by_sums: bool = False, offers_sums: bool = False
) -> None:
    """Print it for each bucket among the storages of a home that is read whole.

    ``by_sums``: its store is asked for checksums instead, where it is known to compare them.
    ``offers_sums``: say how to ask.
    """
    with reading(home) as ledger:
        totals = ledger.objects.totals()
        for record in ledger.storages.all():
            if record.role not in roles or not parse_place(record.url).is_metered:
                continue
            who, compares = plain(record.role.value.capitalize()), keeps_sums(ledger, record.role)
            objects, size_bytes = totals[record.role]
            if by_sums and compares:
                _say_of_sums(who, objects)
                continue
            _say(who, objects, size_bytes)
            if offers_sums and compares:
                say(
                    "Its store compares checksums, and can be asked: picup verify --all --checksums"
                )


def say_costs_of(url: str, objects: int, size_bytes: int) -> None:
    """Print it for the storage at an address, if that is a bucket."""
    if parse_place(url).is_metered:
        _say(plain("This storage"), objects, size_bytes)


def _say_of_sums(who: Shown, objects: int) -> None:
    say(
        f"{who} is in a bucket: about {_requests(objects)}, and the download of what is due and of"
        " photos that its store has no checksum of, for which its provider may charge.",
        "yellow",
    )


def _requests(objects: int) -> Shown:
    """Return the requests that ask about each object, and list them all."""
    return number(objects + -(-objects // NAMES_A_REQUEST), "request")


def _say(who: Shown, objects: int, size_bytes: int) -> None:
    say(
        f"{who} is in a bucket: about {_requests(objects)} and {size(size_bytes)} of download,"
        " for which its provider may charge.",
        "yellow",
    )
