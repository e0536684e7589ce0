"""How often one may ask: by address where a password is tried, by caller everywhere else.

The counts are this process's own. What must hold over several processes, the failures of one account, is
kept in the store (see `service.accounts.waiting`).
"""

import ipaddress
import time
from typing import Final

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from service.problems import TooManyRequests

SIGN_INS: Final = RateLimitItemPerMinute(100, 5)
"""Tries to sign in from one address: enough for an office at eight in the morning, not for a guesser."""


class Limiter:
    """Counts in memory.

    Parameters
    ----------
    per_minute : requests of one caller in a minute.
    """

    def __init__(self, per_minute: int) -> None:
        self._requests = RateLimitItemPerMinute(per_minute)
        self._windows = FixedWindowRateLimiter(MemoryStorage())

    def request(self, caller: str) -> None:
        """Count a request of a caller.

        Raises
        ------
        TooManyRequests
            When there have been too many; it says when to try again.
        """
        self._hit(self._requests, caller)

    def sign_in(self, address: str) -> None:
        """Count a try to sign in from an address.

        Raises
        ------
        TooManyRequests
            When there have been too many; it says when to try again.
        """
        self._hit(SIGN_INS, f"sign-in {network(address)}")

    def _hit(self, item: RateLimitItem, key: str) -> None:
        if self._windows.hit(item, key):
            return
        again = self._windows.get_window_stats(item, key).reset_time - time.time()
        raise TooManyRequests(headers={"Retry-After": str(max(1, round(again)))})


def network(address: str) -> str:
    """Give what counts as one address: in IPv6 the 64 bits that one household or office has.

    Examples
    --------
    >>> network("192.0.2.7"), network("2001:db8:0:1:2:3:4:5"), network("testclient")
    ('192.0.2.7', '2001:db8:0:1::', 'testclient')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 6:
        return str(ipaddress.ip_network(f"{found}/64", strict=False).network_address)
    return address
