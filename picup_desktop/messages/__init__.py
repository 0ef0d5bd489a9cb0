"""Messages to people: a code and values, and the texts of each language.

The program's parts make and keep messages; only a face (the command line, the window,
an alert) turns one into text. Read ``message.py`` first.
"""
