"""The activity page: current transfers, waiting photos, finished uploads, deletion queue."""
