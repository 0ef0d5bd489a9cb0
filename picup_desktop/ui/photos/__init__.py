"""Photos: everything by date, one by one in the viewer."""
