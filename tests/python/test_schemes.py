# ruff: noqa: E501  (clauses, figures and errors are quoted whole)
"""Every rule of real scoring tables (domain notes, R1 to R37), written as a scheme file and read from a folder.

The figures are those of the notes, or follow from the clause by hand.
"""

from pathlib import Path

import pytest
from scheme_folder import assess_one, assessed, bodies, grades, points, scheme, totals

import libplan

DEATHS = """
[[fact]]
id = "deaths"
title = "死亡人数"
unit = "人"
supplied = true

[[fact]]
id = "control"
title = "死亡控制数"
unit = "人"
control = "deaths"
"""
CONTROL_10 = "\n".join(f"deaths,u{unit},2018,10" for unit in range(1, 8))


def supplied(*ids: str, unit: str = "") -> str:
    return "".join(
        f'[[fact]]\nid = "{id}"\ntitle = "{id}"\nunit = "{unit}"\nsupplied = true\n' for id in ids
    )


def table(items: str, full: float, facts: str = "", group: str = "", **more: str) -> str:
    """A scheme of one group."""
    head = f'\n[[group]]\nid = "g"\ntitle = "一、考核内容"\nfull = {full}\n{group}\n'
    return scheme(facts + head + items, full=full, **more)


def test_r1_a_control_figure_all_or_nothing(tmp_path: Path) -> None:
    item = """
      [[group.item]]
      id = "deaths_within"
      title = "控制指标"
      full = 50
      clause = "实际发生数≤控制数得标准分；大于不得分"
      fact = "deaths"
      rule = { all_or_nothing = true, at_most = "control" }
    """
    of = assess_one(
        tmp_path, table(item, 50, DEATHS), facts={"deaths": "9 10 11"}, controls=CONTROL_10, towns=7
    )
    assert points(of, "deaths_within").split()[:3] == ["50", "50", "0"]


def test_r2_per_person_over_the_control_figure(tmp_path: Path) -> None:
    item = """
      [[group.item]]
      id = "two"
      title = "死亡人数（县）"
      full = 2
      clause = "死亡人数不超得2分，每超1人扣0.5分"
      fact = "deaths"
      rule = { per = 1, reference = "control", over = -0.5 }

      [[group.item]]
      id = "three"
      title = "死亡人数（市）"
      full = 3
      clause = "死亡人数不超得3分，每超1人扣0.5分"
      fact = "deaths"
      rule = { per = 1, reference = "control", over = -0.5 }
    """
    of = assess_one(
        tmp_path,
        table(item, 5, DEATHS),
        facts={"deaths": "8 10 11 13 14 16 17"},
        controls=CONTROL_10,
    )
    assert points(of, "two") == "2 2 1.5 0.5 0 0 0"
    assert points(of, "three") == "3 3 2.5 1.5 1 0 0"


def test_r3_two_sided_with_an_uncapped_bonus(tmp_path: Path) -> None:
    item = """
      [[group.item]]
      id = "deaths_control"
      title = "死亡人数控制"
      full = 18
      clause = "每超1人扣2分，每少死亡1人加2分；扣完该项基本分为止；控制目标加分不封顶"
      fact = "deaths"
      rule = { per = 1, reference = "control", over = -2, under = 2, floor = 0, ceiling = "none" }
    """
    of = assess_one(
        tmp_path,
        table(item, 18, DEATHS),
        facts={"deaths": "8 12 20 10 0 19 100"},
        controls=CONTROL_10,
    )
    assert points(of, "deaths_control") == "22 14 0 18 38 0 0"
    assert totals(of) == "22 14 0 18 38 0 0"


def test_r4_compared_with_last_year(tmp_path: Path) -> None:
    facts = """
[[fact]]
id = "accidents"
title = "事故起数"
unit = "起"
events = "accident"

[[fact]]
id = "accidents_before"
title = "上年事故起数"
unit = "起"
events = "accident"
last_year = true

[[fact]]
id = "deaths"
title = "死亡人数"
unit = "人"
events = "accident"
count = "deaths"

[[fact]]
id = "deaths_before"
title = "上年死亡人数"
unit = "人"
events = "accident"
count = "deaths"
last_year = true
"""
    items = """
      [[group.item]]
      id = "fewer_deaths"
      title = "死亡人数"
      full = 30
      clause = "与上年同期比较：每多死亡一人扣1分"
      fact = "deaths"
      rule = { per = 1, reference = "deaths_before", over = -1, floor = -1000 }

      [[group.item]]
      id = "fewer_accidents"
      title = "事故起数"
      full = 0
      clause = "与上年同期比较：每多一起扣0.2分"
      fact = "accidents"
      rule = { per = 1, reference = "accidents_before", over = -0.2, floor = -1000 }
    """
    events = """
      a,2017-03-01,accident,一般,u1;u2,1
      b,2018-03-01,accident,一般,u1,1
      c,2018-04-01,accident,一般,u1,2
      d,2018-05-01,accident,一般,u1,0
      e,2018-06-01,accident,特别重大,u3,35
    """
    of = assess_one(tmp_path, table(items, 30, facts, "floor = 0"), events=events, towns=3)
    # u1: two accidents and two deaths more; u2: fewer of both; u3: one and 35 more, 扣完为止.
    assert totals(of) == "27.6 30 0"


