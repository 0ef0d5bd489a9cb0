"""The welcome: from nothing to a vault in four steps. Read ``window.py`` first."""
