"""Logging in to an SSH server: the protocol, keys, questions, and why it was refused.

Read ``log_in.py`` first.
"""
