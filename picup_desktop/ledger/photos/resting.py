"""The question where photos rest, which several lists ask with columns of their own."""

from collections.abc import Callable, Sequence
from typing import Any

from picup_desktop.ledger.schema.models import Album, Copy, Object, Photo
from picup_desktop.words import Role


def photos_and_copies(columns: Callable[[Any, Any], Sequence[Any]]) -> Any:
    """Each photo beside its album, its object and that object's copies.

    ``columns`` gets the copies on main and on backup, and says what is asked of all of them;
    what a photo doesn't have yet, an object or a copy, is NULL.
    """
    main, backup = Copy.alias("main"), Copy.alias("backup")
    return (
        Photo.select(*columns(main, backup))
        .join(Album)
        .switch(Photo)
        .left_outer_join(Object)
        .left_outer_join(main, on=((main.object == Object.id) & (main.role == Role.MAIN)))
        .switch(Object)
        .left_outer_join(backup, on=((backup.object == Object.id) & (backup.role == Role.BACKUP)))
    )
