"""The engine of a home, and how its faces talk to it (docs/engine.md): one engine per home."""
