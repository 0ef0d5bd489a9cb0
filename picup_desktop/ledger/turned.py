"""How a photo is shown: the turn that counts for its content, as a part of a query."""


def turn_of(photo: str) -> str:
    """Return the SQL of the turn that counts for a row ``photo`` of the photos.

    It is about one content; a file of another size waits to be stored, and has other content.
    """
    return (
        f"COALESCE((SELECT t.turn FROM photo_turn t WHERE t.photo_id = {photo}.id AND t.content IN"  # noqa: S608 - of constant parts
        f" ('', (SELECT o.sha256 FROM object o WHERE o.id = {photo}.object_id"
        f" AND o.size_bytes = {photo}.size_bytes))), 1)"
    )
