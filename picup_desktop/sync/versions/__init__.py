"""Earlier versions of photos, and all photos as of a day (DISASTERS section 4).

Read ``versions.py`` first: one version of one photo. ``as_of.py`` chooses what a restore as of
a moment brings back.
"""
