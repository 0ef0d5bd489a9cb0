"""Secrets and sealed formats: age files, keys, secret stores, recovery kit, objects, journal.

Read ``keys.py`` first: it says which key opens what. ``objects.py`` is a sealed photo.
"""
