"""PicUp Desktop: every photo sealed on this computer, resting on two NAS boxes."""

__version__ = "0.1.0"
