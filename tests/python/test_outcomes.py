# ruff: noqa: E501  (clauses, figures and errors are quoted whole)
"""What a scheme makes of its points: windows, faults, vetoes, grades, quotas, ranks, rounding, what is missing.

Everything is read from files; the figures follow by hand.
"""

from decimal import Decimal
from pathlib import Path

import pytest
from libplan.typing import Language, RoundedAt
from scheme_folder import (
    assess_one,
    assessed,
    bodies,
    grades,
    points,
    ranks,
    read,
    scheme,
    totals,
)

import libplan

ACCIDENTS = """
[[fact]]
id = "accidents"
title = "事故"
unit = "起"
events = "accident"
{more}

[[group]]
id = "safety"
title = "一、事故"
full = 100

  [[group.item]]
  id = "accidents_item"
  title = "事故"
  full = 100
  clause = "每起扣10分"
  fact = "accidents"
  rule = {{ per = 1, over = -10 }}
"""
TOTAL = """
[[fact]]
id = "work"
title = "工作"
supplied = true
{facts}

[[group]]
id = "all"
title = "一、工作"
full = {full}

  [[group.item]]
  id = "work_item"
  title = "工作"
  full = {full}
  clause = "按得分计"
  fact = "work"
  rule = {{ per = 1, start = 0, over = 1 }}
{more}
"""


def of_total(more: str = "", *, facts: str = "", full: float = 100, **options: str) -> str:
    """A scheme whose total is the fact "work"."""
    return scheme(TOTAL.format(more=more, facts=facts, full=full), full=full, **options)


def flag(*ids: str) -> str:
    return "".join(f'[[fact]]\nid = "{id}"\ntitle = "{id}"\nsupplied = true\n' for id in ids)


# ---- which year an event counts in ----

WINDOW = """
[window]
first = "12-01"
last = "11-30"
carry_back = ["重大"]
carry_until = "12-20"
"""
AROUND_THE_YEARS = """
    a,2017-11-30,accident,一般,u1,0
    b,2017-12-01,accident,一般,u1,0
    c,2018-11-30,accident,一般,u1,0
    d,2018-12-01,accident,一般,u1,0
    e,2017-12-05,accident,重大,u2,0
    f,2018-12-20,accident,重大,u2,0
    g,2018-12-21,accident,重大,u2,0
    h,2018-06-01,accident,重大,u2,0
"""


def test_a_window_from_december_with_major_accidents_carried_back_once(tmp_path: Path) -> None:
    folder = read(
        tmp_path,
        scheme(ACCIDENTS.format(more="") + WINDOW),
        events=AROUND_THE_YEARS,
        towns=2,
    )
    counted = {}
    for year in (2017, 2018, 2019):
        (of,) = libplan.assess_year(folder, year=year).assessments
        counted[year] = [of.scorecard(unit).lines[0].inputs[0][1] for unit in ("u1", "u2")]
    # e counts in 2017, f and h in 2018, g in 2019: each once.
    assert counted == {2017: [1, 1], 2018: [2, 2], 2019: [1, 1]}


def test_a_calendar_year_may_pull_back_what_happens_early_in_the_next(tmp_path: Path) -> None:
    window = '\n[window]\ncarry_back = ["重大"]\ncarry_until = "01-31"\n'
    events = """
        a,2019-01-31,accident,重大,u1,0
        b,2019-01-31,accident,一般,u1,0
        c,2019-02-01,accident,重大,u1,0
        d,2021-01-15,accident,重大,u1,0
    """
    folder = read(tmp_path, scheme(ACCIDENTS.format(more="") + window), events=events)
    found = {
        year: totals(libplan.assess_year(folder, year=year).assessments[0])
        for year in (2018, 2019, 2020)
    }
    assert found == {2018: "90", 2019: "80", 2020: "90"}


def test_the_first_window_begins_before_the_plan(tmp_path: Path) -> None:
    folder = read(
        tmp_path,
        scheme(ACCIDENTS.format(more="") + WINDOW),
        events="a,2015-12-01,accident,一般,u1,0\nb,2016-12-01,accident,一般,u1,0",
    )
    assert totals(libplan.assess_year(folder, year=2016).assessments[0]) == "90"


def test_concealed_cases_count_in_the_year_they_are_found(tmp_path: Path) -> None:
    events = """
        id,date,kind,class,bodies,deaths,counts_in
        a,2017-03-01,accident,一般,u1,0,2018
        b,2014-03-01,accident,一般,u1,0,2018
        c,2018-03-01,accident,一般,u1,0,
    """
    folder = read(tmp_path, scheme(ACCIDENTS.format(more="")), events=events)
    found = [
        totals(libplan.assess_year(folder, year=year).assessments[0]) for year in (2016, 2017, 2018)
    ]
    assert found == ["100", "100", "70"]


def test_one_event_counts_against_several_units_by_their_fault(tmp_path: Path) -> None:
    events = """
        id,date,kind,class,bodies,deaths,fault
        a,2018-03-01,accident,一般,u1;u2;u3;u4,3,主要;次要;无责;
        b,2018-03-02,accident,一般,u2,1,主要
    """
    facts = 'count = "deaths"\nfault = { "主要" = 1, "次要" = 0.3, "无责" = 0 }'
    of = assess_one(tmp_path, scheme(ACCIDENTS.format(more=facts)), events=events, towns=4)
    # Without a finding yet an event counts whole. 3, 0.9 + 1, 0 and 3 deaths.
    assert totals(of) == "70 81 100 70"


PRAISE = """
[[fact]]
id = "praise"
title = "经验推广"
events = "praise"
{more}

[[group]]
id = "g"
title = "加分"
full = 20

  [[group.item]]
  id = "praise_item"
  title = "经验推广"
  full = 20
  fact = "praise"
  clause = "国家级加5分，省级加3分，市级加1分；同项内容按最高级别计分"
  rule = {{ occurrences = {{ "国家" = 5, "省" = 3, "市" = 1 }}, counts = "{counts}", start = 0 }}
"""
PRAISED = """
id,date,kind,class,bodies,deaths,counts_in,matter
a,2018-03-01,praise,市,u1,0,,网格化
b,2018-05-01,praise,国家,u1;u2,0,,网格化
c,2018-06-01,praise,国家,u1,0,,网格化
d,2018-07-01,praise,省,u1,0,,双控
e,2018-08-01,praise,省,u2,0,,网格化
f,2018-08-01,praise,市,u2,0,,
g,2018-09-01,praise,市,u2,0,,
h,2018-10-01,praise,市,u3,0,,双控
i,2017-10-01,praise,国家,u3,0,,双控
"""


@pytest.mark.parametrize(("counts", "total"), [("matters", "8 7 1"), ("each", "14 10 1")])
def test_of_one_matter_only_the_highest_level_counts(
    tmp_path: Path, counts: str, total: str
) -> None:
    """R27: matters add up, what belongs to none counts by itself, and other years do not count."""
    table = scheme(PRAISE.format(more="", counts=counts), full=20)
    of = assess_one(tmp_path, table, events=PRAISED, towns=3)
    assert totals(of) == total
    if counts == "matters":
        assert of.scorecard("u1").lines[0].words == (
            "国家1次，每次加5分；省1次，每次加3分，同一事项只按最高的一次计，起评0分，得8分"
        )


def test_events_counted_in_another_way_change_a_total_by_the_rules(tmp_path: Path) -> None:
    def praised(counts: str) -> libplan.Assessment:
        table = scheme(PRAISE.format(more="", counts=counts), full=20)
        return assess_one(tmp_path / counts, table, events=PRAISED, towns=3)

    parts = {
        part.cause: part
        for part in libplan.compare(praised("each"), praised("matters"), "u1").parts
    }
    assert parts["data"].points == 0 and parts["rules"].points == -6
    assert parts["data"].words == "没有变化"


def test_what_counts_matters_shares_its_fact_with_its_like_only(tmp_path: Path) -> None:
    other = """
  [[group.item]]
  id = "other"
  title = "另一项"
  full = 20
  clause = "每次加分"
  fact = "praise"
  rule = {{ occurrences = {{ "国家" = 5, "省" = 3, "市" = 1 }}, counts = "each", start = 0 }}
"""
    table = scheme((PRAISE + other).format(more="", counts="matters"), full=40)
    with pytest.raises(libplan.InputError, match="其中按事项只取最高一次的"):
        read(tmp_path, table.replace("full = 20\n\n  [[", "full = 40\n\n  [[", 1))


