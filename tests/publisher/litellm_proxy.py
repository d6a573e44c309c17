"""LiteLLM's own proxy, installed and started for a test, and what its clients see."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx2
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp_types import TextContent
from uv import find_uv_bin

from tests.publisher.calls import Call

RELEASE = "litellm[proxy]==1.106.2"
ROOT = Path(__file__).parents[2]


class Proxy(NamedTuple):
    """Where the proxy listens, and the key that it wants."""

    url: str
    key: str


def installed(folder: Path) -> Path:
    """The program, in an environment of its own."""
    uv = find_uv_bin()
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder], check=True)
    python = folder / "bin" / "python"
    subprocess.run([uv, "pip", "install", "--quiet", "--python", python, RELEASE], check=True)
    return folder / "bin" / "litellm"


def offering(names: Path) -> str:
    """How the proxy starts a server that offers the tools named in the file."""
    return (
        f"    transport: stdio\n    command: {json.dumps(sys.executable)}\n"
        f"    args: [-m, tests.servers.offers, {json.dumps(str(names))}]\n"
        f"    env: {{PYTHONPATH: {json.dumps(str(ROOT))}}}\n"
    )


@contextmanager
def started(program: Path, configuration: Path) -> Iterator[Proxy]:
    """The proxy, ready for clients."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    proxy = Proxy(f"http://127.0.0.1:{port}", f"sk-{secrets.token_hex(16)}")
    environment = {
        **os.environ,
        "LITELLM_MASTER_KEY": proxy.key,
        "LITELLM_ENABLE_MCP_STDIO": "true",
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    }
    command: list[str | Path] = [
        program,
        "--config",
        configuration,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    log = configuration.with_suffix(".log")
    with (
        log.open("wb") as out,
        subprocess.Popen(
            command, env=environment, cwd=configuration.parent, stdout=out, stderr=out
        ) as process,
    ):
        try:
            _wait(proxy, process, log)
            yield proxy
        finally:
            process.terminate()


def _wait(proxy: Proxy, process: "subprocess.Popen[bytes]", log: Path) -> None:
    while process.poll() is None:
        try:
            if httpx2.get(f"{proxy.url}/health/liveliness").is_success:
                return
        except httpx2.TransportError:
            time.sleep(0.5)
    raise AssertionError(log.read_text()[-2_000:])


@asynccontextmanager
async def session(proxy: Proxy, server: str) -> AsyncIterator[ClientSession]:
    """A client of one server behind the proxy."""
    headers = {"x-litellm-api-key": f"Bearer {proxy.key}", "x-mcp-servers": server}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=60, follow_redirects=True) as http,
        streamable_http_client(f"{proxy.url}/mcp/", http_client=http) as (receive, send, *_),
        ClientSession(receive, send) as client,
    ):
        await client.initialize()
        yield client


async def answer(client: ClientSession, call: Call) -> str:
    """What came back: the name of the tool that ran, or after "Error" why none did."""
    found = await client.call_tool(f"{call.server}-{call.tool}", dict(call.arguments))
    (said,) = found.content
    assert isinstance(said, TextContent)
    if found.is_error:
        return f"Error: {said.text}"
    ran = json.loads(said.text)
    assert ran["with"] == dict(call.arguments)
    return str(ran["ran"])
