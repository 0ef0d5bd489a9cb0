"""What a courier's libraries say ends up in the engine's log, and not on the terminal."""

import json
import logging
import os
import socketserver
import threading
from pathlib import Path

import pytest

from picup_desktop.log import nameless
from picup_desktop.storage.courier.courier import Courier
from picup_desktop.storage.courier.log import hear
from picup_desktop.storage.errors import StorageError
from picup_desktop.storage.place import Access
from picup_desktop.storage.sftp.place import SftpPlace


class _NoSshServer(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.sendall(b"SSH-1.0-too-old\r\n")


def test_paramikos_errors_in_a_courier_are_logged_by_the_engine(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), _NoSshServer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = SftpPlace("127.0.0.1", server.server_address[1], "me", "photos")
        courier = Courier(place, Access(tmp_path / "known_hosts", password="none"))
        try:
            with pytest.raises(StorageError):
                courier.probe()
        finally:
            courier.close()
            server.shutdown()
    said = [r for r in caplog.records if r.name == "paramiko.transport"]
    assert said != []
    assert all(record.levelno >= logging.WARNING for record in said)
    assert "Exception (client)" in [nameless(record) for record in said]
    assert not any(record.getMessage().startswith(("Traceback", " ")) for record in said)
    assert capfd.readouterr().err == ""


def test_the_last_words_of_a_courier_that_breaks_are_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ours, theirs = os.pipe()
    with os.fdopen(theirs, "wb") as stream:
        stream.write(b"Traceback: 100% broken\n[1]\n\n\xff\n")
        ours_said = {"name": "picup_desktop.storage", "level": 40, "message": "IMG_1.jpg 100%"}
        stream.write(json.dumps(ours_said).encode())
    hear(os.fdopen(ours, "rb")).join(60)
    assert [record.getMessage() for record in caplog.records] == [
        "a courier said: Traceback: 100% broken",
        "a courier said: [1]",
        "a courier said: �",
        "IMG_1.jpg 100%",
    ]
    assert not any("IMG_1" in nameless(record) for record in caplog.records)


@pytest.mark.parametrize(
    "said",
    [
        "[" * 16_000,
        '{"name": "paramiko", "message": "m", "level": 1e999}',
        '{"name": "paramiko", "message": "m", "level": [30]}',
        '{"name": "paramiko", "message": "m", "level": 31}',
        '{"name": ["paramiko"], "message": "m", "level": 30}',
        '{"name": "made-up.1", "message": "m", "level": 30}',
        '{"name": "paramiko"}',
    ],
    ids=range(7),
)
def test_s19_a_line_that_is_no_record_is_logged_as_text_and_the_next_one_is_read(
    said: str, caplog: pytest.LogCaptureFixture
) -> None:
    ours, theirs = os.pipe()
    with os.fdopen(theirs, "wb") as stream:
        record = {"name": "paramiko.made-up.2", "level": 30, "message": "a warning"}
        stream.write(f"{said}\n{json.dumps(record)}\n".encode())
    hear(os.fdopen(ours, "rb")).join(60)
    assert [(r.name, r.getMessage()) for r in caplog.records] == [
        ("picup_desktop.storage.courier.log", f"a courier said: {said}"),
        ("paramiko.made-up.2", "a warning"),
    ]
    assert not [name for name in logging.root.manager.loggerDict if "made-up" in name]
