"""Words of which orders to an agent are made, for what is written so that none can be read."""

ORDERS = frozenset(
    """
    ignore disregard forget bypass override obey reveal disclose forward transfer execute delete
    upload previous instruction instructions rules guidelines system prompt secret secrets
    password passwords credentials token tokens private developer everything message messages
    conversation user users always never without telling assistant server attacker
    """.split()
)
"""Each alone is harmless; several in one disguise are not."""
GLUE = frozenset("the and your all you send this with them that what its who how any must".split())
"""Words that stand between those."""