def test_r5_compound_events_by_severity(tmp_path: Path) -> None:
    facts = '[[fact]]\nid = "accidents"\ntitle = "较大以上事故"\nunit = "起"\nevents = "accident"\n'
    item = """
      [[group.item]]
      id = "severe"
      title = "较大以上事故"
      full = 35
      clause = "3–5人：每死亡1人扣1分，每起加扣6分；6–9人：每人1分，每起加扣10分；≥10人全部扣完"
      fact = "accidents"

        [group.item.rule.occurrences]
        "3—5人" = { deaths = [3, 5], points = -6, per_death = -1 }
        "6—9人" = { deaths = [6, 9], points = -10, per_death = -1 }
        "10人以上" = { deaths = [10], points = -35 }
    """
    years = [[3], [5], [6], [9], [5, 5], [9, 6], [10], [], [2]]
    events = "\n".join(
        f"e{unit}{number},2018-06-01,accident,x,u{unit},{deaths}"
        for unit, accidents in enumerate(years, 1)
        for number, deaths in enumerate(accidents)
    )
    of = assess_one(tmp_path, table(item, 35, facts), events=events, towns=len(years))
    assert points(of, "severe") == "26 24 19 16 13 0 0 35 35"


def test_r6_zero_occurrence(tmp_path: Path) -> None:
    facts = '[[fact]]\nid = "cases"\ntitle = "案件"\nunit = "件"\nevents = "case"\n'
    item = """
      [[group.item]]
      id = "twelve"
      title = "重大案件"
      full = 12
      clause = "没有发生得基本分，发生1件扣12分"
      fact = "cases"
      rule = { occurrences = { "重大" = -12, "其他" = 0 } }

      [[group.item]]
      id = "twenty"
      title = "群体性事件"
      full = 20
      clause = "没有发生得基本分，发生1件扣20分"
      fact = "cases"
      rule = { occurrences = { "重大" = 0, "其他" = -20 } }
    """
    events = """
      a,2018-01-01,case,重大,u2,0
      b,2018-01-02,case,重大,u3,0
      c,2018-12-31,case,其他,u3,0
      d,2018-12-31,case,重大,u3,0
    """
    of = assess_one(tmp_path, table(item, 32, facts), events=events, towns=3)
    assert (points(of, "twelve"), points(of, "twenty")) == ("12 0 0", "20 20 0")


def test_classes_are_counted_within_the_classes_of_the_fact(tmp_path: Path) -> None:
    facts = """
      [[fact]]
      id = "common"
      title = "一般事故"
      unit = "起"
      events = "accident"
      class = ["一般"]
    """
    item = """
      [[group.item]]
      id = "common"
      title = "一般事故"
      full = 100
      clause = "一般事故每起扣5分"
      fact = "common"
      rule = { occurrences = { "一般" = -5, "较大" = -20 } }
    """
    events = """
      a,2018-01-01,accident,较大,u1,3
      b,2018-01-02,accident,一般,u2,1
      c,2018-01-03,accident,重大,u2,10
    """
    of = assess_one(tmp_path, table(item, 100, facts), events=events, towns=2)
    assert totals(of) == "100 95"


def test_a_class_that_nobody_knows_is_told_though_the_fact_leaves_it_out(tmp_path: Path) -> None:
    facts = (
        '[[fact]]\nid = "common"\ntitle = "一般事故"\nunit = "起"\n'
        'events = "accident"\nclass = ["一般"]\n'
    )
    item = """
      [[group.item]]
      id = "common"
      title = "一般事故"
      full = 100
      clause = "一般事故每起扣5分"
      fact = "common"
      rule = { occurrences = { "一般" = -5 } }
    """
    with pytest.raises(libplan.InputError) as told:
        assess_one(tmp_path, table(item, 100, facts), events="a,2018-01-01,accident,一股,u1,1")
    assert [problem.code for problem in told.value.problems] == ["event-class"]


def test_deaths_are_counted_within_the_classes_of_the_fact(tmp_path: Path) -> None:
    facts = """
      [[fact]]
      id = "large"
      title = "较大事故"
      unit = "起"
      events = "accident"
      class = ["较大"]
    """
    item = """
      [[group.item]]
      id = "large"
      title = "较大事故"
      full = 100
      clause = "3–5人：每死亡1人扣1分，每起加扣6分"
      fact = "large"
      rule = { occurrences = { "3—5人" = { deaths = [3, 5], points = -6, per_death = -1 } } }
    """
    events = """
      a,2018-01-01,accident,较大,u1,4
      b,2018-01-02,accident,重大,u1,4
    """
    of = assess_one(tmp_path, table(item, 100, facts), events=events)
    assert totals(of) == "90"


def test_r7_per_occurrence_down_to_nothing(tmp_path: Path) -> None:
    item = """
      [[group.item]]
      id = "files"
      title = "档案"
      full = 1
      clause = "每缺1项扣0.25分，扣完1分为止"
      fact = "lacking"
      rule = { per = 1, over = -0.25 }
    """
    of = assess_one(tmp_path, table(item, 1, supplied("lacking")), facts={"lacking": "0 1 3 4 9"})
    assert points(of, "files") == "1 0.75 0.25 0 0"


def test_r8_and_r9_additive_sub_points_each_yes_or_no(tmp_path: Path) -> None:
    item = "".join(
        f"""
      [[group.item]]
      id = "part{number}"
      title = "第{number}点"
      full = {full}
      clause = "未落实的不得分（□是 □否）"
      rule = {{ marks = true, step = {full} }}
        """
        for number, full in ((1, 2), (2, 1), (3, 1))
    )
    marks = """
      part1,u1,2018,team,2
      part2,u1,2018,team,1
      part3,u1,2018,team,1
      part1,u2,2018,team,2
      part2,u2,2018,team,0
      part3,u2,2018,team,1
    """
    of = assess_one(tmp_path, table(item, 4), marks=marks, towns=2)
    assert totals(of) == "4 3"


