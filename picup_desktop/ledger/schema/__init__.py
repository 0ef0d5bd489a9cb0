"""The ledger's tables as Peewee models, the frozen SQL that makes them, and migrations.

Read ``models.py`` first.
"""
