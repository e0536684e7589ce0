"""The service: people and programs use the matcher through it.

settings    what an operator may set (environment, prefix RATTPLATS_)
store       records with history on SQLite or PostgreSQL, and their migrations
matching    ranked places for stored records; places are prepared once and kept while they are unchanged
answers     what the matching answers, as it is stored and sent
replay      an earlier suggestion run, worked out again
problems    the catalogue of errors, in Swedish, as application/problem+json
api         the JSON API, one module a resource
pages       the start page and the demo's pages
app         ``create_app(settings)``
cli         the command ``rattplats``
"""