def test_a_yearly_control_figure_serves_the_assessed_year_whatever_its_days(
    tmp_path: Path,
) -> None:
    rule = 'fact = "deaths"\n  rule = { all_or_nothing = true, at_most = "control" }'
    table = ACCIDENTS.format(more='count = "deaths"').replace("accidents", "deaths").replace(
        'fact = "deaths"\n  rule = { per = 1, over = -10 }', rule
    ) + '[[fact]]\nid = "control"\ntitle = "控制数"\ncontrol = "deaths"\n'  # fmt: skip
    windowed = scheme(table + WINDOW)
    events = "a,2018-06-01,accident,一般,u1,3\nb,2018-06-01,accident,一般,u2,5"
    yearly = "deaths,u1,2018,3\ndeaths,u2,2018,3"
    assert totals(
        assess_one(tmp_path / "a", windowed, events=events, controls=yearly, towns=2)
    ) == ("100 0")
    own = yearly + "\ndeaths,u2,2017-12-01/2018-11-30,5"  # of the very days goes first
    assert totals(assess_one(tmp_path / "b", windowed, events=events, controls=own, towns=2)) == (
        "100 100"
    )


def test_what_a_place_or_a_ratio_is_made_of_is_told() -> None:
    def words(source: object, rule: object, columns: dict[str, list[float]]) -> str:
        of = one_group(
            libplan.Item("i", "增速", 10, rule, fact="made"),  # type: ignore[arg-type]
            facts=[
                *supplied(*columns),
                libplan.FactDefinition("made", "得数", source, unit="%"),  # type: ignore[arg-type]
            ],
            full=10,
        )
        bodies = [libplan.Body(id, id, "town") for id in "uvw"]
        figures = [
            libplan.SuppliedFigure(id, body.id, 2018, cell)
            for id, cells in columns.items()
            for body, cell in zip(bodies, cells, strict=True)
        ]
        folder = libplan.PlanFolder(
            libplan.Plan("p", "规划", 2016, 2020, bodies=bodies),
            schemes=[of],
            records=libplan.Records(figures=figures),
        )
        (assessment,) = libplan.assess_year(folder, year=2018).assessments
        return assessment.scorecard("u").lines[0].words

    place = libplan.ClassFact("x", take="position", direction="down")
    told = words(place, libplan.ShareRule(100), {"x": [0.031, 0.052, 0.029]})
    assert told.startswith(
        "事实x0.031，本类最差0.052、最好0.029，处在两者之间的91.3%；目标100%，实际91.3%"
    )
    rank = libplan.ClassFact("x", take="rank")
    told = words(rank, libplan.PerUnitRule(1, over=-1), {"x": [5, 7, 3]})
    assert told.startswith("按事实x5排名；")
    ratio = libplan.RatioFact("x", "y")
    told = words(ratio, libplan.ShareRule(100), {"x": [38, 1, 1], "y": [40, 1, 1]})
    assert told.startswith("事实x38除以事实y40，乘以100；目标100%，实际95%")


# ---- vetoes ----


@pytest.mark.parametrize(
    ("effect", "total", "grade"),
    [
        ('grade = "不合格"', "95 95 70", "优秀 不合格 合格"),
        ("zero = true", "95 0 70", "优秀 不合格 合格"),
        ("bar_top = true", "95 95 70", "优秀 良好 合格"),
        ("one_down = true", "95 95 70", "优秀 良好 合格"),
    ],
)
def test_every_effect_of_a_veto(tmp_path: Path, effect: str, total: str, grade: str) -> None:
    veto = f'[[veto]]\ntitle = "一票否决"\nfact = "case"\n{effect}\n'
    of = assess_one(
        tmp_path,
        of_total(veto, facts=flag("case")),
        facts={"work": "95 95 70", "case": "0 1 0"},
    )
    assert (totals(of), grades(of)) == (total, grade)
    card = of.scorecard("u2")
    assert (card.grade_without_veto, len(card.vetoes)) == ("优秀", 1)


def test_effects_add_up_and_never_lift(tmp_path: Path) -> None:
    vetoes = (
        '[[veto]]\ntitle = "一"\nfact = "one"\none_down = true\n'
        '[[veto]]\ntitle = "二"\nfact = "two"\none_down = true\n'
        '[[veto]]\ntitle = "三"\nfact = "three"\ngrade = "合格"\n'
    )
    of = assess_one(
        tmp_path,
        of_total(vetoes, facts=flag("one", "two", "three")),
        facts={
            "work": "95 95 50 95",
            "one": "1 1 1 1",
            "two": "0 1 1 1",
            "three": "0 0 1 1",
        },
    )
    assert grades(of) == "良好 合格 不合格 合格"


@pytest.mark.parametrize(
    ("condition", "applies"),
    [
        ('fact = "deaths"\nat_least = "control"\ntimes = 1.2', "0 1 1"),
        ('fact = "deaths"\nabove = "control"\ntimes = 1.2', "0 0 1"),
        ("total = true\nbelow = 60", "1 0 0"),
        ('points_of = "work_item"\nat_most = 60', "1 1 0"),
        ('rate_of = "all"\nabove = 60', "0 0 1"),
        ('fact = "concealed"\nequals = 1', "0 1 0"),
        ('fact = "concealed"', "0 1 0"),
        ('lowest_of = "all"\nat_least = 60', "0 1 1"),
    ],
)
def test_every_condition_of_a_veto(tmp_path: Path, condition: str, applies: str) -> None:
    veto = f'[[veto]]\ntitle = "一票否决"\n{condition}\ngrade = "不合格"\n'
    facts = flag("deaths", "control", "concealed")
    of = assess_one(
        tmp_path,
        of_total(veto, facts=facts),
        facts={
            "work": "59.99 60 95",
            "deaths": "11 12 13",
            "control": "10 10 10",
            "concealed": "0 1 0",
        },
    )
    vetoed = [bool(of.scorecard(unit.id).vetoes) for unit in of.units]
    assert " ".join(str(int(one)) for one in vetoed) == applies


def test_a_veto_may_need_several_conditions_and_be_switched_off_by_a_finding(
    tmp_path: Path,
) -> None:
    veto = """
[[veto]]
title = "较大事故"
clause = "发生较大事故且死亡超过控制数的，一票否决；经认定无责任的除外"
fact = "major"
and = [{ fact = "deaths", above = "control" }]
unless = [{ fact = "no_fault", equals = 1 }, [{ fact = "major", at_most = 1 }, { total = true, at_least = 98 }]]
only_for = ["乡镇", "u6"]
grade = "不合格"
"""
    of = assess_one(
        tmp_path,
        of_total(veto, facts=flag("major", "deaths", "control", "no_fault")),
        overlay=bodies(6, ["乡镇"] * 4 + ["街道"] * 2),
        facts={
            "work": "95 95 95 98 95 95",
            "major": "1 1 0 1 1 1",
            "deaths": "3 3 3 3 3 3",
            "control": "2 2 2 2 2 2",
            "no_fault": "0 1 0 空 空 空",
        },
    )
    # u1 alone; u2 found without fault, u3 without a major accident, u4 by its total; u5 is not among
    # those, and of u6, named by its id, the finding is still to come.
    assert grades(of) == "不合格 优秀 优秀 优秀 优秀 未定"


def test_a_veto_on_points_still_open_waits_for_them(tmp_path: Path) -> None:
    more = """
  [[group.item]]
  id = "late_item"
  title = "补充"
  full = 50
  clause = "现场评分"
  rule = { marks = true }

[[veto]]
title = "不足六十分"
total = true
below = 60
grade = "不合格"
"""
    text = scheme(TOTAL.format(more=more, facts="", full=50).replace("full = 50", "full = 100", 1))
    of = assess_one(tmp_path, text, facts={"work": "40 40"}, marks="late_item,u2,2018,team,10")
    assert (totals(of), grades(of)) == ("未定 50", "未定 不合格")
    assert not of.scorecard("u1").vetoes
    possible = of.scorecard("u1").possible
    assert possible is not None and (possible.lowest, possible.highest) == (40, 90)


