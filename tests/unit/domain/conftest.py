"""Property tests: no deadline, because the machine is shared; few examples, because runs are."""

from hypothesis import settings

settings.register_profile("monitor", deadline=None, max_examples=40)
settings.load_profile("monitor")
