"""The date of photos, corrected by a person. Read ``change.py`` first; ``choice.py`` decides."""
