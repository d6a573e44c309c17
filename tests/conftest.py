"""What holds for all tests: machines are slow at times, so no property has a deadline."""

from hypothesis import settings

settings.register_profile("toolrisk", deadline=None)
settings.load_profile("toolrisk")
