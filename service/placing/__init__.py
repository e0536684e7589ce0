"""The course of a placement: from a suggestion that somebody goes on with, to how it ended.

states       the one table: states, steps, who may take them, and what each needs
hours        hours that grow from a soft start, and time for studies
booking      places that are taken and let go; what an employer's outcomes teach
taking       steps taken: `suggest`, `adopt`, `take`
withdrawing  a place closes: `end_for_slot` ends what was only suggested there, and the coach is told
records      the placement of the contract that a course writes
given        what a step is given, checked
repository   every query
api          /api/v1/participants/{id}/courses
pages        /deltagare/{id}/praktik/{course}
guarding     what a record from outside may not say, since courses here say something else
sound        what must hold at every moment: capacity, one running placement a person, nothing half done
demo         what the demo's participants have been through: every state, plans, meetings
lived        what happened in a simulation, counted beside the store
simulation   a municipality that lives some years through these functions: ``rattplats simulate``
"""

from service.placing.withdrawing import end_for_slot

__all__ = ["end_for_slot"]
