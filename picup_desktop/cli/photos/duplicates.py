"""``picup photos duplicates``: identical files, and all the places where they stand."""

from typing import Annotated

import typer

from picup_desktop.cli import answers
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import answer, number, print_json, print_table, size
from picup_desktop.clock import wall_clock_text
from picup_desktop.files.status import MOST_INT64
from picup_desktop.ledger.gallery.duplicates import Duplicates, Identical, Place
from picup_desktop.names import shown
from picup_desktop.reading import reading

EVERY = -1
"""SQLite's word for no limit."""


def duplicates(
    context: typer.Context,
    *,
    limit: Annotated[
        int | None,
        typer.Option(min=1, max=MOST_INT64, metavar="N", help="At most this many contents."),
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Identical files, those first that take the most room here. Nothing is deleted."""
    with reading(chosen_home(context, home)) as ledger:
        asked = Duplicates(ledger.database)
        listed = asked.page(0, EVERY if limit is None else limit, EVERY)
        sums = asked.sums()
    if wants_json(context, json):
        print_json([_json(one) for one in listed])
        return
    print_table(
        ("Photo", "Here", "Size"),
        (
            (
                f"{shown(place.album)}/{shown(place.path)}",
                "yes" if place.here else "no",
                size(one.size_bytes),
            )
            for one in listed
            for place in one.places
        ),
    )
    contents = number(sums.contents, "photo")
    spare = size(sums.spare_bytes)
    answer(f"{contents} in several places; {spare} on this computer would do without.")


def _json(one: Identical) -> answers.Duplicate:
    return {
        "sha256": one.sha256,
        "size": one.size_bytes,
        "photos": one.photos,
        "here": one.here,
        "bytes_here": one.bytes_here,
        "places": [_place_json(place) for place in one.places],
    }


def _place_json(place: Place) -> answers.DuplicatePlace:
    taken_at = None if place.taken_at is None else wall_clock_text(place.taken_at)
    return {
        "id": place.photo_id,
        "album": place.album,
        "path": place.path,
        "mtime_ns": place.mtime_ns,
        "taken_at": taken_at,
        "here": place.here,
    }
