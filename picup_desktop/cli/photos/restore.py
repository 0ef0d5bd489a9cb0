"""``picup restore``: photos back as plain files, with their names, times and folders.

``restore --from`` needs neither a home nor the other storage.
"""

from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.cli.options import (
    AcceptOption,
    HomeOption,
    JsonOption,
    KeyOption,
    OneStorage,
    SshOption,
    chosen_home,
    wants_json,
)
from picup_desktop.cli.unlocking import opened_ahead
from picup_desktop.errors import UsageError
from picup_desktop.names import shown


def restore(
    context: typer.Context,
    *,
    destination: Annotated[Path, typer.Argument(metavar="DEST", help="The folder to write into.")],
    album: Annotated[str | None, typer.Option(metavar="NAME", help="Only this album.")] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="URL", help="From this storage alone, without a home."),
    ] = None,
    recovery_kit: Annotated[
        Path | None,
        typer.Option("--recovery-kit", metavar="FILE", help="The recovery kit, for --from."),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="TIME", help="As they were then: a date, or ISO 8601."),
    ] = None,
    ssh_key: KeyOption = None,
    ssh: SshOption = None,
    accept_new_host_keys: AcceptOption = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Write photos to DEST/ALBUM/path, with their times. Nothing is ever overwritten.

    A restore that was cut off goes on where it was. With --from and --recovery-kit it
    needs neither a home nor the other storage.
    """
    target = destination.expanduser().absolute()
    if target.exists() and not target.is_dir():
        raise UsageError("not-folder-name-one-restore", target=shown(str(target)))
    if (from_ is None) != (recovery_kit is None):
        raise UsageError("address-and-kit-belong-together")
    told_as_json = wants_json(context, json)
    if from_ is None or recovery_kit is None:
        at = chosen_home(context, home)
        with opened_ahead(at) as store:
            # It loads all that a restore needs, while the secrets are opened.
            from picup_desktop.cli.photos.one_restore import from_this_vault  # noqa: PLC0415

            from_this_vault(at, store, target, album, as_of, json=told_as_json)
    else:
        from picup_desktop.cli.photos.one_restore import from_one_storage  # noqa: PLC0415

        one = OneStorage(from_, recovery_kit, ssh_key, ssh, accept_new_host_keys)
        from_one_storage(one, target, album, as_of, json=told_as_json)
