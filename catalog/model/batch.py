"""Questions that were handed to a provider all at once, to be answered within a day."""

from collections.abc import Mapping
from datetime import datetime

from catalog.model.value import Value

Asked = tuple[str, str]
"""What was asked about: tool digest and context digest."""


class Batch(Value):
    """One batch, by the provider's `id`, and what is known of how far it is.

    `endpoint` is the base URL of the provider, without credentials; `input_file` the id of the
    file there. `status` is the provider's word; a batch with `ended_at` is asked about no more.
    `asked` tells what each request was about, by its custom_id.
    """

    id: str
    endpoint: str
    model: str
    prompt: str
    input_file: str
    submitted_at: datetime
    status: str
    ended_at: datetime | None = None
    asked: Mapping[str, tuple[Asked, ...]]

    @property
    def requests(self) -> int:
        """How many requests were handed over."""
        return len(self.asked)
