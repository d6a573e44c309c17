"""Rules on the shape of the parameters: what no single word can say."""

import re
from collections.abc import Iterator

from catalog.taxonomy import Effect, Trait
from classifier.plain import plain_name, search
from classifier.reading import Parameter, Quote, Reading, quote
from classifier.rule import rule
from classifier.words import Words

_CODE = re.compile(r"=>|\b(?:JavaScript|TypeScript|Python|code)\b")
_LANGUAGE = re.compile(r"\b(?:SQL|Cypher|GraphQL|SPARQL|MQL|AQL)\b")
_LOGIN = re.compile(
    r"\b(?:API|access|auth\w*|bearer|login|personal|OAuth|JWT)\b|登录|认证", re.IGNORECASE
)
_LOOKS = frozenset(
    "explain validate plan format lint parse check analyze analyse estimate optimize translate "
    "convert describe examples schema extract".split()
)
"""Words of a name that say what is done with a query or an address: it is looked at."""
_QUERIES = frozenset(("sql", "sqlquery", "cypher", "cypherquery", "sqlstatement"))
_ADDRESSES = frozenset(("path", "url", "endpoint", "uri", "route"))
_METHODS = frozenset(("POST", "PUT", "PATCH", "DELETE"))
_RECEIVERS = frozenset(("to", "recipient", "destination", "toaddress", "receiver", "payee"))


def _named(each: Parameter) -> Quote:
    return quote(f"{each.path}#", each.name, 0, len(each.name))


def _plain(name: str) -> str:
    return plain_name(name).replace("_", "").replace("-", "").lower()


@rule(
    Effect.EXECUTES,
    confidence=0.6,
    wakes=("sql", "query", "cypher", "statement"),
    hits=(
        {"name": "x", "parameters": {"sql": "The text"}},
        {"name": "sql_run", "parameters": {"statement": ""}},
    ),
    misses=(
        {"name": "x", "parameters": {"query": "Words to find"}},
        {"name": "x", "parameters": {"statement": "Which yearly statement"}},
        {"name": "explain_query", "parameters": {"sql": "What to explain"}},
    ),
)
def takes_query(reading: Reading) -> Iterator[Quote]:
    """A parameter takes SQL or another language that can also change data, and the name
    does not say that it is only looked at."""
    name = set(Words.of_name(reading.tool.name).tokens)
    if not _LOOKS.isdisjoint(name):
        return
    for each in reading.parameters:
        plain = _plain(each.name)
        if plain in _QUERIES or (plain == "statement" and "sql" in name):
            yield _named(each)


@rule(
    Effect.EXECUTES,
    confidence=0.6,
    wakes=("query", "statement"),
    hits=(
        {"name": "x", "parameters": {"query": "The SQL query"}},
        {"name": "x", "parameters": {"query": "SQL with placeholders"}},
    ),
    misses=(
        {"name": "x", "parameters": {"query": "Words to look for"}},
        {"name": "x", "parameters": {"queries": "SQL query"}},
    ),
)
def takes_query_text(reading: Reading) -> Iterator[Quote]:
    """A parameter takes a query in a language that can also change data."""
    if not _LOOKS.isdisjoint(Words.of_name(reading.tool.name).tokens):
        return
    for each in reading.parameters:
        said, field = each.described
        if _plain(each.name) in ("query", "statement") and said:
            found = search(_LANGUAGE, said)
            if found:
                yield quote(field, said, *found)


