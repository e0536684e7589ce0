"""How the thresholds of likeness fare: ``python -m evaluation.thresholds``.

``pairs.json`` holds pairs of texts written for this and used for nothing else, neither to train nor to
judge a model: skills that show each other and skills that do not though they look it, and what people
want beside a place that is meant and one that is not.
"""
