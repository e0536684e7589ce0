"""The settings that matter, in words, without any secret."""

from dataclasses import dataclass

from service.accounts.account import ROLE_NAMES
from service.pages.language import Language, translated
from service.pages.language import marked as _
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Line:
    """One setting.

    Attributes
    ----------
    label : what it decides.
    value : how it is set; a sentence that may have a number.
    number : how many, if any.
    several : words that together are the value, in place of it.
    """

    label: str
    value: str
    number: int | None = None
    several: tuple[str, ...] = ()

    def said(self, language: Language) -> str:
        """Give the value in a language."""
        if self.several:
            return ", ".join(translated(word, language) for word in self.several)
        return translated(self.value, language).format(number=self.number)


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that belong together."""

    name: str
    lines: tuple[Line, ...]


MONTHS, HOURS, MINUTES = _("{number} månader"), _("{number} timmar"), _("{number} minuter")


def groups(settings: Settings, dialect: str) -> tuple[Group, ...]:
    """Give the settings as they are.

    Parameters
    ----------
    dialect : of the store.
    """
    signing_in = (
        Line(_("Utloggad när inget har gjorts på"), MINUTES, settings.idle_minutes),
        Line(_("Utloggad senast efter"), HOURS, settings.session_hours),
        Line(
            _("Roller som måste ha engångskod"),
            _("Inga: var och en väljer själv"),
            several=tuple(ROLE_NAMES[role] for role in settings.second_factor_roles),
        ),
        _switch(_("Inloggning med kommunens konto"), on=settings.oidc_issuer is not None),
        _secret(
            _("Tjänstens nyckel till kommunens inloggning"), there=settings.oidc_client_secret is not None
        ),
        _secret(_("Nyckel som skyddar engångskoderna i databasen"), there=settings.secret_key is not None),
        _secret(_("Hemlig nyckel för program som sköter driften"), there=settings.token is not None),
    )
    kept = (
        Line(_("Deltagare som inget händer med sparas i"), MONTHS, settings.keep_participants_months),
        Line(_("Förslag som har räknats fram sparas i"), MONTHS, settings.keep_runs_months),
        Line(_("Utvärderingar sparas i"), MONTHS, settings.keep_evaluations_months),
        Line(_("Stängda konton sparas i"), MONTHS, settings.keep_accounts_months),
        Line(_("Utgångna nycklar för program sparas i"), MONTHS, settings.keep_tokens_months),
        Line(_("Loggen under Granskning sparas i"), MONTHS, settings.keep_audit_months),
    )
    running = (
        Line(_("Databas"), _("En egen fil (SQLite)") if dialect == "sqlite" else _("PostgreSQL")),
        Line(_("Nås från"), _("Bara servern själv") if settings.loopback else _("Andra datorer också")),
        _switch(_("Bara krypterad trafik (https)"), on=settings.https),
        _switch(_("Egna vikter i en fil"), on=settings.weights_file is not None),
        _switch(_("Egen tabell över sfi-kurser"), on=settings.sfi_file is not None),
        _switch(_("Egen tabell över restider"), on=settings.travel_minutes_file is not None),
        _switch(_("Demo, med påhittade uppgifter"), on=settings.demo),
    )
    return (
        Group(_("Inloggning"), signing_in),
        Group(_("Gallring"), kept),
        Group(_("Drift"), running),
    )


def _switch(label: str, *, on: bool) -> Line:
    return Line(label, _("På") if on else _("Av"))


def _secret(label: str, *, there: bool) -> Line:
    return Line(label, _("Finns, och visas aldrig") if there else _("Finns inte"))
