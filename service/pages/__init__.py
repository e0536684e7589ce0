"""What every page is made of, and the pages that belong to no role.

render      ``shown("people.html", …)``: from a template to an answer
reader      the request that is being answered: its language, its account, its address
language    Swedish and English; sentences are written in Swedish and looked up in .po files
words       filters of the templates: numbers, weeks, places, the matcher's sentences
charts      pictures as SVG, made on the server
forms       what was typed, what is wrong with it, and how to mend it
troubles    what people are told of a problem
navigation  the menu of each role
base        the start page, the language switch, the style sheet and the script

templates   ``base.html`` is the frame, ``parts.html`` the macros that pages are built of
static      one style sheet, one script that only adds, one icon
"""

from service.pages.render import shown

__all__ = ["shown"]
