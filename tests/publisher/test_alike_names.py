"""Tools of a server that an eye takes for each other: both pages say so, and by what letter."""

from catalog.taxonomy import Category
from publisher.alike_names import alike
from tests.publisher.values import a_server, a_tool, a_verdict, composed

CYRILLIC = "p\N{CYRILLIC SMALL LETTER A}y"


def test_both_pages_say_that_their_names_look_alike_and_name_the_letter() -> None:
    tools = [a_tool("pay"), a_tool(CYRILLIC), a_tool("read")]
    server = a_server()
    made = composed(server, *((each, a_verdict(each, Category.READ)) for each in tools))
    latin, cyrillic, other = (each.warnings for each in made.tools)
    letter = "(with \N{CYRILLIC SMALL LETTER A} U+0430, Cyrillic)"
    begins = "Its name, “{}”{}, is easily taken for that of another tool of this server: "
    assert latin[0].says == begins.format("pay", "") + f"“{CYRILLIC}” {letter}"
    assert cyrillic[0].says == begins.format(CYRILLIC, f" {letter}") + "“pay”"
    assert other == ()


def test_names_that_differ_by_a_sign_or_a_digit_are_alike_too_and_others_are_not() -> None:
    names = ["list_all", "1ist_all", "list-a11", "list", "\N{CJK UNIFIED IDEOGRAPH-4E00}", "!", "?"]
    told = alike(names)
    assert [len(each) for each in told] == [1, 1, 1, 0, 0, 0, 0]
    assert "“1ist_all”, “list-a11”" in told[0][0].says


def test_a_name_that_is_offered_twice_is_not_like_itself() -> None:
    assert alike(["a", "a"]) == ((), ())


def test_what_is_told_is_bounded() -> None:
    names = [f"{'a' * 300}{'_' * at}" for at in range(500)]
    names.append("\N{CYRILLIC SMALL LETTER A}\N{GREEK SMALL LETTER ALPHA}" * 150)
    assert max(len(each.says) for told in alike(names) for each in told) < 1_500
