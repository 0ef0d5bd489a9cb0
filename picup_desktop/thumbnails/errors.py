"""Why a decoder shows nothing, where the file is not broken."""


class NothingToShow(Exception):
    """The file has no picture in a supported format."""


class TooLarge(Exception):
    """The picture has more pixels, or needs more memory, than is safe."""
