"""The line of each key is found, whatever else the text holds."""

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.toml_lines import lines_of

TRAPS = '''\
# jobs = 1
catalog = "a # b"  # x = [
"jobs" = 3

  registries = [ # [
   "a ]", # ]
   """x
jobs = 1""",
  ]
 [run] # "
jobs = 2
[ policy ]
target = \'\'\'
jobs = 9\'\'\'
text = """a "" \\""" b"""""
crawl = {quiet = true, a = [1, {b = 2}]}
[[stats]]
quiet.more = 1979-05-27
'''


def test_traps_are_stepped_over() -> None:
    found = lines_of(TRAPS)
    assert found == {
        ("catalog",): 2, ("jobs",): 3, ("registries",): 5,
        ("run",): 10, ("run", "jobs"): 11,
        ("policy",): 12, ("policy", "target"): 13, ("policy", "text"): 15, ("policy", "crawl"): 16,
        ("stats",): 17, ("stats", "quiet"): 18,
    }  # fmt: skip
    assert lines_of(TRAPS.replace("\n", "\r\n")) == found


def _quoted(text: str) -> str:
    return "".join(f"\\u{ord(each):04x}" if each in '"\\' or ord(each) < 32 or ord(each) == 127
                   else each for each in text)  # fmt: skip


NOISE = ["", "  ", "# a = [\"'''", "\t# ]"]
VALUES = st.one_of(
    st.integers(0, 9).map(str),
    st.text(st.characters(codec="utf-8"), max_size=9).map(lambda each: f'"{_quoted(each)}"'),
    st.lists(st.sampled_from(['"]"', "'#'", "[1]", "{a = '}'}"]), max_size=3).map(
        lambda each: "[\n" + ",\n".join(each) + "\n]"
    ),
    st.lists(st.sampled_from(["x = 1", "[y]", '"', "\\\\", "#"]), max_size=3).map(
        lambda each: '"""\n' + "\n".join(each) + '\n"""'
    ),
)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.lists(st.sampled_from(NOISE), max_size=2), VALUES), max_size=6),
       st.integers(0, 6))  # fmt: skip
def test_every_key_is_found_where_it_was_put(
    entries: list[tuple[list[str], str]], header: int
) -> None:
    rows: list[str] = []
    put: dict[tuple[str, ...], int] = {}
    for number, (noise, value) in enumerate(entries):
        if number == header:
            rows.append("[table]")
            put["table",] = len(rows)
        rows += noise
        path = ("table", f"k{number}") if number >= header else (f"k{number}",)
        put[path] = len(rows) + 1
        rows += f"k{number} = {value}".split("\n")
    text = "\n".join(rows)
    tomllib.loads(text)
    assert lines_of(text) == put
