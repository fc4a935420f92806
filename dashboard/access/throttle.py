"""How often a password may be tried. Each try is counted in the record before the password is looked at.

Counts stand in the record, so that parallel tries and several processes share them. Three are kept: for one account from
one address, for one account from anywhere, and from one address for anybody. Each allows some tries and then one after a
wait that doubles. An address from which a person has signed in before answers only for itself: strangers elsewhere
cannot make her wait.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from dashboard.records import Records, Tx
from dashboard.records import tries as table
from dashboard.records.sealing import Key

FREE_TRIES, FREE_ACCOUNT, FREE_ADDRESS = 5, 20, 40
"""Tries before the first wait: of an account from one address, of an account from all new addresses, of an address."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=15)
"""The wait doubles, up to a bound: or a stranger could keep somebody out for days by typing wrong passwords."""
FORGOTTEN = timedelta(days=1)
"""Without a try for so long, counting begins anew."""
KNOWN = timedelta(days=90)
"""So long an address is known after a right password came from it."""


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """A try that was counted and may be looked at.

    `account` and `address` are masked; `is_known`: the person has signed in from there before. `tries` is its number
    for this account from this address, `from_address` that from the address for anybody (0 when known).
    """

    account: str
    address: str
    is_known: bool
    tries: int
    from_address: int

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Return (account, address, free tries) of each count that this try belongs to."""
        return _counts(self.account, self.address, is_known=self.is_known)


def attempt(records: Records, key: Key, username: str, address: str, now: datetime) -> Attempt | None:
    """Count a try and return it; None when it has to wait. Whether the account exists makes no difference."""
    account, place = mask(key, username), key.mask(f"address {network(address)}")
    with records.read() as tx:  # a refused try writes nothing: guesses by the thousand shall not hold up who writes
        if _has_to_wait(tx, account, place, now):
            return None
    with records.write() as tx:
        # Once more: another try may have been counted since. From here on no other can come in between.
        return None if _has_to_wait(tx, account, place, now) else _count(tx, account, place, now)


def mask(key: Key, username: str) -> str:
    """Return what stands for a user name in the counts."""
    return key.mask(f"account {username.strip().lower()}")


def network(address: str) -> str:
    """Return what counts as one address: of IPv6 the first half, because one household or server has all of the rest."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)


def wait_after(tries: int, free: int) -> timedelta:
    """Return how long the next try has to wait after so many, of which some are free."""
    over = tries - free
    return min(FIRST_WAIT * 2 ** min(over, 10), LONGEST_WAIT) if over >= 0 else timedelta(0)


def succeeded(tx: Tx, tried: Attempt, now: datetime) -> None:
    """Take back the count of a try whose password was right, and know its address from now on."""
    for account, address, _free in tried.counts[1:]:
        table.give_back(tx, account, address)
    table.know(tx, tried.account, tried.address, now)
    table.tidy(tx, now, FORGOTTEN, KNOWN)


def failed(tx: Tx, tried: Attempt, now: datetime) -> None:
    """Let the wait begin now that a password was found wrong. It was counted before."""
    table.touch(tx, tried.account, tried.address, now)
    table.tidy(tx, now, FORGOTTEN, KNOWN)


def forget(tx: Tx, key: Key, username: str) -> None:
    """Set all counts of an account back: it has a new password."""
    table.forget(tx, mask(key, username))


def is_told(tries: int) -> bool:
    """Whether a wrong try becomes a line of the audit: the 1st, 5th, 10th, 20th, 40th and so on.

    A line for each would let a stranger fill the disk, and hide among them what matters.
    """
    fives, rest = divmod(tries, FREE_TRIES)
    return tries == 1 or (rest == 0 and fives.bit_count() == 1)


def _counts(account: str, address: str, *, is_known: bool) -> list[tuple[str, str, int]]:
    own = (account, address, FREE_TRIES)
    return [own] if is_known else [own, (account, "", FREE_ACCOUNT), ("", address, FREE_ADDRESS)]


def _is_known(tx: Tx, account: str, address: str, now: datetime) -> bool:
    own = table.get(tx, account, address)
    return own is not None and own.known_at is not None and now - own.known_at < KNOWN


def _has_to_wait(tx: Tx, account: str, address: str, now: datetime) -> bool:
    counts = _counts(account, address, is_known=_is_known(tx, account, address, now))
    return any(_waits(table.get(tx, *count[:2]), count[2], now) for count in counts)


def _waits(counted: table.Tries | None, free: int, now: datetime) -> bool:
    """Whether a count has to wait. An end that is further ahead than the longest wait is void: the clock was set back."""
    if counted is None or now - counted.at > FORGOTTEN:
        return False
    wait = wait_after(counted.tries, free)
    return bool(wait) and now < counted.at + wait <= now + LONGEST_WAIT


def _count(tx: Tx, account: str, address: str, now: datetime) -> Attempt:
    is_known = _is_known(tx, account, address, now)
    numbers = [_next(tx, *count[:2], now) for count in _counts(account, address, is_known=is_known)]
    return Attempt(
        account=account,
        address=address,
        is_known=is_known,
        tries=numbers[0],
        from_address=0 if is_known else numbers[-1],
    )


def _next(tx: Tx, account: str, address: str, now: datetime) -> int:
    counted = table.get(tx, account, address)
    number = counted.tries + 1 if counted and now - counted.at <= FORGOTTEN else 1
    table.put(tx, account, address, number, now)
    return number
