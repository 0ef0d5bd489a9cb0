"""The ledger's tables as Peewee models.

The models are bound to no database: each query is bound to its ledger (``database.py``),
so two ledgers can exist in one process. ``migrations.py`` makes the tables on disk; a
test compares them with the models. Tables of other computers and the journal are in
``journal_models.py``, those of the gallery in ``shot_models.py``.

Times are Unix seconds (UTC), sizes are bytes. Ids that a person types, or that an
attention item names, are never reused.
"""

import os
from typing import Any

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

from picup_desktop.settings.albums import Files, Hidden, Links


class PathField(BlobField):
    """A path as the bytes of the file system, so that any legal name survives."""

    def db_value(self, value: str | None) -> bytes | None:
        """Return the bytes of a path; undecodable bytes come back unchanged."""
        return None if value is None else os.fsencode(value)

    def python_value(self, value: Any) -> str | None:
        """Return the path as Python text, with undecodable bytes as surrogate escapes."""
        return None if value is None else os.fsdecode(bytes(value))


class Vault(Model):
    """The one vault of this home; public parts only."""

    id = AutoField()
    vault_id = TextField()
    post_quantum = BooleanField()
    recovery_recipient = TextField()
    vault_recipient = TextField()
    device_id = TextField()
    device_key = TextField()
    made_at = FloatField()
    kit_confirmed_at = FloatField(null=True)


class Setting(Model):
    """One setting that differs from its default; the value is JSON."""

    name = TextField(primary_key=True)
    value = TextField()


class StorageRow(Model):
    """Main or backup, and the result of its last contact."""

    role = TextField(primary_key=True)
    url = TextField()
    key_file = PathField(null=True)
    host_key = TextField(null=True)
    state = TextField()
    reason = TextField(null=True)
    state_since = FloatField()
    checked_at = FloatField(null=True)
    free_bytes = IntegerField(null=True)
    round_trip_seconds = FloatField(null=True)
    seen_at = FloatField(null=True)
    doubted_at = FloatField(null=True)
    out_at = FloatField(null=True)
    ssh = TextField(null=True)
    direct_url = TextField(null=True)

    class Meta:
        """Table name without "row"."""

        table_name = "storage"


class Album(Model):
    """A watched folder; its identity is sealed to the vault's own recipient."""

    id = AutoIncrementField()
    name = TextField(unique=True)
    path = PathField()
    state = TextField()
    recipient = TextField()
    sealed_identity = BlobField()
    added_at = FloatField()
    scanned_at = FloatField(null=True)
    skipped_files = IntegerField(default=0)
    links = TextField(default=Links.TELL)
    hidden = TextField(default=Hidden.TELL)
    files = TextField(default=Files.PHOTOS)


class Object(Model):
    """A sealed photo, on whatever storage."""

    id = AutoField()
    name = TextField(unique=True)
    sealed_bytes = IntegerField()
    sha256 = TextField(index=True)
    size_bytes = IntegerField(index=True)
    album = ForeignKeyField(Album, on_delete="RESTRICT")
    made_at = FloatField()


class Copy(Model):
    """An object on one storage."""

    object = ForeignKeyField(Object, backref="copies", on_delete="CASCADE")
    role = TextField()
    state = TextField()
    verified_at = FloatField(null=True)
    asked_at = FloatField(null=True)
    vouched_at = FloatField(null=True)

    class Meta:
        """One copy of an object on each storage."""

        primary_key = CompositeKey("object", "role")


class PartSum(Model):
    """The hash of the hashes of an object's parts, by bytes that were read."""

    object = ForeignKeyField(Object, primary_key=True, on_delete="CASCADE")
    part_bytes = IntegerField()
    sha256 = TextField()

    class Meta:
        """Its name has two words."""

        table_name = "part_sum"


class Photo(Model):
    """One file of an album; ``object`` is the newest version that was stored."""

    id = AutoIncrementField()
    album = ForeignKeyField(Album, backref="photos", on_delete="RESTRICT")
    path = PathField()
    size_bytes = IntegerField()
    mtime_ns = IntegerField()
    inode = IntegerField()
    state = TextField(index=True)
    object = ForeignKeyField(Object, null=True, backref="photos", on_delete="RESTRICT")
    reason = TextField(null=True)
    attempts = IntegerField(default=0)
    due_at = FloatField(default=0)
    seen_at = FloatField()
    missing_since = FloatField(null=True)
    remote_only = BooleanField(default=False)
    deleted_at = FloatField(null=True)
    content_kind = TextField(null=True)
    head_digest = TextField(null=True)
    version = IntegerField(default=1)
    present_since = FloatField(null=True)
    stored_mtime_ns = IntegerField(null=True)
    ctime_ns = IntegerField(null=True)
    file_read_at = FloatField(null=True)
    left_at = FloatField(null=True)
    kind = TextField(null=True)


