"""Mutation testing of the pure decisions: does a one-line change survive their unit tests?"""
