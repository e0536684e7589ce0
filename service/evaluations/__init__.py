"""Evaluations over the store's own history: ordered by an analyst, worked out by a process of its own.

models      the table: what was ordered, how far it has come, and the report
repository  all queries
runner      `Runner`: takes what is ordered, one at a time, and lets a process work it out
work        that process: it only reads the store, and tells the runner how far it has come
bench       `Bench`: asks another process for figures that somebody waits for, and keeps them
figures     that process: outcome figures, and what other weights would have done
past        the history of the store: records as they were when they first mattered
api         /api/v1/evaluations

No request computes anything, and only `work` and `figures` import the package `evaluation`.
"""
