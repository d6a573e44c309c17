"""A site over HTTP: its files with headers that keep a reader safe, and nothing beside them."""

import socket
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from catalog.errors import InputError
from cli.serving.server import serving

PAGE = b"<!doctype html><title>a page</title>"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "secret.html").write_text("secret")
    (home / "beside").mkdir()
    (home / "beside" / "secret.html").write_text("secret")
    reports = home / "reports"
    (reports / "servers" / "harbour").mkdir(parents=True)
    (reports / "empty").mkdir()
    (reports / ".git").mkdir()
    for name in ("index.html", "servers/harbour/index.html", ".git/index.html", ".mark"):
        (reports / name).write_bytes(PAGE)
    (reports / "data.json").write_text("{}")
    (reports / "out.html").symlink_to(home / "secret.html")
    (reports / "outside").symlink_to(home / "beside")
    return reports


@pytest.fixture(scope="module")
def address(reports: Path) -> Iterator[str]:
    with serving(reports, 0) as address:
        yield address


def ask(
    address: str, path: str, method: str = "GET", host: str | None = None
) -> tuple[HTTPResponse, bytes]:
    """The answer to just this path, which no client has tidied."""
    place = urlsplit(address).netloc
    with closing(HTTPConnection(place, timeout=20)) as connection:
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host or place)
        connection.endheaders()
        answer = connection.getresponse()
        return answer, answer.read()


@pytest.mark.parametrize("path", ["/", "/index.html", "/servers/harbour/", "/?q=one"])
def test_a_page_comes_with_headers_that_keep_its_reader_safe(path: str, address: str) -> None:
    answer, body = ask(address, path)
    assert (answer.status, body) == (200, PAGE)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "server" not in answer.headers


def test_its_content_policy_is_that_of_the_pages(address: str) -> None:
    base = Path("publisher/site/templates/base.html")
    answer, _ = ask(address, "/")
    page = (Path(__file__).parents[3] / base).read_text("utf-8")
    policy = answer.headers["Content-Security-Policy"].removesuffix("; frame-ancestors 'none'")
    assert f'content="{policy}"' in page


@pytest.mark.parametrize(
    "path",
    [
        "/servers",
        "/servers/",
        "/empty/",
        "/../secret.html",
        "/servers/../../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/..%5csecret.html",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/out.html",
        "/outside/secret.html",
        "/.mark",
        "/.git/",
        "/%2egit/index.html",
        "/index.html%00",
        "/" + "a" * 300,
        "/" + "a/" * 3_000,
        "/%ff%fe",
    ],
)
def test_nothing_else_is_given(path: str, address: str) -> None:
    answer, body = ask(address, path)
    assert answer.status in (307, 400, 404)
    assert b"secret" not in body
    assert b"harbour" not in body
    assert answer.status == 400 or answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers.get("Location", address).startswith(address)


def test_nobody_writes(address: str) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert ask(address, "/index.html", method)[0].status == 405


def test_a_name_that_a_stranger_lets_lead_here_is_refused(address: str) -> None:
    assert ask(address, "/", host="rebound.example")[0].status == 400
    assert ask(address, "/", host="localhost:1")[0].status == 200


def test_a_site_that_is_exchanged_is_served_as_it_is_now(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name)
    with serving(tmp_path / "now", 0) as address:
        assert ask(address, "/")[0].status == 404
        (tmp_path / "one").rename(tmp_path / "now")
        assert ask(address, "/")[1] == b"one"
        (tmp_path / "now").rename(tmp_path / "old")
        (tmp_path / "two").rename(tmp_path / "now")
        assert ask(address, "/")[1] == b"two"


def test_a_port_that_is_taken_is_one_clear_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with (
            pytest.raises(InputError, match=rf":{port}: .* another port with --port"),
            serving(tmp_path, port),
        ):
            pass
