"""Verifying: reading copies back and holding them against the ledger, and repairing them.

Read ``verify.py`` first; ``plan.py`` decides which copies are due.
"""
