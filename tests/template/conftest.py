"""One fresh environment for every test that installs a partner's package."""

import pytest

from tests.fresh import Fresh


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    return Fresh(tmp_path_factory.mktemp("fresh"))
