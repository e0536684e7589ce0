"""The long run of what is learned, against the truth: ``make evaluation-truth``."""

import sys
from typing import Final

import numpy as np

from evaluation.truth.offpolicy import ESTIMATORS, OffPolicyTruth, errors, off_policy
from evaluation.truth.weights import Recovered, recovered
from matcher.weights import FACTORS

HISTORIES: Final = 40
PLACEMENTS: Final = 1200
LARGE: Final = 6
PLACEMENTS_LARGE: Final = 6000
NAMES: Final = {
    "plain": "utan rättelse",
    "ips": "IPS",
    "snips": "SNIPS",
    "robust": "dubbelt robust",
}


def main() -> None:
    """Draw invented histories, and print how near the truth the estimates and the weights come."""
    for use_log in (True, False):
        found = [off_policy(seed, placements=PLACEMENTS, use_log=use_log) for seed in range(HISTORIES)]
        _say(_values(found, logged=use_log))
    _say(_weights([recovered(seed, placements=PLACEMENTS_LARGE) for seed in range(LARGE)]))


def _values(found: list[OffPolicyTruth], *, logged: bool) -> list[str]:
    how = "loggade" if logged else "skattade"
    off = errors(found)
    lines = [f"{len(found)} påhittade historiker, {PLACEMENTS} placeringar var; {how} sannolikheter:"]
    for name in ESTIMATORS:
        bias = np.mean([one.estimates[name] - one.true for one in found])
        held = np.mean([one.covered[name] for one in found])
        lines.append(
            f"  {NAMES[name]:<16}fel {_sv(off[name])}  skevhet {_sv(float(bias))}  "
            f"intervallet håller sanningen i {100 * held:.0f} procent"
        )
    return lines


def _weights(found: list[Recovered]) -> list[str]:
    lines = [f"{len(found)} påhittade historiker, {PLACEMENTS_LARGE} placeringar var; från lika vikter:"]
    for column, name in enumerate(FACTORS):
        true, learned = (
            np.mean([getattr(one, kind)[column] for one in found]) for kind in ("true", "learned")
        )
        lines.append(f"  {name:<12}bästa summan {_sv(float(true), 1):>5}  lärda {_sv(float(learned), 1):>5}")
    lines.append(f"  ordning (Spearman) {_sv(float(np.mean([one.order for one in found])), 2)} i medel")
    for kind, text in (("even", "lika vikter"), ("learned", "lärda"), ("true", "bästa summan")):
        grade = float(np.mean([one.grades[kind] for one in found]))
        lines.append(f"  sant betyg för första förslaget, {text}: {_sv(grade)}")
    return lines


def _sv(number: float, digits: int = 3) -> str:
    return f"{number:.{digits}f}".replace(".", ",").replace("-", "−")


def _say(lines: list[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
