"""Sums over sampled units to a share with an interval that a simulation has held to its word.

Sentences of one article are no independent evidence, so units (articles, or authors with all
their articles) are drawn again, never sentences. Used is the studentised bootstrap (Efron and
Tibshirani 1993, ch. 12) of the log-odds with a jackknife error, cut to the Wilson interval that
would hold if a unit's sentences were nearly all alike; bench/coverage.py prints how often the
truth lies inside, for this and for plainer methods.
"""

from dataclasses import dataclass
from math import exp, log, pi, sqrt, tan
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

BOOTSTRAP_FROM = 4  # units; t is narrower up to 7, but with shares near 0 holds only 85 to 90 %
T_BESIDE_BELOW = 8  # units; there the wider of t and bootstrap counts, on either side
BOOTSTRAP_UP_TO = 400  # units; with more, t on the log-odds covers the same and costs nothing

Vector = NDArray[np.float64]
Bounds = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Share:
    """A ratio of sums in 0…1 and what is known about its error.

    `pivots` are the sorted studentised draws, empty where t is used in their place.
    """

    value: float
    n_units: int
    error: float  # of the value, by the jackknife
    effective: float  # size of a simple sample that would be as precise, at worst
    pivots: Vector

    @property
    def method(self) -> str:
        """The interval's name in a word or two."""
        if self.n_units < 2:  # noqa: PLR2004
            return "none"
        if not self._spreads:
            return "Wilson"
        return "bootstrap" if self.pivots.size else "t"

    @property
    def _spreads(self) -> bool:
        return self.error > 0 and 0 < self.value < 1

    def bounds(self, level: float) -> Bounds:
        """Lower and upper limit at `level` in 0…1; None from fewer than two units."""
        if self.n_units < 2:  # noqa: PLR2004
            return None
        low, high = self._wilson(level)
        if self._spreads:
            inner = self._log_odds(level)
            low, high = max(low, inner[0]), min(high, inner[1])
        return min(max(low, 0.0), self.value), max(min(high, 1.0), self.value)

    def _wilson(self, level: float) -> tuple[float, float]:
        t = t_quantile((1 + level) / 2, self.n_units - 1)
        shrink = 1 + t * t / self.effective
        middle = (self.value + t * t / (2 * self.effective)) / shrink
        variance = self.value * (1 - self.value) / self.effective
        half = t / shrink * sqrt(variance + t * t / (4 * self.effective**2))
        return middle - half, middle + half

    def _log_odds(self, level: float) -> tuple[float, float]:
        t = t_quantile((1 + level) / 2, self.n_units - 1)
        down, up = -t, t
        if self.pivots.size:
            last = self.pivots.size - 1
            first = int((1 - level) / 2 * last)
            drawn = -float(self.pivots[last - first]), -float(self.pivots[first])
            is_few = self.n_units < T_BESIDE_BELOW
            down, up = (min(down, drawn[0]), max(up, drawn[1])) if is_few else drawn
        pseudo = 1 / self.n_units
        centre = _log_odds(self.value, pseudo)
        scale = self.error * _slope(self.value, pseudo)
        return (
            _from_log_odds(centre + down * scale, pseudo),
            _from_log_odds(centre + up * scale, pseudo),
        )


def share(
    numerator: Vector, denominator: Vector, *, alike: float = 1.0, draws: int = 2000, seed: int = 0
) -> Share:
    """The ratio of two sums over units, each unit's numerator between 0 and its denominator.

    Vectors have one number per unit, denominators > 0. `alike` is the intraclass correlation
    assumed at worst within a unit. Raises ValueError without units.
    """
    n, total = len(numerator), float(denominator.sum())
    if n == 0:
        raise ValueError("a share needs at least one unit")
    value = float(numerator.sum()) / total
    if n == 1:
        return Share(value, n, 0.0, total, np.empty(0))
    residual = (numerator - value * denominator) / total
    error = sqrt((n - 1) / n * float(((residual / (1 - denominator / total)) ** 2).sum()))
    error = error if error > 1e-12 else 0.0  # noqa: PLR2004 (rounding, not spread)
    crowding = float((denominator**2).sum()) / total
    effective = total / (1 + max(0.0, crowding - 1) * alike)
    bootstraps = BOOTSTRAP_FROM <= n <= BOOTSTRAP_UP_TO and error > 0 and 0 < value < 1
    pivots = _pivots(numerator, denominator, value, draws, seed) if bootstraps else np.empty(0)
    return Share(value, n, error, effective, pivots)


