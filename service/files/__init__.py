"""Files in and out, as pages: templates to fill in, a preview before anything is stored, and exports.

taking_in  /import: choose a file, see how it was understood, and store the whole of it or nothing
giving     /export: what a role may take with it, as CSV, XLSX or JSON

waiting    a file between the preview and the word to store it: locked, by a key that only the browser has
storing    from the records of a file to the store, for those whom the account sees
kinds      what there is to read and write, and what its columns are called
repository every query

Who may do what stands in the table of permissions: a coach reads and writes the own people, those who find
places and those who follow up places; nobody gets anything personal that is not theirs to see.
"""

from fastapi import APIRouter

from service.files import giving, taking_in

router = APIRouter(include_in_schema=False)
for _part in (taking_in, giving):
    router.include_router(_part.router)
