"""What a project's `toolrisk.toml` may say: it may be a stranger's, cloned a minute ago.

It can choose among what is harmless, and cannot make a call less safe. What it may not say
takes effect only where the person who calls says so: with the flag, with the variable of the
environment, or in a file of their own.

- `catalog`, `reports`, `log` stay in the project's folder, links followed, and out of its
  hidden ones (`.git`, `.github`): nothing else of the user's is written or removed. A URL
  would send the user's data, and the password that PostgreSQL's client finds for it, to a
  host of the stranger's choice.
- `registries` are known by name: an address would be asked from within the user's network, and
  be sent the user's key where it stands in for a registry that wants one. `clients` would put
  what the user's own agents start into the project's catalog.
- `sandbox` is bubblewrap or landlock, never none.
- `judge` is never: whom the user's tools are shown to, and what that costs, is not a
  project's to say; nor is the model, or a larger budget.
- `fail_on` is what stands without it, or stricter.
- A setting that this file does not name is refused: whoever adds one thinks of it here.
"""

from collections.abc import Callable
from pathlib import Path

Refuse = Callable[[object, Path], str | None]
"""Why a value may not come from a project's file in that folder; None where it may."""


def refusal(name: str, value: object, folder: Path) -> str | None:
    """Why the project whose folder this is may not set this; None where it may."""
    return _RULES.get(name, _never)(value, folder)


def _inside(value: object, folder: Path) -> str | None:
    if "://" in str(value):
        return "a project's file names no database server"
    try:
        parts = Path(str(value)).resolve().relative_to(folder.resolve()).parts
    except (ValueError, OSError, RuntimeError):  # RuntimeError: links that go round in circles
        return "it is outside of the project's folder"
    hidden = any(each.startswith(".") for each in parts)
    return "it is in a hidden place of the project" if hidden else None


def _sealed(value: object, _folder: Path) -> str | None:
    sealed = value in ("bubblewrap", "landlock")
    return None if sealed else "a project's file cannot take the sandbox away"


def _no_laxer(value: object, _folder: Path) -> str | None:
    strict = value in ("low", "medium", "high")
    return None if strict else "a project's file cannot let more pass"


def _unasked(value: object, _folder: Path) -> str | None:
    return None if value == "never" else "a project's file cannot spend your tokens"


def _known(value: object, _folder: Path) -> str | None:
    names = value if isinstance(value, list) else [value]
    if "clients" in names:
        return "a project's file does not ask for your clients"
    strange = any("://" in str(each) or "=" in str(each) for each in names)
    return "a project's file names registries, no addresses" if strange else None


def _always(_value: object, _folder: Path) -> str | None:
    return None


def _never(_value: object, _folder: Path) -> str | None:
    return "a project's file cannot say this"


_RULES: dict[str, Refuse] = {
    "catalog": _inside,
    "reports": _inside,
    "log": _inside,
    "sandbox": _sealed,
    "registries": _known,
    "fail_on": _no_laxer,
    "judge": _unasked,
    "base_url": _always,  # both only stand on the pages that the project makes
    "dispute": _always,
    "jobs": _always,
    "target": _always,
    "quiet": _always,
    "verbose": _always,
}
