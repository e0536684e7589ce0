"""What holds for every test: no example of Hypothesis is held to a time, for the machine may be busy."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