def test_a_veto_whose_fact_is_not_known_leaves_the_result_open(tmp_path: Path) -> None:
    veto = '[[veto]]\ntitle = "一票否决"\nfact = "case"\nzero = true\n'
    of = assess_one(
        tmp_path, of_total(veto, facts=flag("case")), facts={"work": "95 95 95", "case": "0 空 1"}
    )
    assert (totals(of), grades(of)) == ("95 未定 0", "优秀 未定 不合格")
    possible = of.scorecard("u2").possible
    assert possible is not None and (possible.lowest, possible.highest) == (0, 95)


# ---- grades, quotas, ranks ----


@pytest.mark.parametrize(
    ("edge", "expected"), [("from", "优秀 优秀 合格"), ("above", "优秀 合格 合格")]
)
def test_whether_an_edge_belongs_is_data(tmp_path: Path, edge: str, expected: str) -> None:
    edges = f'[[grade]]\ntitle = "优秀"\n{edge} = 89.5\n[[grade]]\ntitle = "合格"\nfrom = 0\n'
    of = assess_one(tmp_path, of_total(grades=edges), facts={"work": "89.51 89.5 89.49"})
    assert grades(of) == expected


def test_a_quota_of_the_best_six(tmp_path: Path) -> None:
    quota = '[[quota]]\ngrade = "优秀"\ncount = 6\n'
    of = assess_one(tmp_path, of_total(quota), facts={"work": "99 98 97 96 95 94 93 70"})
    assert grades(of) == "优秀 优秀 优秀 优秀 优秀 优秀 良好 合格"
    # Equals at the edge all fall: the quota is never exceeded.
    of = assess_one(tmp_path, of_total(quota), facts={"work": "99 98 97 96 95 93 93 70"})
    assert grades(of) == "优秀 优秀 优秀 优秀 优秀 良好 良好 合格"


def test_a_quota_in_percent_of_each_class(tmp_path: Path) -> None:
    quota = '[[quota]]\ngrade = "优秀"\npercent = 15\n[[quota]]\ngrade = "良好"\nclass = "乙"\ncount = 1\n'
    work = " ".join(str(99 - unit) for unit in range(14)) + " 92 91"
    of = assess_one(
        tmp_path,
        of_total(quota),
        overlay=bodies(16, ["甲"] * 14 + ["乙"] * 2),
        facts={"work": work},
    )
    # 15 % of 14 is two places, of 2 none; in 乙 one of those who fall finds a place as 良好.
    assert grades(of).split() == ["优秀"] * 2 + ["良好"] * 12 + ["良好", "合格"]


def test_ranks_within_classes_with_ties_and_tie_breaks(tmp_path: Path) -> None:
    overlay = bodies(7, ["甲", "甲", "甲", "甲", "乙", "乙", "甲"])
    work = "90 95 90 80 70 70 空"
    of = assess_one(tmp_path, of_total(), overlay=overlay, facts={"work": work})
    assert ranks(of) == "2 1 2 4 1 1 未定"
    assert [of.scorecard(unit).tied for unit in ("u1", "u2", "u5")] == [True, False, True]
    ties = '[[tie_break]]\nfewer = "deaths"\n[[tie_break]]\nmore = "praise"\n'
    of = assess_one(
        tmp_path,
        of_total(ties, facts=flag("deaths", "praise")),
        overlay=overlay,
        facts={"work": work, "deaths": "3 9 1 0 2 2 0", "praise": "0 0 0 0 1 2 0"},
    )
    assert ranks(of) == "3 1 2 4 2 1 未定"


# ---- bonus, penalty, caps, conversion, order ----

BLOCKS = """
[[group]]
id = "bonus"
title = "二、加分"
full = 10
kind = "bonus"
cap = 5

  [[group.item]]
  id = "bonus_item"
  title = "加分"
  full = 10
  clause = "每项加1分，以5分为限"
  fact = "plus"
  rule = { per = 1, start = 0, over = 1 }

[[group]]
id = "penalty"
title = "三、扣分"
full = 0
kind = "penalty"
floor = -8

  [[group.item]]
  id = "penalty_item"
  title = "扣分"
  full = 0
  clause = "每项扣3分，以8分为限"
  fact = "minus"
  rule = { per = 1, over = -3, floor = -100 }
"""


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("", "95 103 87 0"),
        ("cap = 100", "95 100 87 0"),
        ("cap = 98\nfloor = 1", "95 98 87 1"),
        ('order = ["cap", "bonus", "penalty", "grade", "rank"]\ncap = 90', "94 95 82 -6"),
        ('order = ["penalty", "cap", "bonus", "grade", "rank"]\ncap = 85', "89 90 85 2"),
        ('order = ["cap", "grade", "rank"]', "91 98 95 0"),
    ],
)
def test_bonus_penalty_and_caps_in_the_order_of_the_scheme(
    tmp_path: Path, outcome: str, expected: str
) -> None:
    of = assess_one(
        tmp_path,
        of_total(BLOCKS, facts=flag("plus", "minus"), outcome=outcome),
        facts={"work": "91 98 95 0", "plus": "4 9 0 2", "minus": "0 0 9 9"},
    )
    assert totals(of) == expected


def test_a_thousand_converted_to_a_hundred_half_up_with_one_decimal(tmp_path: Path) -> None:
    of = assess_one(
        tmp_path,
        of_total(full=1000, outcome="places = 1\nconvert_to = 100"),
        facts={"work": "894.4 894.5 899.4 899.5 1000"},
    )
    assert totals(of) == "89.4 89.5 89.9 90 100"
    assert grades(of) == "良好 良好 良好 优秀 优秀"


@pytest.mark.parametrize(
    ("rounded_at", "rounding", "total", "unrounded"),
    [
        ("item", "half_up", "1.02", 1.02),  # 0.34 + 0.34 + 0.34
        ("group", "half_up", "1.01", 1.01),  # 0.67 + 0.34
        ("group", "truncate", "1", 1.0),  # 0.67 + 0.33
        ("total", "half_up", "1.01", 1.005),
        ("total", "truncate", "1", 1.005),
    ],
)
def test_where_points_are_rounded(
    tmp_path: Path, rounded_at: str, rounding: str, total: str, unrounded: float
) -> None:
    def group(name: str, items: int) -> str:
        return f'[[group]]\nid = "{name}"\ntitle = "{name}"\nfull = {items}\n' + "".join(
            f'[[group.item]]\nid = "{name}{number}"\ntitle = "项"\nfull = 1\nclause = "按比例"\n'
            f'fact = "done"\nrule = {{ share_of = 1000 }}\n'
            for number in range(items)
        )

    of = assess_one(
        tmp_path,
        scheme(
            flag("done") + group("a", 2) + group("b", 1),
            full=3,
            outcome=f'rounded_at = "{rounded_at}"\nrounding = "{rounding}"',
            grades='[[grade]]\ntitle = "合格"\nfrom = 0',
        ),
        facts={"done": "335"},
    )
    assert totals(of) == total
    assert of.scorecard("u1").unrounded == pytest.approx(unrounded, abs=1e-12)


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [
        ("half_up", "0.13 0.12 0.13"),
        ("half_even", "0.12 0.12 0.13"),
        ("truncate", "0.12 0.12 0.12"),
        ("up", "0.13 0.13 0.13"),
    ],
)
def test_ties_round_as_declared(tmp_path: Path, rounding: str, expected: str) -> None:
    of = assess_one(
        tmp_path,
        of_total(outcome=f'rounding = "{rounding}"'),
        facts={"work": "0.125 0.12499 0.12501"},
    )
    assert totals(of) == expected


# ---- four states ----


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("open", "100 未定 100 未定 50"),
        ("zero", "100 50 100 未定 50"),
    ],
)
def test_value_missing_not_applicable_and_not_yet_scored(
    tmp_path: Path, missing: str, expected: str
) -> None:
    more = """
  [[group.item]]
  id = "other"
  title = "其他"
  full = 50
  clause = "现场评分"
  rule = { marks = true }
"""
    text = TOTAL.format(more=more, facts="", full=50).replace("full = 50", "full = 100", 1)
    of = assess_one(
        tmp_path,
        scheme(text, outcome=f'missing = "{missing}"'),
        facts={"work": "50 空 不涉及 未评 0"},
        marks="\n".join(f"other,u{unit},2018,team,50" for unit in range(1, 6)),
    )
    assert totals(of) == expected
    states = [of.scorecard(unit.id).lines[0].state for unit in of.units]
    assert states == ["value", "missing", "not_applicable", "not_scored", "value"]
    possible = of.scorecard("u4").possible
    assert possible is not None and (possible.lowest, possible.highest) == (50, 100)


