"""What the user's own SSH knows of a server, and ``ssh`` itself as who speaks to it.

Read ``target.py`` first: it joins the address, the configuration (``settings.py``) and the
user's known hosts (``known.py``), and decides who speaks. ``link.py`` is a connection by
``ssh``.
"""
