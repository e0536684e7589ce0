"""Records drawn from the pools of the properties, for tests that need a crowd of them."""


def drawn(kind, pools, base, rng, id_):
    """Draw a record that differs from a complete one in up to five fields."""
    names = [name for name in rng.sample(sorted(pools), 5) if name != "home"]
    return kind(**{**base, **{name: rng.choice(pools[name]) for name in names}, "id": id_})
