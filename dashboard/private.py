"""What a process does first, so that nothing that it writes can be read by another account, and no memory is dumped."""

import os
import resource


def keep_private() -> None:
    """Make every new file readable for this account only (0600, folders 0700), and write no core file at a crash.

    DuckDB and SQLite make files of their own beside theirs, and a core file of a build would hold cases and the key of
    the noise. Processes that are started from this one inherit both.
    """
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
