"""The outcome figures that the methods report: how many were supported, and what came of it.

people     from placements to people: when each began, how far each came, when each left
survival   time until something happens when it has not happened to all yet (Kaplan–Meier)
hiding     what may be shown of people who are counted in several ways
parts      the same figures for each year or unit, so that no small part can be worked out
figures    `results`: shares with intervals against an aim, time, kinds, caseload, by period and unit
"""

from evaluation.results.figures import results

__all__ = ["results"]
