"""The fields for a bucket and for a WebDAV share, and the address that they make."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.commands.setup import Login
from picup_desktop.names import Shown
from picup_desktop.ui.storages.words import other_service
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.form import laid_out
from picup_desktop.ui.widgets.parts import label

WITH_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
USUAL_FOLDER = "picup"
BUCKET_SCHEMES, SHARE_SCHEMES = ("s3", "s3+http"), ("davs", "dav+http")
"""With TLS, and without for a server on this computer."""
REGION_GIVEN = "?region="
SEALED, PLAIN = frozenset({"https", "davs", "webdavs"}), frozenset({"http", "dav", "webdav"})
"""How addresses begin that a browser or a file manager shows: with TLS, and without."""


@dataclass(frozen=True)
class WebAddress:
    """What a person writes about a server that speaks HTTP.

    ``server`` may be a whole address as a browser or a provider's page shows it.
    """

    scheme: str
    plain_scheme: str
    server: str
    user: str
    folders: tuple[str, ...]
    region: str = ""
    """Of a bucket, where the store needs one that it does not name itself."""

    @property
    def url(self) -> str:
        """The address; garbage in the fields stays in it, and the engine says what is wrong."""
        server = self.server.strip()
        said = WITH_SCHEME.match(server)
        scheme = self.plain_scheme if said and said[1].lower() in PLAIN else self.scheme
        host, _, above = server[said.end() if said else 0 :].partition("/")
        parts = [above, *self.folders]
        path = "/".join(part for one in parts if (part := one.strip().strip("/")))
        region = quote(self.region.strip(), safe="")
        place = f"{quote(self.user.strip(), safe='')}@{host}/{quote(path, safe='/')}"
        return f"{scheme}://{place}{REGION_GIVEN if region else ''}{region}"

    @property
    def is_of_another_service(self) -> bool:
        """Whether the server's address begins as none of a bucket or a share does."""
        said = WITH_SCHEME.match(self.server.strip())
        return said is not None and said[1].lower() not in SEALED | PLAIN


def read_back(url: str, schemes: tuple[str, str]) -> WebAddress | None:
    """Return what would be written for an address with one of two schemes, or None."""
    before, _, region = url.partition(REGION_GIVEN)
    parts = urlsplit(before)
    if parts.scheme not in schemes:
        return None
    user, _, server = parts.netloc.rpartition("@")
    if parts.scheme == schemes[1]:
        server = f"http://{server}"
    folders = tuple(unquote(parts.path).strip("/").split("/"))
    return WebAddress(*schemes, server, unquote(user), folders, unquote(region))


class _WebFields(QWidget):
    """Emit ``edited`` at each change, and ``entered`` when Enter is pressed in a field."""

    edited = Signal()
    entered = Signal()

    def __init__(self, schemes: tuple[str, str], *above: QLineEdit) -> None:
        """``above`` are the fields of the path before the folder's, each for one part of it."""
        super().__init__()
        self.server, self.user, self.secret = QLineEdit(), QLineEdit(), QLineEdit()
        self.folder, self.region = QLineEdit(USUAL_FOLDER), QLineEdit()
        self._schemes, self._above = schemes, above
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._fields: tuple[tuple[Shown, QLineEdit], ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    @property
    def login(self) -> Login:
        """The storage as arguments of the engine's commands."""
        return Login(self.address.url, self.secret.text() or None)

    @property
    def address(self) -> WebAddress:
        """What stands in the fields."""
        folders = tuple(edit.text() for edit in (*self._above, self.folder))
        server, user, region = self.server.text(), self.user.text(), self.region.text()
        return WebAddress(*self._schemes, server, user, folders, region)

    def shows(self, url: str) -> bool:
        """Show an address; False if it is of another kind."""
        found = read_back(url, self._schemes)
        if found is None:
            return False
        self.server.setText(found.server)
        self.user.setText(found.user)
        for edit, part in zip(self._above, found.folders, strict=False):
            edit.setText(part)
        self.folder.setText("/".join(found.folders[len(self._above) :]))
        self.region.setText(found.region)
        return True

    def hide_secret(self) -> None:
        """Ask for no secret: another form does."""
        self._form.setRowVisible(self.secret, False)  # noqa: FBT003 - Qt's interface

    def lacking(self) -> tuple[Shown, QLineEdit] | None:
        """Return what a person has to fill in or correct, and its field; None if nothing."""
        self._sort_out()
        words = translate("Welcome", "Please fill in “{field}”.")
        for name, edit in self._fields:
            if edit not in {self.folder, self.region, self.secret} and not edit.text().strip():
                return words.format(field=name), edit
        if self.address.is_of_another_service:
            return other_service(), self.server
        return None

    def _show(self, *fields: tuple[Shown, QLineEdit]) -> None:
        self._fields = fields
        self._form = laid_out(*((name, edit, None) for name, edit in fields))
        self._layout.addLayout(self._form)
        for _, edit in fields:
            edit.textEdited.connect(self._edit)
            edit.returnPressed.connect(self.entered)
        self.server.editingFinished.connect(self._sort_out)

    @Slot()
    def _sort_out(self) -> None:
        """Take a whole address of PicUp's apart that was put where only the server belongs."""
        typed = self.server.text().strip()
        try:
            found = read_back(typed, self._schemes) if "@" in typed else None
        except ValueError:
            return
        if found is None:
            return
        folder, region = self.folder.text(), self.region.text()
        self.shows(typed)
        if not self.folder.text():
            self.folder.setText(folder)
        if not self.region.text():
            self.region.setText(region)
        self.edited.emit()

    @Slot()
    def _edit(self) -> None:
        self.edited.emit()


class BucketFields(_WebFields):
    """A bucket of a store that speaks S3."""

    def __init__(self) -> None:
        self.bucket = QLineEdit()
        super().__init__(BUCKET_SCHEMES, self.bucket)
        self.server.setPlaceholderText("s3.eu-central-1.example.com")
        self._show(
            (translate("Welcome", "Address of the store"), self.server),
            (translate("Welcome", "Bucket"), self.bucket),
            (translate("Welcome", "Folder in it"), self.folder),
            (translate("Welcome", "Access key"), self.user),
            (translate("Welcome", "Secret"), self.secret),
            (translate("Welcome", "Region"), self.region),
        )
        words = translate(
            "Welcome",
            "Most stores need no region here: the address says it, or the store names it.",
        )
        self._layout.addWidget(label(words, "caption", wrap=True))


class ShareFields(_WebFields):
    """A folder of a WebDAV share."""

    def __init__(self) -> None:
        super().__init__(SHARE_SCHEMES)
        self.server.setPlaceholderText("cloud.example/remote.php/dav/files/anna")
        self._show(
            (translate("Welcome", "Address"), self.server),
            (translate("Welcome", "Folder"), self.folder),
            (translate("Welcome", "User"), self.user),
            (translate("Welcome", "Password"), self.secret),
        )
