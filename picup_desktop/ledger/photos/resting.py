"""The join of photos with their copies, shared by several lists."""

from collections.abc import Callable, Sequence
from typing import Any

from picup_desktop.ledger.schema.models import Album, Copy, Object, Photo
from picup_desktop.words import Role


def photos_and_copies(columns: Callable[[Any, Any], Sequence[Any]]) -> Any:
    """Return a query of each photo with its album, its object and that object's copies.

    ``columns`` gets the models of the copies on main and on backup, and returns the columns
    to select; a missing object or copy is NULL.
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
