"""The wire against servers that answer late, short, wrongly or not at all."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.storage.sftp.files import new_part_path
from picup_desktop.storage.sftp.packets import Code, OpenFlag, Packet, SftpStatus, WireBroken
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.wire import DATA_BYTES, SSH_PACKET_BYTES, SftpWire


class Tape:
    """A channel whose other side says what was written down before."""

    def __init__(self, *answers: bytes) -> None:
        self.left = b"".join(answers)
        self.sent = bytearray()
        self.sends = 0

    def send(self, data: bytes, /) -> int:
        self.sends += 1
        self.sent += data[:32_704]
        return min(len(data), 32_704)

    def recv(self, size: int, /) -> bytes:
        data, self.left = self.left[:size], self.left[size:]
        return data


def _packet(kind: int, payload: bytes) -> bytes:
    return struct.pack(">IB", len(payload) + 1, kind) + payload


def _status(number: int, code: int) -> bytes:
    return _packet(Packet.STATUS, struct.pack(">III", number, code, 4) + b"why?" + b"\0" * 4)


HELLO = _packet(Packet.VERSION, struct.pack(">I", 3))


def test_the_error_of_a_write_that_ran_ahead_is_seen() -> None:
    tape = Tape(HELLO, _status(2, Code.OK), _status(3, Code.FAILURE), _status(1, Code.OK))
    wire = SftpWire(tape)
    numbers = [wire.write(b"handle", 0, b"bytes") for _ in range(3)]
    wire.answer(numbers[0])
    wire.answer(numbers[1])
    with pytest.raises(SftpStatus, match="why") as caught:
        wire.answer(numbers[2])
    assert caught.value.code == Code.FAILURE


def test_small_requests_leave_together_and_before_any_wait() -> None:
    tape = Tape(HELLO, _status(1, Code.OK))
    wire = SftpWire(tape)
    before = tape.sends
    number = wire.write(b"handle", 0, b"bytes")
    wire.fsync(b"handle")
    wire.fstat(b"handle")
    wire.close(b"handle")
    assert tape.sends == before
    wire.answer(number)
    assert tape.sends == before + 1


def test_what_is_gathered_fills_ssh_packets_and_is_whole_in_the_end() -> None:
    tape = Tape(HELLO)
    wire = SftpWire(tape)
    tape.sent.clear()
    data = bytes(range(256)) * 400
    before = tape.sends
    for offset in range(0, 3 * len(data), len(data)):
        wire.write(b"handle", offset, data)
    sent_early = len(tape.sent)
    assert sent_early
    assert sent_early == (tape.sends - before) * SSH_PACKET_BYTES
    wire.flush()
    sizes = struct.pack(">I", len(data) + 1 + 4 + 4 + 6 + 8 + 4)
    assert tape.sent.count(sizes + bytes((Packet.WRITE,))) == 3
    assert tape.sent.count(data) == 3


def test_a_large_write_is_cut_to_what_the_channel_takes() -> None:
    tape = Tape(HELLO)
    wire = SftpWire(tape)
    data = bytes(200_000)
    wire.write(b"handle", 0, data)
    wire.flush()
    assert tape.sent.endswith(data)


@pytest.mark.parametrize(
    ("offered", "asked"),
    [(None, DATA_BYTES), (0, DATA_BYTES), (40_000, 40_000), (1 << 40, 261_120)],
)
def test_no_read_asks_for_more_than_the_server_gives(offered: int | None, asked: int) -> None:
    tape = Tape(HELLO, _status(1, Code.EOF))
    if offered is not None:
        name = struct.pack(">I", 18) + b"limits@openssh.com" + struct.pack(">I", 1) + b"1"
        limits = struct.pack(">I4Q", 1, 1 << 18, offered, 1 << 18, 0)
        tape = Tape(
            _packet(Packet.VERSION, struct.pack(">I", 3) + name),
            _packet(Packet.EXTENDED_REPLY, limits),
            _status(2, Code.EOF),
        )
    wire = SftpWire(tape)
    tape.sent.clear()
    assert list(wire.read_ahead(b"handle", 0, 1 << 20)) == []
    assert struct.unpack_from(">I", tape.sent, 4 + 1 + 4 + 4 + 6 + 8)[0] == asked


def test_an_end_in_the_middle_of_an_answer() -> None:
    wire = SftpWire(Tape(HELLO, _status(1, Code.OK)[:-3]))
    with pytest.raises(WireBroken, match="ended"):
        wire.open("path", OpenFlag.READ)


@pytest.mark.parametrize("first", [b"", b"SSH-2.0-what\r\n", b"\0\0\0\0", _status(0, 0)])
def test_what_is_no_sftp_server(first: bytes) -> None:
    with pytest.raises(WireBroken):
        SftpWire(Tape(first))


@given(kind=st.integers(0, 255), payload=st.binary(max_size=80))
def test_no_answer_whatever_does_more_than_break_the_wire(kind: int, payload: bytes) -> None:
    for ask in (
        lambda wire: wire.open("path", OpenFlag.READ),
        lambda wire: wire.stat("path"),
        lambda wire: list(wire.list("path")),
        lambda wire: list(wire.read_ahead(b"handle", 0, 10)),
    ):
        wire = SftpWire(Tape(HELLO, _packet(kind, struct.pack(">I", 1) + payload)))
        try:
            ask(wire)
        except (WireBroken, SftpStatus):
            continue


def test_a_later_try_never_writes_where_an_earlier_one_did() -> None:
    """A server may still rename the part of a connection that broke."""
    place = SftpPlace("nas", 22, "ann", "/vault")
    parts = {new_part_path(place) for _ in range(100)}
    assert len(parts) == 100
    assert all(part.startswith("/vault/tmp/picup-part-") for part in parts)


def _data(number: int, data: bytes) -> bytes:
    return _packet(Packet.DATA, struct.pack(">II", number, len(data)) + data)


def _names(number: int, *names: bytes) -> bytes:
    entries = b"".join(struct.pack(">I", len(n)) + n + bytes(4) + bytes(4) for n in names)
    return _packet(Packet.NAME, struct.pack(">II", number, len(names)) + entries)


def _handle(number: int) -> bytes:
    return _packet(Packet.HANDLE, struct.pack(">II", number, 1) + b"h")


@pytest.mark.parametrize("data", [b"", b"x" * 101])
def test_6_2_other_bytes_than_were_asked_for_end_a_read(data: bytes) -> None:
    wire = SftpWire(Tape(HELLO, _data(1, data)))
    with pytest.raises(WireBroken, match="other bytes"):
        list(wire.read_ahead(b"handle", 0, 100))


def test_6_2_a_file_that_comes_crumb_by_crumb_ends_in_time() -> None:
    tape = Tape(HELLO, *(_data(number, b"x") for number in range(1, 2000)))
    wire = SftpWire(tape)
    with pytest.raises(WireBroken, match="crumb"):
        list(wire.read_ahead(b"handle", 0, 30_000))


def test_a_server_may_give_less_than_was_asked_for() -> None:
    pieces = [b"x" * 4096] * 3 + [b"y" * 2]
    tape = Tape(HELLO, *(_data(number, piece) for number, piece in enumerate(pieces, 1)))
    assert b"".join(SftpWire(tape).read_ahead(b"h", 0, 3 * 4096 + 2)) == b"".join(pieces)


@pytest.mark.parametrize("names", [(), (b"a", b"b")])
def test_6_2_a_list_without_an_end_ends(
    names: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picup_desktop.storage.sftp.wire.MOST_NAMES_IN_A_FOLDER", 100)
    wire = SftpWire(Tape(HELLO, _handle(1), *(_names(n, *names) for n in range(2, 500))))
    with pytest.raises(WireBroken, match="no end"):
        list(wire.list("objects"))


@pytest.mark.parametrize("name", [b"", b"a/b", b"a\0", b"x" * 1025])
def test_6_2_a_name_that_no_file_can_have_is_refused(name: bytes) -> None:
    wire = SftpWire(Tape(HELLO, _handle(1), _names(2, name)))
    with pytest.raises(WireBroken, match="names a file"):
        list(wire.list("objects"))


@pytest.mark.parametrize("number", [0, 2, 77])
def test_6_2_an_answer_to_nothing_is_refused(number: int) -> None:
    wire = SftpWire(Tape(HELLO, _status(number, Code.OK), _status(1, Code.OK)))
    with pytest.raises(WireBroken, match="not asked"):
        wire.remove("path")


def test_6_2_one_question_has_one_answer() -> None:
    wire = SftpWire(Tape(HELLO, _status(1, Code.OK), _status(1, Code.OK), _status(2, Code.OK)))
    wire.remove("path")
    with pytest.raises(WireBroken, match="not asked"):
        wire.remove("path")
