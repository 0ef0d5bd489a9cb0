"""The engine and how its faces talk to it (docs/engine.md): one engine a home."""
