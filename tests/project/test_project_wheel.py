"""The archives of a release carry all they need, and a package index takes them."""

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from summit_tui.manual import TOPICS

ROOT = Path(__file__).parents[2]


def build(folder, target):
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="module")
def sdist(tmp_path_factory) -> Path:
    return build(tmp_path_factory.mktemp("sdist"), "sdist")


def test_a_wheel_is_built_with_the_same_bytes_again(wheel, tmp_path):
    assert build(tmp_path, "wheel").read_bytes() == wheel.read_bytes()


def test_a_package_index_takes_both_archives(wheel, sdist):
    check = [sys.executable, "-m", "twine", "check", "--strict", str(wheel), str(sdist)]
    checked = subprocess.run(check, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_a_package_index_shows_the_picture_and_the_links_of_the_readme(wheel):
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    readme = archive.read(name).decode()
    assert "(https://raw.githubusercontent.com/summit-tui/summit-tui/main/summit_tui/m" in readme
    links = re.findall(r"\]\(([^)]+)\)", readme)
    assert [link for link in links if not link.startswith("https://")] == []


def test_the_source_archive_has_every_file_of_the_checkout_that_its_tests_need(sdist):
    with tarfile.open(sdist) as archive:
        carried = {name.partition("/")[2] for name in archive.getnames()}
    folders = ("summit_tui", "tests", "data", ".github", ".ci")
    needed = {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert needed | {"pyproject.toml", "README.md", "LICENSE"} <= carried


def test_the_wheel_carries_what_shells_look_for(wheel):
    shared = [name.partition(".data/data/")[2] for name in zipfile.ZipFile(wheel).namelist()]
    assert {
        "share/man/man1/summit-tui.1",
        "share/bash-completion/completions/summit-tui",
        "share/zsh/site-functions/_summit-tui",
        "share/fish/vendor_completions.d/summit-tui.fish",
    } <= {*shared}


def test_the_wheel_carries_coverage_styles_skeleton_and_manual(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "summit_tui/data/wic-ap/wic-ap-2025/event.toml",
        "summit_tui/data/wic-ap/wic-ap-2025/statements/04-14-meetings.toml",
        "summit_tui/licences.toml",
        "summit_tui/py.typed",
        "summit_tui/app/summit.tcss",
        "summit_tui/archive/analysis/traditional.txt",
        "summit_tui/archive/analysis/variants.txt",
        "summit_tui/archive/analysis/regional.txt",
        "summit_tui/archive/analysis/pinyin.txt",
        "summit_tui/archive/analysis/strokes.txt",
        "summit_tui/skeleton/event.toml",
        *(f"summit_tui/manual/{topic}.md" for topic in TOPICS),
    } <= names
    for_developers = {"GLOSSARY.md", "ARCHITECTURE.md", "manual/picture.svg"}
    assert not names & {f"summit_tui/{name}" for name in for_developers}
    assert not [name for name in names if name.startswith("tests/") or name.endswith(".svg")]


def test_the_wheel_carries_the_shipped_texts_byte_for_byte(wheel):
    carried = zipfile.ZipFile(wheel)
    texts = list((ROOT / "data").rglob("*.txt"))
    assert len(texts) == 16
    for path in texts:
        name = f"summit_tui/{path.relative_to(ROOT).as_posix()}"
        assert carried.read(name) == path.read_bytes()


def test_the_wheel_opens_in_a_new_environment(wheel, tmp_path):
    venv.create(tmp_path / "new", with_pip=False)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(tmp_path / "new")}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # The dependencies come from here, so that the test needs no network.
    dependencies = Path(sysconfig.get_path("purelib"))
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join([str(packages), str(dependencies)]),
    }
    show = [str(tmp_path / "new/bin/python"), "-m", "summit_tui", "show", "ren-open-source"]
    shown = subprocess.run(
        show, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert shown.returncode == 0, shown.stderr
    assert "Ren Xianliang" in shown.stdout
    check = [*show[:3], "check", "us-summit-remarks"]
    checked = subprocess.run(
        check, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "No problems.\n"), checked.stdout
    helped = subprocess.run(
        [*show[:3], "help", "storage"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert helped.stdout.startswith("What is kept where\n")
    where = [show[0], "-c", "import summit_tui; print(summit_tui.__file__)"]
    result = subprocess.run(
        where, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert result.stdout.startswith(str(packages))
