"""What is known: the SQLite ledger, its migrations and the questions asked of it."""
