"""A line of some length on loopback: ``with delayed(port, seconds) as far_port``.

A process of its own passes every byte on after half of the round trip, in each direction.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PIECE_BYTES = 256 * 1024
PIECES_UNDER_WAY = 1000


@contextmanager
def delayed(port: int, round_trip_seconds: float) -> Iterator[int]:
    """Yield a port of 127.0.0.1 that leads to ``port`` with this round trip on top."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.delay", str(port), str(round_trip_seconds)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


async def _pass_on(
    source: asyncio.StreamReader, target: asyncio.StreamWriter, delay_seconds: float
) -> None:
    clock = asyncio.get_running_loop().time
    pieces: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(PIECES_UNDER_WAY)

    async def read() -> None:
        data = b"-"
        while data:
            try:
                data = await source.read(PIECE_BYTES)
            except ConnectionError:
                data = b""
            await pieces.put((clock() + delay_seconds, data))

    reading = asyncio.create_task(read())
    with suppress(ConnectionError):
        while True:
            due_at, data = await pieces.get()
            await asyncio.sleep(max(0.0, due_at - clock()))
            if not data:
                break
            target.write(data)
            await target.drain()
    reading.cancel()
    target.close()


async def _serve(port: int, delay_seconds: float) -> None:
    async def connected(near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        far, there = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(
            _pass_on(near, there, delay_seconds), _pass_on(far, back, delay_seconds)
        )

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), float(sys.argv[2]) / 2))
