"""What an administrator does for one person without seeing the case: copy and erasure; and the settings.

A participant is found by the whole case number only, and nothing of the case is ever on a page: a copy
leaves as a file for the person, and an erasure says that it is done.

pages       /registerutdrag, /radering and /installningar
copying     the file of a copy
columns     what its columns are called
overview    the settings that matter, in words, without secrets
"""

from service.administration.pages import router

__all__ = ["router"]
