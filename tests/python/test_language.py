"""Languages, encodings and terminals; values that travel."""

import copy
import os
import pickle
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import libplan

PLAN = Path(__file__).parents[2] / "examples/ecology"
MAIN = "import sys; from libplan.cli import main; sys.exit(main())"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    settings = ("LIBPLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "PYTHONIOENCODING", "PYTHONUTF8")
    kept = {name: value for name, value in os.environ.items() if name not in settings}
    command = [sys.executable, "-c", MAIN, *arguments]
    return subprocess.run(command, capture_output=True, env=kept | environment)


@pytest.mark.parametrize(
    ("environment", "arguments", "english"),
    [
        ({}, [], False),
        ({"LANG": "C.UTF-8"}, [], False),
        ({"LANG": "zh_CN.UTF-8"}, [], False),
        ({"LANG": "en_US.UTF-8"}, [], True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, [], True),
        ({"LANG": "en_US.UTF-8", "LIBPLAN_LANG": "zh"}, [], False),
        ({"LANG": "en_US.UTF-8", "LIBPLAN_LANG": "zh"}, ["--lang", "en"], True),
        ({"LIBPLAN_LANG": "en"}, ["--lang", "zh"], False),
    ],
)
def test_the_language(environment: dict[str, str], arguments: list[str], english: bool) -> None:
    done = run("check", str(PLAN), *arguments, PYTHONUTF8="1", **environment)
    assert done.stdout.decode().startswith("Figures checked" if english else "数字核对")


@pytest.mark.parametrize("encoding", ["ascii", "cp936", "latin-1"])
def test_no_terminal_makes_it_crash(encoding: str) -> None:
    for arguments in (["check", str(PLAN)], ["check", "没有"], ["check"]):
        done = run(*arguments, PYTHONIOENCODING=encoding)
        assert done.returncode in (0, 1, 2)
        assert b"Traceback" not in done.stderr
    done = run("check", str(PLAN), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0 and b"Traceback" not in done.stderr


def test_gbk_is_read_when_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    for name in ("observations.csv", "overlay.toml", "schemes/cities.toml"):
        file = folder / name
        file.write_bytes(file.read_text(encoding="utf-8").encode("gbk"))
    with pytest.raises(libplan.InputError) as refused:
        libplan.read(folder)
    assert {problem.code for problem in refused.value.problems} == {"gbk"}
    read = libplan.read(folder, encoding="gbk")
    assert read.plan == libplan.read(PLAN).plan
    assert read.observations == libplan.read(PLAN).observations
    done = run("check", str(folder), "--encoding", "gbk", PYTHONUTF8="1")
    assert done.returncode == 0, done.stderr.decode()


def test_bytes_of_neither_encoding_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    (folder / "overlay.toml").write_bytes(b"# \xff\xff\n")
    with pytest.raises(libplan.InputError) as refused:
        libplan.read(folder, encoding="gbk")
    assert [problem.code for problem in refused.value.problems] == ["bad-utf8"]


def test_every_value_of_a_year_survives_pickling() -> None:
    folder = libplan.read(PLAN)
    results = libplan.assess_year(folder, year=2018)
    card = results.assessments[0].scorecard("jia")
    values = [folder.plan, folder.schemes[0], folder.observations, results.progress, card]
    values += [results.assessments[0].facts, results.tasks, *results.findings]
    for value in values:
        assert pickle.loads(pickle.dumps(value)) == value
        assert copy.deepcopy(value) == value
    assert card.replace(total=Decimal("90.5")).total == Decimal("90.5")


def test_paces_and_shares_from_python() -> None:
    series = libplan.Series("up", 2015, 100, 2018, 133.1, target=161.051, target_year=2020)
    pace = libplan.pace_of(series)
    assert pace.compound == "on_track" and pace.ratio is not None and abs(pace.ratio - 1) < 1e-9
    assert libplan.joint_pace_of([series, series]).compound == "on_track"
    assert libplan.shares_of_100([1, 1, 1]) == [33.34, 33.33, 33.33]
