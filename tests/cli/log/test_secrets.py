"""No secret is told: not by the log, not by --verbose, not by doctor."""

import os
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.log.secrets import masked_url, masker
from cli.main import main
from tests.cli.asking import Out
from tests.cli.configuration.files import all_held, own

PASSWORD = "s3cret/pa:ss@word"  # noqa: S105 - of nothing
URL = f"postgresql+psycopg://me:{PASSWORD}@127.0.0.1:1/x"
KEY = "plain-looking-value"
TEXTS = {
    "a https://tok3n@host/x b": "a https://***@host/x b",
    "https://me:pw@host/@scope/name": "https://***@host/@scope/name",
    "http://host:80/a and x@y": "http://host:80/a and x@y",
    "postgresql://me:p@ss@host/db and x@y": "postgresql://me:***@host/db and x@y",
    "postgresql://me@host/db?sslpassword=abc&a=b": "postgresql://me@host/db?sslpassword=***&a=b",
    "Authorization: Bearer abcdef.ghijkl": "Authorization: Bearer ***",
    "key sk-abcdefghijkl is bad": "key *** is bad",
    "?api_key=12345&b": "?api_key=***&b",
}


@pytest.mark.parametrize("text", TEXTS)
def test_what_looks_like_a_secret_is_masked(text: str) -> None:
    assert masker({})(text) == TEXTS[text]


VISIBLE = st.text(st.sampled_from(string.ascii_letters + string.digits + "@:/?#+"), min_size=6)


@given(VISIBLE.map(lambda each: f"Q{each}Q"), st.text(), st.text())
def test_what_is_known_to_be_secret_is_masked_wherever_it_stands(
    secret: str, before: str, after: str
) -> None:
    for mask in (
        masker({"OPENAI_API_KEY": secret}),
        masker({"X": f"postgresql://me:{secret}@host/x"}),
        masker({}, [f"postgresql://me:{secret}@host/x"]),
    ):
        assert secret not in mask(f"{before}{secret}{after}")
    assert secret not in masked_url(f"postgresql://me:{secret}@host/x")


def test_nothing_told_of_a_call_holds_its_secrets(
    capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOOLRISK_CATALOG", URL)
    monkeypatch.setenv("SOME_TOKEN", KEY)
    Path(KEY).write_text("{}")
    assert main(["stats", "-vv", "--log", "log.jsonl"]) == 1
    assert main(["classify", "--file", KEY, "-vv", "--log", "log.jsonl"]) == 1
    log = Path("log.jsonl").read_text()
    told = [line for line in capsys.readouterr().err.splitlines() if "toolrisk: " not in line]
    for text in (log, "\n".join(told)):
        assert "***" in text
        assert [each for each in (PASSWORD, "s3cret", "pa:ss", KEY) if each in text] == []


@pytest.mark.slow  # it waits for an endpoint that is not there
def test_doctor_masks_passwords_and_keys(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    own(f"catalog = '{URL}'")
    monkeypatch.setenv("OPENAI_API_KEY", "short")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://me:abc@models.example/v1")
    held = all_held(capsys)
    assert held["catalog"][0] == "postgresql+psycopg://me:***@127.0.0.1:1/x"
    assert held["OPENAI_API_KEY"] == ("***", "environment")
    assert held["OPENAI_BASE_URL"][0] == "https://me:***@models.example/v1" or (
        held["OPENAI_BASE_URL"][0] == "https://***@models.example/v1"
    )
    main(["doctor"])
    table = "".join(capsys.readouterr())
    assert "s3cret" not in table
    assert "abc" not in table
    assert "short" not in table.replace("short of", "")
    assert os.environ["OPENAI_API_KEY"] == "short"
