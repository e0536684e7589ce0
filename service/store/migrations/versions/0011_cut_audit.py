"""The log of who read and wrote can be cut from its beginning, and only there."""

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import guard, unguard

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

CODE = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

ROWS = ("audit_entries", "audit_subjects")
SHORTENED = "the log is never shortened"
AFTER = "OLD.number > coalesce((SELECT cut_number FROM audit_head), 0)"
MOVED = "NEW.cut_number < OLD.cut_number OR (NEW.cut_number > 0 AND NEW.cut_number >= NEW.number)"


def upgrade() -> None:
    op.add_column("audit_head", sa.Column("cut_number", BIG, nullable=False, server_default="0"))
    op.add_column("audit_head", sa.Column("cut_hash", CODE, nullable=False, server_default=""))
    for table in ROWS:
        unguard(table, "DELETE")
        guard(table, "DELETE", f"{SHORTENED} but from its beginning", when=AFTER)
    guard("audit_head", "UPDATE", "the log begins where it has been cut", when=MOVED)


def downgrade() -> None:
    unguard("audit_head", "UPDATE")
    for table in ROWS:
        unguard(table, "DELETE")
        guard(table, "DELETE", SHORTENED)
    op.drop_column("audit_head", "cut_hash")
    op.drop_column("audit_head", "cut_number")
