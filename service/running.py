"""What the running service holds."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from data.model import load_blend
from data.reference import context, load_sfi, load_travel_minutes
from matcher import Context
from matcher.text import Encoder
from matcher.weights import Weights
from service.accounts.service import Accounts
from service.evaluations.runner import Runner
from service.matching import Matching
from service.settings import Settings
from service.store import Database


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of a running service."""

    settings: Settings
    database: Database
    encoder: Encoder
    matching: Matching
    accounts: Accounts
    runner: Runner


def weights_of(settings: Settings) -> Weights:
    """Read the weights that the settings name, or give the standard ones.

    Raises
    ------
    ValueError
        When the file cannot be used; the message says why.
    """
    if settings.weights_file is None:
        return Weights.standard()
    try:
        return Weights.from_dict(json.loads(settings.weights_file.read_text(encoding="utf-8")))
    except (OSError, ValueError, AttributeError) as error:
        raise ValueError(f"Vikterna i {settings.weights_file} går inte att använda: {error}") from error


def contexts(settings: Settings, weights: Weights) -> Callable[[date], Context]:
    """Give a maker of the matcher's context for a day, with all reference tables and the municipality's own.

    Raises
    ------
    data.loaders.BadFile
        When one of the municipality's own tables cannot be used.
    data.model.ModelNotFound, data.model.ModelDamaged
        When the text model cannot be loaded.
    """
    sfi = load_sfi(settings.sfi_file) if settings.sfi_file else None
    minutes = load_travel_minutes(settings.travel_minutes_file) if settings.travel_minutes_file else None
    encoder = load_blend(settings.text_model or None)
    return lambda day: context(date=day, weights=weights, sfi=sfi, minutes=minutes, encoder=encoder)
