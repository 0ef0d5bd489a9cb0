"""The page that restores photos to this computer."""
