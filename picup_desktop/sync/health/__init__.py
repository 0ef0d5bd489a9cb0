"""The health of a home: checks with advice, and a diagnostics bundle for support.

Read ``checkup.py`` first; ``storage_checks.py`` has those of the storages.
"""
