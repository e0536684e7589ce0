"""The command line: ``rattplats``, also ``python -m service``.

app       the commands and their names; `main` is the entry point
shell     help pages, error messages and exit codes, in Swedish
params    options that several commands share
output    JSON, text, remarks and progress
files     participants, slots and weights from files
storage   settings and the store
ranking   rank, candidates, reach
words     answers as a coach reads them
records   import, export
writing   convert ads, template, synthetic
server    serve, demo, migrate
accounts  user add, list, reset, lock, unlock, token; unit add, list
replaying replay
weights   weights list, show, diff, activate
tune      tune
bench     bench
text_model evaluate-text
"""

from service.cli.app import main

__all__ = ["main"]
