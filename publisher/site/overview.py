"""Everything that is said of the whole catalog, each kind with a template of its name."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from publisher.browse.values import BrowsePage, ChangesPage, IndexPage, ListPage
from publisher.reference.values import (
    MethodologyPage,
    PatternPage,
    PatternsPage,
    RulePage,
    RulesPage,
)

Overview = (
    IndexPage
    | BrowsePage
    | ListPage
    | ChangesPage
    | PatternsPage
    | PatternPage
    | RulesPage
    | RulePage
    | MethodologyPage
)
OVERVIEW: TypeAdapter[Overview] = TypeAdapter(Annotated[Overview, Field(discriminator="kind")])
