"""The local socket between the engine and its faces: JSON, one document a line (docs/engine.md).

``commands/``, ``answers.py`` and ``events.py`` declare what is sent. Read ``protocol.py``
first, then ``server.py`` or ``client.py``.
"""
