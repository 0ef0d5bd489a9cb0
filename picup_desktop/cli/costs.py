"""What reading much of a bucket asks of it and downloads: its provider may charge for both."""

from collections.abc import Collection

from picup_desktop.cli.output import number, say, size
from picup_desktop.home import Home
from picup_desktop.names import Shown, plain
from picup_desktop.reading import reading
from picup_desktop.storage.registry import parse_place
from picup_desktop.words import Role

NAMES_A_REQUEST = 1000


def say_costs(home: Home, roles: Collection[Role]) -> None:
    """Print it for each bucket among the storages of a home that is read whole."""
    with reading(home) as ledger:
        totals = ledger.objects.totals()
        for record in ledger.storages.all():
            if record.role in roles and parse_place(record.url).is_metered:
                objects, size_bytes = totals[record.role]
                _say(plain(record.role.value.capitalize()), objects, size_bytes)


def say_costs_of(url: str, objects: int, size_bytes: int) -> None:
    """Print it for the storage at an address, if that is a bucket."""
    if parse_place(url).is_metered:
        _say(plain("This storage"), objects, size_bytes)


def _say(who: Shown, objects: int, size_bytes: int) -> None:
    requests = number(objects + -(-objects // NAMES_A_REQUEST), "request")
    say(
        f"{who} is in a bucket: about {requests} and {size(size_bytes)} of download,"
        " for which its provider may charge.",
        "yellow",
    )
