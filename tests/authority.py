"""A throw-away certificate authority, and the certificates that it makes for 127.0.0.1."""

import datetime
import ipaddress
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Made:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def fingerprint(self) -> str:
        """As a person reads it: ``SHA256:`` and digits in capitals."""
        return f"SHA256:{self.certificate.fingerprint(hashes.SHA256()).hex().upper()}"

    def file(self, folder: Path, *others: "Made") -> Path:
        """Write what a server is started with: its certificates, ``others`` after it, and key."""
        chain = b"".join(one.certificate.public_bytes(Encoding.PEM) for one in (self, *others))
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path = folder / f"{secrets.token_hex(4)}.pem"
        path.write_bytes(chain + key)
        return path


def made(
    by: Made | None = None,
    *,
    is_authority: bool | None = None,
    names: Sequence[str] = ("127.0.0.1",),
    since_days: float = -2,
    until_days: float = 300,
) -> Made:
    """Make a certificate, signed ``by`` another one or by itself; days are counted from now."""
    now = datetime.datetime.now(datetime.UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, secrets.token_hex(4))])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name if by is None else by.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + datetime.timedelta(days=since_days))
        .not_valid_after(now + datetime.timedelta(days=until_days))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.IPAddress(ipaddress.ip_address(one)) for one in names]
            ),
            critical=False,
        )
    )
    if is_authority is not None:
        builder = builder.add_extension(x509.BasicConstraints(is_authority, None), critical=True)
    return Made(builder.sign(key if by is None else by.key, hashes.SHA256()), key)
