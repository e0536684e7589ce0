"""Accounts: who calls, what they may do, and whose participant is whose.

account      who calls: `Account` and the roles
permissions  the one table of routes, roles and states; `visible` adds it to a query
caseload     whose a participant is, who is protected, what a coach has shared
limiting     how often one may ask
small        counts without groups of fewer than five
shared       what is shown of a person who is shared for a place
demo         the accounts of the demo
guard        every request is let in here; `Signed` for the routes of pages
service      signing in and out, sessions and tokens
passwords    what is refused, and argon2id
waiting      how long the next try must wait after failures
devices      what a browser is called on the list of where one is signed in
sealing      secrets that must be read again, sealed by a key of the settings
second_factor  the code from the telephone, and recovery codes
oidc         the municipality's own directory
own          what somebody does with the own account
managing     what an administrator does with accounts and units

pages        /logga-in and /logga-ut; own_pages: /mitt-konto; oidc_pages: /logga-in/katalog
admin_pages  /konton, /nytt-konto, /enheter
repository   every query
models       the tables
"""

from service.accounts.account import Account
from service.accounts.guard import MaybeSigned, Signed

__all__ = ["Account", "MaybeSigned", "Signed"]
