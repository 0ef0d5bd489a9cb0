"""Why the engine moves nothing now: a person, quiet hours, battery, metered network.

Read ``reasons.py`` first.
"""
