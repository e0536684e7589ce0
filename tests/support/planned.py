"""A plan that has lived for a while, for tests of pages: steps in every state, and meetings of every kind."""

from datetime import date, time, timedelta

from service.plans import followups, plan, repository
from service.plans.followups import Written
from service.plans.steps import Typed
from service.store import Database
from tests.support.town import COACH, DAY

GOAL = "Jobba som lagerarbetare på heltid i Vingåker"
STEPS = (
    Typed(kind="cv", actor="participant", state="reached", due=date(2026, 10, 5)),
    Typed(kind="work_training", actor="participant", state="doing", due=date(2026, 11, 16)),
    Typed(
        kind="licence",
        text="Körkort B",
        actor="participant",
        state="not_reached",
        due=date(2026, 11, 20),
        reason="Jag hann inte läsa, för bussen går så sällan.",
        note="Frågar skolan om teori på distans.",
    ),
    Typed(
        kind="own", text="Ordna plats på fritids för barnen", actor="social_services", due=date(2026, 12, 4)
    ),
    Typed(kind="subsidised_job", actor="employer"),
    Typed(kind="apply", actor="participant", state="dropped"),
)


def live(database: Database, participant_id: str, *, late: bool = True, by: str = COACH) -> None:
    """Let a plan live: a goal that was changed, six steps, one meeting held, one missed, and one booked.

    Parameters
    ----------
    late : whether the booked meeting should have been held before `DAY`.
    """
    due = DAY - timedelta(days=5) if late else DAY + timedelta(days=2)
    with database.write() as session:
        plan.save_goal(session, participant_id, "Jobba på lager", 0, by=by)
        plan.save_goal(session, participant_id, GOAL, 1, by=by)
        for number, step in enumerate(STEPS):
            plan.add_step(session, participant_id, f"{number:032x}", step, by=by)
        followups.begin(session, participant_id, date(2026, 10, 12), by)
        for on, state, done in (
            (date(2026, 10, 26), "held", "Har lärt sig plocklistan. Trivs med handledaren."),
            (date(2026, 11, 9), "missed", "Bussen var inställd. Vi ringdes i stället."),
        ):
            known = repository.booked(session, participant_id)
            assert known is not None
            held = Written(
                state, on, done, "Öka till fyra timmar om dagen.", 16.0, ("participant", "supervisor")
            )
            followups.write(session, known, known.version, held, by=by)
            followups.book(session, participant_id, known.id, due, time(9, 30), by=by)
