"""The ledger as the window reads it: frozen snapshots, made in threads of their own.

Read ``snapshot.py`` first; ``reader.py`` has the threads.
"""
