"""What the gallery shows as one shot, when it was taken, and pictures of distant photos.

Read ``shots.py`` first: it is the decision; ``upkeep.py`` is the engine's thread around it.
"""
