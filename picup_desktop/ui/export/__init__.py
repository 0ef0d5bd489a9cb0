"""Export photos to a folder: ``export.py`` is what other parts use; ``choice.py`` decides."""
