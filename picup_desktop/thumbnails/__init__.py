"""Thumbnails, made in a child process with limits, and cached on this computer.

Read ``maker.py`` first. ``process.py`` is the child, ``decode.py`` chooses the decoder.
"""
