"""Serving is a room of its own: without it and its row, all else works."""

import shutil
import subprocess
import sys


def test_the_room_can_be_taken_away_with_its_row(small, package, tmp_path):
    shutil.rmtree(package / "serve")
    (package / "cli" / "serving.py").unlink()
    table = package / "cli" / "__init__.py"
    table.write_text(table.read_text("utf-8").replace('    "serve": "serving",\n', ""), "utf-8")
    script = (
        "import sys, summit_tui.app.app; from summit_tui.cli.group import run;"
        "run(['--help']); sys.exit(run(['search', 'cable', sys.argv[1], '--no-cache']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(small)],
        env={"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1", "HOME": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "serve" not in done.stdout.split()
    assert "cable" in done.stdout
