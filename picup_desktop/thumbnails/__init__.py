"""Thumbnails, made in a child process with limits, and cached on this computer.

Read ``maker.py`` first. ``process.py`` is the child, ``looking.py`` chooses the decoder.
"""
