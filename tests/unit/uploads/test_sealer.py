"""Sealing in processes of its own: real ones, that are killed, closed and answer nonsense."""

import hashlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from picup_desktop.errors import PicupError
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.messages.message import Message
from picup_desktop.program import ProgramPart, command_of
from picup_desktop.strict_json import NotStrictJson
from picup_desktop.sync.pass_fault import FileBroken
from picup_desktop.sync.upload import sealer as sealing
from picup_desktop.sync.upload.jobs import UploadJob
from picup_desktop.sync.upload.seal import PhotoUnreadable, SealRequest
from picup_desktop.sync.upload.sealer import (
    MOST_PROCESSES,
    WORTH_A_PROCESS_BYTES,
    WORTH_A_PROCESS_PHOTOS,
    OwnSealer,
    Result,
    Sealer,
    SealerDied,
    SealerProcess,
    SealingBroke,
    heard,
    processes_for,
    said,
    said_broken,
)
from picup_desktop.sync.upload.spool import NoRoomToSeal, Spool
from picup_desktop.sync.upload.workers import Inbox, SealEnded, SealingQueue, SealWorker
from picup_desktop.vault.age import X25519Identity
from picup_desktop.vault.objects import OpenedPhoto, SealedPhoto, SourceChanged
from picup_desktop.vault.tar_header import PhotoHeader
from picup_desktop.words import PhotoState
from tests.picup import wait_until

KEY = X25519Identity.generate()
LONG_FILM_BYTES = 1 << 32
"""It takes seconds to seal, and has no bytes on the disk."""
ENDS_SECONDS = 20
FILM = 99


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    folder = tmp_path / "spool"
    folder.mkdir()
    return Spool(folder, limit_bytes=1 << 40, reserve_bytes=0)


def _request(file: Path, number: int = 1, size_bytes: int | None = None) -> SealRequest:
    status = file.stat()
    size = status.st_size if size_bytes is None else size_bytes
    header = PhotoHeader("Album", file.name, status.st_mtime_ns, size)
    return SealRequest(number, file, header, (KEY.recipient(),))


def _photos(folder: Path, count: int) -> list[SealRequest]:
    requests = []
    for number in range(count):
        file = folder / f"{number}.jpg"
        file.write_bytes(os.urandom(1000 + number))
        requests.append(_request(file, number))
    return requests


def _film(folder: Path) -> SealRequest:
    film = folder / "film.mp4"
    with film.open("wb") as file:
        file.truncate(LONG_FILM_BYTES)
    return _request(film, FILM)


def _job(request: SealRequest) -> UploadJob:
    photo = PhotoRecord(
        id=request.photo_id,
        album_id=1,
        path=request.file.name,
        size_bytes=request.header.size_bytes,
        mtime_ns=request.header.mtime_ns,
        inode=1,
        state=PhotoState.WAITING,
        object_id=None,
        reason=None,
        attempts=0,
        due_at=0.0,
        seen_at=0.0,
        missing_since=None,
        remote_only=False,
        deleted_at=None,
    )
    return UploadJob(photo, request)


def _pid(sealer: SealerProcess) -> int:
    assert sealer._child is not None
    return sealer._child.pid


def _is_sealed(spool: Spool, sealed: Result, request: SealRequest) -> bool:
    assert isinstance(sealed, SealedPhoto)
    data = spool.path(sealed.name).read_bytes()
    with spool.path(sealed.name).open("rb") as file:
        opened = OpenedPhoto(file, [KEY])
        photo = b"".join(map(bytes, opened.pieces()))
    return (
        sealed.name.endswith(hashlib.sha256(data).hexdigest())
        and sealed.sealed_bytes == len(data)
        and (opened.header, photo) == (request.header, request.file.read_bytes())
        and sealed.sha256 == hashlib.sha256(photo).hexdigest()
    )


