"""A WebDAV share on loopback that a test makes fail or lie."""

from tests.hostile import Answered, Asked, Rule, dav_page

NAME = "objects/ab/abcdef"
GOES_ON = Answered(0)


class Share:
    """Files and folders, as a good server has them; what ``before`` answers goes first."""

    def __init__(self, before: Rule = lambda _: GOES_ON) -> None:
        self.before = before
        self.files: dict[str, bytes] = {}
        self.folders = {
            "/vault",
            "/vault/objects",
            "/vault/objects/ab",
            "/vault/tmp",
            "/vault/keys",
        }

    def __call__(self, asked: Asked) -> Answered | None:
        first = self.before(asked)
        return first if first is None or first.status else self.answer(asked)

    def answer(self, asked: Asked) -> Answered:
        """Answer as a good server."""
        path = asked.path
        if asked.method == "PROPFIND":
            return self._listed(path, asked.headers["depth"])
        if asked.method == "MKCOL":
            return Answered(405)
        if asked.method == "PUT":
            self.files[path] = asked.body
            return Answered(201)
        return self._with_file(asked) if path in self.files else Answered(404)

    def _with_file(self, asked: Asked) -> Answered:
        if asked.method == "GET":
            return Answered(200, self.files[asked.path])
        if asked.method == "MOVE":
            to = "/" + asked.headers["destination"].split("/", 3)[3]
            if to in self.files:
                return Answered(412)
            self.files[to] = self.files[asked.path]
        del self.files[asked.path]
        return Answered(204)

    def _listed(self, path: str, depth: str) -> Answered:
        if path in self.files:
            return dav_page((path, len(self.files[path])))
        if path not in self.folders:
            return Answered(404)
        within = [
            *((one, None) for one in self.folders),
            *((one, len(data)) for one, data in self.files.items()),
        ]
        below = [one for one in within if one[0].rpartition("/")[0] == path and depth == "1"]
        return dav_page((path, None), *below)

    @property
    def stored(self) -> bytes | None:
        return self.files.get(f"/vault/{NAME}")

    @property
    def parts(self) -> list[str]:
        return [path for path in self.files if path.startswith("/vault/tmp/")]


def instead(method: str, answer: Answered | None) -> Rule:
    return lambda asked: answer if asked.method == method else GOES_ON
