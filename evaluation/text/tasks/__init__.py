"""What the measures are asked to do, on the parts of the material that judge.

substitutes  occupations that can stand in for each other
skills       skill to skill, and group of occupations to skill
speech       everyday speech, and other names for occupations
slips        typing errors, and compounds written apart or together
english      English to Swedish
"""

from data.model.material import Material
from evaluation.text.task import Task
from evaluation.text.tasks import english, skills, slips, speech, substitutes


def tasks(material: Material, *, seed: int) -> list[Task]:
    """Build every task.

    Parameters
    ----------
    seed : of the slips, and of the drawing where there are more queries than the slow measures can take.
    """
    return [
        *substitutes.tasks(material),
        *skills.tasks(material, seed),
        *speech.tasks(material),
        *slips.tasks(material, seed),
        *english.tasks(material, seed),
    ]
