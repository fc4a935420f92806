"""What every number of a release means, and what it does not: said with it wherever it goes."""

from dashboard.i18n import noted

CAVEAT = noted("Reported cases with consent only: not a measure of how common online violence is.")
CHANGED = noted(
    "Every number is rounded to 5 after a small random change, which makes one survivor hard to find. “Too few to "
    "show” includes none. Figures need not add up. A case is counted once, in the period in which it was registered."
)
EMPTY = noted(
    "An empty value is no zero: it is too small to be shown, or nobody who reported works there. The column status says "
    "which. Do not put a zero in its place, and do not take numbers from each other to find it."
)
RANGE = noted(
    "The true number lies between low and high in 19 of 20 cases. A difference that is smaller than these ranges says "
    "nothing."
)
CLEARED = noted("Cleared for outside the task force")
NOT_CLEARED = noted("Not cleared for outside the task force")
"""The texts are messages: whoever shows one translates it."""
