"""Plans and follow-up: the goal, the steps on the way, the next meeting always booked, also after the end.

plan        the goal and the steps of a plan: saving, and what two who write at once see
steps       what a step is: its states, who does it, the catalogue to choose from
nearer      nearer steps to a goal that is out of reach now
meetings    a meeting as it is typed, and what is wrong with it
followups   meetings: ``begin`` and ``after`` a placement, booking, writing up, ending
pattern     how often: close at first, then by the month, and for some time after the end
days        Swedish holidays and eves, working days, months
demo        plans and meetings of the demo's invented participants
lateness    ``late`` and ``late_by_unit``: how many wait for a follow-up, as counts
feed        meetings as iCalendar, without names; the secret address of a coach's feed

routes      every address below
plan_pages  /deltagare/{id}/plan, and its print, easy Swedish and export
step_pages  /deltagare/{id}/steg, and nearer steps
meet_pages  /deltagare/{id}/boka, /deltagare/{id}/uppfoljning, /uppfoljningar, /kalender
sheet       /deltagare/{id}/stod: the sheet for the workplace on how to support
api         /api/v1/participants/{id}/plan
repository  every query
models      the tables
"""

from service.plans.lateness import late

__all__ = ["late"]
