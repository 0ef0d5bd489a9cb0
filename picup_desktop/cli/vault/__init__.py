"""Commands about the vault itself: setup, open, drill, alerts, settings, autostart."""
