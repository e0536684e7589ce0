"""Retention: what has been kept long enough leaves, once somebody has seen how much it is.

rules       what leaves, and when
repository  every query: what is old enough, and its removal
pages       /gallring: first the counts, then a word typed by hand

The settings say how long (``RATTPLATS_KEEP_…``). Nothing leaves on its own: an administrator does it on the
page, or whoever runs the service with ``rattplats retention --apply``.
"""
