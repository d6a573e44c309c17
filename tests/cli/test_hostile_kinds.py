"""What is named as a file and is none: a folder, a pipe, a device, a terminal, a moving target."""

import json
import os
import pty
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cli.main import main
from tests.cli.asking import Out, refuse

COMMANDS = [["classify", "--file"], ["policy", "--file"], ["evaluate"]]
ROW = json.dumps({"tool": {"name": "get_a", "description": "Get a."}, "category": "Read"}) + "\n"

needs_devices = pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has none")


def toolrisk(*words: str, stdin: int | None = None) -> subprocess.CompletedProcess[str]:
    """A real process."""
    home = str(Path(main.__code__.co_filename).parents[1])
    return subprocess.run(
        [sys.executable, "-m", "cli.main", *words],
        stdin=stdin, env=os.environ | {"PYTHONPATH": home},
        capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip


def one_line(done: subprocess.CompletedProcess[str], code: int) -> str:
    assert (done.returncode, done.stderr.count("\n")) == (code, 1)
    assert done.stderr.startswith("toolrisk: ")
    return done.stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("name", "why"),
    [
        (".", "Is a directory"),
        ("loop", "Too many levels of symbolic links"),
        ("file/x", "Not a directory"),
        ("none", "No such file"),
        (" ", "No such file"),
        ("http://host/tools.json", "No such file"),
        ("x" * 5_000, "File name too long"),
        ("n\0l", "null byte"),
        ("\udcff\x1b[31m", "No such file"),
        ("/dev/fd/99", "No such file"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(
    name: str, why: str, command: list[str], capsys: Out
) -> None:
    Path("loop").symlink_to("loop")
    Path("file").touch()
    line = refuse(capsys, *command, name, code=1)
    assert line.startswith("toolrisk: cannot read ")
    assert why in line
    assert "; give " in line
    assert "\x1b" not in line


@needs_devices
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/full", "/dev/urandom"])
def test_a_device_without_end_is_refused(device: str, command: list[str], capsys: Out) -> None:
    assert "is a device, which has no end; give " in refuse(capsys, *command, device, code=1)


@needs_devices
@pytest.mark.parametrize("command", COMMANDS)
def test_so_it_is_as_standard_input(command: list[str]) -> None:
    with Path("/dev/zero").open() as endless:
        done = toolrisk(*command, "-", stdin=endless.fileno())
    assert "- is a device, which has no end" in one_line(done, 1)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_pipe_without_end_is_left_as_soon_as_it_tells(command: list[str]) -> None:
    code = "import sys\nwhile True: sys.stdout.write('a' * 65536)"
    words = [sys.executable, "-c", code]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as endless:
        assert endless.stdout is not None
        done = toolrisk(*command, "-", stdin=endless.stdout.fileno())
        endless.kill()
    assert "-" in one_line(done, 1)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_pipe_and_standard_input_are_read_as_a_file_is(command: list[str], capsys: Out) -> None:
    Path("file").write_text(ROW)
    assert main([*command, "file", "--quiet"]) == 0
    expected = capsys.readouterr().out
    os.mkfifo("pipe")
    writer = threading.Thread(target=lambda: Path("pipe").write_text(ROW))
    writer.start()
    assert main([*command, "pipe", "--quiet"]) == 0
    writer.join()
    assert capsys.readouterr().out == expected
    with Path("file").open() as given:
        assert toolrisk(*command, "-", "--quiet", stdin=given.fileno()).stdout == expected


def test_a_terminal_is_read_until_its_end() -> None:
    try:
        ours, theirs = pty.openpty()
    except OSError as error:
        pytest.skip(f"this machine makes no terminals: {error}")
    os.write(ours, f"{ROW}\x04".encode())
    done = toolrisk("classify", "--file", "-", "--json", stdin=theirs)
    os.close(theirs)
    os.close(ours)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["tool"] == "get_a"


def test_a_file_that_grows_meanwhile_is_read_to_its_new_end() -> None:
    Path("file").write_text(ROW * 1_000)
    with subprocess.Popen(
        [sys.executable, "-m", "cli.main", "classify", "--file", "file", "--json", "--quiet"],
        env=os.environ | {"PYTHONPATH": str(Path(main.__code__.co_filename).parents[1])},
        stdout=subprocess.PIPE, text=True,
    ) as process, Path("file").open("a") as file:  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        file.write(ROW * 1_000)
        file.flush()
        verdicts = process.stdout.read().count("\n") + 1
    assert process.returncode == 0
    assert verdicts in (1_000, 2_000)


def test_a_file_that_shrinks_meanwhile_loses_what_is_gone_alone() -> None:
    Path("file").write_text(ROW * 100_000)
    with subprocess.Popen(
        [sys.executable, "-m", "cli.main", "classify", "--file", "file", "--json", "--quiet"],
        env=os.environ | {"PYTHONPATH": str(Path(main.__code__.co_filename).parents[1])},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        os.truncate("file", len(ROW))
        said = process.communicate()[1]
    assert process.returncode in (0, 4)
    assert said.count("\n") == (process.returncode == 4)
