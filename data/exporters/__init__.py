"""Domain objects into files: CSV, XLSX and JSON that `data.loaders` reads back unchanged.

- `files`: `export` to a path, whole or not at all; `encode` to bytes
- `cells`: how a value is written in a cell
"""

from data.exporters.files import encode, export

__all__ = ["encode", "export"]