def test_r9_a_recorded_yes_or_no(tmp_path: Path) -> None:
    item = """
      [[group.item]]
      id = "plan"
      title = "应急预案"
      full = 2
      clause = "未落实的不得分"
      fact = "carried_out"
      rule = { all_or_nothing = true, equals = 1 }
    """
    of = assess_one(tmp_path, table(item, 2, supplied("carried_out")), facts={"carried_out": "1 0"})
    assert points(of, "plan") == "2 0"


def test_r10_counted_up_to_a_ceiling(tmp_path: Path) -> None:
    item = """
      [[group.item]]
      id = "activities"
      title = "自创活动"
      full = 7
      clause = "每1项自创活动计2分，计满7分为止"
      fact = "activities"
      rule = { per = 1, start = 0, over = 2 }
    """
    of = assess_one(
        tmp_path, table(item, 7, supplied("activities")), facts={"activities": "0 1 3 4 9"}
    )
    assert points(of, "activities") == "0 2 6 7 7"


def test_r11_lateness_that_voids_the_item_above(tmp_path: Path) -> None:
    items = """
      [[group.group]]
      id = "reporting"
      title = "总结报送"
      full = 5
      zero_when = [{ fact = "handed_in", equals = 0 }]

        [[group.group.item]]
        id = "in_time"
        title = "按时"
        full = 2
        clause = "每超时限1天扣1分，扣完为止；未提交则该项目5分全扣"
        fact = "days_late"
        rule = { per = 1, over = -1 }

        [[group.group.item]]
        id = "content"
        title = "内容"
        full = 3
        clause = "内容完整得3分"
        rule = { marks = true }
    """
    of = assess_one(
        tmp_path,
        table(items, 5, supplied("handed_in", "days_late")),
        facts={"handed_in": "1 1 1 0", "days_late": "0 1 9 0"},
        marks="\n".join(f"content,u{unit},2018,team,3" for unit in range(1, 5)),
    )
    assert totals(of) == "5 4 3 0"


def test_r12_discretion_within_a_range(tmp_path: Path) -> None:
    item = """
      [[group.item]]
      id = "ledger"
      title = "台账"
      full = 3
      clause = "台账不规范的，根据实际情况扣0.5—2分"
      rule = { marks = true, deduct = [0.5, 2] }
    """
    marks = "ledger,u1,2018,team,0\nledger,u2,2018,team,0.5\nledger,u3,2018,team,1.3\nledger,u4,2018,team,2"
    of = assess_one(tmp_path, table(item, 3), marks=marks, towns=5)
    assert points(of, "ledger") == "3 2.5 1.7 1 0"


def test_r13_share_of_completion(tmp_path: Path) -> None:
    item = """
      [[group.item]]
      id = "checks"
      title = "检查任务"
      full = 15
      clause = "未完成的按实际完成率乘以标准分计分"
      fact = "done"
      rule = { share_of = "asked" }
    """
    of = assess_one(
        tmp_path,
        table(item, 15, supplied("done", "asked")),
        facts={"done": "30 29 40 0 1", "asked": "30 30 30 30 3"},
    )
    assert points(of, "checks") == "15 14.5 15 0 5"


def test_r14_asymmetric_per_percentage_point(tmp_path: Path) -> None:
    item = """
      [[group.item]]
      id = "rate"
      title = "整改率"
      full = 30
      clause = "每超过两个百分点加1分，加分10分封顶；每少一个百分点扣2分，扣完为止（基准分30）"
      fact = "rate"
      rule = { per = 2, per_under = 1, steps = "whole", reference = 70, over = 1, under = -2, ceiling = 40 }
    """
    of = assess_one(
        tmp_path,
        table(item, 30, supplied("rate", unit="%")),
        facts={"rate": "70 71.9 72 79 90 100 69.1 69 60.5 55 54"},
    )
    assert points(of, "rate") == "30 30 31 34 40 40 30 28 12 0 0"


def test_r15_starts_below_full_marks(tmp_path: Path) -> None:
    item = """
      [[group.item]]
      id = "level"
      title = "完成水平"
      full = 10
      clause = "达到目标得80%标准分；每增减1个百分点±0.5分；不超过标准分的1.2倍"
      fact = "level"
      rule = { per = 1, reference = 90, start = 8, over = 0.5, under = -0.5, ceiling = 12 }
    """
    of = assess_one(
        tmp_path, table(item, 10, supplied("level")), facts={"level": "90 94 98 99 88.5 60"}
    )
    assert points(of, "level") == "8 10 12 12 7.25 0"


def test_r16_a_target_by_size_bracket(tmp_path: Path) -> None:
    facts = (
        supplied("debt", "reduced")
        + """
[[fact]]
id = "asked"
title = "应化减比例"
unit = "%"
bracket_of = "debt"
brackets = [
  { from = 0, value = 10 },
  { above = 500, value = 8 },
  { above = 1500, value = 6 },
  { above = 3000, value = 4 },
]
"""
    )
    item = """
      [[group.item]]
      id = "debts"
      title = "化解债务"
      full = 10
      clause = "债务≤500万应化减10%；500–1500万8%；1500–3000万6%；>3000万4%；按完成比例计分"
      fact = "reduced"
      rule = { share_of = "asked" }
    """
    of = assess_one(
        tmp_path,
        table(item, 10, facts),
        facts={"debt": "500 500.01 1500 1501 3000 3001", "reduced": "5 4 4 3 3 3"},
    )
    assert points(of, "debts") == "5 5 5 5 5 7.5"


