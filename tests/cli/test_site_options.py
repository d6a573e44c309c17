"""Where a site will stand, and whom its readers write to: URLs that lead where they say."""

import pytest

from catalog.errors import UsageError
from cli.site_options import BASE_URL, owner

GOOD = "https://example.org/"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("https://example.org", GOOD),
        ("HTTPS://example.org//", GOOD),
        ("https://[::1]:8080/x", "https://[::1]:8080/x/"),
        ("https://example.org/@me", "https://example.org/@me/"),
    ],
)
def test_a_base_is_a_folder(said: str, kept: str) -> None:
    assert owner(said, None).base_url == kept


@pytest.mark.parametrize(
    "said",
    [
        "",
        "//x/",
        "javascript:alert(1)",
        "https:///x",
        "https://[::1",
        "https://x:port/",
        "https://x:99999/",
        "https://a b/",
        "https://x/?",
        "https://x/#",
        "https://me:password@x/",
        "https://x/" + "x" * 2000,
    ],
)
def test_what_is_no_folder_on_the_web_is_refused(said: str) -> None:
    with pytest.raises(UsageError, match="--base-url"):
        owner(said, None)


def test_a_scheme_is_told_in_small_letters_as_pages_look_for_it() -> None:
    assert owner(BASE_URL, "HTTPS://x/?{tool}").dispute == "https://x/?{tool}"


@pytest.mark.parametrize("said", ["https://{tool}/", "https://{server}.x/", "https://x:{tool}/"])
def test_no_name_of_a_tool_says_to_which_host_a_dispute_goes(said: str) -> None:
    with pytest.raises(UsageError, match="--dispute"):
        owner(BASE_URL, said)