def _pivots(num: Vector, den: Vector, value: float, draws: int, seed: int) -> Vector:
    """Sorted (log-odds of a draw - log-odds found) / the draw's own error."""
    n, pseudo = len(num), 1 / len(num)
    weights = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), draws)
    sums = weights.astype(np.float64) @ np.stack([num, den, num**2, num * den, den**2], axis=1)
    total_num, total_den, squares, products, den_squares = sums.T
    drawn = total_num / total_den
    spread = (squares - 2 * drawn * products + drawn**2 * den_squares).clip(0)
    error = np.sqrt(spread * n / (n - 1)) / total_den
    shift = np.log((drawn + pseudo) / (1 - drawn + pseudo)) - _log_odds(value, pseudo)
    slope = 1 / (drawn + pseudo) + 1 / (1 - drawn + pseudo)
    # A draw without spread says that the truth may be anywhere on its side.
    endless = np.where(drawn <= value, -np.inf, np.inf)
    certain = error <= 1e-9  # noqa: PLR2004
    return np.sort(np.where(certain, endless, shift / (np.where(certain, 1, error) * slope)))


def _log_odds(value: float, pseudo: float) -> float:
    return log((value + pseudo) / (1 - value + pseudo))


def _slope(value: float, pseudo: float) -> float:
    return 1 / (value + pseudo) + 1 / (1 - value + pseudo)


def _from_log_odds(log_odds: float, pseudo: float) -> float:
    odds = exp(min(max(log_odds, -50.0), 50.0))
    return (odds * (1 + pseudo) - pseudo) / (1 + odds)


def t_quantile(probability: float, df: int) -> float:
    """Quantile of Student's t, 0.5 <= probability < 1, to about 0.1 % (Abramowitz-Stegun 26.7.5).

    >>> [round(t_quantile(0.975, df), 2) for df in (1, 2, 3, 10, 100)]
    [12.71, 4.3, 3.18, 2.23, 1.98]
    """
    if df == 1:
        return tan(pi * (probability - 0.5))
    if df == 2:  # noqa: PLR2004
        return (2 * probability - 1) / sqrt(2 * probability * (1 - probability))
    z = NormalDist().inv_cdf(probability)
    return (
        z
        + (z**3 + z) / (4 * df)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * df**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * df**4)
    )


def difference(first: Share, second: Share, level: float) -> Bounds:
    """Interval of first - second from the two shares' own intervals (MOVER, Newcombe 1998)."""
    one, two = first.bounds(level), second.bounds(level)
    if one is None or two is None:
        return None
    gap = first.value - second.value
    return (
        gap - sqrt((first.value - one[0]) ** 2 + (two[1] - second.value) ** 2),
        gap + sqrt((one[1] - first.value) ** 2 + (second.value - two[0]) ** 2),
    )


def p_value(first: Share, second: Share, *, finest: float = 0.0005) -> float | None:
    """1 - the highest level at which the interval of the difference leaves out 0; two-sided.

    Never below `finest`, what 2,000 draws can tell.
    """
    if difference(first, second, 0.5) is None:
        return None
    low, high = finest, 1.0
    while high - low > finest / 4:
        middle = (low + high) / 2
        bounds = difference(first, second, 1 - middle)
        excludes = bounds is not None and (bounds[0] > 0 or bounds[1] < 0)
        low, high = (low, middle) if excludes else (middle, high)
    return high
