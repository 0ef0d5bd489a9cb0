"""Pictures of pictures: made in a child process with limits, and cached on this computer."""
