"""``picup demo``: the main job on two practice storages, and the photos it makes.

Read ``demo.py`` first.
"""