@rule(
    Effect.EXECUTES,
    confidence=0.7,
    wakes=("method",),
    hits=(
        {"name": "x", "parameters": {"method": {"enum": ["GET", "DELETE"]}, "path": "Any path"}},
        {"name": "x", "parameters": {"http_method": "The HTTP method", "url": "Where to"}},
    ),
    misses=(
        {"name": "x", "parameters": {"method": {"enum": ["GET"]}, "url": "Where to"}},
        {"name": "x", "parameters": {"method": "How to sort", "key": "Field"}},
    ),
)
def takes_any_request(reading: Reading) -> Iterator[Quote]:
    """The caller picks both the HTTP method and the address of a request."""
    if not any(_plain(each.name) in _ADDRESSES for each in reading.parameters):
        return
    if not _LOOKS.isdisjoint(Words.of_name(reading.tool.name).tokens):
        return
    for each in reading.parameters:
        if _plain(each.name) in ("method", "httpmethod", "requestmethod"):
            written = {choice.value.upper() for choice in each.choices}
            http = "HTTP" in (each.description or "").upper()
            if written & _METHODS or (http and not each.choices):
                yield _named(each)


@rule(
    Effect.DELETES,
    confidence=0.7,
    wakes=("all", "delete", "existing"),
    hits=({"name": "x", "parameters": {"deleteAll": {"type": "boolean"}}},),
    misses=(
        {"name": "x", "parameters": {"all": {"type": "boolean"}}},
        {"name": "x", "parameters": {"delete": "Name of the column"}},
    ),
)
def takes_delete_flag(reading: Reading) -> Iterator[Quote]:
    """A flag of the caller's makes the call delete as well."""
    for each in reading.parameters:
        flag = _plain(each.name) in ("deleteall", "delete", "deleteexisting", "clearall", "wipeall")
        own = each.beside == "inputSchema/properties"  # deeper, it empties a part of what is sent
        if flag and own and each.schema.get("type") == "boolean":
            yield _named(each)


@rule(
    Effect.OVERWRITES,
    confidence=0.6,
    wakes=("overwrite", "existing"),
    hits=({"name": "x", "parameters": {"overwrite": {"type": "boolean"}}},),
    misses=({"name": "x", "parameters": {"overwrite": "How to treat what is there"}},),
)
def takes_overwrite_flag(reading: Reading) -> Iterator[Quote]:
    """A flag of the caller's lets the call replace what is there, so it writes something."""
    for each in reading.parameters:
        flag = _plain(each.name) in ("overwrite", "forceoverwrite", "overwriteexisting")
        if flag and each.schema.get("type") == "boolean":
            yield _named(each)


@rule(
    Effect.SECRETS,
    confidence=0.7,
    wakes=("token",),
    hits=({"name": "x", "parameters": {"token": "The API token of the account"}},),
    misses=(
        {"name": "x", "parameters": {"token": "Symbol or address of the token"}},
        {"name": "x", "parameters": {"page_token": "From the last API response"}},
    ),
)
def takes_login_token(reading: Reading) -> Iterator[Quote]:
    """A parameter takes the token that opens an account."""
    for each in reading.parameters:
        if _plain(each.name) == "token" and search(_LOGIN, each.description or ""):
            yield _named(each)


@rule(
    Trait.FREE_INPUT,
    confidence=0.8,
    wakes=("function",),
    hits=({"name": "x", "parameters": {"function": "JavaScript code: () => document.title"}},),
    misses=({"name": "x", "parameters": {"function": "Which of the series"}},),
)
def takes_function(reading: Reading) -> Iterator[Quote]:
    """A parameter takes a function of the caller's own writing."""
    for each in reading.parameters:
        if _plain(each.name) == "function" and search(_CODE, each.description or ""):
            yield _named(each)


@rule(
    Effect.PAYS,
    confidence=0.4,
    wakes=("amount",),
    hits=({"name": "x", "parameters": {"amount": "How much", "recipient": "Who"}},),
    misses=(
        {"name": "x", "parameters": {"amount": "How much"}},
        {"name": "x", "parameters": {"recipient": "Who"}},
    ),
)
def takes_amount_and_receiver(reading: Reading) -> Iterator[Quote]:
    """An amount goes to someone; alone not enough, since a ledger takes both as well."""
    if any(_plain(each.name) in _RECEIVERS for each in reading.parameters):
        yield from (_named(each) for each in reading.parameters if _plain(each.name) == "amount")
