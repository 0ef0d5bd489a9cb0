"""The ledger's tables of what the gallery shows; all of it can be made anew from the photos."""

from peewee import CompositeKey, IntegerField, Model, TextField


class ShotOutbox(Model):
    """A photo whose place in the gallery is to be worked out anew; written by triggers."""

    photo_id = IntegerField(primary_key=True)

    class Meta:
        """Named with an underscore, as people write SQL."""

        table_name = "shot_outbox"


class ShotPhoto(Model):
    """Which shot a photo belongs to: ``key`` is what those of one album share.

    ``family`` is shared by all files of an album that may be one shot by their names.
    ``taken_at``: what the file itself says, in seconds of the wall clock there; it is
    known as of the file with ``looked_at_mtime_ns``. ``content_id`` is what the two halves of a
    live picture share, empty where the file has none; nobody has looked where it is None.
    """

    photo_id = IntegerField(primary_key=True)
    album_id = IntegerField()
    key = IntegerField()
    kind = TextField()
    taken_at = IntegerField(null=True)
    looked_at_mtime_ns = IntegerField(null=True)
    family = IntegerField(default=0)
    content_id = TextField(null=True)

    class Meta:
        """Named with an underscore, as people write SQL."""

        table_name = "shot_photo"


ShotPhoto.add_index(
    ShotPhoto.index(ShotPhoto.album_id, ShotPhoto.key, name="shot_photo_album_id_key")
)
ShotPhoto.add_index(
    ShotPhoto.index(ShotPhoto.album_id, ShotPhoto.family, name="shot_photo_album_id_family")
)
ShotPhoto.add_index(
    ShotPhoto.index(
        ShotPhoto.photo_id, where=ShotPhoto.content_id.is_null(), name="shot_photo_unlooked"
    )
)


class Shot(Model):
    """What counts as one in the gallery; ``id`` is the photo that stands for it.

    ``month`` counts from the year 0, ``taken_at`` in seconds of the wall clock there;
    ``state`` is that of its least safe photo, ``words`` is what it is found by.
    """

    month = IntegerField()
    taken_at = IntegerField()
    id = IntegerField()
    album_id = IntegerField()
    key = IntegerField()
    state = TextField()
    words = TextField()

    class Meta:
        """In the order in which they are shown."""

        primary_key = CompositeKey("month", "taken_at", "id")
        without_rowid = True


Shot.add_index(Shot.index(Shot.id, unique=True, name="shot_id"))
Shot.add_index(Shot.index(Shot.album_id, Shot.key, unique=True, name="shot_album_id_key"))


class ShotMonth(Model):
    """How many shots a month has, of each album and state; kept by triggers."""

    month = IntegerField()
    album_id = IntegerField()
    state = TextField()
    shots = IntegerField()

    class Meta:
        """Named with an underscore, as people write SQL."""

        table_name = "shot_month"
        primary_key = CompositeKey("month", "album_id", "state")
        without_rowid = True