@pytest.mark.parametrize(
    ("photos", "size_bytes", "processors", "processes"),
    [
        (1, WORTH_A_PROCESS_BYTES - 1, 16, 0),
        (1, WORTH_A_PROCESS_BYTES, 16, 1),
        (WORTH_A_PROCESS_PHOTOS - 1, 0, 16, 0),
        (WORTH_A_PROCESS_PHOTOS, 0, 16, MOST_PROCESSES),
        (WORTH_A_PROCESS_PHOTOS, 0, 1, 0),
        (WORTH_A_PROCESS_PHOTOS, 0, 2, 0),
        (WORTH_A_PROCESS_PHOTOS, 0, 3, 1),
        (WORTH_A_PROCESS_PHOTOS, 0, 4, 2),
    ],
)
def test_a_large_upload_gets_the_processors_that_sending_does_not_need(
    photos: int, size_bytes: int, processors: int, processes: int
) -> None:
    assert processes_for(photos, size_bytes, processors) == processes


@pytest.mark.parametrize(
    "result",
    [
        SealedPhoto("objects/ab/abc", 2**40, "f" * 64),
        "e" * 64,
        SourceChanged("photo-file-is-gone", file="a.jpg"),
        PhotoUnreadable("photo-file-cant-be-read", file="a.jpg", why=Message("system-eio")),
        NoRoomToSeal("sealed-copy-photo-could-not", why="full"),
    ],
)
def test_a_result_crosses_as_a_line(result: SealedPhoto | str | PicupError) -> None:
    came = heard(said(result))
    if isinstance(result, PicupError):
        assert (type(came), came.message) == (type(result), result.message)  # type: ignore[union-attr]
    else:
        assert came == result


def test_an_unexpected_error_crosses_with_its_name() -> None:
    came = heard(said_broken(KeyError("comment"), "where it was"))
    assert isinstance(came, SealingBroke)
    assert str(came) == "KeyError: 'comment'"


@pytest.mark.parametrize(
    "line",
    [
        *(b"", b"\n", b"{}\n", b"[]\n", b'["sealed"]\n', b'["known",5]\n', b'["known","e"]'),
        *(b'["sealed","a",-1,"b"]\n', b'["sealed","a",1,null]\n', b'["broken","why"]\n'),
        *(b'["OSError",{"code":"a","values":{}}]\n', b'["SourceChanged","gone"]\n'),
    ],
)
def test_anything_else_is_nonsense(line: bytes) -> None:
    with pytest.raises(NotStrictJson):
        heard(line)


@pytest.mark.parametrize("kind", [OwnSealer, SealerProcess])
def test_each_request_gets_its_result_in_order(
    kind: type[OwnSealer | SealerProcess], spool: Spool, tmp_path: Path
) -> None:
    good, gone, short, stored = _photos(tmp_path, 4)
    gone.file.unlink()
    content = hashlib.sha256(stored.file.read_bytes()).hexdigest()
    requests = [
        good,
        gone,
        _request(short.file, 2, size_bytes=9999),
        SealRequest(3, stored.file, stored.header, stored.recipients, frozenset({content})),
        SealRequest(4, good.file, good.header, ()),
    ]
    sealer = kind(spool)
    sealed, missing, changed, known, broken = sealer.seal(requests)
    again = list(sealer.seal([good]))
    sealer.close()
    assert _is_sealed(spool, sealed, good)
    assert _is_sealed(spool, again[0], good)
    assert (type(missing), type(changed), known) == (SourceChanged, SourceChanged, content)
    assert isinstance(broken, Exception)
    assert not isinstance(broken, PicupError)
    assert not list(spool.folder.glob("*.part"))


class _Work:
    """Some seal workers, each with a thread, and what they put into their inbox."""

    def __init__(self, spool: Spool, sealers: Sequence[Sealer]) -> None:
        self.waiting = SealingQueue()
        self.inbox: Inbox = queue.SimpleQueue()
        self._spool = spool
        self._workers = [SealWorker(one, self.waiting, spool, self.inbox) for one in sealers]
        self._threads = [threading.Thread(target=worker.run) for worker in self._workers]
        for thread in self._threads:
            thread.start()

    def results(self, count: int) -> dict[int, object]:
        came = [self.inbox.get(timeout=ENDS_SECONDS) for _ in range(count)]
        ended = [event for event in came if isinstance(event, SealEnded)]
        assert len(ended) == count, came
        return {event.job.photo.id: event.result for event in ended}

    def end(self) -> None:
        self._spool.close()
        self.waiting.close()
        for worker in self._workers:
            worker.close()
        for thread in self._threads:
            thread.join(ENDS_SECONDS)
            assert not thread.is_alive()


