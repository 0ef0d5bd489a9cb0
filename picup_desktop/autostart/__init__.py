"""Starting with the computer: one file per kind of system, each with the same three verbs."""