def test_r17_bands(tmp_path: Path) -> None:
    item = """
      [[group.item]]
      id = "share"
      title = "占比"
      full = 3
      clause = "＞35%（A）3分；＞30%（B）2分；≤30%（C）1分"
      fact = "share"
      rule = { bands = [{ from = 0, points = 1 }, { above = 30, points = 2 }, { above = 35, points = 3 }] }
    """
    of = assess_one(
        tmp_path, table(item, 3, supplied("share")), facts={"share": "0 30 30.01 35 35.01 100"}
    )
    assert points(of, "share") == "1 1 2 2 3 3"


def test_r18_straight_lines_between_band_limits(tmp_path: Path) -> None:
    item = """
      [[group.item]]
      id = "coefficient"
      title = "系数"
      full = 4
      clause = "A/B/C/D→系数4/3/2/1；低于最低级0；高于A按4；之间线性"
      fact = "level"

        [group.item.rule]
        interpolate = true
        below = 0
        bands = [
          { from = 60, points = 1 },
          { from = 70, points = 2 },
          { from = 80, points = 3 },
          { from = 95, points = 4 },
        ]
    """
    of = assess_one(
        tmp_path,
        table(item, 4, supplied("level"), outcome="places = 3"),
        facts={"level": "59.9 60 65 70 85 94 95 120"},
    )
    assert points(of, "coefficient") == "0 1 1.5 2 3.333 3.933 4 4"


NO_TASK = """
      [[group.item]]
      id = "task"
      title = "下达任务"
      full = 10
      clause = "没有下达任务的：按基本分60%计"
      fact = "done"
      not_applicable = 0.6
      rule = { share_of = 100 }

      [[group.item]]
      id = "rest"
      title = "其他"
      full = 90
      clause = "现场评分"
      rule = { marks = true }
"""


def test_r19_no_task_assigned(tmp_path: Path) -> None:
    of = assess_one(
        tmp_path,
        table(NO_TASK, 100, supplied("done")),
        facts={"done": "不涉及 100 50 0"},
        marks="\n".join(f"rest,u{unit},2018,team,90" for unit in range(1, 5)),
    )
    assert points(of, "task") == "6 10 5 0"
    assert totals(of) == "96 100 95 90"


def test_r20_what_does_not_apply_is_rescaled(tmp_path: Path) -> None:
    item = """
      [[group.item]]
      id = "port"
      title = "港口安全"
      full = 15
      clause = "无港口的不涉及"
      rule = { marks = true }

      [[group.item]]
      id = "roads"
      title = "道路安全"
      full = 85
      clause = "现场评分"
      rule = { marks = true }
    """
    marks = """
      port,u1,2018,team,15
      roads,u1,2018,team,70
      port,u2,2018,team,不涉及
      roads,u2,2018,team,70
      port,u3,2018,team,不涉及
      roads,u3,2018,team,不涉及
    """
    of = assess_one(tmp_path, table(item, 100), marks=marks, towns=3)
    assert totals(of) == "85 82.35 未定"  # 70 ÷ 85 × 100
    assert [str(of.scorecard("u2").applicable), of.scorecard("u2").lines[0].state] == [
        "85",
        "not_applicable",
    ]


def test_r21_another_assessment_scaled_in(tmp_path: Path) -> None:
    fire = scheme(
        """
[[group]]
id = "fire"
title = "消防工作"
full = 100

  [[group.item]]
  id = "fire_work"
  title = "消防工作"
  full = 100
  clause = "百分制"
  rule = { marks = true }
"""
    ).replace('"towns"', '"fire"')
    facts = supplied("special") + (
        '[[fact]]\nid = "fire_points"\ntitle = "消防得分"\nscheme = "fire"\n'
    )
    items = """
      [[group.item]]
      id = "special_check"
      title = "专项检查"
      full = 20
      clause = "专项检查得分/100×20分"
      fact = "special"
      rule = { share_of = 100 }

      [[group.item]]
      id = "fire_share"
      title = "消防部分"
      full = 30
      clause = "消防部分100分折算30分"
      fact = "fire_points"
      rule = { share_of = 100 }
    """
    whole, _ = sorted(
        assessed(
            tmp_path,
            table(items, 50, facts),
            fire,
            facts={"special": "87.5 100 0"},
            marks="fire_work,u1,2018,team,91.5\nfire_work,u2,2018,team,60",
            towns=3,
        ),
        key=lambda one: one.scheme.id != "towns",
    )
    assert points(whole, "special_check") == "17.5 20 0"
    assert points(whole, "fire_share") == "27.45 18 0"
    assert totals(whole) == "44.95 38 未定"  # the fire brigade has not marked u3


def test_r22_weighted_parts(tmp_path: Path) -> None:
    items = "".join(
        f"""
      [[group.item]]
      id = "{id}"
      title = "{title}"
      full = 100
      weight = {weight}
      clause = "日常20%＋专项30%＋综合50%"
      fact = "{id}"
      rule = {{ share_of = 100 }}
        """
        for id, title, weight in (
            ("daily", "日常", 20),
            ("special", "专项", 30),
            ("overall", "综合", 50),
        )
    )
    of = assess_one(
        tmp_path,
        table(items, 100, supplied("daily", "special", "overall"), 'combine = "weighted"'),
        facts={"daily": "80 100", "special": "90 不涉及", "overall": "70 80"},
    )
    # u2 has no special inspection: (20 × 100 + 50 × 80) ÷ 70.
    assert totals(of) == "78 85.71"


