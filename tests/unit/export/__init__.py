"""Export: the JPEG that is made, what it says of itself, and where files are laid."""
