"""A warning in a reader's words."""

from catalog.model.classification import Warned
from publisher.excerpt import LINE, QUOTE, cut
from publisher.words import tool as words
from publisher.words.places import place


def warned(warning: Warned) -> str:
    """What a warning says, in one line."""
    where = cut(place(warning.field), LINE)
    return words.WARNED.format(rule=warning.rule, quote=cut(warning.quote, QUOTE), place=where)
