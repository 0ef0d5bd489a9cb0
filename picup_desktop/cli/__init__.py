"""The command line, a public contract (docs/cli.md)."""
