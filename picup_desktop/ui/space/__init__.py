"""The page that frees up space on this computer."""
