"""Reaching the storages: contact, circuits, retries between passes, and cancellation.

Read ``contact.py`` first: it asks a storage whether it is there and records the answer.
The wrappers in ``cancellation.py`` and ``restoring.py`` change how a storage is waited for.
"""
