"""The layer around the routes that keeps the law of the log: first the row, then the answer.

Nothing about people leaves before its row is safe. When the row cannot be written, a problem leaves instead.
"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.handlers import answer
from service.audit.notes import Note, noting
from service.audit.writer import Writer
from service.logs import log
from service.problems import NotLogged


class Auditing:
    """The layer around the routes."""

    def __init__(self, app: ASGIApp, writer: Writer) -> None:
        self.app = app
        self.writer = writer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        note = Note()
        held = False

        async def leave(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and note.personal:
                held = not await self._log(note, message["status"])
                if held:
                    problem = NotLogged(headers={"Retry-After": "5"})
                    await answer(Request(scope), problem)(scope, receive, send)
            if not held:
                await send(message)

        with noting(note):
            await self.app(scope, receive, leave)

    async def _log(self, note: Note, status: int) -> bool:
        """Write the row of an answer; say whether the answer may leave."""
        if status >= 500:
            return True  # it says that nothing was done, and shows nobody
        try:
            await run_in_threadpool(self.writer.write, note, status)
        except Exception as error:  # noqa: BLE001  # whatever it was: what is not logged is not shown
            log.error("not logged", error=type(error).__name__)
            return False
        return True
