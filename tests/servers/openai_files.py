"""The files of an account, as OpenAI's API keeps them.

https://platform.openai.com/docs/api-reference/files
"""

import time
from itertools import count
from typing import Any, NamedTuple

from tests.servers.openai_wire import Asked, Json, Reply, error

PURPOSES = ("batch", "batch_output", "user_data")
PAGE = 10_000


class File(NamedTuple):
    id: str
    name: str
    purpose: str
    content: bytes
    created: int

    @property
    def shown(self) -> Json:
        return {
            "id": self.id,
            "object": "file",
            "bytes": len(self.content),
            "created_at": self.created,
            "expires_at": None,
            "filename": self.name,
            "purpose": self.purpose,
            "status": "processed",
            "status_details": None,
        }


class Files:
    """Oldest first. `page` is how many a list gives at most."""

    def __init__(self) -> None:
        self.kept: dict[str, File] = {}
        self.page = PAGE
        self._numbers = count(1)

    def keep(self, name: str, purpose: str, content: bytes) -> File:
        file = File(f"file-{next(self._numbers):024d}", name, purpose, content, int(time.time()))
        self.kept[file.id] = file
        return file

    def upload(self, asked: Asked) -> Reply:
        parts = _parts(asked)
        name, content = parts.get("file", ("", b""))
        purpose = parts.get("purpose", ("", b""))[1].decode()
        if purpose not in PURPOSES:
            return error(400, f"Invalid value for 'purpose': '{purpose}'.", param="purpose")
        if not name:
            return error(400, "'file' is a required property", param="file")
        return Reply(self.keep(name, purpose, content).shown)

    def list(self, asked: Asked) -> Reply:
        purpose = asked.query.get("purpose")
        found = [each for each in self.kept.values() if purpose in (None, each.purpose)]
        if asked.query.get("order", "desc") == "desc":
            found.reverse()
        return listed([each.shown for each in found], asked, self.page)

    def one(self, asked: Asked) -> Reply:
        file = self.kept.get(asked.path.split("/")[2])
        if file is None:
            return error(404, f"No such File object: {asked.path.split('/')[2]}", param="id")
        if asked.method == "DELETE":
            del self.kept[file.id]
            return Reply({"id": file.id, "object": "file", "deleted": True})
        if asked.path.endswith("/content"):
            return Reply(file.content, headers={"Content-Type": "application/octet-stream"})
        return Reply(file.shown)


def listed(found: list[Json], asked: Asked, page: int) -> Reply:
    """A page of a list, from behind the object that the cursor names."""
    ids = [each["id"] for each in found]
    after = asked.query.get("after")
    start = ids.index(after) + 1 if after in ids else 0
    size = min(page, int(asked.query.get("limit", page)))
    shown = found[start : start + size]
    ends = {"first_id": shown[0]["id"], "last_id": shown[-1]["id"]} if shown else {}
    return Reply(
        {"object": "list", "data": shown, "has_more": start + size < len(found)} | ends,
    )


def _parts(asked: Asked) -> dict[str, tuple[str, bytes]]:
    """A multipart form: the file name and the content of each field (RFC 7578)."""
    kind = asked.headers.get("content-type", "")
    _, found, boundary = kind.partition("boundary=")
    parts: dict[str, tuple[str, bytes]] = {}
    if not found:
        return parts
    for part in asked.body.split(b"--" + boundary.strip('"').encode())[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        said = _said(head.decode())
        parts[said.get("name", "")] = (said.get("filename", ""), content.removesuffix(b"\r\n"))
    return parts


def _said(head: str) -> dict[str, Any]:
    """The parameters of a part's Content-Disposition."""
    pairs = (each.strip().partition("=") for line in head.splitlines() for each in line.split(";"))
    return {name.lower(): value.strip('"') for name, _, value in pairs if value}
