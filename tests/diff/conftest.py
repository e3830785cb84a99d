"""Two states of the small coverage, compared."""

import pytest
from diff_samples import compared_folders


@pytest.fixture
def compared(coverage):
    """Return a function that compares two states of the small coverage."""

    def compare_records(old, new, marked=()):
        return compared_folders(coverage(old, "old"), coverage(new, "new"), marked)

    return compare_records
