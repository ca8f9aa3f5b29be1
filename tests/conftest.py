"""What several test modules share: the worked example of docs/example, walked once through the command line."""

import pytest
from walk import EXAMPLE, Walk


@pytest.fixture(scope="session")
def walk(tmp_path_factory):
    """Return the folder in which a user went from init-codebook to retrain, with what each command printed."""
    found = Walk(tmp_path_factory.mktemp("walk"))
    found.from_codebook_to_model()
    return found


@pytest.fixture
def example():
    """Return the folder of the worked example."""
    return EXAMPLE
