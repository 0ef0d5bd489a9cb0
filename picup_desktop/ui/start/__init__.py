"""What a start shows and loads: the sign at once, the pages behind the first, the welcome."""
