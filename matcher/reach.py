"""What each requirement of a place costs in people, and what relaxing it would open."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from matcher.facts import Place
from matcher.licences import names
from matcher.messages_sv import REACH
from matcher.results import Cost, Reach
from matcher.rules import RULES
from matcher.wording import message


@dataclass(slots=True)
class Tally:
    """Counts people, one at a time or many at once."""

    place: Place
    considered: int
    eligible: int = 0
    certain: int = 0
    fails: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    opens: dict[str, int] = field(default_factory=dict)

    def add(self, failed: Iterable[str], unknown: Iterable[str]) -> None:
        """Count one person by the rules that fail and those that are unknown."""
        failed, unknown = list(failed), list(unknown)
        self.eligible += not failed
        self.certain += not failed and not unknown
        for rule in failed:
            self.fails[rule] = self.fails.get(rule, 0) + 1
        for rule in unknown:
            self.unknown[rule] = self.unknown.get(rule, 0) + 1
        if len(failed) == 1:
            self.opens[failed[0]] = self.opens.get(failed[0], 0) + 1

    def reach(self) -> Reach:
        """Give the answer, the most costly requirement first."""
        costs = [self._cost(rule.id) for rule in RULES]
        costs.sort(key=lambda cost: -cost.fails)
        return Reach(self.place.record.id, self.considered, self.eligible, self.certain, tuple(costs))

    def _cost(self, rule: str) -> Cost:
        slot = self.place.record
        named = {"licence": names(slot.licences_required or ()), "certificate": self.place.certificates or ()}
        needed = named.get(rule, ())
        id_ = f"reach.{rule}" if needed or rule not in named else f"reach.{rule}_none"
        fails = self.fails.get(rule, 0)
        relaxed = fails > 0 and f"relax.{rule}" in REACH
        return Cost(
            rule=rule,
            message=message(id_, fails=fails, considered=self.considered, needed=needed),
            fails=fails,
            unknown=self.unknown.get(rule, 0),
            opens=self.opens.get(rule, 0) if relaxed else 0,
            relaxation=message(f"relax.{rule}") if relaxed else None,
        )
