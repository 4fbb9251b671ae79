"""Plan folders written from values: as a person would, and read back as the same values."""

import csv
import tempfile
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from plan_cases import HOSTILE, folders
from score_cases import CLASSES, Case, cases

import libplan

ROOT = Path(__file__).parents[2]
FOLDERS = [
    "examples/qingxin",
    "examples/ecology",
    "tests/data/parks",
    "tests/data/parks_sound",
    "tests/data/every_rule",
]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_written_reads_back_the_same(name: str, tmp_path: Path) -> None:
    folder = libplan.read(ROOT / name)
    libplan.write_folder(folder, tmp_path / "规划")
    assert libplan.read(tmp_path / "规划") == folder


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(folders())
def test_any_plan_reads_back_the_same(folder: libplan.PlanFolder) -> None:
    with tempfile.TemporaryDirectory() as place:
        libplan.write_folder(folder, Path(place, "p"))
        assert libplan.read(Path(place, "p")) == folder


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_any_scheme_reads_back_the_same(case: Case) -> None:
    bodies = [libplan.Body(name, name, "town", parent="", rank_class=name) for name in CLASSES]
    plan = libplan.Plan("p", "规划", 2016, 2020, bodies=bodies)
    with tempfile.TemporaryDirectory() as place:
        libplan.write_plan(plan, Path(place, "p"))
        libplan.write_scheme(case.scheme, Path(place, "p/schemes/s.toml"))
        assert libplan.read(Path(place, "p")).schemes == (case.scheme,)


def test_a_plan_built_from_nothing_is_written_as_a_person_would() -> None:
    plan = libplan.Plan(
        "reading-2021-2025",
        "阅读规划",
        2021,
        2025,
        bodies=[
            libplan.Body("culture", "文化局", "department", illustrative=True),
            libplan.Body("east", "东镇", "town", illustrative=True),
        ],
        indicators=[
            libplan.Indicator(
                "loans",
                "图书外借",
                "万册",
                "up",
                baselines=[libplan.Baseline(2020, 31.5)],
                targets=[
                    libplan.Target(
                        2023, libplan.RaisePercent(10), clause=libplan.Clause(0, "提高10%")
                    ),
                    libplan.Target(2025, libplan.Reach(40), strength="strive"),
                ],
            )
        ],
    )
    with tempfile.TemporaryDirectory() as place:
        libplan.write_plan(plan, Path(place, "p"))
        assert sorted(path.name for path in Path(place, "p").iterdir()) == [
            "overlay.toml",
            "plan.toml",
        ]
        assert (
            Path(place, "p/plan.toml").read_text(encoding="utf-8")
            == """\
[plan]
id = "reading-2021-2025"
title = "阅读规划"
first_year = 2021
last_year = 2025

[[indicator]]
id = "loans"
title = "图书外借"
unit = "万册"
direction = "up"
baseline = [{ year = 2020, value = 31.5 }]
target = [
  { year = 2023, raise_percent = 10, clause = { text = "提高10%" } },
  { year = 2025, reach = 40, strength = "strive" },
]
"""
        )
        assert (
            Path(place, "p/overlay.toml").read_text(encoding="utf-8")
            == """\
illustrative = true

[[body]]
id = "culture"
title = "文化局"
kind = "department"

[[body]]
id = "east"
title = "东镇"
kind = "town"
"""
        )


def test_words_that_look_like_formulas_stay_words(tmp_path: Path) -> None:
    plan = libplan.Plan("p", "规划", 2016, 2020, bodies=[libplan.Body("u", "单位", "town")])
    events = [
        libplan.Event(
            f"e{i}",
            libplan.Period("2018").first,
            "accident",
            severity="一般",
            bodies=("u",),
            title=word,
        )
        for i, word in enumerate(HOSTILE)
    ]
    folder = libplan.PlanFolder(plan, records=libplan.Records(events=events))
    libplan.write_folder(folder, tmp_path / "p")
    with (tmp_path / "p/events.csv").open(encoding="utf-8", newline="") as file:
        assert tuple(row["title"] for row in csv.DictReader(file)) == HOSTILE
    assert libplan.read(tmp_path / "p") == folder