def test_r23_several_scorers(tmp_path: Path) -> None:
    item = """
      [[group.item]]
      id = "fixed"
      title = "固定系数"
      full = 10
      clause = "自评、考核组、评委、各有关单位分别评分，系数0.3/0.2/0.3/0.2"
      rule = { marks = true, scorers = { self = 0.3, team = 0.2, judges = 0.3, department = 0.2 } }

      [[group.item]]
      id = "mean"
      title = "平均"
      full = 10
      clause = "各评分人取平均"
      rule = { marks = true, scorers = { self = 1, team = 1, judges = 1 } }
    """
    marks = """
      fixed,u1,2018,self,10
      fixed,u1,2018,team,8
      fixed,u1,2018,judges,9
      fixed,u1,2018,department,7.5
      mean,u1,2018,self,10
      mean,u1,2018,team,8
      mean,u1,2018,judges,9.5
      fixed,u2,2018,self,10
    """
    of = assess_one(tmp_path, table(item, 20), marks=marks, towns=2)
    # 3 + 1.6 + 2.7 + 1.5, and 27.5 ÷ 3.
    assert points(of, "fixed").split()[0] == "8.8"
    assert points(of, "mean").split()[0] == "9.17"
    assert totals(of) == "17.97 未定"


def test_r24_a_gate_of_mandatory_items(tmp_path: Path) -> None:
    mandatory = "".join(
        f"""
        [[group.group.item]]
        id = "m{number}"
        title = "保证项目{number}"
        full = {full}
        clause = "保证项目有一项不得分或小计<40分→该分表记零；缺项时实得/应得<66.7%→0"
        fact = "m{number}"
        rule = {{ per = 1, reference = {full}, under = -1 }}
        """
        for number, full in ((1, 30), (2, 20), (3, 10))
    )
    text = f"""
      zero_when = [
        {{ lowest_of = "mandatory", at_most = 0 }},
        [{{ applicable_of = "mandatory", at_least = 60 }}, {{ points_of = "mandatory", below = 40 }}],
        [{{ applicable_of = "mandatory", below = 60 }}, {{ rate_of = "mandatory", below = 66.7 }}],
      ]

      [[group.item]]
      id = "general"
      title = "一般项目"
      full = 40
      clause = "按得分"
      fact = "general"
      rule = {{ per = 1, reference = 40, under = -1 }}

      [[group.group]]
      id = "mandatory"
      title = "保证项目"
      full = 60
      {mandatory}
    """
    of = assess_one(
        tmp_path,
        table(text, 100, supplied("m1", "m2", "m3", "general")),
        facts={
            "m1": "30 20 29 20 20 23.35 23.34 30",
            "m2": "20 15 19 19.99 20 不涉及 不涉及 不涉及",
            "m3": "10 5 0 0.01 0.01 3.33 3.33 不涉及",
            "general": "40 40 40 40 40 40 40 10",
        },
    )
    # u3: one mandatory item has nothing; u4: 40.00 of 60 is enough; u6: 26.68 of 40 is exactly 66.7 %;
    # u8: 40 of 70.
    assert totals(of) == "100 80 0 80 80.01 83.35 0 57.14"


def test_r25_mean_over_objects_of_a_kind(tmp_path: Path) -> None:
    items = "".join(
        f"""
      [[group.item]]
      id = "crane{number}"
      title = "{number}号塔吊"
      full = 10
      clause = "同类多台设备取算术平均"
      rule = {{ marks = true }}
        """
        for number in (1, 2, 3)
    )
    marks = """
      crane1,u1,2018,team,10
      crane2,u1,2018,team,9
      crane3,u1,2018,team,7.5
      crane1,u2,2018,team,8
      crane2,u2,2018,team,9
      crane3,u2,2018,team,不涉及
    """
    of = assess_one(tmp_path, table(items, 10, group='combine = "mean"'), marks=marks, towns=2)
    assert totals(of) == "8.83 8.5"


def test_r26_the_largest_loss_instead_of_the_sum(tmp_path: Path) -> None:
    facts = '[[fact]]\nid = "accidents"\ntitle = "事故"\nevents = "accident"\n' + supplied("a", "b")
    items = """
      [[group.group]]
      id = "not_added"
      title = "同一起事故"
      full = 20
      combine = "largest_loss"

        [[group.group.item]]
        id = "by_deaths"
        title = "死亡"
        full = 20
        clause = "以总分减去最高扣分项后确定，不累计"
        fact = "a"
        rule = { per = 1, over = -2 }

        [[group.group.item]]
        id = "by_injuries"
        title = "重伤"
        full = 20
        clause = "以总分减去最高扣分项后确定，不累计"
        fact = "b"
        rule = { per = 1, over = -0.5 }

      [[group.item]]
      id = "worst"
      title = "事故等级"
      full = 10
      clause = "同一起事故就高不就低，不累计"
      fact = "accidents"
      rule = { occurrences = { "一般" = -1, "较大" = -4, "重大" = -10 }, counts = "worst" }
    """
    events = """
      a,2018-01-01,accident,一般,u2,0
      b,2018-01-02,accident,较大,u2,0
      c,2018-01-03,accident,一般,u2,0
      d,2018-01-03,accident,重大,u3,0
    """
    of = assess_one(
        tmp_path, table(items, 30, facts), facts={"a": "0 1 3", "b": "0 5 2"}, events=events
    )
    assert points(of, "worst") == "10 6 0"
    assert totals(of) == "30 23.5 14"  # the group: 20, 20 − 2.5, 20 − 6


