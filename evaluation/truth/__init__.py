"""Invented histories whose truth is known: what the evaluation finds, against what is so.

covering    how often intervals hold the truth (`make evaluation-truth`)
offpolicy   estimates of what another order would have led to
weights     learned weights
learning    the long run of the two (`make evaluation-truth`)
fairness    what the audit finds where a bias was planted, and where there is none (`make evaluation-truth`)
large       how long a report of a region's history takes (`make evaluation-large`)
"""
