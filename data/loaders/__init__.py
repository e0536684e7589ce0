"""Files into domain objects: CSV, XLSX and JSON of participants, slots and placements.

- `files`: `load`, `load_participants`, `load_slots`, `load_placements`
- `problems`: `BadFile` with every `Problem` of a file
- `messages`: every error in Swedish; the API says the same
- `locks`: pairs that are decided before a group is divided
- `templates`: an empty table to fill in
- `columns`: which columns there are; `cells`: how a cell is read
- `sources`, `csv_rows`, `xlsx_rows`: from bytes to rows
- `tables`, `json_items`, `intake`: from rows and items to records
"""

from data.loaders.files import Loaded, load, load_participants, load_placements, load_slots
from data.loaders.problems import BadFile, Problem

__all__ = ["BadFile", "Loaded", "Problem", "load", "load_participants", "load_placements", "load_slots"]
