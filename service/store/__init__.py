"""The store: SQLite or PostgreSQL behind a few modules of plain functions.

database    connections and transactions: ``Database.open(url)``, ``read()``, ``write()``
migrate     the shape of the store: ``upgrade``, ``downgrade``, ``current``, ``head``
schema      the tables
kinds       the four kinds of record, and which of their fields are columns
records     participants, slots, employers and placements, with their history
saving      from validated JSON to stored records: encode, write, register employers
vectors     the vectors of the records' texts
erasure     a participant leaves without a trace
runs        suggestion runs and decisions
weights     versions of the weights, and which of them is in use
idempotency answers to repeated posts
upkeep      what a service needs of the store when it starts
clock       time as the store writes it
"""

from service.store.database import BadDatabaseUrl, Database

__all__ = ["BadDatabaseUrl", "Database"]
