"""For the task force: releases, which are all that it sees of cases, and who has reported for a quarter."""
