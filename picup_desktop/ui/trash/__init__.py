"""Recently deleted photos."""
