"""The shots of the gallery, their dates, and thumbnails of photos that are not here.

Read ``shots.py`` first; the engine's gallery thread calls it, and ``one_shot.py`` decides.
"""
