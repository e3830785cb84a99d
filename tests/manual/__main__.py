"""Writes the generated parts of the README and the manual anew, the pictures and shell files.

`python -m tests.manual FOLDER [THEME [NAME]...]` writes pictures of every pane and sheet there
instead, or of those that are named.
"""

import sys
from pathlib import Path

from tests.manual import DOCUMENTS, PICTURE, PICTURES, TOUR, regenerated
from tests.manual.picture import manual_pictures, picture, pictures, tour
from tests.manual.shell import shell_files

if len(sys.argv) > 1:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in pictures(*sys.argv[2:]):
        (folder / f"{name}.svg").write_text(svg, "utf-8", newline="\n")
else:
    for document in DOCUMENTS:
        document.write_text(regenerated(document.read_text("utf-8")), "utf-8", newline="\n")
    PICTURE.write_text(picture(), "utf-8", newline="\n")
    TOUR.write_text(tour(), "utf-8", newline="\n")
    PICTURES.mkdir(exist_ok=True)
    for name, svg in manual_pictures():
        (PICTURES / f"{name}.svg").write_text(svg, "utf-8", newline="\n")
    for path, text in shell_files():
        path.write_text(text, "utf-8", newline="\n")
