"""``python -m service`` is ``rattplats``."""

from service.cli import main

main()