def test_r27_and_r28_bonus_by_commendation(tmp_path: Path) -> None:
    facts = (
        '[[fact]]\nid = "praise"\ntitle = "表彰"\nunit = "次"\nevents = "praise"\n'
        '[[fact]]\nid = "news"\ntitle = "信息"\nunit = "条"\nevents = "news"\n'
    )
    text = """
[[group]]
id = "base"
title = "一、基本分"
full = 100

  [[group.item]]
  id = "work"
  title = "工作"
  full = 100
  clause = "现场评分"
  rule = { marks = true }

[[group]]
id = "bonus"
title = "二、加分"
full = 7
kind = "bonus"

  [[group.item]]
  id = "highest_praise"
  title = "表彰"
  full = 5
  clause = "国家5分、省3分、市1分；同项内容按最高级别计分"
  fact = "praise"
  rule = { occurrences = { "国家" = 5, "省" = 3, "市" = 1 }, counts = "highest", start = 0 }

  [[group.item]]
  id = "news"
  title = "信息采用"
  full = 2
  clause = "每条信息国家0.3、省0.2、市0.1分，≤2分"
  fact = "news"
  rule = { occurrences = { "国家" = 0.3, "省" = 0.2, "市" = 0.1 }, start = 0 }
"""
    events = """
      a,2018-01-01,praise,市,u1;u2,0
      b,2018-01-02,praise,省,u1,0
      c,2018-01-03,praise,国家,u3,0
      d,2018-01-03,news,国家,u1,0
      e,2018-01-04,news,国家,u1,0
      f,2018-01-04,news,市,u1,0
    """
    events += "\n".join(f"n{number},2018-02-01,news,国家,u3,0" for number in range(7))
    marks = "work,u1,2018,team,90\nwork,u2,2018,team,90\nwork,u3,2018,team,90"
    of = assess_one(tmp_path, scheme(facts + text), events=events, marks=marks, towns=3)
    assert points(of, "highest_praise") == "3 1 5"
    assert points(of, "news") == "0.7 0 2"
    assert totals(of) == "93.7 91 97"


def test_r29_a_bonus_for_a_trend_over_years(tmp_path: Path) -> None:
    text = """
[[fact]]
id = "years_falling"
title = "连续下降年数"
unit = "年"
trend = "deaths"

[[group]]
id = "base"
title = "一、基本分"
full = 100

  [[group.item]]
  id = "work"
  title = "工作"
  full = 100
  clause = "现场评分"
  rule = { marks = true }

[[group]]
id = "trend"
title = "二、加分"
full = 3
kind = "bonus"

  [[group.item]]
  id = "three_years"
  title = "连续下降"
  full = 3
  clause = "死亡人数控制指标连续3年下降加3分"
  fact = "years_falling"
  rule = { all_or_nothing = true, at_least = 3 }
"""
    years = {"u1": (9, 8, 7, 6), "u2": (9, 8, 8, 7), "u3": (5, 6, 5, 4)}
    observations = "\n".join(
        f"deaths,{unit},{year},{value}"
        for unit, values in years.items()
        for year, value in enumerate(values, 2015)
    )
    marks = "work,u1,2018,team,90\nwork,u2,2018,team,90\nwork,u3,2018,team,90"
    of = assess_one(tmp_path, scheme(text), observations=observations, marks=marks, towns=3)
    assert points(of, "three_years") == "3 0 0"
    assert totals(of) == "93 90 90"
    assert [
        line.inputs[0][1]
        for card in map(of.scorecard, ("u1", "u2", "u3"))
        for line in card.lines[1:]
    ] == [3, 1, 2]


def test_r30_special_tasks_credited_apart_then_converted(tmp_path: Path) -> None:
    special = "".join(
        f"""
  [[group.item]]
  id = "{id}"
  title = "{title}"
  full = 5
  clause = "每项重点行业工作单独赋分5分，最终得分以满分100折算"
  only_for = [{units}]
  rule = {{ marks = true }}
"""
        for id, title, units in (("mines", "矿山", '"u1"'), ("boats", "渔船", '"u1", "u2"'))
    )
    text = f"""
[[group]]
id = "common"
title = "一、共性工作"
full = 100

  [[group.item]]
  id = "work"
  title = "工作"
  full = 100
  clause = "现场评分"
  rule = {{ marks = true }}

[[group]]
id = "special"
title = "二、重点行业"
full = 10
{special}
"""
    marks = """
      work,u1,2018,team,90
      mines,u1,2018,team,5
      boats,u1,2018,team,3
      work,u2,2018,team,90
      boats,u2,2018,team,5
      work,u3,2018,team,90
    """
    of = assess_one(
        tmp_path,
        scheme(text, full=110, outcome="convert_to = 100"),
        marks=marks,
        towns=3,
    )
    assert totals(of) == "89.09 90.48 90"  # 98 of 110, 95 of 105, 90 of 100


