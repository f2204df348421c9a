"""What the tests of printing share: a workspace with extreme data."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.print.extremes import extreme_workspace


@pytest.fixture(scope="session")
def extremes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the workspace with the longest and barest data."""
    return extreme_workspace(tmp_path_factory.mktemp("extremes"))
