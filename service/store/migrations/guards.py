"""Triggers by which the database itself refuses to change or remove what is history."""

from alembic import op


def guard(table: str, action: str, message: str, *, when: str = "TRUE") -> None:
    """Refuse an action (``UPDATE`` or ``DELETE``) on a table from now on, with a message.

    Parameters
    ----------
    when : the rows for which it is refused, as SQL of ``OLD`` and ``NEW``; all of them otherwise.
    """
    name = f"{table}_no_{action.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
    else:
        row = "OLD" if action == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {when} THEN "
            f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; "
            f"END IF; RETURN {row}; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def unguard(table: str, action: str) -> None:
    """Let the action be done again."""
    name = f"{table}_no_{action.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
    else:
        op.execute(f"DROP TRIGGER {name} ON {table}")
        op.execute(f"DROP FUNCTION {name}()")
