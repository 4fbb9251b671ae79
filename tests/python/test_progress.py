"""Progress side by side, control figures and the rounding of reports: values, command, workbook."""

import copy
import json
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from libplan.typing import Rounding
from openpyxl import load_workbook
from recalculate import differences

import libplan

PLAN = Path(__file__).parents[2] / "examples/qingxin"
FOLDER = libplan.read(PLAN)


def judged(year: int = 2018, as_of: date | None = None) -> libplan.SideBySide:
    controls = FOLDER.records.controls
    return libplan.side_by_side(FOLDER.plan, FOLDER.observations, controls, year=year, as_of=as_of)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import sys; from libplan.cli import main; sys.exit(main())"]
        + list(arguments),
        capture_output=True,
        text=True,
    )


# ---- the value ----


def test_it_is_a_value() -> None:
    value = judged()
    assert value == judged() and value != judged(2017)
    assert hash(value) == hash(judged())
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.deepcopy(value) == value
    assert value.replace(year=2020).year == 2020
    assert repr(value).startswith("SideBySide(year=2018")
    html = value._repr_html_()
    assert "进度比较" in html and "控制数进度" in html and len(html.encode()) <= 50_000


def test_it_holds_what_measure_says() -> None:
    own = libplan.measure(FOLDER.plan, FOLDER.observations, year=2018)
    assert tuple(judgement.reading for judgement in judged().judgements) == own.readings
    for judgement in judged().judgements:
        on_own = judgement.linear if FOLDER.plan.path == "linear" else judgement.geometric
        assert on_own == judgement.reading.status
        assert (judgement.pace is None) == (judgement.series is None)
        if judgement.series is not None:
            assert judgement.pace == libplan.pace_of(judgement.series)
            assert judgement.series.value == judgement.reading.value
    assert judged().disagreements == sum(bool(each.disagreements) for each in judged().judgements)


def test_a_natural_limit_comes_from_the_plan(tmp_path: Path) -> None:
    words = (PLAN / "plan.toml").read_text(encoding="utf-8")
    assert "\nlimit" not in words
    (tmp_path / "plan.txt").write_text((PLAN / "plan.txt").read_text(encoding="utf-8"))
    plan = tmp_path / "plan.toml"
    plan.write_text(words.replace('id = "gdp_death_rate"', 'id = "gdp_death_rate"\nlimit = 0.5'))
    indicators = libplan.read(tmp_path).plan.indicators
    assert [indicator.limit for indicator in indicators if indicator.limit is not None] == [0.5]


def test_the_year_of_the_control_figures_may_be_over() -> None:
    year = judged().controls
    assert year and all(control.months_gone == 12 for control in year)
    assert judged(as_of=date(2019, 3, 1)).controls == year
    half = judged(as_of=date(2018, 6, 30)).controls
    assert all(control.time_gone == 0.5 for control in half)
    for control in year:
        if control.actual is not None and control.control:
            assert control.used == pytest.approx(control.actual / control.control)


def test_twelve_months_on_end() -> None:
    plan = libplan.Plan(
        id="p",
        title="p",
        first_year=2016,
        last_year=2020,
        indicators=[
            libplan.Indicator(id="n", title="n", unit="吨", direction="up", adds_up="sum"),
        ],
    )
    months = [libplan.Period(f"{2016 + m // 12}-{m % 12 + 1:02}") for m in range(30)]
    rows = [
        libplan.Observation("n", month, value=10 if at < 15 else 12, state="value")
        for at, month in enumerate(months)
    ]
    found = libplan.twelve_months_within(
        plan,
        libplan.Observations(rows),
        plan.indicators[0],
        libplan.Interval(lower=144),
        during=libplan.Period("2016/2020"),
    )
    assert str(found) == "2017-04-01/2018-03-31"


# ---- the command ----


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_command_fits_80_columns(language: str) -> None:
    done = run("progress", str(PLAN), "--year", "2018", "--lang", language)
    assert done.returncode == 0, done.stderr
    wide = [line for line in done.stdout.splitlines() if libplan._core.display_width(line) > 80]
    assert wide == []


def test_the_command_counts_disagreements_and_says_how_it_rounds() -> None:
    said = run("progress", str(PLAN), "--year", "2018").stdout
    words = "".join(said.split())
    value = judged()
    assert f"读数{len(value.judgements)}条，判断不一致{value.disagreements}条" in words
    assert f"控制数{len(value.controls)}个" in words
    assert said.endswith("百分比保留2位小数，四舍五入；占比各自取舍，合计可能不等于100%\n")
    cut = run("progress", str(PLAN), "--year", "2018", "--rounding", "truncate", "--places", "1")
    assert cut.stdout.endswith("百分比保留1位小数，截尾不进；占比各自取舍，合计可能不等于100%\n")


@pytest.mark.parametrize("mode", get_args(Rounding))
def test_the_command_rounds_as_the_library_does(mode: Rounding) -> None:
    said = run("progress", str(PLAN), "--year", "2018", "--rounding", mode)
    numbers = libplan.ReportNumbers(rounding=mode)
    assert said.stdout.startswith(libplan.side_by_side_text(judged(), numbers=numbers))


def test_the_command_shows_no_table_of_what_is_not_there() -> None:
    folder = libplan.read(PLAN)
    none = libplan.side_by_side(folder.plan, folder.observations, libplan.Observations(), year=2018)
    some = libplan.side_by_side(
        folder.plan, folder.observations, folder.records.controls, year=2018
    )
    for language, title in (("zh", "控制数"), ("en", "control figures")):
        words = libplan.side_by_side_text(none, language=language).lower()  # type: ignore[arg-type]
        assert title not in words
        assert title in libplan.side_by_side_text(some, language=language).lower()  # type: ignore[arg-type]


