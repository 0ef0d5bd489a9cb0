"""When a file says that it was taken, read in the child process. Read ``trust.py`` first."""