def test_a_missing_fact_may_be_refused(tmp_path: Path) -> None:
    folder = read(tmp_path, of_total(outcome='missing = "refuse"'), facts={"work": "50 空 未评"})
    with pytest.raises(libplan.InputError) as caught:
        libplan.assess_year(folder, year=2018)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("missing-fact", "schemes/0.toml")
    assert (
        problem.message.zh == "第2镇的“工作”缺数据，本办法不允许缺。请补上；确实不适用的写“不涉及”"
    )
    assert problem.message.en == (
        "第2镇 lacks the facts of “工作”, which this scheme does not allow. Supply them; "
        "write “N/A” where they do not apply"
    )


def test_an_item_says_for_itself_what_missing_does(tmp_path: Path) -> None:
    more = """
  [[group.item]]
  id = "other"
  title = "其他"
  full = 50
  clause = "未提供数据不得分"
  fact = "other"
  missing = "zero"
  rule = { share_of = 100 }
"""
    text = TOTAL.format(more=more, facts=flag("other"), full=50).replace(
        "full = 50", "full = 100", 1
    )
    of = assess_one(tmp_path, scheme(text), facts={"work": "50 空", "other": "空 100"})
    assert totals(of) == "50 未定"


def test_a_bonus_without_a_ceiling_leaves_the_range_open_above(tmp_path: Path) -> None:
    text = of_total().replace(
        "start = 0, over = 1", 'over = -1, under = 1, reference = 5, ceiling = "none"'
    )
    of = assess_one(tmp_path, text, facts={"work": "空"})
    possible = of.scorecard("u1").possible
    assert possible is not None and (possible.lowest, possible.highest) == (0, float("inf"))


# ---- who is assessed by what ----


def test_a_group_for_some_classes_only(tmp_path: Path) -> None:
    more = """
[[group]]
id = "ports"
title = "二、港口"
full = 20
only_for = ["沿海"]

  [[group.item]]
  id = "port"
  title = "港口"
  full = 20
  clause = "现场评分，未评不得公布"
  missing = "refuse"
  rule = { marks = true }
"""
    text = TOTAL.format(more=more, facts="", full=80).replace("full = 80", "full = 100", 1)
    text = text.replace("full = 100\n\n  [[group.item]]", "full = 80\n\n  [[group.item]]")
    of = assess_one(
        tmp_path,
        scheme(text),
        overlay=bodies(2, ["沿海", "内陆"]),
        facts={"work": "60 60"},
        marks="port,u1,2018,team,20",
    )
    assert totals(of) == "80 75"
    assert of.scorecard("u2").lines[1].state == "not_applicable"


def test_the_best_and_the_mean_of_a_class(tmp_path: Path) -> None:
    facts = flag("rate") + "".join(
        f'[[fact]]\nid = "{take}"\ntitle = "{take}"\nclass_of = "rate"\ntake = "{take}"\n'
        for take in ("highest", "lowest", "mean")
    )
    items = "".join(
        f"""
  [[group.item]]
  id = "by_{take}"
  title = "比{take}"
  full = 30
  clause = "与同类单位比较"
  fact = "rate"
  rule = {{ per = 1, reference = "{take}", start = 15, over = 1, under = -1 }}
"""
        for take in ("highest", "lowest", "mean")
    )
    text = facts + f'[[group]]\nid = "g"\ntitle = "一"\nfull = 90\n{items}'
    of = assess_one(
        tmp_path,
        scheme(text, full=90),
        overlay=bodies(5, ["甲", "甲", "甲", "乙", "乙"]),
        facts={"rate": "10 11 13 7 不涉及"},
    )
    # The means are 11.3333 (to four decimals) and 7.
    assert points(of, "by_highest").split()[:4] == ["12", "13", "15", "15"]
    assert points(of, "by_lowest").split()[:4] == ["15", "16", "18", "15"]
    assert points(of, "by_mean").split()[:4] == ["13.67", "14.67", "16.67", "15"]


def test_facts_of_measured_indicators(tmp_path: Path) -> None:
    takes = ("value", "target", "ratio_to_target", "met")
    facts = "".join(
        f'[[fact]]\nid = "{take}"\ntitle = "{take}"\nindicator = "done"\ntake = "{take}"\n'
        "whole_area = true\n"
        for take in takes
    )
    items = "".join(
        f'[[group.item]]\nid = "{take}_item"\ntitle = "{take}"\nfull = 200\nclause = "计入"\n'
        f'fact = "{take}"\nrule = {{ per = 1, start = 0, over = 1 }}\n'
        for take in takes
    )
    text = facts + f'[[group]]\nid = "g"\ntitle = "一"\nfull = 800\n{items}'
    of = assess_one(tmp_path, scheme(text, full=800), observations="done,,2018,60")
    assert [points(of, f"{take}_item") for take in takes] == ["60", "80", "75", "0"]


def test_schemes_are_assessed_in_the_order_in_which_they_read_each_other(tmp_path: Path) -> None:
    def reading(id: str, other: str) -> str:
        return (
            of_total(full=100)
            .replace('"towns"', f'"{id}"')
            .replace("supplied = true", f'scheme = "{other}"')
        )

    found = assessed(
        tmp_path,
        reading("a", "b"),
        reading("b", "c"),
        of_total().replace('"towns"', '"c"'),
        facts={"work": "81"},
    )
    assert {of.scheme.id: of.totals for of in found} == dict.fromkeys("abc", (Decimal(81),))
    assert [of.scheme.id for of in found] == ["a", "b", "c"]


def test_a_veto_built_in_code_needs_a_condition() -> None:
    item = libplan.Item("i", "项", 1.0, libplan.ShareRule(100.0), fact="f")
    with pytest.raises(libplan.InputError) as caught:
        libplan.Scheme(
            "s",
            "办法",
            "town",
            [libplan.Group("g", "组", 1.0, [item])],
            [libplan.Grade("合格", 0.0)],
            full=1.0,
            facts=[libplan.FactDefinition("f", "事实", libplan.SuppliedFact())],
            vetoes=[libplan.Veto("发生事故", [], effect="zero")],
        )
    (problem,) = caught.value.problems
    assert (problem.code, problem.message.zh, problem.message.en) == (
        "no-condition",
        "一票否决“发生事故”没有条件，请写 fact、points_of、rate_of 或 total",
        'the veto "发生事故" has no condition: write fact, points_of, rate_of or total',
    )


# ---- the story of a total ----


def built(*groups: libplan.Group, full: float = 100, **parts: object) -> libplan.Scheme:
    edges = (("优秀", 90), ("良好", 80), ("不合格", 0))
    return libplan.Scheme(
        "s", "办法", "town", groups=groups, full=full,
        grades=[libplan.Grade(title, libplan.Edge(float(edge))) for title, edge in edges], **parts
    )  # fmt: skip


def marked(id: str, full: float, rule: object = None, **more: object) -> libplan.Item:
    return libplan.Item(id, f"项目{id}", full, rule=rule or libplan.MarksRule(), **more)


def given(scheme: libplan.Scheme, values: dict[str, list[float | None]]) -> libplan.Assessment:
    """``None`` is missing."""
    count = len(next(iter(values.values())))
    columns = [
        libplan.FactColumn(
            id,
            [0.0 if value is None else float(value) for value in own],
            ["missing" if value is None else "value" for value in own],
        )
        for id, own in values.items()
    ]
    units = [libplan.Unit(f"u{number}", f"镇{number}") for number in range(1, count + 1)]
    return libplan.assess(scheme, libplan.Facts(2018, units, columns))


def steps(of: libplan.Assessment, unit: str = "u1", language: Language = "zh") -> list[str]:
    return [
        step.words if step.points is None else f"{step.words} → {step.points:g}"
        for step in of.scorecard(unit, language=language).steps
    ]


