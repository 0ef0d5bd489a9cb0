"""The connection to a WebDAV server: requests, asked again while it is too busy."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager

import httpx

from picup_desktop.names import shown
from picup_desktop.storage.dav.answers import IN_TROUBLE, TOO_BUSY
from picup_desktop.storage.dav.place import DavPlace
from picup_desktop.storage.errors import (
    LoginRefused,
    StorageAway,
    StorageError,
    StorageStalled,
    StorageUnreachable,
)
from picup_desktop.storage.place import Access
from picup_desktop.storage.trust.certificates import Certificates
from picup_desktop.storage.web import AT_ONCE

ONCE = {"MKCOL", "MOVE"}
"""What is not asked again by itself if it may have been done."""
FIRST_PAUSE_SECONDS = 0.5
BUSY_SHARE = 0.5
"""For how much of the longest stall a server may be too busy."""
SENDING_BEGINS = "http11.send_request_headers.started"
LONGEST_CALL_MINUTES = 2.0
"""One call that no courier makes, all its requests together."""


class Connection:
    """Connections to one server, for a few requests at once. Closed by ``close``."""

    def __init__(self, place: DavPlace, access: Access) -> None:
        """Nothing is contacted before the first request."""
        self._place = place
        self._access = access
        self._certificates = Certificates(place.host, place.port, access)
        self._opened: httpx.Client | None = None
        self._lock = threading.Lock()
        self._bounded = False
        self._given_up = False

    @contextmanager
    def within_bounds(self) -> Iterator[None]:
        """Give up what the block asks after LONGEST_CALL_MINUTES; for calls without a courier.

        A server may send a byte of its headers now and then for ever (6-2), which no timeout of
        a single read ends. Whoever has a courier ends that instead. StorageStalled.
        """
        timer = threading.Timer(LONGEST_CALL_MINUTES * 60, self._give_up)
        timer.daemon = True
        timer.start()
        self._bounded = True
        try:
            yield
        finally:
            self._bounded = False
            timer.cancel()

    @contextmanager
    def asking(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: Callable[[], bytes | Iterator[bytes]] = lambda: b"",
    ) -> Iterator[httpx.Response]:
        """Send a request and yield its answer, whose body is read as far as the block reads it.

        A server that is too busy is asked again, with pauses that double: it is slow, and has
        not failed.
        """
        ends_at = time.monotonic() + self._access.stall_seconds * BUSY_SHARE
        pause_seconds = FIRST_PAUSE_SECONDS
        try:
            while True:
                with closing(self._answer(method, url, headers, content)) as answer:
                    too_late = time.monotonic() + pause_seconds > ends_at
                    again = TOO_BUSY if method in ONCE else TOO_BUSY | IN_TROUBLE
                    if answer.status_code not in again or too_late:
                        yield answer
                        return
                time.sleep(pause_seconds)
                pause_seconds *= 2
        except (httpx.HTTPError, OSError, ValueError) as error:
            if self._given_up:
                # Whatever a connection says that was closed while it was read.
                raise self._takes_too_long() from error
            if not isinstance(error, httpx.HTTPError):
                raise
            raise self._unanswered(error) from error

    def close(self) -> None:
        """Close them; the next request connects again."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()

    def _give_up(self) -> None:
        self._given_up = True
        self.close()

    def _go_on(self, event: str, _: Mapping[str, object]) -> None:
        """Hear each step of a request; nothing is sent by a connection that was made since.

        https://www.python-httpx.org/advanced/extensions/#trace
        """
        if self._given_up and event == SENDING_BEGINS:
            raise self._takes_too_long()

    def _takes_too_long(self) -> StorageStalled:
        return StorageStalled(
            "share-takes-too-long", server=self._place.host, minutes=LONGEST_CALL_MINUTES
        )

    @property
    def pinned(self) -> str | None:
        """The certificate by which the server is known; None without any."""
        return self._certificates.pinned if self._place.is_sealed else None

    def _answer(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        content: Callable[[], bytes | Iterator[bytes]],
    ) -> httpx.Response:
        """Send a request; again if its server's certificate is trusted by now. StorageError."""
        client = self._client()
        try:
            return self._sent(client, method, url, headers, content())
        except httpx.ConnectError as error:
            if not is_about_tls(error):
                raise
        # Nothing was sent: TLS did not begin.
        self._certificates.settle()
        with self._lock:
            if self._opened is client:
                self._opened = None
        client.close()
        return self._sent(self._client(), method, url, headers, content())

    def _sent(
        self,
        client: httpx.Client,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        content: bytes | Iterator[bytes],
    ) -> httpx.Response:
        steps = {"trace": self._go_on} if self._bounded else None
        request = client.build_request(
            method, url, headers=headers, content=content, extensions=steps
        )
        return client.send(request, stream=True)

    def _unanswered(self, error: httpx.HTTPError) -> StorageError:
        server, why = self._place.host, shown(str(error)) or type(error).__name__
        if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
            code = "server-cant-be-reached"
            if is_about_tls(error):
                return StorageUnreachable("bucket-shows-no-certificate", store=server, why=why)
            return StorageUnreachable(code, server=server, why=why)
        if isinstance(error, httpx.TimeoutException):
            return StorageStalled(
                "nothing-moved-for-seconds-so", seconds=self._access.stall_seconds
            )
        return StorageAway("share-did-not-answer", server=server, why=why)

    def _client(self) -> httpx.Client:
        with self._lock:
            if self._given_up:
                raise self._takes_too_long()
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> httpx.Client:
        place, access = self._place, self._access
        if not access.password:
            raise LoginRefused("share-needs-password", user=place.user, server=place.host)
        return httpx.Client(
            auth=httpx.BasicAuth(place.user, access.password),
            timeout=httpx.Timeout(access.stall_seconds, connect=access.connect_seconds),
            limits=httpx.Limits(max_connections=AT_ONCE),
            verify=self._certificates.context() if place.is_sealed else True,
            # A proxy of the system would read the login of a connection without TLS.
            trust_env=place.is_sealed,
        )


def is_about_tls(error: BaseException) -> bool:
    """Return whether a connection failed because of TLS."""
    cause = error.__cause__ or error.__context__
    return isinstance(error, ssl.SSLError) or (cause is not None and is_about_tls(cause))


def leads_into(answer: httpx.Response) -> bool:
    """Return whether a redirect leads to the same address with a slash at its end."""
    asked = answer.request.url
    try:
        leads_to = asked.join(answer.headers.get("Location", ""))
    except (httpx.InvalidURL, ValueError):
        return False
    return (leads_to.host, leads_to.path) == (asked.host, f"{asked.path}/")
