"""The ledger's tables of other computers and of this one's journal (docs/format-journal.md)."""

from peewee import (
    AutoField,
    BlobField,
    BooleanField,
    CompositeKey,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.sqlite_ext import AutoIncrementField

from picup_desktop.ledger.schema.models import Album, Object, PathField, Photo


class Device(Model):
    """Another computer of the vault, and how far its journal was read."""

    device_id = TextField(primary_key=True)
    public_key = TextField()
    known_at = FloatField()
    head_number = IntegerField(null=True)
    head_hash = TextField(null=True)


class AlbumOrigin(Model):
    """An album from another computer's journal; ``adopted`` once it belongs to this computer."""

    album = ForeignKeyField(Album, primary_key=True, on_delete="CASCADE")
    device_id = TextField()
    remote_id = IntegerField()
    adopted = BooleanField(default=False)

    class Meta:
        """An album of a device occurs once."""

        table_name = "album_origin"
        indexes = ((("device_id", "remote_id"), True),)


class PhotoOrigin(Model):
    """The photo of another computer's journal that a photo is, or was before it was adopted.

    It outlives the photo, so that a photo adopted and then deleted stays deleted.
    """

    device_id = TextField()
    remote_id = IntegerField()
    photo_id = IntegerField(index=True)
    adopted = BooleanField(default=False)

    class Meta:
        """A photo of a device occurs once."""

        table_name = "photo_origin"
        primary_key = CompositeKey("device_id", "remote_id")


class ForeignState(Model):
    """An earlier state of a photo of another computer, from when to when."""

    id = AutoField()
    device_id = TextField()
    remote_id = IntegerField()
    object = ForeignKeyField(Object, on_delete="CASCADE")
    album = ForeignKeyField(Album, on_delete="CASCADE")
    path = PathField()
    mtime_ns = IntegerField()
    since = FloatField()
    until = FloatField(index=True)

    class Meta:
        """Table name in snake case."""

        table_name = "foreign_state"
        indexes = ((("device_id", "remote_id"), False),)


class DateCorrection(Model):
    """What a computer last said of the date of a photo, which is named as in the journals.

    ``taken_at`` and ``before_at`` are in wall-clock seconds; None: the file's own date.
    """

    device_id = TextField()
    remote_id = IntegerField()
    by_device = TextField()
    at = IntegerField()
    taken_at = IntegerField(null=True)
    before_at = IntegerField(null=True)

    class Meta:
        """A computer's last word about a photo."""

        table_name = "date_correction"
        primary_key = CompositeKey("device_id", "remote_id", "by_device")


class PhotoDate(Model):
    """The word about a photo's date that counts; it can be worked out anew from all of them."""

    photo = ForeignKeyField(Photo, primary_key=True, on_delete="CASCADE")
    at = IntegerField()
    by_device = TextField()
    taken_at = IntegerField(null=True)
    before_at = IntegerField(null=True)

    class Meta:
        """Table name in snake case."""

        table_name = "photo_date"


class TurnSaid(Model):
    """How a computer last said that a photo is to be shown; the photo is named as in the journals.

    ``turn`` and ``before_turn`` are orientations of EXIF, ``content`` is the SHA-256 of what is
    turned.
    """

    device_id = TextField()
    remote_id = IntegerField()
    by_device = TextField()
    at = IntegerField()
    turn = IntegerField()
    before_turn = IntegerField()
    content = TextField()

    class Meta:
        """A computer's last word about a photo."""

        table_name = "turn_said"
        primary_key = CompositeKey("device_id", "remote_id", "by_device")


class PhotoTurn(Model):
    """The word about a photo's turn that counts; it can be worked out anew from all of them."""

    photo = ForeignKeyField(Photo, primary_key=True, on_delete="CASCADE")
    at = IntegerField()
    by_device = TextField()
    turn = IntegerField()
    before_turn = IntegerField()
    content = TextField()

    class Meta:
        """Table name in snake case."""

        table_name = "photo_turn"


class JournalOutbox(Model):
    """Changes that are not in this computer's journal yet; written by triggers."""

    id = AutoIncrementField()
    kind = TextField()
    subject = IntegerField(null=True)
    name = TextField(null=True)

    class Meta:
        """Table name in snake case."""

        table_name = "journal_outbox"


class JournalSegment(Model):
    """A sealed segment of this computer's journal, kept until a checkpoint makes it obsolete."""

    number = IntegerField(primary_key=True)
    hash = TextField()
    data = BlobField()
    entries = IntegerField()
    part = IntegerField(null=True)
    parts = IntegerField(null=True)
    on_main = BooleanField(default=False)
    on_backup = BooleanField(default=False)

    class Meta:
        """Table name in snake case."""

        table_name = "journal_segment"


class TrustStatement(Model):
    """A signed statement about who belongs to the vault."""

    text = TextField()
    signer = TextField()
    signature = TextField()

    class Meta:
        """A signer says a thing once."""

        table_name = "trust_statement"
        primary_key = CompositeKey("text", "signer")


class VaultKey(Model):
    """A vault key learned since this home joined, sealed to a key of its secret store."""

    recipient = TextField(primary_key=True)
    sealed = BlobField()

    class Meta:
        """Table name in snake case."""

        table_name = "vault_key"


class FormerAlbumKey(Model):
    """A key that an album had before its present one."""

    recipient = TextField(primary_key=True)
    sealed_identity = BlobField()

    class Meta:
        """Table name in snake case."""

        table_name = "former_album_key"
