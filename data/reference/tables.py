"""The bundled tables, read once from the package, so that an installed wheel finds them too."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from matcher.context import Occupation
from matcher.levels import Cefr
from matcher.text import normalise
from matcher.vocabulary import Label


@dataclass(frozen=True, slots=True)
class ReferenceOccupation(Occupation):
    """An occupation common in work training.

    Attributes
    ----------
    conditions : work conditions that it typically has, codes of `matcher.vocabulary.CONDITIONS`.
    skills : what a newcomer there typically uses or learns.
    licences : licence classes that employers often ask for.
    """

    conditions: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceCertificate:
    """A certificate (intyg, behörighet) and how people write it.

    Attributes
    ----------
    synonyms : wordings that mean the certificate wherever they stand, also in running text.
    short : wordings that mean it only in a field for certificates: *truck* in a sentence is a
        vehicle, and *röjsåg* among somebody's skills is practice, not a certificate.
    needed_for : who asks for it and why, in plain Swedish.
    """

    label: str
    synonyms: tuple[str, ...]
    short: tuple[str, ...]
    needed_for: str


@dataclass(frozen=True, slots=True)
class ReferenceMunicipality:
    """A Swedish municipality; `lat` and `lon` are degrees (WGS 84) of its seat."""

    code: str
    name: str
    county: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class ReferenceMilestone:
    """A step on the way to work that a plan may hold.

    Attributes
    ----------
    easy : the step in easy Swedish, said to the participant.
    actor : who usually does it, a code of `service.plans.steps.ACTORS`.
    nearer : codes of steps that lie before it, for whoever cannot take it yet.
    """

    code: str
    label: Label
    easy: str
    actor: str
    nearer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Regulated:
    """A trade that may only be practised with a certificate.

    Attributes
    ----------
    certificate : label of it, as in the table of certificates.
    words : what people call the trade.
    near : trades without that demand, where what somebody can do may be shown.
    """

    certificate: str
    words: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """What a code means in plain Swedish, and phrases by which advertisements express it."""

    explanation: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacementReason:
    """Why a placement did not come to be, paused or ended.

    Attributes
    ----------
    side : whose reason it is: ``participant``, ``employer`` or ``coach``.
    steps : the steps that it can be given for.
    field : the field of the participant that is wrong, when that is the reason.
    """

    side: str
    label: Label
    steps: tuple[str, ...]
    field: str | None


@dataclass(frozen=True, slots=True)
class ReferenceLicence:
    """What a licence class gives the right to drive, and the lowest age in years by the main rule.

    The description tells the exceptions.
    """

    description: str
    minimum_age: int


def _text(name: str) -> str:
    return files("data.reference").joinpath(name).read_text(encoding="utf-8")


def _json(name: str) -> Any:
    return json.loads(_text(name))


@cache
def occupations() -> tuple[ReferenceOccupation, ...]:
    """Give the occupations common in work training.

    Examples
    --------
    >>> [o.ssyk for o in occupations() if "städare" in o.synonyms]
    ['9111']
    """
    rows: list[dict[str, Any]] = _json("occupations.json")
    return tuple(ReferenceOccupation(**{key: _frozen(value) for key, value in row.items()}) for row in rows)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@cache
def certificates() -> tuple[ReferenceCertificate, ...]:
    """Give the certificates with their wordings."""
    return tuple(
        ReferenceCertificate(row["label"], tuple(row["synonyms"]), tuple(row["short"]), row["needed_for"])
        for row in _json("certificates.json")
    )


@cache
def certificate_synonyms() -> Mapping[str, str]:
    """Map each wording that is safe in running text, normalised, to the label of its certificate.

    Examples
    --------
    >>> certificate_synonyms()["truckförarbevis"]
    'truckkort'
    """
    return MappingProxyType(
        {normalise(wording): c.label for c in certificates() for wording in (c.label, *c.synonyms)}
    )


@cache
def certificate_short() -> frozenset[str]:
    """Give the wordings, normalised, that mean a certificate only in a field for certificates."""
    return frozenset(normalise(wording) for c in certificates() for wording in c.short)


@cache
def certificate_wordings() -> Mapping[str, str]:
    """Map every wording, the short ones too, to its label: for a field that holds certificates.

    Examples
    --------
    >>> certificate_wordings()["truck"], "truck" in certificate_synonyms()
    ('truckkort', False)
    """
    wordings = ((wording, c.label) for c in certificates() for wording in (c.label, *c.synonyms, *c.short))
    return MappingProxyType({normalise(wording): label for wording, label in wordings})


@cache
def municipalities() -> tuple[ReferenceMunicipality, ...]:
    """Give the 290 municipalities in the order of their codes."""
    rows = csv.DictReader(_text("municipalities.csv").splitlines(), delimiter=";")
    return tuple(
        ReferenceMunicipality(row["code"], row["name"], row["county"], float(row["lat"]), float(row["lon"]))
        for row in rows
    )


@cache
def seats() -> Mapping[str, tuple[float, float]]:
    """Map each municipality code to (latitude, longitude) of its seat, in degrees."""
    return MappingProxyType({place.code: (place.lat, place.lon) for place in municipalities()})


@cache
def conditions() -> Mapping[str, Explained]:
    """Explain each work condition; the labels are in `matcher.vocabulary.CONDITIONS`."""
    return _explained("conditions.json")


@cache
def supports() -> Mapping[str, Explained]:
    """Explain each support; the labels are in `matcher.vocabulary.SUPPORTS`."""
    return _explained("supports.json")


@cache
def support_advice() -> Mapping[str, tuple[str, ...]]:
    """Say for each support what a workplace can do, in sentences for the one who supervises."""
    return MappingProxyType({code: tuple(said) for code, said in _json("support_advice.json").items()})


def _explained(name: str) -> Mapping[str, Explained]:
    rows = _json(name).items()
    return MappingProxyType(
        {code: Explained(row["explanation"], tuple(row["phrases"])) for code, row in rows}
    )


@cache
def placement_reasons() -> Mapping[str, PlacementReason]:
    """Map each code of a reason to what people read, whose it is, and the steps that it is for.

    Examples
    --------
    >>> placement_reasons()["licence_wrong"].field
    'licences'
    """
    return MappingProxyType(
        {
            code: PlacementReason(side, Label(row["sv"], row["en"]), tuple(row["on"]), row.get("field"))
            for side, rows in _json("reasons.json").items()
            for code, row in rows.items()
        }
    )


@cache
def milestones() -> Mapping[str, ReferenceMilestone]:
    """Give the steps that a plan may hold, by code, in the order they usually come.

    Examples
    --------
    >>> milestones()["licence"].nearer
    ('licence_theory',)
    """
    return MappingProxyType(
        {
            code: ReferenceMilestone(
                code, Label(row["label"], row["english"]), row["easy"], row["actor"], tuple(row["nearer"])
            )
            for code, row in _json("milestones.json").items()
        }
    )


@cache
def regulated() -> tuple[Regulated, ...]:
    """Give the trades of work training that ask for a certificate by law."""
    return tuple(
        Regulated(row["certificate"], tuple(row["words"]), tuple(row["near"]))
        for row in _json("regulated.json")
    )


@cache
def levels() -> Mapping[Cefr, str]:
    """Say for each level of Swedish, in one plain sentence, what a person can do.

    Examples
    --------
    >>> levels()[Cefr.ZERO]
    'Kan ännu inte svenska.'
    """
    return MappingProxyType({Cefr.parse(name): text for name, text in _json("levels.json").items()})


@cache
def sfi_levels() -> Mapping[str, Cefr]:
    """Map each SFI course to the level that a pass is usually taken to show; see `own.load_sfi`."""
    return MappingProxyType({course: Cefr.parse(level) for course, level in _json("sfi.json").items()})


@cache
def licences() -> Mapping[str, ReferenceLicence]:
    """Describe each licence class; what a class implies is in `matcher.licences`."""
    return MappingProxyType(
        {
            name: ReferenceLicence(row["description"], row["minimum_age"])
            for name, row in _json("licences.json").items()
        }
    )


@cache
def languages() -> Mapping[str, str]:
    """Map each ISO 639-1 code to the Swedish name of its language.

    Examples
    --------
    >>> languages()["ar"]
    'arabiska'
    """
    return MappingProxyType({code: row["name"] for code, row in _json("languages.json").items()})


@cache
def language_codes() -> Mapping[str, str]:
    """Map each Swedish name of a language, other common names too, to its ISO 639-1 code.

    Examples
    --------
    >>> language_codes()["arabiska"], language_codes()["dari"]
    ('ar', 'fa')
    """
    rows = _json("languages.json").items()
    return MappingProxyType(
        {normalise(name): code for code, row in rows for name in (row["name"], *row["synonyms"])}
    )
