"""The photos page: all photos by date, in a grid that fetches only what is visible.

Read ``page.py`` first, then ``model.py`` and ``grid/``.
"""
