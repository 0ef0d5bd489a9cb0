"""Where each photo of the grid stands: pure arithmetic, without a widget.

Read ``layout.py`` first.
"""
