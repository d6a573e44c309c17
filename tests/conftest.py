"""What holds for all tests.

Machines are slow at times, so no property has a deadline. And a shell may run the tests behind
it, deaf to Ctrl-C; what they start is to hear it all the same.
"""

import signal

from hypothesis import settings

settings.register_profile("toolrisk", deadline=None)
settings.load_profile("toolrisk")
signal.signal(signal.SIGINT, signal.default_int_handler)
