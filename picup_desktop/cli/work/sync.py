"""``picup sync``: one pass over every album, then deletions due, then it ends."""

import typer

from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.unlocking import opened_ahead


def sync(context: typer.Context, *, home: HomeOption = None, json: JsonOption = False) -> None:
    """Protect everything new, work through what is due, and end: 0 only if all is protected."""
    at = chosen_home(context, home)
    with opened_ahead(at) as store:
        # It loads all that a pass needs, while the secrets are opened.
        from picup_desktop.cli.work.one_pass import sync_once  # noqa: PLC0415

        sync_once(at, store, json=wants_json(context, json))
