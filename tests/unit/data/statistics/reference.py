"""The published methods once more, in 30-digit decimals and plain loops: what answers must equal.

Written from the sources that `docs/statistics.md` names and sharing nothing with the product.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from decimal import Decimal, getcontext

getcontext().prec = 30

Bound = tuple[Decimal, Decimal]
Z = {
    "0.95": Decimal("1.9599639845400542355245944305205515279555500778695"),
    "0.998": Decimal("3.0902323061678135415403998301073792054910232102083"),
}
"""Quantiles of the normal distribution, by two-sided level."""

BERNOULLI = [(1, 6), (-1, 30), (1, 42), (-1, 30), (5, 66), (-691, 2730), (7, 6), (-3617, 510)]
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097")


def log_gamma(at: Decimal) -> Decimal:
    """Stirling's series, after a shift to where it has converged."""
    shift = Decimal(0)
    while at < 60:
        shift += at.ln()
        at += 1
    total = (at - Decimal("0.5")) * at.ln() - at + (2 * PI).ln() / 2
    for step, (over, under) in enumerate(BERNOULLI, start=1):
        total += Decimal(over) / Decimal(under) / (2 * step * (2 * step - 1)) / at ** (2 * step - 1)
    return total - shift


def gamma_at_most(shape: Decimal, at: Decimal) -> Decimal:
    """The regularised lower incomplete gamma function, by its power series."""
    if at <= 0:
        return Decimal(0)
    term = (shape * at.ln() - at - log_gamma(shape + 1)).exp()
    total, step = term, shape
    while term > Decimal("1e-25"):
        step += 1
        term *= at / step
        total += term
    return total


def solved(rising: Callable[[Decimal], Decimal], target: Decimal, high: Decimal) -> Decimal:
    """Where a rising function reaches a value, by halving."""
    low = Decimal(0)
    for _ in range(48):
        middle = (low + high) / 2
        if rising(middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def garwood(count: Decimal, level: str) -> Bound:
    """Garwood's exact limits: half a quantile of χ², at 2·O and at 2·O + 2 degrees."""
    tail = (1 - Decimal(level)) / 2
    most = 2 * count + 40
    low = Decimal(0)
    if count:
        low = solved(lambda at: gamma_at_most(count, at), tail, most)
    return low, solved(lambda at: gamma_at_most(count + 1, at), 1 - tail, most)


def byar(count: Decimal, level: str) -> Bound:
    """Byar's approximation."""
    z, more = Z[level], count + 1
    low = count * (1 - 1 / (9 * count) - z / (3 * count.sqrt())) ** 3
    return low, more * (1 - 1 / (9 * more) + z / (3 * more.sqrt())) ** 3


@functools.cache
def interval(count: int, level: str) -> Bound:
    """The convention of Public Health England: Byar's from ten on, exact below."""
    return byar(Decimal(count), level) if count >= 10 else garwood(Decimal(count), level)


def dispersion(counts: Sequence[int], expected: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """φ and τ² of the additive model, a tenth trimmed at each end; counts of nought as a half."""
    scored = sorted(
        (
            (count > 0, _log(count, at) * at.sqrt(), at)
            for count, at in zip(counts, expected, strict=True)
        ),
        key=lambda one: one[:2],
    )
    trim = len(scored) // 10
    kept = scored[trim : len(scored) - trim]
    number = len(kept)
    phi = sum((score**2 for _, score, _ in kept), Decimal(0)) / number
    weights = [at for _, _, at in kept]
    total = sum(weights, Decimal(0))
    spread = total - sum((one**2 for one in weights), Decimal(0)) / total
    if spread <= 0:
        return phi, Decimal(0)
    return phi, max(Decimal(0), (number * phi - (number - 1)) / spread)


def _log(count: int, at: Decimal) -> Decimal:
    return ((Decimal(count) if count else Decimal("0.5")) / at).ln()


def adjusted(at: Decimal, tau_squared: Decimal, z: str) -> Bound:
    """The limits that allow for overdispersion, around an expected count."""
    reach = (Decimal(z) * (1 / at + tau_squared).sqrt()).exp()
    return at / reach, at * reach


def benjamini_hochberg(p_values: Sequence[float]) -> list[Decimal]:
    """The smallest level at which the step-up procedure rejects each hypothesis."""
    number = len(p_values)
    order = sorted(range(number), key=lambda index: p_values[index])
    found = [Decimal(1)] * number
    best = Decimal(1)
    for rank in range(number, 0, -1):
        index = order[rank - 1]
        best = min(best, Decimal(p_values[index]) * number / rank)
        found[index] = best
    return found
