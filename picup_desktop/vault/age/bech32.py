"""Bech32 (BIP 173), without its length limit, as age writes keys."""

from picup_desktop.errors import UsageError

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
CHECKSUM_LENGTH = 6


def _polymod(values: list[int]) -> int:
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(GENERATOR):
            checksum ^= factor if (top >> bit) & 1 else 0
    return checksum


def _expanded(prefix: str) -> list[int]:
    return [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]


def _regroup(values: bytes | list[int], old_bits: int, new_bits: int, *, pad: bool) -> list[int]:
    accumulator, bits, out = 0, 0, []
    for value in values:
        accumulator = accumulator << old_bits | value
        bits += old_bits
        while bits >= new_bits:
            bits -= new_bits
            out.append(accumulator >> bits & ((1 << new_bits) - 1))
        accumulator &= (1 << bits) - 1
    if pad and bits:
        out.append(accumulator << (new_bits - bits) & ((1 << new_bits) - 1))
    elif not pad and (bits >= old_bits or accumulator):
        raise UsageError("key-mistyped-last-letters-dont")
    return out


def encode(prefix: str, data: bytes) -> str:
    """Return the bytes as ``prefix1...``, in lower case."""
    values = _regroup(data, 8, 5, pad=True)
    checksum = _polymod([*_expanded(prefix), *values, *[0] * CHECKSUM_LENGTH]) ^ 1
    values += [checksum >> 5 * (CHECKSUM_LENGTH - 1 - i) & 31 for i in range(CHECKSUM_LENGTH)]
    return f"{prefix}1{''.join(ALPHABET[value] for value in values)}"


def decode(text: str) -> tuple[str, bytes]:
    """Return the prefix, in lower case, and the bytes; UsageError says what is wrong."""
    if text not in {text.lower(), text.upper()}:
        raise UsageError("key-mistyped-mixes-capital-small")
    prefix, separator, rest = text.lower().rpartition("1")
    if not separator or not prefix or len(rest) < CHECKSUM_LENGTH:
        raise UsageError("key-cut-short-not-key")
    strange = sorted(set(rest) - set(ALPHABET))
    if strange:
        raise UsageError("key-mistyped-does-not-occur", letter=strange[0])
    values = [ALPHABET.index(character) for character in rest]
    if _polymod([*_expanded(prefix), *values]) != 1:
        raise UsageError("key-cut-short-mistyped-checksum")
    return prefix, bytes(_regroup(values[:-CHECKSUM_LENGTH], 5, 8, pad=False))
