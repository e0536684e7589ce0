"""Who read and wrote what about whom: an append-only, hash-chained log, and the pages that show it.

chain      the log itself: `append` adds rows in the transaction that is open
notes      what one request will leave in the log; `shown` adds people to it
layer      around the routes: nothing personal leaves before its row is stored
writer     rows of many requests in one transaction
verifying  walks the chain and finds what somebody has changed
cutting    retention of the log itself: from its beginning, and only where it is whole
words      what an address is called in the log, for people
pages      /granskning
repository every query of the page
models     the tables

For whoever writes a route
--------------------------
An address whose row in `service.accounts.permissions.TABLE` shows people (``own``, ``plain``, ``shared``,
``any`` or ``count``) is logged by itself. A participant in the address, as ``/deltagare/{participant_id}/…``,
is logged by itself too. A route that shows *other* people — a list, candidates, a placement — says whom,
once it knows, from wherever in the request it is::

    from service import audit

    audit.shown(person.id for person in on_the_page)
    audit.shown()          # nobody after all, as for an empty form

A route that says nothing is logged with everybody whom the address may show that account: true, but vaguer
than it need be. What a route writes is logged in the same transaction as the change itself.
"""

from service.audit.notes import shown

__all__ = ["shown"]
