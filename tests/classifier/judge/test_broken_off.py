"""An endpoint that breaks off in the middle of an answer is one that did not answer."""

import anyio
import pytest

from classifier.judge.endpoint import Endpoint, Unanswered
from tests.classifier.judge.batching import client
from tests.servers import openai_faults as faults
from tests.servers.openai_replica import MODEL, serving


@pytest.mark.parametrize("fault", [faults.dropped, faults.refused, faults.half_json, faults.html])
def test_an_answer_that_breaks_off_is_none(fault: faults.Fault) -> None:
    with serving(lambda _: {"rooms": 1}) as replica:
        replica.faults["POST /chat/completions"] = [fault]

        async def ask() -> str:
            async with client(replica) as api:
                endpoint = Endpoint(api, MODEL)
                with pytest.raises(Unanswered):
                    await endpoint.ask([{"role": "user", "content": "?"}], {}, 10)
                schema = {"type": "object", "properties": {}, "additionalProperties": False}
                said = await endpoint.ask([{"role": "user", "content": "?"}], schema, 10)
                return said.text

        assert anyio.run(ask) == '{"rooms": 1}'