def test_r31_a_hundred_less_penalties_capped_by_block(tmp_path: Path) -> None:
    blocks = "".join(
        f"""
[[group]]
id = "{id}"
title = "{title}"
full = {full}
floor = 0

  [[group.item]]
  id = "{id}_faults"
  title = "{title}问题"
  full = {full}
  clause = "基准分100；三块上限55/35/10，惩到零为止；每个问题扣{each}分"
  fact = "{id}_faults"
  rule = {{ per = 1, over = -{each} }}
"""
        for id, title, full, each in (
            ("accidents", "事故", 55, 11),
            ("work", "工作", 35, 2),
            ("style", "作风", 10, 0.5),
        )
    )
    of = assess_one(
        tmp_path,
        scheme(supplied("accidents_faults", "work_faults", "style_faults") + blocks),
        facts={"accidents_faults": "0 2 9", "work_faults": "0 1 1", "style_faults": "0 3 100"},
    )
    assert totals(of) == "100 74.5 33"


def test_r32_a_blocks_own_pass_mark(tmp_path: Path) -> None:
    text = """
[[group]]
id = "training"
title = "一、教育培训"
full = 15

  [[group.item]]
  id = "courses"
  title = "培训"
  full = 15
  clause = "满分15分，基准分10分"
  fact = "courses"
  rule = { per = 1, start = 0, over = 1 }

[[group]]
id = "other"
title = "二、其他"
full = 85

  [[group.item]]
  id = "work"
  title = "工作"
  full = 85
  clause = "现场评分"
  rule = { marks = true }

[[veto]]
title = "教育培训未达基准分"
clause = "满分15分，基准分10分，未达到的不得评为合格"
points_of = "training"
below = 10
grade = "不合格"
"""
    marks = "\n".join(f"work,u{unit},2018,team,84" for unit in (1, 2, 3))
    of = assess_one(
        tmp_path, scheme(supplied("courses") + text), facts={"courses": "15 10 9"}, marks=marks
    )
    assert (totals(of), grades(of)) == ("99 94 93", "优秀 优秀 不合格")
    assert of.scorecard("u3").grade_without_veto == "优秀"


def test_r33_roll_up_from_lower_units(tmp_path: Path) -> None:
    town = table(
        """
      [[group.item]]
      id = "work"
      title = "工作"
      full = 100
      clause = "百分制"
      fact = "work"
      rule = { share_of = 100 }
    """,
        100,
        supplied("work"),
    )
    district = """
[scheme]
id = "cities"
title = "市级评定办法"
units = "district"

[[fact]]
id = "passed"
title = "所辖县合格比例"
unit = "%"
units_below = "towns"
grade = "合格"

[[fact]]
id = "excellent"
title = "所辖县优秀比例"
unit = "%"
units_below = "towns"
grade = "优秀"

[[fact]]
id = "mean"
title = "所辖县平均分"
unit = "分"
units_below = "towns"
take = "mean"

[[fact]]
id = "lowest"
title = "所辖县最低分"
unit = "分"
units_below = "towns"
take = "lowest"

[[group]]
id = "cities_group"
title = "一、所辖县"
full = 100

  [[group.item]]
  id = "cities_mean"
  title = "平均分"
  full = 100
  clause = "所辖县级平均分"
  fact = "mean"
  rule = { share_of = 100 }

[[grade]]
title = "优秀"
from = 90

[[grade]]
title = "合格"
from = 0

[[veto]]
title = "有县不合格"
fact = "passed"
below = 100
bar_top = true
clause = "所辖县级全部合格且80%以上优秀→市级优秀"

[[veto]]
title = "优秀不足"
fact = "excellent"
below = 80
bar_top = true
clause = "所辖县级全部合格且80%以上优秀→市级优秀"
"""
    overlay = "".join(
        f'[[body]]\nid = "c{number}"\ntitle = "{number}市"\nkind = "district"\n\n'
        for number in (1, 2, 3)
    )
    parents = {n: "c1" if n <= 5 else "c2" if n <= 10 else "c3" for n in range(1, 13)}
    overlay += bodies(12, parents=parents).split("\n\n", 1)[1]
    work = "99 98 97 96 85  100 100 100 100 59  100 85"
    found = assessed(tmp_path, town, district, facts={"work": work}, overlay=overlay)
    cities = next(one for one in found if one.scheme.id == "cities")
    # c1: 4 of 5 excellent, all pass; c2: 4 of 5, one fails; c3: half excellent.
    assert (totals(cities), grades(cities)) == ("95 91.8 92.5", "优秀 合格 合格")


def test_r34_sampled_units_deduct_from_their_parent(tmp_path: Path) -> None:
    district = """
[scheme]
id = "cities"
title = "市级考核办法"
units = "district"
full = 10

[[fact]]
id = "spot_checks"
title = "抽查问题"
unit = "个"
events = "spot_check"
with_below = true

[[group]]
id = "checks"
title = "一、抽查"
full = 10

  [[group.item]]
  id = "sampled"
  title = "抽查"
  full = 10
  clause = "随机抽查2个县市区，每个内容扣1分"
  fact = "spot_checks"
  rule = { per = 1, over = -1 }

[[grade]]
title = "合格"
from = 0
"""
    events = """
      a,2018-05-01,spot_check,x,u1,0
      b,2018-05-01,spot_check,x,u2,0
      c,2018-05-02,spot_check,x,u1;u2,0
      d,2018-05-02,spot_check,x,district,0
      e,2017-05-02,spot_check,x,u1,0
    """
    of = assess_one(tmp_path, district, events=events, towns=3)
    assert points(of, "sampled") == "6"  # one check found in two counties counts once


