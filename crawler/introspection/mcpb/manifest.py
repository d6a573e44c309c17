"""A bundle's manifest.json → the program to start, with dummies for what only a user could give."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from catalog.model.listing import Input
from catalog.model.value import Value
from crawler.introspection.dummies import HERE, dummy

BYTES = 4 << 20
SYSTEM = "linux"
WORDS = 1_000

_VARIABLE = re.compile(r"\$\{([^{}]+)\}")
_USER = "user_config."


class Start(Value):
    """What a bundle wants to be started as; `command` may be a path within it."""

    name: str
    version: str
    command: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]


def read_manifest(folder: Path) -> Start:
    """Raises ValueError, with what is wrong, and OSError."""
    try:
        with (folder / "manifest.json").open("rb") as file:
            manifest = json.loads(file.read(BYTES))
    except FileNotFoundError:
        raise ValueError("the bundle has no manifest.json") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"the bundle's manifest.json cannot be read: {error}") from error
    return start(manifest, folder)


def start(manifest: Any, folder: Path) -> Start:
    """Pure. Raises ValueError where the manifest does not say how to start the server here."""
    config = _configuration(_object(_object(manifest, "it").get("server"), "server"))
    values = {"__dirname": [str(folder)], "HOME": [HERE], "/": ["/"], "pathSeparator": ["/"]}
    values |= {key: [HERE] for key in ("DESKTOP", "DOCUMENTS", "DOWNLOADS")}
    wanted = _object(manifest.get("user_config") or {}, "user_config")
    values |= {f"{_USER}{name}": _given(name, each) for name, each in wanted.items()}
    command, arguments = config.get("command"), config.get("args") or []
    if not isinstance(command, str) or not _strings(arguments) or len(arguments) > WORDS:
        raise ValueError("the bundle's manifest.json names no command to start")
    variables = _object(config.get("env") or {}, "env")
    environment = {name: list(_filled(str(each), values)) for name, each in variables.items()}
    return Start(
        name=str(manifest.get("name") or "bundle")[:200],
        version=str(manifest.get("version") or "0")[:200],
        command=next(_filled(command, values), ""),
        arguments=tuple(word for each in arguments for word in _filled(each, values)),
        environment={name: ",".join(each) for name, each in environment.items() if each},
    )


def _configuration(server: Mapping[str, Any]) -> dict[str, Any]:
    """`mcp_config` as it is on this system."""
    config = _object(server.get("mcp_config"), "server.mcp_config")
    overrides = config.get("platform_overrides")
    mine = overrides.get(SYSTEM) if isinstance(overrides, dict) else None
    return {**config, **(mine if isinstance(mine, dict) else {})}


def _given(name: str, setting: Any) -> list[str]:
    """The values of a setting: its defaults, else a dummy where it is required."""
    setting = setting if isinstance(setting, dict) else {}
    default = setting.get("default")
    if default is not None:
        every = default if isinstance(default, list) else [default]
        return [_VARIABLE.sub(HERE, _text(each)) for each in every[:WORDS]]
    if not setting.get("required"):
        return []
    kind = {"directory": "filepath", "file": "filepath"}.get(str(setting.get("type")))
    form = kind or str(setting.get("type") or "string")
    return [dummy(Input(name=name, required=True, format=form))]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _filled(template: str, values: Mapping[str, list[str]]) -> Iterator[str]:
    """One word, none where an optional setting is not given, several where a setting has many."""
    whole = _VARIABLE.fullmatch(template)
    if whole and whole[1] in values:
        yield from values[whole[1]]
        return
    names = _VARIABLE.findall(template)
    if any(not values.get(each, [""]) for each in names):
        return
    yield _VARIABLE.sub(lambda each: ",".join(values.get(each[1], [each[0]])), template)


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"the bundle's manifest.json is wrong: {name} is no object")  # noqa: TRY004, what is promised
    return value