# A deleted photo is kept for its grace while a new file may exist at its path.
Photo.add_index(
    Photo.index(
        Photo.album,
        Photo.path,
        unique=True,
        where=Photo.deleted_at.is_null(),
        name="photo_album_id_path",
    )
)


class EarlierVersion(Model):
    """An earlier state of a photo, from when to when: its content, album and path.

    A move ends a state too; the content's number stays the same then. The album is no
    foreign key: a removed album's number is never given again.
    """

    id = AutoField()
    photo = ForeignKeyField(Photo, on_delete="CASCADE")
    object = ForeignKeyField(Object, on_delete="CASCADE")
    since = FloatField()
    until = FloatField(index=True)
    album_id = IntegerField(null=True)
    path = PathField(null=True)
    mtime_ns = IntegerField(null=True)
    number = IntegerField(default=1)
    ended_by = TextField(default="replaced")

    class Meta:
        """Table name in snake case."""

        table_name = "earlier_version"


EarlierVersion.add_index(
    EarlierVersion.index(
        EarlierVersion.object,
        where=EarlierVersion.ended_by == "replaced",
        name="earlierversion_replaced",
    )
)


class SpoiledPhoto(Model):
    """A photo whose file is empty, cut or no picture any more, and why (4-2)."""

    photo = ForeignKeyField(Photo, primary_key=True, on_delete="CASCADE")
    reason = TextField()
    since = FloatField()

    class Meta:
        """Table name in snake case."""

        table_name = "spoiled_photo"


class Attempt(Model):
    """A running upload; it survives a crash and is then resumed or undone (1-6)."""

    photo = ForeignKeyField(Photo, primary_key=True, on_delete="CASCADE")
    size_bytes = IntegerField()
    mtime_ns = IntegerField()
    started_at = FloatField()
    object_name = TextField(null=True)
    sealed_bytes = IntegerField(null=True)
    sha256 = TextField(null=True)


class UploadEvent(Model):
    """The result of one upload."""

    id = AutoField()
    photo = ForeignKeyField(Photo, backref="events", on_delete="CASCADE")
    at = FloatField()
    outcome = TextField()
    stored_on = TextField()
    attempts = IntegerField()
    reason = TextField(null=True)
    object_name = TextField(null=True)

    class Meta:
        """Table name in snake case."""

        table_name = "upload_event"


class DeletionMessage(Model):
    """At most five objects to remove from one storage."""

    id = AutoIncrementField()
    role = TextField()
    state = TextField()
    attempts = IntegerField(default=0)
    made_at = FloatField()
    available_at = FloatField()
    leased_until = FloatField(null=True)
    lease = TextField(null=True)
    last_error = TextField(null=True)
    ended_at = FloatField(null=True)

    class Meta:
        """Table name without "deletion"."""

        table_name = "message"


DeletionMessage.add_index(
    DeletionMessage.index(
        DeletionMessage.state,
        DeletionMessage.role,
        DeletionMessage.available_at,
        # It finds due messages without reading those that are done.
        name="message_state_role_available_at",
    )
)


class MessageObject(Model):
    """One object of a message; ``photo`` is the one whose deletion queued it.

    ``unsure_since``: a worker was sent to remove it, and its result is unknown.
    """

    message = ForeignKeyField(DeletionMessage, backref="objects", on_delete="CASCADE")
    object_name = TextField(index=True)
    photo = ForeignKeyField(Photo, null=True, on_delete="SET NULL")
    gone_at = FloatField(null=True)
    unsure_since = FloatField(null=True)

    class Meta:
        """An object occurs once in a message."""

        table_name = "message_object"
        primary_key = CompositeKey("message", "object_name")


class AttentionItem(Model):
    """Something that waits for a person; one open item per kind and subject."""

    id = AutoIncrementField()
    kind = TextField()
    cause = TextField()
    subject = TextField()
    since = FloatField()
    text = TextField()
    choices = TextField()
    details = TextField()
    ignored_at = FloatField(null=True)

    class Meta:
        """The kind and subject of an item are unique."""

        table_name = "attention_item"
        indexes = ((("kind", "subject"), True),)


class ToldAlert(Model):
    """An alerted cause: for which item, and when it may be alerted again."""

    kind = TextField()
    subject = TextField()
    since = FloatField(null=True)
    not_before = FloatField()

    class Meta:
        """The kind and subject of a cause are unique, however often it recurs within the hour."""

        table_name = "told_alert"
        primary_key = CompositeKey("kind", "subject")
