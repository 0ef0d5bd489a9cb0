"""Whose certificate a server of TLS shows: an authority's of this computer, or a trusted one.

A certificate that no authority of this computer vouches for is trusted only by a person, as a
host key is, and pinned: from then on that server is known by it alone, also if an authority of
this computer vouches for another one. What is pinned is the last of those that the server sends:
its own authority, if it sends that, so that a renewed certificate of the same authority is no news.
The certificate's days and names are checked always, by OpenSSL.
"""

import socket
import ssl
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.storage.errors import (
    CertificateUnusable,
    HostKeyChanged,
    HostKeyUnknown,
    StorageError,
    StorageUnreachable,
)
from picup_desktop.storage.place import Access
from picup_desktop.storage.trust.known_hosts import (
    KnownHosts,
    certificate_text,
    der_of,
    fingerprint,
    host_entry,
    is_same_fingerprint,
)

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

LONGEST_CHAIN = 16
MOST_BYTES = 8 * 1024
"""Of a certificate that is pinned: it stands in the recovery kit and in keys files too."""

# OpenSSL, verify(1ssl), DIAGNOSTICS.
_NOT_VOUCHED_FOR = {2, 18, 19, 20, 21}
_OUT_OF_DATE = {9, 10}
_OTHER_NAME = {62, 64}
_NO_TLS = {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNEXPECTED_MESSAGE", "RECORD_LAYER_FAILURE"}


@dataclass
class Certificates:
    """What one server is known by, for the connections of one storage."""

    host: str
    port: int
    access: Access
    _accepted: str | None = None
    """What ``Access.trust_fingerprint`` accepts, once it was seen; it is not remembered."""

    @property
    def pinned(self) -> str | None:
        """The trusted certificate as ``type base64``; None where the computer's own count."""
        if self._accepted is not None:
            return self._accepted
        # A later line counts more: so does what a person trusted last.
        return next(iter(reversed(self._known.certificates(self._entry))), None)

    def context(self) -> ssl.SSLContext:
        """Return what verifies the server: by what is pinned alone, if anything is."""
        return _context(self.pinned)

    def settle(self) -> None:
        """Look at a server to which a connection by TLS just failed.

        Nothing is raised where it can be tried again: its certificate is trusted by now.
        HostKeyUnknown, HostKeyChanged, CertificateUnusable, StorageUnreachable.
        """
        pinned = self.pinned
        refusal = self._refusal(pinned)
        if refusal is None:
            return
        if refusal.verify_code not in _NOT_VOUCHED_FOR:
            raise self._sentence(refusal)
        found = self._anchor()
        # Its days and names come first: nobody is asked about what can't be used anyway.
        unusable = self._refusal(found)
        if unusable is not None:
            raise self._sentence(unusable)
        given = self.access.trust_fingerprint
        if given is not None and is_same_fingerprint(given, fingerprint(found)):
            self._accepted = found
        elif pinned is not None:
            raise HostKeyChanged(
                "certificate-changed",
                server=self._entry,
                key=fingerprint(found),
                before=fingerprint(pinned),
            )
        elif self.access.trust_new_host_key:
            self._known.remember(self._entry, found)
        else:
            raise HostKeyUnknown("certificate-unknown", server=self._entry, key=fingerprint(found))

    @property
    def _entry(self) -> str:
        return host_entry(self.host, self.port)

    @property
    def _known(self) -> KnownHosts:
        return KnownHosts(self.access.known_hosts)

    def _refusal(self, anchor: str | None) -> ssl.SSLCertVerificationError | None:
        """Return why the server's certificate is refused; None if it is not."""
        try:
            with self._shaking_hands(_context(anchor)):
                return None
        except ssl.SSLCertVerificationError as error:
            return error

    def _anchor(self) -> str:
        """Return the certificate to trust of those that the server shows. Nothing is sent."""
        looking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        looking.check_hostname = False
        # For this look alone, as ssh-keyscan does it: the connection ends with it.
        looking.verify_mode = ssl.CERT_NONE
        with self._shaking_hands(looking) as link:
            chain = _chain_of(link)
        try:
            found = anchor_of(chain)
        except ValueError as error:
            raise self._unusable(str(error)) from error
        if len(found) > MOST_BYTES:
            raise self._unusable(f"{len(found)} bytes")
        return certificate_text(found)

    @contextmanager
    def _shaking_hands(self, context: ssl.SSLContext) -> Iterator[ssl.SSLSocket]:
        """Connect, and yield the connection after TLS began; SSLCertVerificationError."""
        try:
            with socket.create_connection(
                (self.host, self.port), self.access.connect_seconds
            ) as link:
                link.settimeout(self.access.connect_seconds)
                with context.wrap_socket(link, server_hostname=self.host) as wrapped:
                    yield wrapped
        except ssl.SSLCertVerificationError:
            raise
        except ssl.SSLEOFError as error:
            raise self._cant_be_reached(error) from error
        except ssl.SSLError as error:
            if error.reason in _NO_TLS:
                raise StorageUnreachable("server-speaks-no-tls", server=self._entry) from error
            raise self._unusable(error.reason or str(error)) from error
        except OSError as error:
            raise self._cant_be_reached(error) from error

    def _cant_be_reached(self, error: OSError) -> StorageUnreachable:
        return StorageUnreachable(
            "server-cant-be-reached", server=self._entry, why=reason_of(error)
        )

    def _sentence(self, error: ssl.SSLCertVerificationError) -> StorageError:
        if error.verify_code in _OUT_OF_DATE:
            return CertificateUnusable("certificate-out-of-date", server=self._entry)
        if error.verify_code in _OTHER_NAME:
            return CertificateUnusable(
                "certificate-of-another-name", server=self._entry, host=self.host
            )
        return self._unusable(error.verify_message)

    def _unusable(self, why: str) -> CertificateUnusable:
        return CertificateUnusable("certificate-cant-be-used", server=self._entry, why=shown(why))


def anchor_of(chain: Sequence[bytes]) -> bytes:
    """Return the last certificate of a chain: each was signed by the next. ValueError.

    ``chain``: in DER, the server's own first; what signed none of them is left out.
    """
    from cryptography import x509  # noqa: PLC0415 - most commands look at no certificate

    if not 0 < len(chain) <= LONGEST_CHAIN:
        raise ValueError(f"{len(chain)} certificates")
    top, *left = [x509.load_der_x509_certificate(one) for one in chain]
    while (signer := next((one for one in left if _signed(one, top)), None)) is not None:
        left.remove(signer)
        top = signer
    return chain[[x509.load_der_x509_certificate(one) for one in chain].index(top)]


def _signed(signer: "Certificate", signed: "Certificate") -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - as above

    try:
        signed.verify_directly_issued_by(signer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _context(anchor: str | None) -> ssl.SSLContext:
    """Return a context that trusts one certificate alone, or this computer's authorities."""
    if anchor is None:
        return ssl.create_default_context()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # One that was damaged on this computer fits no server, and is never as none at all.
    with suppress(ssl.SSLError, ValueError):
        context.load_verify_locations(cadata=der_of(anchor))
    # The certificate of a server itself may be pinned, whose authority is not known.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def _chain_of(link: ssl.SSLSocket) -> list[bytes]:
    """Return the certificates that a server showed, in DER."""
    if sys.version_info >= (3, 13):
        return link.get_unverified_chain()
    # The same method, before it was made public.
    found = link._sslobj.get_unverified_chain()  # type: ignore[attr-defined]
    return [ssl.PEM_cert_to_DER_cert(one.public_bytes()) for one in found]
