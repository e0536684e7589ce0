"""The laws of the matcher, for any participant and any place. One test or more for each law."""
