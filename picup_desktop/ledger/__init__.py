"""The SQLite ledger of everything known, its migrations and its queries."""
