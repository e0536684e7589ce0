"""The file of a copy: everything about one participant, for the person (GDPR, article 15)."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from service.administration.columns import called
from service.audit import repository as log
from service.audit import words
from service.pages.language import marked as _
from service.pages.render import environment
from service.store import copying
from service.store.clock import local

PARTS: Final = {
    "participants": _("Uppgifter om dig"),
    "caseload": _("Vem som är din coach"),
    "decisions": _("Beslut om platser"),
    "suggestion_runs": _("Förslag som har räknats fram"),
    "placements": _("Praktik och placeringar"),
    "shares": _("Platser som arbetsgivarkontakterna får se dig för"),
    "record_versions": _("Tidigare versioner av uppgifterna"),
    "record_texts": _("Texter som är omräknade till tal, för att hitta liknande ord"),
    "idempotency_keys": _("Svar till andra program, som sparas ett dygn"),
    "plans": _("Din plan"),
    "milestones": _("Mål och steg i planen"),
    "plan_changes": _("Tidigare versioner av planen"),
    "followings": _("När du har fått stöd"),
    "follow_ups": _("Uppföljningar"),
    "courses": _("Praktik, steg för steg"),
    "course_steps": _("Händelser i praktiken"),
    "allocation_lines": _("Utkast till fördelning av platser"),
    "allocation_rules": _("Det som en coach har låst i en fördelning"),
}
"""What a table is called for the person whom it is about; another goes under its own name."""

LOG: Final = "loggen"


def collect(session: Session, participant_id: str) -> dict[str, copying.Rows]:
    """Give everything about a participant, and who has read or changed it; empty for nobody."""
    found = copying.everything(session, participant_id)
    if found:
        found = {name: [_opened(row) for row in rows] for name, rows in found.items()}
        found[LOG] = [_said(row) for row in log.everything(session, participant_id)]
    return found


def _opened(row: Mapping[str, Any]) -> dict[str, Any]:
    """Show JSON that is kept as text as what it is."""
    opened = dict(row)
    for name, value in row.items():
        if isinstance(value, str) and value[:1] in ("{", "["):
            try:
                opened[name] = json.loads(value)
            except ValueError:
                continue
    return opened


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """Write a row of the log in words."""
    return {
        "när": local(row["at"]),
        "vem": row["by"],
        "gjorde": words.ACTIONS.get(row["action"], row["action"]),
        "vad": words.place(row["what"]),
    }


def packed(found: Mapping[str, copying.Rows], participant_id: str, at: str) -> bytes:
    """Give a zip file with the copy twice: as a page to read, and as JSON for programs."""
    page = environment("sv").get_template("copy_file.html")
    read = page.render(
        found=found,
        parts=PARTS | {LOG: _("Vem som har läst eller ändrat")},
        called=called,
        id=participant_id,
        at=local(at),
    )
    document = {"deltagare": participant_id, "skapat": at, "uppgifter": found}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("registerutdrag.html", read)
        file.writestr("registerutdrag.json", json.dumps(document, ensure_ascii=False, indent=1))
    return content.getvalue()
