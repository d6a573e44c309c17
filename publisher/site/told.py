"""Everything that is said of the whole catalog, each kind with a template of its name."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from publisher.browse.values import BrowsePage, ChangesPage, IndexPage, ListPage
from publisher.ecosystem.values import ReportPage
from publisher.reference.values import (
    MethodologyPage,
    PatternPage,
    PatternsPage,
    RulePage,
    RulesPage,
)

Told = (
    IndexPage
    | BrowsePage
    | ListPage
    | ChangesPage
    | PatternsPage
    | PatternPage
    | RulesPage
    | RulePage
    | MethodologyPage
    | ReportPage
)
TOLD: TypeAdapter[Told] = TypeAdapter(Annotated[Told, Field(discriminator="kind")])
REPORT = TypeAdapter(ReportPage)
