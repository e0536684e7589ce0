"""How good the text model is, beside others, on material that it was not taught.

systems    the measures that are compared, and which of them this machine has
task       ``Task``: queries, candidates, and what is right
tasks      the tasks: occupations, skills, everyday speech, slips, English
ranking    how good one ranking is, fair to ties
measuring  every measure on every task, with intervals
speed      texts a second on one core, and what loading takes
gendered   titles that name a sex, beside those that do not
running    one whole run, as one JSON document
page       the page that a run writes, docs/reference/text-model.md
"""