def test_the_command_as_of_a_day() -> None:
    said = run("progress", str(PLAN), "--year", "2018", "--as-of", "2018-06-30").stdout
    assert said.startswith("2018年进度比较（截至2018-06-30）\n")


def test_what_has_no_figure_says_why() -> None:
    plan = libplan.Plan(
        "p",
        "规划",
        2016,
        2020,
        bodies=[libplan.Body("u1", "东镇", "town"), libplan.Body("u2", "西镇", "town")],
        indicators=[
            libplan.Indicator(
                "done",
                "完成率",
                "%",
                "up",
                baselines=[libplan.Baseline(2015, 50)],
                targets=[libplan.Target(2020, libplan.Reach(80))],
            )
        ],
    )
    figures = [
        libplan.Observation("done", 2018, state="not_scored"),
        libplan.Observation("done", 2018, state="not_applicable", body="u1"),
        libplan.Observation("done", 2018, state="missing", body="u2"),
    ]
    told = libplan.side_by_side_text(libplan.side_by_side(plan, figures, (), year=2018))
    assert [line.split()[:2] for line in told.splitlines() if line.startswith("完成率")][:3] == [
        ["完成率（%）", "未评"],
        ["完成率（东镇）", "不涉及"],
        ["完成率（西镇）", "缺数据"],
    ]


def test_json_says_the_same_as_the_values() -> None:
    told = json.loads(run("progress", str(PLAN), "--year", "2018", "--json").stdout)
    value = judged()
    assert told["disagreements"] == value.disagreements
    statuses = [(each["status_linear"], each["status_geometric"]) for each in told["judgements"]]
    assert statuses == [(each.linear, each.geometric) for each in value.judgements]
    assert [each["standing"] for each in told["controls"]] == [c.standing for c in value.controls]
    scores = [each["pace"]["score"] for each in told["judgements"] if each["pace"]]
    assert scores == [each.pace.score for each in value.judgements if each.pace]


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (
            ["--year", "2018", "--places", "7"],
            "--places 应为0到6的整数，写的是“7”",
            '--places should be a whole number from 0 to 6, not "7"',
        ),
        (
            ["--year", "2018", "--places", "两位"],
            "--places 应为0到6的整数，写的是“两位”",
            '--places should be a whole number from 0 to 6, not "两位"',
        ),
        (
            ["--year", "2018", "--rounding", "down"],
            "--rounding：没有“down”这个选择，只有：half_up、half_even、truncate、up",
            '--rounding: there is no choice "down", only: half_up, half_even, truncate, up',
        ),
        (
            ["--year", "2030"],
            "2030年不在规划期2016—2020年内",
            "2030 is outside the plan, 2016 to 2020",
        ),
    ],
)
def test_slips(arguments: list[str], zh: str, en: str) -> None:
    for language, words in (("zh", zh), ("en", en)):
        done = run("progress", str(PLAN), *arguments, "--lang", language)
        assert done.returncode == 2
        assert words in done.stderr


# ---- the rounding of reports ----


def test_decimals_that_no_report_shows_are_refused() -> None:
    results = libplan.assess_year(FOLDER, year=2018)
    with pytest.raises(ValueError, match="百分比的小数位数应为0到6，写的是7"):
        libplan.results_text(FOLDER, results, numbers=libplan.ReportNumbers(places=7))


@pytest.mark.parametrize(
    "numbers",
    [
        libplan.ReportNumbers(),
        libplan.ReportNumbers(places=1, rounding="truncate"),
        libplan.ReportNumbers(places=3, rounding="half_even"),
        libplan.ReportNumbers(shares_of_100=True),
    ],
    ids=["default", "truncate", "half_even", "of_100"],
)
def test_the_summary_is_rounded_and_says_how(
    numbers: libplan.ReportNumbers, tmp_path: Path
) -> None:
    results = libplan.assess_year(FOLDER, year=2018)
    files = libplan.write_reports(FOLDER, results, out=tmp_path, numbers=numbers)
    summary = load_workbook(files[-1], data_only=True)
    assert {"进度比较", "控制数进度", "状态与等级占比", "说明与口径"} <= set(summary.sheetnames)
    notes = [str(row[1].value) for row in summary["说明与口径"].iter_rows()]
    assert any(note.startswith(f"百分比保留{numbers.places}位小数") for note in notes)
    shares = [
        (row[0].value, row[2].value, row[2].number_format)
        for row in summary["状态与等级占比"].iter_rows()
        if isinstance(row[2].value, int | float)
    ]
    for title, share, form in shares:
        assert round(share, numbers.places + 2) == share
        assert form.count("0") == numbers.places + 1 and form.endswith("%")
        if title == "合计" and numbers.shares_of_100:
            assert share == 1
    formulas, found = differences(files[-1:], tmp_path)
    assert formulas > 100
    assert found == []


def test_scores_are_left_to_their_scheme() -> None:
    results = libplan.assess_year(FOLDER, year=2018)
    plain = libplan.results_text(FOLDER, results)
    cut = libplan.results_text(
        FOLDER, results, numbers=libplan.ReportNumbers(places=0, rounding="truncate")
    )
    ranking = plain[plain.index("排名") : plain.index("占比")]
    assert ranking in cut
