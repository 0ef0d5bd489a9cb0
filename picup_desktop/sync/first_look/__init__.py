"""What a pass asks each storage before anything else, and the answers to what it finds (5-1, 5-5).

Read ``first_look.py`` first.
"""