def test_a_scorecard_tells_every_step_to_the_total() -> None:
    weighted = libplan.Group(
        "w", "一、加权", 100, combine="weighted",
        items=[marked("a", 100, weight=0.4), marked("b", 100, weight=0.6)],
    )  # fmt: skip
    bonus = libplan.Group("p", "二、加分", 5, kind="bonus", items=[marked("c", 5)])
    scheme = built(
        weighted, bonus, outcome=libplan.Outcome(cap=92.0, places=1),
        vetoes=[
            libplan.Veto(
                "瞒报", [libplan.Condition("rate_of", "w", "below", 90.0)], effect="one_down", clause="瞒报的降一级"
            )
        ],
    )  # fmt: skip
    of = given(scheme, {"a.team": [80], "b.team": [91.2], "c.team": [5]})
    assert steps(of) == [
        "一、加权：加权：（项目a 80÷100×0.4＋项目b 91.2÷100×0.6）÷权重之和1×100 → 86.72",
        "二、加分：小计：项目c 5 → 5",
        "合计 → 86.72",
        "加上加分5 → 91.72",
        "得分（否决前）：四舍五入，保留1位小数 → 91.7",
        "一票否决：瞒报（条文：瞒报的降一级）",
        "按分数线的等级：优秀",
        "否决后的等级：良好",
    ]
    assert steps(of, language="en")[3:5] == [
        "With the bonus 5 → 91.72",
        "Points before vetoes: halves rounded away from zero, 1 decimal → 91.7",
    ]
    text = libplan.scorecard_text(of.scorecard("u1"))
    assert "总分如何得出" in text and "加上加分5 → 91.72" in text


def test_a_voided_group_and_a_lowered_grade_are_told() -> None:
    gate = libplan.Condition("points_of", "a", "equals", 0.0)
    voided = libplan.Group(
        "g", "一、甲", 100, items=[marked("a", 50), marked("b", 50)], zero_when=[[gate]]
    )
    of = given(built(voided), {"a.team": [0], "b.team": [45]})
    assert steps(of)[:2] == [
        "一、甲：小计：项目a 0＋项目b 45 → 45",
        "一、甲：记零条件成立（“项目a”得分0，等于0），本类记零 → 0",
    ]
    best = libplan.Quota("优秀", count=1)
    plain = libplan.Group("g", "一、甲", 100, items=[marked("a", 100)])
    of = given(built(plain, outcome=libplan.Outcome(quotas=[best])), {"a.team": [95, 94]})
    assert steps(of, "u2")[-1] == "“优秀”名额1个，没有排上，下调1级：良好"


def test_a_veto_that_a_finding_lifts_is_told() -> None:
    facts = [
        libplan.FactDefinition(id, title, libplan.SuppliedFact(), unit="起")
        for id, title in (("major", "较大事故"), ("no_fault", "认定无责任"))
    ]
    veto = libplan.Veto(
        "发生较大事故",
        [libplan.Condition("fact", "major")],
        grade="不合格",
        unless=[[libplan.Condition("fact", "no_fault")]],
    )
    plain = libplan.Group("g", "一、甲", 100, items=[marked("a", 100)])
    of = given(
        built(plain, facts=facts, vetoes=[veto]),
        {"a.team": [95, 95, 95], "major": [1, 1, 0], "no_fault": [1, 0, 0]},
    )
    lifted = "一票否决“发生较大事故”不适用：认定无责任1起，达到1起"
    assert lifted in steps(of) and of.grades == ("优秀", "不合格", "优秀")
    assert not any("不适用" in step for unit in ("u2", "u3") for step in steps(of, unit))
    assert "The veto “发生较大事故” does not apply: 认定无责任 1起, reaching 1起" in steps(
        of, language="en"
    )


def test_what_stands_between_equal_totals_is_told() -> None:
    plain = libplan.Group("g", "一、甲", 100, items=[marked("a", 60), marked("b", 40)])
    deaths = libplan.FactDefinition("d", "死亡人数", libplan.SuppliedFact(), unit="人")
    ties = [libplan.TieBreak("d"), libplan.TieBreak("a", fewer=False)]
    of = given(
        built(plain, facts=[deaths], outcome=libplan.Outcome(tie_breaks=ties)),
        {"a.team": [50, 40, 45, 30], "b.team": [20, 30, 25, 30], "d": [2, 1, 2, 0]},
    )
    assert of.ranks == (2, 1, 3, 4)
    assert steps(of)[-1] == (
        "总分与镇2、镇3相同，名次依次看死亡人数2人（少者在前）、项目a50（多者在前）"
    )
    assert "相同" not in steps(of, "u4")[-1]


def test_totals_that_a_veto_made_equal_afterwards_are_no_tie() -> None:
    plain = libplan.Group("g", "一、甲", 100, items=[marked("a", 100)])
    hidden = libplan.FactDefinition("h", "瞒报", libplan.SuppliedFact(), unit="起")
    veto = libplan.Veto("瞒报", [libplan.Condition("fact", "h")], effect="zero")
    order = (
        "rescale",
        "convert",
        "bonus",
        "penalty",
        "cap",
        "grade",
        "demote",
        "quota",
        "rank",
        "veto",
    )
    outcome = libplan.Outcome(order=order, tie_breaks=[libplan.TieBreak("a", fewer=False)])
    of = given(
        built(plain, facts=[hidden], vetoes=[veto], outcome=outcome),
        {"a.team": [95, 90], "h": [1, 1]},
    )
    assert of.totals == (0, 0) and of.ranks == (1, 2)
    assert not any("相同" in step for step in steps(of))


def test_the_largest_loss_is_told_by_what_each_part_lost() -> None:
    group = libplan.Group(
        "g", "一、甲", 100, combine="largest_loss", items=[marked("a", 60), marked("b", 40)]
    )
    of = given(built(group), {"a.team": [50], "b.team": [22]})
    assert steps(of)[0] == "一、甲：100减去最大的一项失分（项目a失10、项目b失18） → 82"


def test_a_grade_of_a_quota_waits_for_units_that_are_open() -> None:
    best = libplan.Quota("优秀", count=1)
    plain = libplan.Group("g", "一、甲", 100, items=[marked("a", 100)])
    of = given(built(plain, outcome=libplan.Outcome(quotas=[best])), {"a.team": [95, 94, None]})
    assert steps(of, "u2")[-2:] == [
        "“优秀”名额1个，没有排上，下调1级：良好",
        "本类还有1个单位的总分或等级未定，等级名额暂按已定的单位计",
    ]
    assert steps(of, "u1", "en")[-1] == (
        "1 unit of the class still open: places in grades are counted among the others for now"
    )


@pytest.mark.parametrize("rounded_at", ["total", "group"])
def test_steps_print_unrounded_points_as_their_items_do(rounded_at: RoundedAt) -> None:
    base = libplan.Group("g", "一、甲", 100, items=[marked("a", 100)])
    rule = libplan.PerUnitRule(0.0, per=3, over=0.5, start=0, steps="proportional")
    bonus = libplan.Group(
        "p", "二、加分", 5, kind="bonus", items=[libplan.Item("b", "加", 5, rule, fact="f")]
    )
    scheme = built(
        base, bonus, facts=[libplan.FactDefinition("f", "加", libplan.SuppliedFact())],
        outcome=libplan.Outcome(rounding="truncate", places=2, rounded_at=rounded_at),
    )  # fmt: skip
    of = given(scheme, {"a.team": [80], "f": [7]})
    line, step = of.scorecard("u1").lines[1], of.scorecard("u1").steps[1]
    assert line.words.endswith("得1.166666分") and line.points == Decimal("1.166666")
    assert step.words == "二、加分：小计：加 1.166666" and step.points == 1.166666


def test_what_is_still_possible_is_told_and_known_marks_narrow_it() -> None:
    rule = libplan.MarksRule(
        scorers=[libplan.ScorerWeight(who, weight) for who, weight in
                 (("self", 0.3), ("department", 0.2), ("team", 0.3), ("judges", 0.2))]
    )  # fmt: skip
    group = libplan.Group("g", "一、甲", 100, items=[marked("a", 100, rule)])
    of = given(
        built(group),
        {"a.self": [95], "a.department": [90], "a.team": [88.5], "a.judges": [None]},
    )
    card = of.scorecard("u1")
    assert card.possible == libplan.PossibleRange(lowest=73.05, highest=93.05)
    assert "总分可能在73.05至93.05之间" in libplan.scorecard_text(card)
    assert card.lines[0].words == "缺少项目a（评委）的数据，暂不能计分"


