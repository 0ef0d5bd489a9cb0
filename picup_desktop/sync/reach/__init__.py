"""Reaching the storages: contact, circuits, retries between passes, and cancellation.

Read ``contact.py`` first: it probes a storage and records the answer. The wrappers in
``cancellation.py`` and ``restoring.py`` change how callers wait for a storage.
"""