def test_r35_items_that_only_bar_the_top_grade(tmp_path: Path) -> None:
    facts = (
        '[[fact]]\nid = "hazards"\ntitle = "重大隐患"\nunit = "项"\nevents = "hazard"\n'
        + supplied("barred")
    )
    text = """
[[group]]
id = "work_group"
title = "一、工作"
full = 100

  [[group.item]]
  id = "hazards"
  title = "重大扣分项"
  full = 100
  clause = "重大扣分项每发现1项扣15分"
  fact = "hazards"
  rule = { occurrences = { "重大" = -15 } }

[[veto]]
title = "否优项"
clause = "否优项：出现的不得评为优秀"
fact = "barred"
bar_top = true
"""
    events = "a,2018-05-01,hazard,重大,u3,0\nb,2018-05-02,hazard,重大,u3,0\nc,2018-05-02,hazard,重大,u4,0"
    of = assess_one(tmp_path, scheme(facts + text), facts={"barred": "0 1 1 0"}, events=events)
    assert (totals(of), grades(of)) == ("100 100 70 85", "优秀 良好 合格 良好")


def test_r36_a_month_zeroed_inside_a_year(tmp_path: Path) -> None:
    facts = supplied() + "".join(
        f"""
[[fact]]
id = "late{month}"
title = "{month}月迟报"
unit = "起"
events = "late_report"
class = ["重特大"]
part = "{month}"

[[fact]]
id = "minor{month}"
title = "{month}月一般迟报"
unit = "起"
events = "late_report"
class = ["一般"]
part = "{month}"
"""
        for month in ("01", "02")
    )
    months = "".join(
        f"""
[[group]]
id = "month{month}"
title = "{month}月"
full = 50
zero_when = [{{ fact = "late{month}" }}]

  [[group.item]]
  id = "reports{month}"
  title = "信息报送"
  full = 50
  clause = "迟报一般事故每起扣5分；迟报重特大事故，当月考核不得分"
  fact = "minor{month}"
  rule = {{ per = 1, over = -5 }}
"""
        for month in ("01", "02")
    )
    events = """
      a,2018-01-10,late_report,重特大,u2,0
      b,2018-02-10,late_report,一般,u2,0
      c,2018-02-11,late_report,一般,u3,0
      d,2018-02-28,late_report,一般,u3,0
      e,2018-03-01,late_report,重特大,u3,0
    """
    of = assess_one(tmp_path, scheme(facts + months), events=events, towns=3)
    assert totals(of) == "100 45 90"


def test_a_fact_takes_an_indicator_that_has_no_target(tmp_path: Path) -> None:
    """Pupils, inspections: figures that only a scheme reads. A district has the sum of its towns."""
    pupils = libplan.Indicator("pupils", "学生", "人", "up", over_bodies="sum")
    towns = [libplan.Body(f"u{n}", f"第{n}镇", "town", parent="district") for n in (1, 2)]
    district = libplan.Body("district", "全区", "district")
    plan = libplan.Plan("p", "规划", 2016, 2020, indicators=[pupils], bodies=[district, *towns])
    facts = [
        libplan.FactDefinition("now", "学生", libplan.IndicatorFact("pupils"), unit="人"),
        libplan.FactDefinition(
            "before", "上年学生", libplan.IndicatorFact("pupils"), unit="人", last_year=True
        ),
    ]
    item = libplan.Item(
        "i", "学生增加", 100, libplan.PerUnitRule("before", over=1, start=50), fact="now"
    )
    observed = [
        libplan.Observation("pupils", year, value, body=body)
        for body, year, value in (
            ("u1", 2017, 20), ("u1", 2018, 30), ("u2", 2017, 7), ("u2", 2018, 12)
        )
    ]  # fmt: skip
    group = libplan.Group("g", "一", 100, [item])
    for kind, expected in (("town", "60 55"), ("district", "65")):
        of = libplan.Scheme("s", "办法", kind, [group], [libplan.Grade("合格", 0)], facts=facts)
        folder = libplan.PlanFolder(plan, observations=observed, schemes=[of])
        assert totals(libplan.assess_year(folder, year=2018).assessments[0]) == expected


@pytest.mark.parametrize(
    ("interpolated", "expected"), [(True, "0 8 9 16 18.18 20 20"), (False, "0 8 8 16 16 20 20")]
)
def test_r37_efficacy_coefficients(tmp_path: Path, interpolated: bool, expected: str) -> None:
    item = f"""
      [[group.item]]
      id = "efficacy"
      title = "资产周转"
      full = 20
      clause = "单项得分=本档基础分+调整分；本档基础分=权数×本档系数；调整分=功效系数×（上档基础分−本档基础分）"
      fact = "turnover"

        [group.item.rule]
        interpolate = {str(interpolated).lower()}
        below = 0
        bands = [
          {{ from = 0.5, coefficient = 0.4 }},
          {{ from = 0.9, coefficient = 0.6 }},
          {{ from = 1.1, coefficient = 0.8 }},
          {{ from = 1.43, coefficient = 1 }},
        ]
    """
    of = assess_one(
        tmp_path,
        table(item, 20, supplied("turnover")),
        facts={"turnover": "0.49 0.5 0.6 1.1 1.28 1.43 9"},
    )
    # 0.6: 8 + (0.6 − 0.5) ÷ 0.4 × 4 = 9; 1.28: 16 + 0.18 ÷ 0.33 × 4 = 18.1818…
    assert points(of, "efficacy") == expected