@pytest.mark.parametrize(
    ("rule", "value", "words"),
    [
        (libplan.PerUnitRule(10.0, start=8.0, over=-1, under=0.5), 12, "参照值10，实际12，超2，起评8分，每1扣1分，得6分"),
        (libplan.PerUnitRule(10.0, start=8.0, over=-1, under=0.5), 10, "参照值10，实际10，持平，起评8分，得8分"),
        (libplan.PerUnitRule(10.0, over=-1), 12, "参照值10，实际12，超2，每1扣1分，扣2分，得8分"),
        (libplan.BandsRule([libplan.Band(0.0, 2), libplan.Band(libplan.Edge(30.0, above=True), 6)]), 30, "实际30，不超过30，计2分，扣8分，得2分"),
        (libplan.ShareRule(3.0), 1, "目标3，实际1，按完成比例乘以10分，算得3.333333…分（四舍五入，保留2位小数），扣6.67分，得3.33分"),
        (libplan.MarksRule(deduct_from=0.5, deduct_to=2.0), 0.5, "评扣0.5分，得9.5分"),
    ],
)  # fmt: skip
def test_words_can_be_recomputed(rule: object, value: float, words: str) -> None:
    item = libplan.Item("x", "项目", 10, fact="f", rule=rule)
    inputs = [value]
    assert libplan.words_of(item, inputs) == words


def test_what_a_bonus_did_not_give_is_not_lost() -> None:
    base = libplan.Group("g", "一、甲", 100, items=[marked("a", 100)])
    bonus = libplan.Group("p", "二、加分", 5, kind="bonus", items=[marked("c", 5), marked("d", 5)])
    taken = libplan.Group(
        "q", "三、扣分", 0, kind="penalty",
        items=[marked("e", 0, libplan.MarksRule(deduct_from=0.5, deduct_to=2.0))],
    )  # fmt: skip
    of = given(
        built(base, bonus, taken), {"a.team": [90], "c.team": [0], "d.team": [3], "e.team": [1.5]}
    )
    lines = of.scorecard("u1").lines
    assert [line.lost for line in lines] == [10, 0, -3, Decimal("1.5")]
    assert [line.words for line in lines] == [
        "评90分（满分100分），扣10分，得90分", "评0分（满分5分），得0分", "评3分（满分5分），得3分",
        "评扣1.5分，得-1.5分",
    ]  # fmt: skip
    assert totals(of) == "91.5"


def test_a_missing_fact_of_a_veto_is_refused_too() -> None:
    group = libplan.Group("g", "一、甲", 100, items=[marked("a", 100)])
    scheme = built(
        group, outcome=libplan.Outcome(missing="refuse"),
        facts=[libplan.FactDefinition("dead", "死亡人数", libplan.SuppliedFact())],
        vetoes=[libplan.Veto("有人死亡", [libplan.Condition("fact", "dead", "at_least", 1.0)], grade="不合格")],
    )  # fmt: skip
    with pytest.raises(libplan.InputError) as caught:
        given(scheme, {"a.team": [90, 80], "dead": [None, 0]})
    assert "镇1的“有人死亡”缺数据，本办法不允许缺" in str(caught.value)


# ---- what is in doubt ----


def supplied(*ids: str) -> list[libplan.FactDefinition]:
    return [libplan.FactDefinition(id, f"事实{id}", libplan.SuppliedFact()) for id in ids]


def veto(effect: str, *, grade: str = "", unless: bool = False) -> libplan.Veto:
    return libplan.Veto(
        "瞒报", [libplan.Condition("fact", "f", "at_least", 1)], effect=effect, grade=grade,
        unless=[[libplan.Condition("fact", "found", "equals", 1)]] if unless else [],
    )  # fmt: skip


def one_group(*items: libplan.Item, **parts: object) -> libplan.Scheme:
    group = libplan.Group("g", "一、甲", sum(item.full for item in items), items=list(items))
    return built(group, **parts)


@pytest.mark.parametrize(
    ("effect", "mark", "total", "grade", "rank"),
    [
        ({"effect": "grade", "grade": "不合格"}, 95, 95, None, 1),  # only the grade is in doubt
        ({"effect": "grade", "grade": "不合格"}, 50, 50, "不合格", 1),  # it cannot be worse
        ({"effect": "bar_top"}, 85, 85, "良好", 1),  # it is not at the top
        ({"effect": "bar_top"}, 95, 95, None, 1),
        ({"effect": "one_down"}, 85, 85, None, 1),
        ({"effect": "zero"}, 95, None, None, None),
    ],
)  # fmt: skip
def test_a_veto_in_doubt_leaves_open_what_it_could_change(
    effect: dict[str, str], mark: float, total: int | None, grade: str | None, rank: int | None
) -> None:
    scheme = one_group(marked("a", 100), facts=supplied("f"), vetoes=[veto(**effect)])
    of = given(scheme, {"a.team": [mark], "f": [None]})
    assert (of.totals, of.grades, of.ranks) == ((total,), (grade,), (rank,))
    card = of.scorecard("u1")
    assert card.open_vetoes == ("瞒报",) and not card.vetoes
    assert "是否一票否决待查明：瞒报" in steps(of)
    assert card.state == ("missing" if total is None else "value")
    if total is None:
        assert card.possible == libplan.PossibleRange(lowest=0, highest=mark)


@pytest.mark.parametrize("state", ["missing", "not_scored"])
def test_a_finding_that_is_not_there_yet_leaves_the_veto_in_doubt(state: str) -> None:
    scheme = one_group(
        marked("a", 100), facts=supplied("f", "found"), vetoes=[veto("zero", unless=True)]
    )
    facts = libplan.Facts(
        2018,
        [libplan.Unit("u1", "镇")],
        [
            libplan.FactColumn("a.team", [95.0], ["value"]),
            libplan.FactColumn("f", [1.0], ["value"]),
            libplan.FactColumn("found", [0.0], [state]),  # type: ignore[list-item]
        ],
    )
    card = libplan.assess(scheme, facts).scorecard("u1")
    assert (card.state, card.grade, card.open_vetoes) == (state, "", ("瞒报",))
    assert card.possible == libplan.PossibleRange(lowest=0, highest=95)
    nothing = scheme.replace(outcome=scheme.outcome.replace(missing="zero"))
    if state == "missing":  # then no finding is none
        assert libplan.assess(nothing, facts).totals == (0,)


def test_a_veto_that_zeroes_settles_the_total_whatever_is_open() -> None:
    scheme = one_group(marked("a", 50), marked("b", 50), facts=supplied("f"), vetoes=[veto("zero")])
    of = given(scheme, {"a.team": [40, 40], "b.team": [None, 50], "f": [1, 0]})
    assert (of.totals, of.grades, of.ranks) == ((0, 90), ("不合格", "优秀"), (2, 1))
    card = of.scorecard("u1")
    assert (card.state, card.possible, card.grade_without_veto) == ("value", None, "")
    other = given(scheme, {"a.team": [40], "b.team": [30], "f": [0]})
    change = libplan.compare(of, other, "u1")
    assert (change.difference, change.open_words) == (70, "")
    assert {part.cause: part.points for part in change.parts if part.points} == {
        "data": 30, "vetoes": 40,
    }  # fmt: skip
    assert "之前否决时尚有项目未定，未定的按0分计" in change.parts[-1].words
    same = libplan.compare(of, of, "u1")
    assert same.difference == 0 and all(part.points == 0 for part in same.parts)


def test_nothing_that_applies_is_not_what_is_open() -> None:
    of = libplan.assess(
        one_group(marked("a", 100)),
        libplan.Facts(
            2018,
            [libplan.Unit("u1", "甲镇"), libplan.Unit("u2", "乙镇"), libplan.Unit("u3", "丙镇")],
            [
                libplan.FactColumn(
                    "a.team", [0.0, 0.0, 0.0], ["not_applicable", "missing", "not_scored"]
                )
            ],
        ),
    )
    assert [of.scorecard(unit).state for unit in ("u1", "u2", "u3")] == [
        "not_applicable", "missing", "not_scored",
    ]  # fmt: skip
    shown = of._repr_html_()
    assert shown.count("不涉及") >= 3 and "缺数据" in shown and "未评" in shown


