"""The closed vocabularies of the domain, each code with its Swedish and its English label.

Codes are what files and programs exchange; labels are what people read. A code that is not
here is refused at the edge.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Label(NamedTuple):
    """What a person reads for one code."""

    sv: str
    en: str


CONDITIONS: Final[Mapping[str, Label]] = {
    "heavy_lifting": Label("tunga lyft", "heavy lifting"),
    "standing_long": Label("mycket stående", "long standing"),
    "heights": Label("arbete på hög höjd", "work at heights"),
    "noise": Label("buller", "noise"),
    "night_work": Label("nattarbete", "night work"),
    "alone_work": Label("ensamarbete", "working alone"),
    "stairs": Label("mycket trappor", "many stairs"),
    "outdoor_cold": Label("arbete ute i kyla", "outdoor work in the cold"),
    "shift_work": Label("skiftarbete", "shift work"),
    "dust": Label("damm", "dust"),
    "animals": Label("kontakt med djur", "contact with animals"),
    "driving": Label("bilkörning i arbetet", "driving at work"),
    "customer_contact": Label("kundkontakt", "customer contact"),
    "screen_work": Label("skärmarbete", "screen work"),
    "fast_pace": Label("högt tempo", "fast pace"),
}
"""Work conditions. They describe work, never a person's health."""

SUPPORTS: Final[Mapping[str, Label]] = {
    "step_free": Label("lokaler utan trappor och trösklar", "step-free premises"),
    "quiet_space": Label("en lugn plats", "a quiet space"),
    "interpreter": Label("tolk", "an interpreter"),
    "close_supervision": Label("en handledare nära till hands", "close supervision"),
    "flexible_breaks": Label("pauser vid behov", "flexible breaks"),
    "same_supervisor": Label("samma handledare hela tiden", "the same supervisor throughout"),
    "written_instructions": Label("skriftliga instruktioner", "written instructions"),
    "study_time": Label("tid för studier", "time for studies"),
}
"""Supports that a participant may need and a place may offer."""

DAYS: Final[Mapping[str, Label]] = {
    "mon": Label("måndag", "Monday"),
    "tue": Label("tisdag", "Tuesday"),
    "wed": Label("onsdag", "Wednesday"),
    "thu": Label("torsdag", "Thursday"),
    "fri": Label("fredag", "Friday"),
    "sat": Label("lördag", "Saturday"),
    "sun": Label("söndag", "Sunday"),
}

MODES: Final[Mapping[str, Label]] = {
    "walk": Label("till fots", "on foot"),
    "cycle": Label("med cykel", "by bicycle"),
    "public": Label("med buss eller tåg", "by public transport"),
    "car": Label("med bil", "by car"),
}

OUTCOMES: Final[Mapping[str, Label]] = {
    "hired": Label("anställd", "hired"),
    "subsidised_job": Label("anställning med stöd", "subsidised job"),
    "studies": Label("studier", "studies"),
    "completed": Label("genomförd", "completed"),
    "interrupted": Label("avbruten", "interrupted"),
    "no_show": Label("kom inte", "no show"),
    "declined_by_employer": Label("arbetsgivaren tackade nej", "declined by the employer"),
    "declined_by_participant": Label("deltagaren tackade nej", "declined by the participant"),
    "ongoing": Label("pågår", "ongoing"),
}

CARRIED_THROUGH: Final = ("hired", "subsidised_job", "studies", "completed")
"""Outcomes of a placement that was not broken off."""

ONWARD: Final = ("hired", "subsidised_job", "studies")
"""Outcomes that are work or studies."""

HIRED: Final = ("hired", "subsidised_job")
"""Outcomes that are a job."""

PRIORITIES: Final = (1, 2, 3)
"""1 livelihood support, 2 at risk of long unemployment (youth first), 3 others."""
