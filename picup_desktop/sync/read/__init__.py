"""Reading one photo back from its storages (DISASTERS 2-1 to 2-3).

Read ``read.py`` first: it has the order in which main, backup and this computer are asked.
"""
