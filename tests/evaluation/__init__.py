"""Figures: what they mean, that nothing judged was taught, and that the pages are what a run wrote."""
