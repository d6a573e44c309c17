"""Words that no command knows, and figures that are none: one line, exit 2 or 3, nothing raw."""

import json
from pathlib import Path

import pytest

from cli.main import COMMANDS, main
from tests.cli.asking import Out, refuse

ESCAPE = "\x1b[31m\u202e\n"

WORDS = [
    (["nope"], 2, "nope"),
    (["../main"], 2, "../main"),
    ([""], 2, "No such command"),
    (["help", "nope"], 2, "nope"),
    (["x" * 100_000], 2, "No such command"),
    (["--nope"], 2, "--nope"),
    (["crawl", "nope"], 3, "there are docker, github"),
    (["crawl", ""], 3, "there are docker, github"),
    (["crawl", "../registries/official"], 3, "there are docker, github"),
    (["run", "nope", "--sandbox", "none", "-q"], 3, "there are docker, github"),
    (["run", "--sandbox", "nope"], 2, "bubblewrap, landlock or none"),
    (["run", "--sandbox", ""], 2, "bubblewrap, landlock or none"),
    (["show", "nope"], 3, "see `toolrisk show`"),
    (["show", "git/nope"], 3, "see `toolrisk show modelcontextprotocol-server-git`"),
    (["show", ""], 3, "see `toolrisk show`"),
    (["show", "/" * 5_000], 3, "see `toolrisk show`"),
    (["show", "x" * 100_000], 3, "see `toolrisk show`"),
    (["show", "git", "git"], 2, "unexpected extra argument"),
    (["show", "--why"], 2, "--why"),
    (["introspect", "nope", "--sandbox", "none", "-q"], 3, "see `toolrisk show`"),
    (["diff", "nope"], 3, "see `toolrisk show`"),
    (["prune"], 2, "--older-than"),
    (["policy"], 2, "--file"),
    (["policy", "git", "--file", "tools.json"], 2, "--file"),
    (["policy", "nope"], 3, "see `toolrisk show`"),
    (["policy", "git/nope"], 3, "see `toolrisk show"),
    (["policy", "--file", "tools.json", "--target", "nope"], 2, "policylayer"),
    (["policy", "--file", "tools.json", "--target", "../target"], 2, "policylayer"),
    (["policy", "--file", "tools.json", "--target", ""], 2, "policylayer"),
    (["evaluate"], 2, "LABELS.jsonl"),
    (["evaluate", "a", "b"], 2, "extra argument"),
    (["stats", "--catalog"], 2, "--catalog"),
    (["stats", "--json=1"], 2, "--json"),
]


@pytest.mark.parametrize(("words", "code", "said"), WORDS, ids=lambda each: str(each)[:40])
def test_words_that_no_command_knows(
    words: list[str],
    code: int,
    said: str,
    catalog: str,
    capsys: Out,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TOOLRISK_CATALOG", catalog)
    Path("tools.json").write_text(json.dumps([{"name": "get_a"}]))
    assert said in refuse(capsys, *words, code=code)


@pytest.mark.parametrize("figure", ["0", "-1", "1000000000", "NaN", "1e3", "", "²", "9" * 5_000])
@pytest.mark.parametrize("command", ["run", "introspect"])
def test_an_absurd_figure_is_named(command: str, figure: str, capsys: Out) -> None:
    assert "'--jobs'" in refuse(capsys, command, "--jobs", figure, code=2)


@pytest.mark.parametrize(
    "moment",
    ["", "NaN", "-1d", "1e3d", "²d", "9" * 5_000 + "d", "99999999999w", "0000-00-00", ESCAPE],
)
@pytest.mark.parametrize(
    "words", [["diff", "--since"], ["diff", "--until"], ["prune", "--older-than"]]
)
def test_an_absurd_moment_is_named(
    words: list[str], moment: str, catalog: str, capsys: Out
) -> None:
    line = refuse(capsys, *words, moment, "--catalog", catalog, code=2)
    assert words[-1] in line
    assert not {"\x1b", "\u202e"} & set(line)


@pytest.mark.parametrize("log", [".", "none/log", "loop", "/dev/full", "/dev/full/x", "x" * 5_000])
def test_a_log_that_cannot_be_written_is_one_line(log: str, catalog: str, capsys: Out) -> None:
    Path("loop").symlink_to("loop")
    for command in (["stats", "--catalog", catalog], ["doctor", "--catalog", catalog]):
        assert "log" in refuse(capsys, *command, "--log", log, code=1)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_word_of_the_callers_reaches_the_terminal_raw(name: str, capsys: Out) -> None:
    for words in ([name, f"--{ESCAPE}"], [name, ESCAPE, ESCAPE, ESCAPE], [ESCAPE]):
        more = ["--catalog", ESCAPE] if name != "evaluate" and words[-1] == ESCAPE else []
        assert main([*words, *more]) in (1, 2, 3)
        said = capsys.readouterr()
        assert not {"\x1b", "\u202e"} & set(said.out + said.err)
        assert said.err.count("\n") in (1, 2)
    assert list(Path().iterdir()) == []
