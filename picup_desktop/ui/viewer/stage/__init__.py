"""The photo on dark, and what stands over it."""
