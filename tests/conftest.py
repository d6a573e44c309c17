"""What holds for all tests.

Machines are slow at times, so no property has a deadline. And a shell may run the tests behind
it, deaf to Ctrl-C and to its end; what they start is to hear both all the same.
"""

import signal

from hypothesis import HealthCheck, settings

settings.register_profile("toolrisk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("toolrisk")
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
