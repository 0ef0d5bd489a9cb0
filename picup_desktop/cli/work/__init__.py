"""Commands that do the program's work: sync, run, stop, verify, doctor, attention, demo."""
