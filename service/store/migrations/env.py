"""How Alembic runs here: on the connection that `service.store.migrate` hands over."""

from alembic import context

from service.accounts import models as _accounts  # noqa: F401  # so that the metadata knows their tables
from service.evaluations import models as _evaluations  # noqa: F401  # as above
from service.store.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
