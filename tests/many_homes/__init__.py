"""Many computers that write to one vault at once (`make many-homes`)."""