def test_two_processes_share_the_photos(spool: Spool, tmp_path: Path) -> None:
    requests = _photos(tmp_path, 40)
    work = _Work(spool, [SealerProcess(spool), SealerProcess(spool)])
    for request in requests:
        work.waiting.put(_job(request))
    results = work.results(40)
    work.end()
    assert all(_is_sealed(spool, results[one.photo_id], one) for one in requests)  # type: ignore[arg-type]


def test_photos_at_which_the_process_is_killed_are_sealed_by_the_next(
    spool: Spool, tmp_path: Path
) -> None:
    film, photos = _film(tmp_path), _photos(tmp_path, 3)
    sealer = SealerProcess(spool)
    work = _Work(spool, [sealer])
    work.waiting.put(_job(film))
    wait_until(lambda: bool(list(spool.folder.glob("*.part"))), "a film being sealed")
    first = _pid(sealer)
    film.file.write_bytes(b"shorter")
    os.kill(first, 9)
    for request in photos:
        work.waiting.put(_job(request))
    results = work.results(4)
    assert _pid(sealer) != first
    work.end()
    assert isinstance(results[FILM], SourceChanged)
    assert all(_is_sealed(spool, results[one.photo_id], one) for one in photos)  # type: ignore[arg-type]
    assert not list(spool.folder.glob("*.part"))


def test_a_photo_that_ends_two_processes_is_told_and_the_others_go_on(
    spool: Spool, tmp_path: Path
) -> None:
    class Fatal(Sealer):
        def seal(self, requests: Sequence[SealRequest]) -> Iterator[Result]:
            for request in requests:
                if request.photo_id == 1:
                    raise SealerDied("killed")
                yield "e" * 64

        def close(self) -> None:
            pass

    work = _Work(spool, [Fatal()])
    for request in _photos(tmp_path, 3):
        work.waiting.put(_job(request))
    results = work.results(3)
    work.end()
    assert (results[0], results[2]) == ("e" * 64, "e" * 64)
    assert isinstance(results[1], FileBroken)


def test_where_no_process_can_be_started_this_one_seals(
    spool: Spool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "command_of", lambda _: [str(tmp_path / "no program")])
    (request,) = _photos(tmp_path, 1)
    (sealed,) = SealerProcess(spool).seal([request])
    assert _is_sealed(spool, sealed, request)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_s7_the_process_gets_no_secret_and_keeps_its_memory_to_itself(
    spool: Spool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PICUP_PASSPHRASE", "nobody's business")
    sealer = SealerProcess(spool)
    list(sealer.seal(_photos(tmp_path, 1)))
    process = Path("/proc") / str(_pid(sealer))
    assert (process / "environ").stat().st_uid == 0, "closed to other programs of this user"
    if os.getuid() == 0:
        assert b"PICUP_" not in (process / "environ").read_bytes()
    (core,) = [one for one in (process / "limits").read_text().splitlines() if "core file" in one]
    assert core.split()[4:6] == ["0", "0"], core
    sealer.close()


def test_closing_ends_the_process_in_the_middle_of_a_film(spool: Spool, tmp_path: Path) -> None:
    sealer = SealerProcess(spool)
    work = _Work(spool, [sealer])
    work.waiting.put(_job(_film(tmp_path)))
    wait_until(lambda: bool(list(spool.folder.glob("*.part"))), "a film being sealed")
    pid = _pid(sealer)
    work.end()
    assert work.inbox.empty()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not list(spool.folder.glob("*.part"))


def test_the_process_ends_with_its_parent_in_the_middle_of_a_film(
    spool: Spool, tmp_path: Path
) -> None:
    child = subprocess.Popen(
        command_of(ProgramPart.SEALER), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdin is not None
    child.stdin.write(pickle.dumps(spool.folder) + pickle.dumps((_film(tmp_path),)))
    child.stdin.flush()
    wait_until(lambda: bool(list(spool.folder.glob("*.part"))), "a film being sealed")
    child.stdin.close()
    assert child.wait(ENDS_SECONDS) == 0
    assert child.stdout is not None
    child.stdout.close()
