"""What faces and the engine say to each other and to people, and the server of the version file."""

from picup_desktop.engine.commands.dispatch import COMMANDS
from picup_desktop.engine.ipc.arguments import read_arguments
from picup_desktop.engine.ipc.protocol import Request, decode
from picup_desktop.errors import PicupError
from picup_desktop.messages.catalogue import catalogue_of
from picup_desktop.messages.languages import LANGUAGES
from picup_desktop.messages.message import from_json
from picup_desktop.names import plain, shown, without_markup
from picup_desktop.new_version import parse_newest
from tests.fuzz.target import Target


def _protocol(data: bytes) -> None:
    message = decode(data)
    if isinstance(message, Request) and message.command in COMMANDS:
        read_arguments(message.command, COMMANDS[message.command].command, message.arguments)


PROTOCOL = (
    b'{"id":1,"command":"sync","arguments":{"wait":true}}',
    b'{"id":2,"command":"settings_set","arguments":{"name":"grace_days","value":3}}',
    b'{"id":1,"result":{"a":[1]}}',
    b'{"id":null,"error":{"title":"a","message":{"code":"b","values":{}},"kind":"retry","exit_code":1}}',
    b'{"event":"changed","what":["vault"]}',
)


def _text(data: bytes) -> None:
    """However a text came, what is shown of it is one line of valid Unicode."""
    text = data.decode("utf-8", "surrogateescape")
    for safe in (plain(text), shown(text), without_markup(text)):
        safe.encode()
        assert not set(safe) & set("\n\r\x1b\u202e\u2028")


def _message(data: bytes) -> None:
    message = from_json(data.decode("utf-8", "surrogateescape"))
    for language in LANGUAGES:
        catalogue_of(language).render(message)


MESSAGES = (
    b'{"code":"check-storage-answers","values":{"milliseconds":1.5}}',
    b'{"code":"main-says","values":{"reason":{"code":"timed-out","values":{}}}}',
    b"plain words",
)

FACE_TARGETS = (
    Target("protocol", lambda: PROTOCOL, _protocol, (PicupError,)),
    Target("text", lambda: (b"a.jpg", b"\x1b]0;x\x07", b"\xe2\x80\xae"), _text, ()),
    Target("message", lambda: MESSAGES, _message, ()),
    Target(
        "version",
        lambda: [b'{"version":"1.2.3","page":"https://a.example/b","notes":"c"}'],
        parse_newest,
        (PicupError,),
    ),
)
