"""The ledger's tables of the gallery, which can all be rebuilt from the photos."""

from peewee import SQL, CompositeKey, IntegerField, Model, TextField


class ShotOutbox(Model):
    """A photo whose place in the gallery must be recomputed; written by triggers."""

    photo_id = IntegerField(primary_key=True)

    class Meta:
        """Table name in snake case."""

        table_name = "shot_outbox"


class ShotPhoto(Model):
    """The shot of a photo: ``key`` is shared by the photos of one shot in an album.

    ``family`` is shared by all files of an album that may form a shot by their names.
    ``taken_at`` is the date in the file itself, in wall-clock seconds at that place; it was read
    from the file with ``looked_at_mtime_ns``. ``told_by`` is which part of the file has it, empty
    if none has, and None before the file was asked by the present rules. ``dated_at`` is the date
    that counts, and ``date_from`` where it is from. ``content_id`` is shared by the two halves of
    a live picture, empty if the file has none, and None before the file was read. ``length_ms``
    is the length of a film, and of the film of ``film_bytes`` inside a motion photo. ``shape`` is
    width / height of a picture as it is seen, in thousandths, 0 or None while it is not known.
    ``camera`` is its maker and model, as the file says.
    """

    photo_id = IntegerField(primary_key=True)
    album_id = IntegerField()
    key = IntegerField()
    kind = TextField()
    taken_at = IntegerField(null=True)
    looked_at_mtime_ns = IntegerField(null=True)
    family = IntegerField(default=0)
    content_id = TextField(null=True)
    told_by = TextField(null=True)
    dated_at = IntegerField(null=True)
    date_from = TextField(null=True)
    length_ms = IntegerField(null=True)
    film_bytes = IntegerField(null=True)
    shape = IntegerField(null=True)
    camera = TextField(null=True)

    class Meta:
        """Table name in snake case."""

        table_name = "shot_photo"


ShotPhoto.add_index(
    ShotPhoto.index(ShotPhoto.album_id, ShotPhoto.key, name="shot_photo_album_id_key")
)
ShotPhoto.add_index(
    ShotPhoto.index(ShotPhoto.album_id, ShotPhoto.family, name="shot_photo_album_id_family")
)
ShotPhoto.add_index(
    ShotPhoto.index(
        ShotPhoto.photo_id, where=ShotPhoto.told_by.is_null(), name="shot_photo_unlooked"
    )
)


class Shot(Model):
    """A shot of the gallery; ``id`` is the photo that represents it.

    ``month`` counts from the year 0, ``taken_at`` in wall-clock seconds at that place;
    ``date_from`` is where that is from, ``state`` is that of its least safe photo, ``words`` is
    the text for searches: the path, and the camera. ``traits`` are those of ``ShotTrait``;
    ``size_bytes`` is the size of all its files, None until the gallery was tended.
    """

    month = IntegerField()
    taken_at = IntegerField()
    id = IntegerField()
    album_id = IntegerField()
    key = IntegerField()
    state = TextField()
    words = TextField()
    date_from = TextField(default="file")
    traits = IntegerField(default=0)
    size_bytes = IntegerField(null=True)

    class Meta:
        """Primary key in display order."""

        primary_key = CompositeKey("month", "taken_at", "id")
        without_rowid = True


Shot.add_index(Shot.index(Shot.id, unique=True, name="shot_id"))
Shot.add_index(Shot.index(Shot.album_id, Shot.key, unique=True, name="shot_album_id_key"))


class ShotMonth(Model):
    """The number of shots of a month, for each album and state; kept by triggers."""

    month = IntegerField()
    album_id = IntegerField()
    state = TextField()
    shots = IntegerField()

    class Meta:
        """Table name in snake case."""

        table_name = "shot_month"
        primary_key = CompositeKey("month", "album_id", "state")
        without_rowid = True


class Duplicate(Model):
    """A content that several living photos have; kept by triggers.

    ``here`` counts those of them whose file is expected on this computer, and ``spare_bytes`` is
    what all but one of these take.
    """

    sha256 = TextField(primary_key=True)
    photos = IntegerField()
    here = IntegerField()
    size_bytes = IntegerField()
    spare_bytes = IntegerField()

    class Meta:
        """The content is the key."""

        without_rowid = True


Duplicate.add_index(
    SQL("CREATE INDEX duplicate_spare_bytes ON duplicate (spare_bytes DESC, sha256)")
)
