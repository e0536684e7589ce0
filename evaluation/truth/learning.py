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
LEAST_ORDER: Final = 0.6
"""Spearman's correlation of true and learned weights, in the mean, that counts as having found the order."""
NAMES: Final = {
    "plain": "utan rättelse",
    "ips": "IPS",
    "snips": "SNIPS",
    "robust": "dubbelt robust",
}


def main() -> int:
    """Draw invented histories, and print how near the truth the estimates and the weights come.

    Returns
    -------
    0 when the doubly robust estimate is nearer the truth than no correction, with and without a log, and the
    learned weights are in the true order as far as `LEAST_ORDER` and lead to more than even ones; else 1.
    """
    faults = []
    for use_log in (True, False):
        found = [off_policy(seed, placements=PLACEMENTS, use_log=use_log) for seed in range(HISTORIES)]
        _say(_values(found, logged=use_log))
        off = errors(found)
        if off["robust"] >= off["plain"]:
            faults.append("Den dubbelt robusta skattningen ligger inte närmare sanningen än ingen rättelse.")
    learned = [recovered(seed, placements=PLACEMENTS_LARGE) for seed in range(LARGE)]
    _say(_weights(learned))
    if np.mean([one.order for one in learned]) < LEAST_ORDER:
        faults.append("De lärda vikterna har inte funnit den sanna ordningen.")
    if np.mean([one.grades["learned"] - one.grades["even"] for one in learned]) <= 0:
        faults.append("De lärda vikterna leder inte till bättre utfall än lika vikter.")
    _say(faults)
    return int(bool(faults))


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
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
