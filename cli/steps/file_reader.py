"""The second reader of a file's tools: some at a time, in their order, and nothing kept."""

import asyncio
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from catalog.errors import JudgeError
from catalog.model.judgement import Judgement
from classifier.judge.question import Question, groups, question
from classifier.reconcile import reconcile, standing
from cli.steps.outcome import SecondReading
from cli.steps.reading_terms import ReadingTerms, When
from cli.steps.ruled_file import Judged

if TYPE_CHECKING:
    from cli.steps.asking import Reader

AT_A_TIME = 200
"""Tools whose verdicts wait for the model; those before have been printed."""


class FileReader:
    """Reads what the rules are unsure of; `report` tells what came of it."""

    def __init__(self, terms: ReadingTerms) -> None:
        self.terms = terms
        self._missing: SecondReading | None = None
        self._reader: Reader | None = None
        self._said: dict[tuple[str, str], Judgement] = {}

    def read(self, found: Iterator[Judged]) -> Iterator[Judged]:
        """The tools in their order, with the verdicts that stand. Raises JudgeError."""
        if self.terms.when is When.NEVER:
            yield from found
            return
        with asyncio.Runner() as runner:
            while some := list(islice(found, AT_A_TIME)):
                wanted = [each for each in map(self._question, some) if each]
                if wanted and not self._missing:
                    runner.run(self._ask(wanted))
                yield from map(self._stands, some)
            if self._reader:
                runner.run(self._reader.asking.endpoint.client.close())

    def report(self) -> SecondReading | None:
        """What came of it; None where nothing was asked."""
        if self._reader is None:
            return self._missing
        from cli.steps.asking import report

        return report(self.terms, self._reader)

    def _question(self, judged: Judged) -> Question | None:
        asked = judged.tool, judged.entry.context, judged.verdict
        key = judged.verdict.tool_digest, judged.verdict.context_digest
        always = self.terms.when is When.ALWAYS
        wanted = key not in self._said and (always or not standing(*asked).sure)
        return question(*asked) if wanted else None

    async def _ask(self, wanted: Iterable[Question]) -> None:
        from cli.steps.asking import find, no_reader  # its imports take half a second

        try:
            self._reader = self._reader or await find(self.terms, self._keep)
        except JudgeError as error:
            self._missing = no_reader(self.terms, error)
            return
        each_once = {each.key: each for each in wanted}
        await self._reader.asking.ask_all(groups(tuple(each_once.values())))

    def _keep(self, judgement: Judgement) -> None:
        self._said[judgement.tool_digest, judgement.context_digest] = judgement

    def _stands(self, judged: Judged) -> Judged:
        verdict = judged.verdict
        said = self._said.get((verdict.tool_digest, verdict.context_digest))
        if said is None:
            return judged
        tool, context = judged.tool, judged.entry.context
        return judged._replace(verdict=reconcile(verdict, tool, context, said))
