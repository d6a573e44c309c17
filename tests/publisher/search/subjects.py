"""Tools and servers to be found, made by hand or drawn."""

from hypothesis import strategies as st

from catalog.taxonomy import Risk
from publisher.site.search.subject import Subject

NAMES = st.text(st.sampled_from("abcAB_1é 天"), max_size=6)


def a_subject(name: str, server: str = "", summary: str = "", risk: Risk | None = None) -> Subject:
    return Subject(
        address=f"servers/s/{name}.html",
        name=name,
        server=server,
        risk=risk,
        label="Write",
        summary=summary,
        also="",
        filters=(f"risk:{risk}",) if risk else (),
    )


SUBJECTS = st.lists(
    st.builds(a_subject, NAMES, NAMES, NAMES, st.sampled_from([None, *Risk])), max_size=40
)
