"""Uploading photos to main, then to backup (DISASTERS 1-1 to 1-7).

Read ``upload.py`` first: it names the threads. ``outcomes.py`` decides how an upload ended.
"""
