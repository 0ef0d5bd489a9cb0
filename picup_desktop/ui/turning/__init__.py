"""Photos that a person turns: the commands (``turning.py``), what offers them, and the pictures."""
