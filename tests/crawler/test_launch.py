"""From what a listing says to what is started, without starting anything."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.listing import Argument, Input, Package, Remote
from catalog.model.snapshot import Skipped
from catalog.taxonomy import Reason
from crawler.introspection.dummies import dummy
from crawler.introspection.inputs import command_line, environment
from crawler.introspection.launch import Launch, launch_digest, plan
from crawler.introspection.remote.endpoint import Endpoint
from tests.crawler.hosting import a_package, a_server

BOTH = frozenset({"npm", "pypi"})


def planned(*packages: Package, runtimes: frozenset[str] = BOTH, **listing: object) -> object:
    server = a_server(packages[0], name="x", packages=packages, **listing)
    return plan(server.current, runtimes)


def test_the_first_package_that_can_be_started_is_planned() -> None:
    container, npm, pypi = a_package("a/b", "oci"), a_package("n", "npm", "1.2.3"), a_package("p")
    assert isinstance(launch := planned(container, npm, pypi), Launch)
    assert (launch.registry, launch.identifier, launch.version) == ("npm", "n", "1.2.3")
    assert isinstance(launch := planned(npm, pypi, runtimes=frozenset({"pypi"})), Launch)
    assert launch.registry == "pypi"


def test_a_missing_runtime_is_named_with_its_cure() -> None:
    skipped = planned(a_package("a", "oci"), a_package("n", "npm", "1.2.3"), runtimes=frozenset())
    assert isinstance(skipped, Skipped)
    assert skipped.reason is Reason.RUNTIME_MISSING
    assert "install Node.js" in skipped.detail


@pytest.mark.parametrize(
    ("package", "said"),
    [
        (a_package("x", "oci"), "oci packages are not supported"),
        (a_package("x", "mcpb"), "neither http nor https"),
        (a_package("x").model_copy(update={"transport": "sse"}), "that speak sse"),
        (a_package("x", "npm", None), "names no exact version"),
        (a_package("x", "npm", "latest"), "names no exact version"),
        (a_package("x", "npm", "1.x"), "names no exact version"),
        (a_package("x", "npm", "^1.2.3"), "names no exact version"),
        (a_package("x", "npm", "npm:other@1.0.0"), "names no exact version"),
        (a_package("x", "pypi", "1.*"), "names no exact version"),
        (a_package("x", "pypi", "1.0 --index-url=evil"), "names no exact version"),
        (a_package("--global", "npm", "1.0.0"), "not a name"),
        (a_package("../escape", "npm", "1.0.0"), "not a name"),
        (a_package("@scope", "npm", "1.0.0"), "not a name"),
        (a_package("https://evil.invalid/x", "npm", "1.0.0"), "not a name"),
        (a_package("-r requirements.txt"), "not a name"),
        (a_package("x[extra]"), "not a name"),
        (a_package("x", "pypi", "1.0", "a\0b"), "no program can be given"),
        (a_package("x", "pypi", "1.0", "\ud800"), "no program can be given"),
        (a_package("x", wants=("A=B",)), "no program can be given"),
    ],
)
def test_what_cannot_be_started_is_skipped_by_name(package: Package, said: str) -> None:
    skipped = planned(package)
    assert isinstance(skipped, Skipped)
    assert skipped.reason is Reason.UNSUPPORTED
    assert said in skipped.detail


BUNDLE = "https://example.invalid/mcp-{}.mcpb"


def bundle(file: str = "x", sha256: str | None = "0" * 64) -> Package:
    package = a_package(BUNDLE.format(file), "mcpb", None)
    return package.model_copy(update={"sha256": sha256})


def test_a_bundle_is_planned_with_its_checksum() -> None:
    assert isinstance(launch := planned(bundle(), runtimes=frozenset()), Launch)
    assert (launch.registry, launch.sha256) == ("mcpb", "0" * 64)
    other = planned(bundle(sha256="1" * 64))
    assert isinstance(other, Launch)
    assert launch.digest != other.digest


@pytest.mark.parametrize(
    ("package", "said"),
    [
        (bundle(sha256=None), "without its checksum"),
        (bundle(sha256="0"), "without its checksum"),
        (bundle("x-darwin-arm64"), "another kind of machine"),
        (bundle("win32-x64"), "another kind of machine"),
    ],
)
def test_a_bundle_without_a_checksum_or_for_elsewhere_is_skipped(
    package: Package, said: str
) -> None:
    skipped = planned(package)
    assert isinstance(skipped, Skipped)
    assert said in skipped.detail


def test_remotes_are_asked_where_no_package_can_be_started() -> None:
    remote = Remote(transport="streamable-http", url="https://example.invalid/mcp")
    assert isinstance(planned(a_package("x", "oci"), remotes=(remote,)), Endpoint)
    assert isinstance(planned(a_package("x"), remotes=(remote,)), Launch)
    other = remote.model_copy(update={"transport": "websocket"})
    skipped = planned(a_package("x", "oci"), remotes=(other,))
    assert isinstance(skipped, Skipped)
    assert "oci packages" in skipped.detail


def test_switches_have_no_value_and_flags_their_dashes() -> None:
    said = [
        Argument(kind="named", name="--safe", format="boolean", value="true"),
        Argument(kind="named", name="--loud", format="boolean", default="false"),
        Argument(kind="named", name="port", default="8089"),
    ]
    assert command_line(said) == ("--safe", "--port", "8089")


def test_the_digest_is_of_what_would_be_started() -> None:
    package = a_package("x")
    then = datetime(2025, 1, 1, tzinfo=UTC)
    first, dated = planned(package), planned(package, published_at=then)
    other, armed = planned(a_package("x", "pypi", "1.1")), planned(a_package("x", wants=("KEY",)))
    assert isinstance(first, Launch)
    assert isinstance(dated, Launch)
    assert dated.released == then
    assert isinstance(other, Launch)
    assert isinstance(armed, Launch)
    assert first.digest == dated.digest
    assert len({first.digest, other.digest, armed.digest}) == 3


def test_also_what_cannot_be_started_has_a_digest_that_a_new_runtime_changes() -> None:
    server = a_server(a_package("n", "npm", "1.2.3"))
    missing, there = plan(server.current, frozenset()), plan(server.current, BOTH)
    assert launch_digest(server.current, missing) != launch_digest(server.current, there)


def test_arguments_come_in_order_with_flags_as_words_of_their_own() -> None:
    said = [
        Argument(name="", value="serve"),
        Argument(kind="named", name="--mode", default="fast"),
        Argument(kind="named", name="--optional"),
        Argument(kind="named", name="--port", format="number", required=True),
        Argument(name="root", format="filepath", required=True),
        Argument(name="unwanted"),
    ]
    assert command_line(said) == ("serve", "--mode", "fast", "--port", "1", ".")


def test_braces_stand_for_variables_and_else_for_themselves() -> None:
    variables = (Input(name="user", default="me"), Input(name="token", required=True))
    wanted = Input(name="LOGIN", value="{user}:{token}@{host}", variables=variables)
    assert environment([wanted]) == {"LOGIN": "me:toolrisk-dummy@{host}"}


def test_only_what_is_required_fixed_or_has_a_default_is_set() -> None:
    wanted = [
        Input(name="API_KEY", required=True, secret=True),
        Input(name="OPTIONAL", secret=True),
        Input(name="LEVEL", default="info"),
        Input(name="EMPTY", value=""),
    ]
    assert environment(wanted) == {"API_KEY": "toolrisk-dummy", "LEVEL": "info", "EMPTY": ""}


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        (Input(name="X", choices=("eu", "us")), "eu"),
        (Input(name="X", format="boolean"), "false"),
        (Input(name="DB_PATH", format="filepath"), "dummy.db"),
        (Input(name="allowed-directories", format="string"), "."),
        (Input(name="DATABASE_URL"), "postgresql://dummy:dummy@localhost:5432/dummy"),
        (Input(name="REDIS_URL"), "redis://localhost:6379/0"),
        (Input(name="PROMETHEUS_URL"), "https://example.invalid"),
        (Input(name="SMTP_HOST"), "localhost"),
        (Input(name="SMTP_PORT"), "8080"),
        (Input(name="IMPORTANT"), "toolrisk-dummy"),
        (Input(name="ATLASSIAN_EMAIL"), "dummy@example.invalid"),
        (Input(name="AZURE_TENANT_ID"), "00000000-0000-4000-8000-000000000000"),
        (Input(name="GITHUB_PERSONAL_ACCESS_TOKEN"), "ghp_" + "0" * 36),
        (Input(name="TOKEN", placeholder="tok-1234"), "tok-1234"),
        (Input(name="TOKEN", placeholder="<your token>"), "toolrisk-dummy"),
        (Input(name="TOKEN", placeholder="sk-..."), "toolrisk-dummy"),
    ],
)
def test_a_dummy_has_the_shape_that_is_asked_for(wanted: Input, value: str) -> None:
    assert dummy(wanted) == value


@given(st.text(), st.sampled_from(["string", "number", "boolean", "filepath", "other"]))
def test_every_input_gets_some_dummy(name: str, form: str) -> None:
    assert dummy(Input(name=name, format=form))
