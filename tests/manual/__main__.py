"""Writes the generated parts of the README and the manual anew, and the picture."""

from tests.manual import DOCUMENTS, PICTURE, regenerated
from tests.manual.picture import picture

for document in DOCUMENTS:
    document.write_text(regenerated(document.read_text("utf-8")), "utf-8", newline="\n")
PICTURE.write_text(picture(), "utf-8", newline="\n")