def test_schemes_keep_their_order_and_have_names_safe_anywhere(tmp_path: Path) -> None:
    folder = libplan.read(ROOT / "examples/qingxin")
    schemes = [
        scheme.replace(id=id) for scheme, id in zip(folder.schemes, ("z:镇", "a/部门"), strict=True)
    ]
    turned = libplan.PlanFolder(folder.plan, schemes=schemes)
    libplan.write_folder(turned, tmp_path / "p")
    assert sorted(path.name for path in (tmp_path / "p/schemes").iterdir()) == [
        "1-z_镇.toml",
        "2-a_部门.toml",
    ]
    assert libplan.read(tmp_path / "p") == turned


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    figures = libplan.Observations(
        [
            libplan.Observation("x", libplan.Period("2016"), 124.0, places=1),
            libplan.Observation("x", libplan.Period("2017"), 0.000123),
            libplan.Observation("x", libplan.Period("2018"), 123456789012345.0),
        ]
    )
    share = libplan.Identity(
        libplan.Share("x", "x", 17.5, percent_text="17.50"), libplan.Period("2016")
    )
    plan = libplan.Plan(
        "p",
        "规划",
        2016,
        2020,
        indicators=[libplan.Indicator("x", "指标", "个", "up", limit=1 / 3)],
        identities=[share],
    )
    libplan.write_folder(libplan.PlanFolder(plan, figures=figures), tmp_path / "p")
    assert (tmp_path / "p/figures.csv").read_text(encoding="utf-8").splitlines() == [
        "indicator,body,period,value",
        "x,,2016,124.0",
        "x,,2017,0.000123",
        "x,,2018,123456789012345",
    ]
    assert "percent = 17.50\n" in (tmp_path / "p/identities.toml").read_text(encoding="utf-8")
    limit = tomllib.loads((tmp_path / "p/plan.toml").read_text(encoding="utf-8"))
    assert limit["indicator"][0]["limit"] == 1 / 3


def refused(folder: libplan.PlanFolder, to: Path) -> list[tuple[str, str]]:
    with pytest.raises(libplan.InputError) as error:
        libplan.write_folder(folder, to)
    assert not list(to.parent.iterdir()), "nothing is left behind"
    return [(problem.text("zh"), problem.text("en")) for problem in error.value.problems]


def test_what_no_file_can_hold_is_told(tmp_path: Path) -> None:
    plan = libplan.Plan(
        "p",
        "规划",
        2016,
        2020,
        bodies=[libplan.Body("a", "单位", "town")],
        indicators=[libplan.Indicator("x", "指标", "个", "up")],
    )
    day = libplan.Period("2018").first
    broken = libplan.Event("e", day, "accident", severity="一般", bodies=("a",), title="两\n行")
    folder = libplan.PlanFolder(plan, records=libplan.Records(events=[broken]))
    assert refused(folder, tmp_path / "p") == [
        (
            "events.csv:2: 错误[line-break] “title”里有换行，表格的一格写不下：请把“两\n行”改成"
            "一行",
            'events.csv:2: error[line-break] "title" holds a line break, which a cell of a table '
            'cannot: make "两\n行" one line',
        )
    ]


def test_a_share_may_be_of_every_period(tmp_path: Path) -> None:
    indicators = [libplan.Indicator(each, "指标", "个", "up") for each in "xy"]
    share = libplan.Identity(libplan.Share("x", "y", 12.5))
    plan = libplan.Plan("p", "规划", 2016, 2020, indicators=indicators, identities=[share])
    libplan.write_plan(plan, tmp_path / "p")
    assert libplan.read(tmp_path / "p").plan == plan


@pytest.mark.parametrize("value", [0.1 + 0.2, 1 / 3, -2 / 3, 1234567890123456.0, 1e22])
def test_what_is_computed_in_code_is_kept(tmp_path: Path, value: float) -> None:
    plan = libplan.Plan(
        "p", "规划", 2016, 2020, indicators=[libplan.Indicator("x", "指标", "个", "up")]
    )
    figures = libplan.Observations([libplan.Observation("x", libplan.Period("2018"), value)])
    folder = libplan.PlanFolder(plan, observations=figures)
    libplan.write_folder(folder, tmp_path / "p")
    assert libplan.read(tmp_path / "p").observations[0].value == value
    assert libplan.observations(tmp_path / "p" / "observations.csv")[0].value == value


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    folder = libplan.read(ROOT / "examples/ecology")
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(FileExistsError) as error:
        libplan.write_folder(folder, tmp_path)
    assert str(error.value).endswith(f"{tmp_path} 已经有内容，不会覆盖；请换一个名字或用空文件夹")
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_scheme_replaces_its_file_as_a_whole(tmp_path: Path) -> None:
    scheme = libplan.read(ROOT / "examples/ecology").schemes[0]
    file = tmp_path / "schemes/cities.toml"
    libplan.write_scheme(scheme, file)
    libplan.write_scheme(scheme.replace(title="另一个办法"), file)
    assert tomllib.loads(file.read_text(encoding="utf-8"))["scheme"]["title"] == "另一个办法"
    assert [path.name for path in file.parent.iterdir()] == ["cities.toml"]
