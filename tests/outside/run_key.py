"""Windows' list of what starts with it, at its very edge."""


class FakeRunKey:
    """The registry's Run key."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self.values.get(name)

    def write(self, name: str, text: str) -> None:
        self.values[name] = text

    def remove(self, name: str) -> None:
        del self.values[name]
