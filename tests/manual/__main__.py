"""Writes the generated parts of the README and the manual anew, and the picture.

`python -m tests.manual FOLDER [THEME]` writes pictures of every pane and sheet there instead.
"""

import sys
from pathlib import Path

from tests.manual import DOCUMENTS, PICTURE, regenerated
from tests.manual.picture import picture, pictures

if len(sys.argv) > 1:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in pictures(*sys.argv[2:3]):
        (folder / f"{name}.svg").write_text(svg, "utf-8", newline="\n")
else:
    for document in DOCUMENTS:
        document.write_text(regenerated(document.read_text("utf-8")), "utf-8", newline="\n")
    PICTURE.write_text(picture(), "utf-8", newline="\n")
