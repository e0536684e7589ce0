"""Alembic's scripts; run through `service.store.migrate`."""
