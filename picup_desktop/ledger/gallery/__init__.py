"""Questions of the gallery and the overview: months, rows in sight, sums.

Read ``gallery.py`` first.
"""
