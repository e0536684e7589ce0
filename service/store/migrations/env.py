"""How Alembic runs here: on the connection that `service.store.migrate` hands over."""

from alembic import context

from service.accounts import models as _accounts  # noqa: F401  # so that the metadata knows their tables
from service.allocations import models as _allocations  # noqa: F401  # as above
from service.audit import models as _audit  # noqa: F401  # as above
from service.evaluations import models as _evaluations  # noqa: F401  # as above
from service.liaison import models as _liaison  # noqa: F401  # as above
from service.placing import models as _placing  # noqa: F401  # as above
from service.plans import models as _plans  # noqa: F401  # as above
from service.store.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