@pytest.mark.parametrize("order", [("优秀", "良好"), ("良好", "优秀")])
def test_quotas_act_from_the_highest_grade_on(order: tuple[str, str]) -> None:
    quotas = [libplan.Quota(grade, count=1) for grade in order]
    scheme = built(
        libplan.Group("g", "一、甲", 100, items=[marked("a", 100)]),
        outcome=libplan.Outcome(quotas=quotas),
    )
    assert given(scheme, {"a.team": [95, 94, 93, 92]}).grades == (
        "优秀",
        "良好",
        "不合格",
        "不合格",
    )


def test_a_gap_in_the_years_leaves_a_trend_open(tmp_path: Path) -> None:
    text = """
[[fact]]
id = "years"
title = "连续下降年数"
unit = "年"
trend = "deaths"

[[group]]
id = "g"
title = "一、甲"
full = 100

  [[group.item]]
  id = "i"
  title = "连续下降"
  full = 100
  clause = "连续3年下降得满分"
  fact = "years"
  rule = { all_or_nothing = true, at_least = 3 }
"""
    figures = {"u1": (9, 8, 7, 6), "u2": (9, "", 7, 6), "u3": (9, "未评", 7, 6)}
    observations = "\n".join(
        f"deaths,{unit},{year},{value}"
        for unit, values in figures.items()
        for year, value in enumerate(values, 2016)
    )
    of = assess_one(tmp_path, scheme(text), year=2019, observations=observations, towns=3)
    states = [of.scorecard(unit).state for unit in ("u1", "u2", "u3")]
    assert (of.totals[0], states) == (100, ["value", "missing", "not_scored"])


@pytest.mark.parametrize(
    ("window", "expected"), [("", "100"), ('\n[window]\nfirst = "12-01"\nlast = "11-30"\n', "0")]
)
def test_a_trend_is_one_of_the_years_that_are_assessed(
    tmp_path: Path, window: str, expected: str
) -> None:
    """By the calendar 2018 has fewer deaths than 2017, from December to November it has more."""
    text = """
[[fact]]
id = "falling"
title = "连续下降"
unit = "年"
trend = "deaths"

[[group]]
id = "g"
title = "一"
full = 100

  [[group.item]]
  id = "i"
  title = "下降"
  full = 100
  clause = "死亡人数下降的得满分"
  fact = "falling"
  rule = { all_or_nothing = true, at_least = 1 }
"""
    months = [f"deaths,u1,2016-{month:02},3" for month in range(1, 13)]
    months += [f"deaths,u1,2017-{month:02},{3 if month < 12 else 40}" for month in range(1, 13)]
    months += [f"deaths,u1,2018-{month:02},0" for month in range(1, 13)]
    of = assess_one(tmp_path, scheme(text + window), observations="\n".join(months))
    assert totals(of) == expected


def test_december_of_a_year_that_begins_in_december(tmp_path: Path) -> None:
    window = '\n[window]\nfirst = "12-01"\nlast = "11-30"\n'
    of = assess_one(
        tmp_path,
        scheme(ACCIDENTS.format(more='part = "12"') + window),
        events="a,2017-12-05,accident,一般,u1,0\nb,2018-12-05,accident,一般,u1,0",
    )
    assert totals(of) == "90"
    with pytest.raises(libplan.InputError) as caught:
        read(tmp_path / "other", scheme(ACCIDENTS.format(more='part = "Q4"') + window))
    (problem,) = caught.value.problems
    assert (problem.code, problem.message.zh) == (
        "part-outside",
        '事实“事故”取 part = "Q4"，但考核年度从12-01到11-30，不把它整个包在内',
    )


@pytest.mark.parametrize(("counts", "expected"), [("worst", "96"), ("each", "93")])
def test_the_gravest_event_weighs_by_its_finding_of_fault(
    tmp_path: Path, counts: str, expected: str
) -> None:
    text = f"""
[[fact]]
id = "e"
title = "事故"
unit = "起"
events = "accident"
fault = {{ "主要" = 1, "次要" = 0.5 }}

[[group]]
id = "g"
title = "一、甲"
full = 100

  [[group.item]]
  id = "i"
  title = "事故"
  full = 100
  clause = "一般每起扣4分，较大每起扣6分"
  fact = "e"
  rule = {{ occurrences = {{ "一般" = -4, "较大" = -6 }}, counts = "{counts}" }}
"""
    events = """
        id,date,kind,class,bodies,deaths,fault
        a,2018-01-01,accident,较大,u1,3,次要
        b,2018-02-01,accident,一般,u1,1,主要
        c,2018-03-01,accident,较大,u2,3,次要
        d,2018-04-01,accident,较大,u2,3,次要
    """
    of = assess_one(tmp_path, scheme(text), events=events, towns=2)
    assert totals(of).split()[0] == expected
    assert totals(of).split()[1] == ("97" if counts == "worst" else "94")


def test_one_fact_is_not_counted_in_two_ways() -> None:
    both = one_group(
        libplan.Item("i", "甲", 50, libplan.OccurrencesRule([libplan.OccurrenceClass("一般", -4)]), fact="e"),
        libplan.Item("j", "乙", 50, libplan.OccurrencesRule([libplan.OccurrenceClass("一般", -4)], counts="worst"), fact="e"),
        facts=[libplan.FactDefinition("e", "事故", libplan.EventFact("accident"))],
    )  # fmt: skip
    weighs = libplan.EventFact("accident", faults=[libplan.FaultWeight("主要", 1)])
    with pytest.raises(
        libplan.InputError, match="“甲”和“乙”用同一个事实“事故”，一项逐次累计、一项只计一次"
    ):
        both.replace(facts=[libplan.FactDefinition("e", "事故", weighs)])


def of_columns(
    scheme: libplan.Scheme, values: dict[str, list[float | None]]
) -> tuple[Decimal | None, ...]:
    """Totals by ``assess_many``, which computes what follows from the columns."""
    columns = {
        id: [float("nan") if value is None else float(value) for value in own]
        for id, own in values.items()
    }
    scores = libplan.assess_many(scheme, columns)
    return tuple(
        None if state else Decimal(total) / 10**6
        for total, state in zip(scores.totals.tolist(), scores.total_states.tolist(), strict=True)
    )


@pytest.mark.parametrize(
    "places, expected", [(None, Decimal("66.6667")), (0, Decimal(67)), (1, Decimal("66.7"))]
)
def test_a_mean_of_the_class_is_rounded_as_the_scheme_says(
    places: int | None, expected: Decimal
) -> None:
    mean = libplan.FactDefinition("mean", "平均", libplan.ClassFact("rate"), places=places)
    both = one_group(
        libplan.Item("i", "甲", 100, libplan.PerUnitRule(0, per=1, start=0, over=1), fact="mean"),
        facts=[*supplied("rate"), mean],
        outcome=libplan.Outcome(places=4),
    )
    assert of_columns(both, {"rate": [50, 50, 100]})[0] == expected


def test_a_size_below_the_lowest_bracket_has_no_value() -> None:
    asked = libplan.FactDefinition(
        "asked", "应完成", libplan.BracketFact("people", [libplan.Bracket(libplan.Edge(0), 10)])
    )
    of = one_group(
        libplan.Item("i", "甲", 100, libplan.PerUnitRule(0, per=1, start=0, over=1), fact="asked"),
        facts=[*supplied("people"), asked],
    )
    assert of_columns(of, {"people": [0, -1]}) == (10, None)


def test_a_ratio_of_two_facts_is_rounded_before_it_is_used() -> None:
    ratio = libplan.FactDefinition(
        "ratio", "完成率", libplan.RatioFact("done", "control"), unit="%"
    )
    rule = libplan.PerUnitRule(100, per=2, over=1, under=-2, start=30, ceiling=40, steps="whole")
    of = one_group(
        libplan.Item("i", "产量", 100, rule, fact="ratio"),
        facts=[*supplied("done", "control"), ratio],
    )
    done = {"done": [88, 80, 1, 5, None], "control": [80, 80, 3, 0, 80]}
    # 110% is ten points over, in steps of two; 33.33% is far under; over nothing there is no ratio.
    assert of_columns(of, done) == (35, 30, 0, None, None)
    twice = ratio.replace(source=libplan.RatioFact("done", "control", factor=1), places=4)
    share = one_group(
        libplan.Item("i", "产量", 100, libplan.PerUnitRule(0, over=1, start=0), fact="ratio"),
        facts=[*supplied("done", "control"), twice],
        outcome=libplan.Outcome(places=4),
    )
    assert of_columns(share, {"done": [2], "control": [3]}) == (Decimal("0.6667"),)


