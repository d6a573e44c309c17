"""Tables → bar charts, as SVG. The same table gives the same bytes."""

from functools import partial
from typing import Any, Literal, NamedTuple

from publisher.ecosystem.values import Count, Table

WIDTH = 720
ROW = 30
AROUND = 60
"""Pixels: of a chart, of each bar with its space, above and below all bars."""
ROOM = 1.3
"""Of the longest bar: so its number fits behind it."""
MARKS = 8
"""Numbers on the scale, at most, and whole ones: more run into each other."""


class Theme(NamedTuple):
    """Colours, as in the stylesheet's tokens."""

    ink: str
    soft: str
    line: str
    bar: str
    risks: dict[str, str]


THEMES: dict[Literal["light", "dark"], Theme] = {
    "light": Theme(
        "#17191c", "#565a61", "#dcdbd3", "#0b4f8f",
        {"low": "#236240", "medium": "#7a5500", "high": "#a83f08", "critical": "#a30d33"},
    ),
    "dark": Theme(
        "#e7e7e3", "#a5aab2", "#33373e", "#8cc1f5",
        {"low": "#7fcb9f", "medium": "#e5b94f", "high": "#f59f6a", "critical": "#ff8c9f"},
    ),
}  # fmt: skip


def plot(table: Table, theme: Theme) -> bytes:
    """A bar for each row, the first at the top."""
    from publisher.ecosystem.drawing import HorizontalBar  # noqa: PLC0415 - only who draws waits for it

    rows = table.rows[::-1]
    chart = HorizontalBar(_config(table, theme))
    chart.uuid = table.slug
    chart.add_xml_filter(partial(_plain, title=table.title))
    chart.x_labels = [each.name for each in rows]
    chart.add(table.title, [_bar(each, table, theme) for each in rows])
    drawn: bytes = chart.render(is_unicode=True).encode()
    return drawn


def _config(table: Table, theme: Theme) -> Any:
    from publisher.ecosystem.drawing import Config, Style  # noqa: PLC0415 - likewise

    return Config(
        style=Style(
            background="transparent", plot_background="transparent", colors=(theme.bar,),
            foreground=theme.ink, foreground_strong=theme.ink, foreground_subtle=theme.line,
            guide_stroke_color=theme.line, major_guide_stroke_color=theme.line,
            font_family="system-ui, sans-serif", label_font_size=14, major_label_font_size=14,
            value_font_size=13, opacity="1", value_colors=(theme.ink,), transition="none",
        ),
        width=WIDTH, height=AROUND + ROW * max(1, len(table.rows)), js=[], show_legend=False,
        print_values=True, print_values_position="top", print_zeroes=True,
        margin=8, spacing=8, rounded_bars=2,
        max_scale=MARKS, order_min=0, zero=0,
        range=(0, ROOM * max(1, *(each.count for each in table.rows), 1)),
        truncate_label=-1, value_formatter="{:,.0f}".format, show_y_guides=True,
        pretty_print=False, no_data_text="–",
    )  # fmt: skip


def _bar(row: Count, table: Table, theme: Theme) -> dict[str, Any]:
    share = f"{row.count:,} ({100 * row.count / (table.of or 1):.1f} %)"
    color = theme.risks[row.risk] if row.risk else theme.bar
    return {"value": row.count, "color": color, "formatter": lambda _: share}


def _plain(root: Any, title: str) -> Any:
    """Without scripts, which a picture does not run, and without the day on which it was drawn;
    each number stands behind its bar.
    """
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.endswith("script"):
                parent.remove(child)
            elif child.get("class") == "value" and child.tag.endswith("text"):
                child.set("text-anchor", "start")
            elif parent is root and child.tag.endswith("title"):
                child.text = title
    return root
