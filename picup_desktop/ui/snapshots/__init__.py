"""What the ledger knows, as frozen snapshots made in a thread of their own."""
