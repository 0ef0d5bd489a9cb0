"""Deleting photos: the queue, its worker, the grace and undeleting (DISASTERS 3-1 to 3-3).

Read ``delete.py``, then ``worker.py``. ``undelete.py`` has the ways out of Recently deleted;
``held.py`` says when what a lock holds is tried again; ``spill.py`` and ``drain.py`` keep
deletions while the queue is unavailable.
"""
