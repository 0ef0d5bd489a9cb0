"""Verifying: reading copies back, comparing them with the ledger, and repairing them.

Read ``verify.py`` first; ``plan.py`` decides which copies are due.
"""
