"""Turns Platsbanken (JobSearch) advertisements into slots, each value with its origin."""

from collections.abc import Sequence
from pathlib import Path

from data.ads import discrimination, terms
from data.ads.building import Draft
from data.ads.driving import read_licences
from data.ads.facts import read_employer, read_place, read_times
from data.ads.files import read
from data.ads.model import ConvertedAd, Mood, Origin
from data.ads.reading import Field
from data.ads.sentences import Sentence, sentences
from data.ads.speaking import read_languages, warn_of_unnamed
from data.ads.tasks import LONGEST, tasks
from data.ads.vocabulary import (
    TermMention,
    certificate_mentions,
    condition_mentions,
    skill_mentions,
    support_mentions,
)
from data.loaders.problems import Problems, shown


def convert(source: str | Path | bytes) -> list[ConvertedAd]:
    """Convert a file of advertisements: one, a list, or a search answer ``{"hits": [...]}``.

    Parameters
    ----------
    source : path of the file, or its bytes.

    Raises
    ------
    data.loaders.problems.BadFile
        With every problem of the file, by number of advertisement and field. Nothing is converted then.
    """
    name, ads = read(source)
    problems = Problems(name)
    converted = []
    seen: dict[str, int] = {}
    for number, content in enumerate(ads, start=1):
        ad = Field(content, number, problems)
        one = _convert(ad)
        if one is None:
            continue
        first = seen.setdefault(one.slot.id, number)
        if first != number:
            ad.wrong(
                "id",
                one.slot.id,
                f"Annonsen {shown(one.slot.id)} finns redan som nummer {first}.",
                "Ta bort den ena.",
            )
        converted.append(one)
    problems.check()
    return converted


def _convert(ad: Field) -> ConvertedAd | None:
    """Convert one advertisement; ``None`` where what it must have is missing."""
    identity = ad.identity("id", needed=True)
    headline = ad.line("headline", needed=True)
    text = ad.text("description.text", needed=True)
    if identity is None or headline is None or text is None:
        return None
    draft = Draft(text)
    divided = sentences(text)
    draft.put("id", identity, Origin("id"))
    read_place(ad, headline, draft)
    read_employer(ad, draft)
    read_times(ad, text, draft)
    _tasks(divided, draft)
    _skills(ad, divided, draft)
    read_languages(ad, divided, draft)
    warn_of_unnamed(divided, draft)
    read_licences(ad, divided, draft)
    _work(ad, divided, draft)
    for where, words in (("headline", headline), ("description.text", text)):
        for finding in discrimination.find(words):
            draft.warn("discrimination", where, finding.text, finding.advice, finding.quote)
    return draft.finish()


def _tasks(text: Sequence[Sentence], draft: Draft) -> None:
    chosen = tasks(text)
    if chosen:
        words = "\n".join(sentence.text for sentence in chosen)
        last = chosen[-1]
        draft.put("tasks", words[:LONGEST], draft.quote(chosen[0].start, last.start + len(last.text)))


def _skills(ad: Field, text: Sequence[Sentence], draft: Draft) -> None:
    """Set what is asked for: skills and certificates; experience and education stand beside."""
    certificates, skills = certificate_mentions(text), skill_mentions(text)
    for mood, part, field in (
        (Mood.DEMANDED, "must_have", "required_skills"),
        (Mood.WISHED, "nice_to_have", "desired_skills"),
    ):
        draft.add(field, ((label, Origin(path, quote=label)) for path, label in ad.labels(f"{part}.skills")))
        draft.add(field, _quoted(skills, mood, draft))
    draft.add("certificates_required", _quoted(certificates, Mood.DEMANDED, draft))
    demanded = {each.code for each in certificates if each.mood is Mood.DEMANDED}
    wished = [each for each in certificates if each.mood is Mood.WISHED and each.code not in demanded]
    draft.add("desired_skills", _quoted(wished, Mood.WISHED, draft))
    if wished:
        labels = list(dict.fromkeys(each.code for each in wished))
        draft.say(
            "certificates_desired", labels, *(origin for _, origin in _quoted(wished, Mood.WISHED, draft))
        )
    for kind, beside in (("work_experiences", "experience"), ("education", "education")):
        for part, ending in (("must_have", "required"), ("nice_to_have", "desired")):
            found = ad.labels(f"{part}.{kind}")
            if found:
                draft.say(
                    f"{beside}_{ending}", [label for _, label in found], *(Origin(path) for path, _ in found)
                )


def _quoted(found: Sequence[TermMention], mood: Mood, draft: Draft) -> list[tuple[str, Origin]]:
    return [(each.code, draft.quote(each.start, each.end)) for each in found if each.mood is mood]


def _work(ad: Field, text: Sequence[Sentence], draft: Draft) -> None:
    """Set what the work is like and what the place offers."""
    for field, found in (("conditions", condition_mentions(text)), ("offers", support_mentions(text))):
        first = {each.code: each for each in reversed(found)}
        if first:
            draft.put(
                field, frozenset(first), *(draft.quote(each.start, each.end) for each in first.values())
            )
    if (adults := terms.adults_only(text)) is not None:
        draft.put("adults_only", True, draft.quote(adults.start, adults.end))
    if (weekend := terms.weekends(text)) is not None:
        draft.say("weekend_work", True, draft.quote(weekend.start, weekend.end))
    if (car := terms.own_car(text)) is not None:
        mood, stated = car
        draft.say(
            "own_car",
            "required" if mood is Mood.DEMANDED else "desired",
            draft.quote(stated.start, stated.end),
        )
    elif ad.flag("access_to_own_car"):
        draft.say("own_car", "required", Origin("access_to_own_car"))
