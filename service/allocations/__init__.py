"""Drafts of how places could be divided among a group: stored, shown, changed, and confirmed line by line.

drafting    a group is divided: from who and what takes part to a stored draft
deciding    what a coach decides about a line: confirm it, take it back, lock it, rule it out
api         /api/v1/allocations
pages       /fordelning and /ny-fordelning
shapes      what a request may ask, and what is answered
models      the tables
repository  every query

A draft decides nothing. A line becomes a decision when the participant's own coach confirms it, by the same
way as any other decision (`service.api.decisions`), and room is looked for again at that moment.
"""
