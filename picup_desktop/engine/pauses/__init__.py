"""Why the engine moves nothing at present: a person, quiet hours, battery, metered network.

Read ``reasons.py`` first.
"""