@pytest.mark.parametrize(
    "direction, values, expected",
    [
        ("up", [90, 80, 80, 70], (10, 9, 9, 7)),
        ("down", [90, 80, 80, 70], (7, 9, 9, 10)),
        ("up", [90, None, 80, 70], (None, None, None, None)),
    ],
)
def test_points_by_the_rank_of_the_class(
    direction: str, values: list[float | None], expected: tuple[int | None, ...]
) -> None:
    source = libplan.ClassFact("x", take="rank", direction=direction)  # type: ignore[arg-type]
    rule = libplan.PerUnitRule(1, per=1, over=-1, start=10)
    of = one_group(
        libplan.Item("i", "名次", 100, rule, fact="rank"),
        facts=[*supplied("x"), libplan.FactDefinition("rank", "名次", source)],
    )
    assert of_columns(of, {"x": values}) == expected


@pytest.mark.parametrize(
    "direction, values, expected",
    [
        # (x - worst) / (best - worst): 50 of 40..70 is a third of the way.
        ("up", [70, 40, 50, 70], (10, 0, Decimal("3.33"), 10)),
        ("down", [70, 40, 50, 70], (0, 10, Decimal("6.67"), 0)),
        ("up", [55, 55, 55, 55], (10, 10, 10, 10)),
        ("up", [70, None, 50, 60], (None, None, None, None)),
        ("up", [0.3, 0.1, 0.2, 0.1], (10, 0, 5, 0)),
    ],
)
def test_points_by_the_place_between_the_worst_and_the_best_of_the_class(
    direction: str, values: list[float | None], expected: tuple[Decimal | None, ...]
) -> None:
    source = libplan.ClassFact("x", take="position", direction=direction)  # type: ignore[arg-type]
    of = one_group(
        libplan.Item("i", "增速", 10, libplan.ShareRule(100), fact="position"),
        facts=[*supplied("x"), libplan.FactDefinition("position", "功效系数", source, unit="%")],
        full=10,
    )
    assert of_columns(of, {"x": values}) == expected


def test_a_limit_of_a_group_is_one_of_each_of_its_items() -> None:
    def total(on_group: bool, instead: libplan.NotApplicable) -> Decimal | None:
        limit = {"only_for": ["甲类"]}
        item = marked("a", 40).replace(not_applicable=instead, **({} if on_group else limit))
        first = libplan.Group("g", "一", 40, [item], **(limit if on_group else {}))  # type: ignore[arg-type]
        rest = libplan.Group("h", "二", 60, [marked("b", 60)])
        scheme = libplan.Scheme(
            "s", "办法", "town", [first, rest], [libplan.Grade("合格", 0)], full=100
        )
        columns = [libplan.FactColumn(id, [30.0], ["value"]) for id in ("a.team", "b.team")]
        of = libplan.assess(
            scheme, libplan.Facts(2018, [libplan.Unit("u", "乙", rank_class="乙类")], columns)
        )
        (own, _) = of.scorecard("u").lines
        assert own.state == "not_applicable"
        return of.totals[0]

    for instead, expected in (
        (libplan.NotApplicable(share=0.6), 54),
        (libplan.NotApplicable(share=1), 70),
        (libplan.NotApplicable(share=0), 30),
        (libplan.NotApplicable(), 50),
    ):
        assert total(True, instead) == total(False, instead) == expected


def test_a_bonus_that_does_not_apply_is_not_paid() -> None:
    base = libplan.Group("g", "一", 100, [marked("a", 100)])
    bonus = libplan.Group("h", "加分", 10, [marked("b", 10)], kind="bonus")
    scheme = libplan.Scheme(
        "s", "办法", "town", [base, bonus], [libplan.Grade("合格", 0)], full=100,
        outcome=libplan.Outcome(not_applicable=libplan.NotApplicable(share=1)),
    )  # fmt: skip
    columns = [
        libplan.FactColumn("a.team", [30.0, 0.0], ["value", "not_applicable"]),
        libplan.FactColumn("b.team", [0.0, 5.0], ["not_applicable", "value"]),
    ]
    units = [libplan.Unit(id, id) for id in "uv"]
    assert libplan.assess(scheme, libplan.Facts(2018, units, columns)).totals == (30, 105)


def test_the_kind_of_a_group_stands_at_the_top() -> None:
    inner = libplan.Group("h", "加分", 0, [marked("b", 0)], kind="bonus")
    with pytest.raises(libplan.InputError, match="“加分”在另一个组里面，不能另写 kind"):
        built(libplan.Group("g", "一", 100, [marked("a", 100)], groups=[inner]))


@pytest.mark.parametrize("places", [-1, 7])
def test_decimals_are_from_0_to_6(places: int) -> None:
    with pytest.raises(libplan.InputError, match="places"):
        one_group(marked("a", 100), outcome=libplan.Outcome(places=places))


def test_threads_are_none_below_zero() -> None:
    with pytest.raises(ValueError, match="线程数应为不小于0的整数"):
        libplan.assess_many(one_group(marked("a", 100)), {"a.team": [50.0]}, threads=-1)


def test_a_class_of_one_fact_has_one_range_of_deaths() -> None:
    def counting(name: str, low: int, high: int) -> libplan.Scheme:
        rules = [
            libplan.OccurrencesRule(
                [libplan.OccurrenceClass("多人", -6, deaths_from=3, deaths_to=5)]
            ),
            libplan.OccurrencesRule(
                [libplan.OccurrenceClass(name, -9, deaths_from=low, deaths_to=high)]
            ),
        ]
        return one_group(
            *(
                libplan.Item(id, title, 50, rule, fact="e")
                for id, title, rule in zip("ij", "甲乙", rules, strict=True)
            ),
            facts=[libplan.FactDefinition("e", "事故", libplan.EventFact("accident"))],
        )

    with pytest.raises(libplan.InputError) as caught:
        counting("多人", 6, 9)
    (problem,) = caught.value.problems
    assert (problem.code, problem.message.zh, problem.message.en) == (
        "class-ranges",
        "“甲”和“乙”都数事实“事故”的“多人”，死亡人数的范围却不同：请给其中一个另取名称",
        '"甲" and "乙" both count "多人" of the fact "事故", by different numbers of deaths: '
        "give one of them another name",
    )
    counting("多人", 3, 5)  # the same range, counted twice
    counting("更多人", 6, 9)


def test_words_name_the_reference_and_every_scorer() -> None:
    facts = [
        *supplied("n", "people"),
        libplan.FactDefinition("best", "任务量", libplan.ClassFact("n", take="highest")),
        libplan.FactDefinition(
            "asked", "应查数", libplan.BracketFact("people", [libplan.Bracket(0, 10), libplan.Bracket(5, 20)])
        ),
    ]  # fmt: skip
    both = libplan.MarksRule(
        scorers=[libplan.ScorerWeight("self", 0.3), libplan.ScorerWeight("team", 0.3)],
        deduct_from=0.5, deduct_to=2,
    )  # fmt: skip
    scheme = one_group(
        libplan.Item("i", "甲", 40, libplan.ShareRule("best"), fact="n"),
        libplan.Item("j", "乙", 40, libplan.ShareRule("asked"), fact="n"),
        libplan.Item("k", "丙", 20, both),
        facts=facts,
    )
    of = given(scheme, {
        "n": [5, 10], "people": [6, 4], "best": [10, 10], "asked": [20, 10],
        "k.self": [0.5, 0.5], "k.team": [2, None],
    })  # fmt: skip
    assert [line.words for line in of.scorecard("u1").lines] == [
        "任务量（本类最高）10，实际5，按完成比例乘以40分，扣20分，得20分",
        "应查数（按事实people6分档）20，实际5，按完成比例乘以40分，扣30分，得10分",
        "自评评0.5分（权重0.3）；考核组评2分（权重0.3）；各乘权重，除以权重之和0.6；评扣1.25分，得18.75分",
    ]
