"""Storages over TLS whose certificates no authority of this computer vouches for."""
