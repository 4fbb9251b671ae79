"""Where a change of the total comes from, and what it would take: laws on random schemes."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scheme_folder import assess_one, bodies, scheme

import libplan

MOST = 12  # facts are whole numbers up to here, so that every change can be tried
CLASSES = ("甲类", "乙类")
GRADES = ("优秀", "良好", "合格", "不合格")
SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=150)


def whole(low: int, high: int) -> st.SearchStrategy[float]:
    return st.integers(low, high).map(float)


def cents(low: int, high: int) -> st.SearchStrategy[float]:
    return st.integers(low * 100, high * 100).map(lambda units: units / 100)


@st.composite
def rules(draw: st.DrawFn, full: float) -> object:
    reference = draw(st.one_of(whole(1, MOST), st.just("control")))
    kind = draw(st.sampled_from(("per_unit", "share", "all", "bands", "occurrences", "marks")))
    if kind == "per_unit":
        return libplan.PerUnitRule(
            reference,
            per=draw(st.sampled_from((1.0, 2.0, 3.0))),
            over=draw(cents(-4, 4)),
            under=draw(cents(-4, 4)),
            start=draw(st.sampled_from((None, 2.5))),
            steps=draw(st.sampled_from(("proportional", "whole", "begun"))),
        )
    if kind == "share":
        return libplan.ShareRule(reference)
    if kind == "all":
        return libplan.AllOrNothingRule(draw(st.sampled_from(("at_least", "at_most"))), reference)
    if kind == "bands":
        edges = sorted({0.0} | set(draw(st.lists(whole(1, MOST), min_size=1, max_size=3))))
        points = [draw(cents(0, int(full))) for _ in edges]
        bands = [libplan.Band(edge, own) for edge, own in zip(edges, points, strict=True)]
        return libplan.BandsRule(bands, interpolate=draw(st.booleans()))
    if kind == "occurrences":
        loss, other = draw(cents(-3, -1)), draw(cents(-3, -1))
        classes = [libplan.OccurrenceClass("一般", loss), libplan.OccurrenceClass("较大", other)]
        return libplan.OccurrencesRule(classes)
    return libplan.MarksRule(step=0.5)


@st.composite
def schemes(draw: st.DrawFn, *, most_items: int = 4, quotas: bool = False) -> libplan.Scheme:
    numbers = draw(st.lists(st.integers(0, 5), min_size=1, max_size=most_items, unique=True))
    items = []
    for number in numbers:
        full = draw(whole(5, 12))
        items.append(
            libplan.Item(
                f"i{number}",
                f"项目{number}",
                full,
                draw(rules(full)),
                fact=f"f{number}",
                not_for=draw(st.sampled_from(((), (), ("乙类",)))),
            )
        )
    total = sum(item.full for item in items)
    facts = [
        libplan.FactDefinition(f"f{number}", f"事实{number}", libplan.SuppliedFact(), unit="个")
        for number in range(6)
    ]
    facts.append(libplan.FactDefinition("control", "控制数", libplan.ControlFact("x"), unit="个"))
    vetoes = []
    if draw(st.booleans()):
        limit = draw(whole(1, MOST))
        condition = libplan.Condition("fact", f"f{draw(st.sampled_from(numbers))}", "above", limit)
        effect = draw(st.sampled_from(("grade", "zero", "bar_top", "one_down")))
        grade = GRADES[-1] if effect == "grade" else ""
        vetoes.append(libplan.Veto("否决", [condition], effect=effect, grade=grade))
    edges = [round(total * share, 2) for share in (0.9, 0.75, 0.5)] + [0.0]
    held = [libplan.Quota(GRADES[0], count=1)] if quotas and draw(st.booleans()) else []
    return libplan.Scheme(
        "s",
        "办法",
        "department",
        [libplan.Group("g", "全部", total, items)],
        [libplan.Grade(title, edge) for title, edge in zip(GRADES, edges, strict=True)],
        full=total,
        facts=facts,
        outcome=libplan.Outcome(
            places=draw(st.integers(0, 2)),
            rounding=draw(st.sampled_from(("half_up", "half_even", "truncate", "up"))),
            rounded_at=draw(st.sampled_from(("item", "total"))),
            quotas=held,
        ),
        vetoes=vetoes,
    )


def column_ids() -> list[str]:
    ids = ["control"]
    for number in range(6):
        ids += [f"f{number}", f"f{number}/一般", f"f{number}/较大", f"i{number}.team"]
    return ids


@st.composite
def facts_of(draw: st.DrawFn, year: int, units: int) -> libplan.Facts:
    columns = []
    for name in column_ids():
        if name == "control":
            values = [draw(whole(1, MOST)) for _ in range(units)]
        elif name.endswith(".team"):
            values = [draw(st.integers(0, 10)) / 2 for _ in range(units)]
        else:
            values = [draw(whole(0, MOST)) for _ in range(units)]
        columns.append(libplan.FactColumn(name, values, ["value"] * units))
    people = [
        libplan.Unit(f"u{number}", f"单位{number}", rank_class=draw(st.sampled_from(CLASSES)))
        for number in range(units)
    ]
    return libplan.Facts(year, people, columns)


@SLOW
@given(schemes(), schemes(), facts_of(2017, 1), facts_of(2018, 1), facts_of(2017, 1), st.booleans())
def test_the_parts_add_up_to_the_last_digit(
    old: libplan.Scheme,
    new: libplan.Scheme,
    was: libplan.Facts,
    now: libplan.Facts,
    known: libplan.Facts,
    revised: bool,
) -> None:
    before, after = libplan.assess(old, was), libplan.assess(new, now)
    change = libplan.compare(before, after, "u0", revised=known if revised else None)
    if before.totals[0] is None or after.totals[0] is None:
        assert change.parts == () and change.open_words
        return
    assert change.difference == after.totals[0] - before.totals[0]
    assert sum((part.points for part in change.parts), Decimal(0)) == change.difference
    items = sum((item.difference or Decimal(0) for item in change.items), Decimal(0))
    assert items + change.beyond_items == change.difference
    assert revised or change.parts[0].points == 0
    assert {item.item for item in change.items} == {
        item.id for scheme in (old, new) for group in scheme.groups for item in group.items
    }


@SLOW
@given(schemes(), facts_of(2017, 1), facts_of(2018, 1))
def test_a_cause_that_did_not_change_has_no_part(
    scheme: libplan.Scheme, was: libplan.Facts, now: libplan.Facts
) -> None:
    now = now.replace(units=was.units)
    before, after = libplan.assess(scheme, was), libplan.assess(scheme, now)
    parts = {p.cause: p.points for p in libplan.compare(before, after, "u0").parts}
    assert parts.get("rules", 0) == parts.get("classes", 0) == 0
    same = libplan.compare(before, before, "u0")
    assert all(part.points == 0 for part in same.parts)
    swapped = now.replace(
        columns=[
            c if c.id == "control" else w for c, w in zip(now.columns, was.columns, strict=True)
        ]
    )
    change = libplan.compare(before, libplan.assess(scheme, swapped), "u0")
    assert all(part.points == 0 for part in change.parts if part.cause in ("data", "rules"))


def changed(facts: libplan.Facts, moves: dict[str, float]) -> libplan.Facts:
    columns = []
    for column in facts.columns:
        values = list(column.values)
        values[0] = moves.get(column.id, values[0])
        columns.append(column.replace(values=values))
    return facts.replace(columns=columns)


def reaches(scheme: libplan.Scheme, facts: libplan.Facts, goal: dict[str, object]) -> bool:
    done = libplan.assess(scheme, facts)
    if "rank" in goal:
        return done.ranks[0] is not None and done.ranks[0] <= goal["rank"]
    return done.grades[0] in GRADES[: GRADES.index(str(goal["grade"])) + 1]


def step_of(fact: str) -> float:
    return 0.5 if fact.endswith(".team") else 1.0


def every_value(scheme: libplan.Scheme, fact: str) -> list[float]:
    if not fact.endswith(".team"):
        return [float(value) for value in range(2 * MOST)]
    full = next(i.full for g in scheme.groups for i in g.items if fact == f"{i.id}.team")
    return [half / 2 for half in range(int(2 * full) + 1)]


def inputs_of(item: libplan.Item) -> list[str]:
    if isinstance(item.rule, libplan.MarksRule):
        return [f"{item.id}.team"]
    if isinstance(item.rule, libplan.OccurrencesRule):
        return [f"{item.fact}/{counted.severity}" for counted in item.rule.classes]
    return [item.fact]


def of_the_class(goal: dict[str, object], facts: libplan.Facts) -> dict[str, object]:
    """With a rank that there can be."""
    classes = [unit.rank_class for unit in facts.units]
    rank = goal.get("rank")
    return {"rank": min(rank, classes.count(classes[0]))} if isinstance(rank, int) else goal


goals = st.one_of(
    st.builds(lambda grade: {"grade": grade}, st.sampled_from(GRADES)),
    st.builds(lambda rank: {"rank": rank}, st.integers(1, 3)),
)


@SLOW
@given(schemes(quotas=True), facts_of(2018, 4), goals)
def test_an_answer_reaches_and_one_step_less_does_not(
    scheme: libplan.Scheme, facts: libplan.Facts, goal: dict[str, object]
) -> None:
    assessment = libplan.assess(scheme, facts)
    if assessment.totals[0] is None:
        return
    goal = of_the_class(goal, facts)
    answer = libplan.reach(assessment, "u0", **goal)
    assert answer.reached == reaches(scheme, facts, goal)
    ways = answer.alone + ((answer.together,) if answer.together else ())
    assert answer.reached + bool(ways) + bool(answer.obstacles) == 1
    for way in ways:
        moves = {move.fact: move.to_value for move in way.moves}
        assert reaches(scheme, changed(facts, moves), goal)
        total = libplan.assess(scheme, changed(facts, moves)).totals[0]
        assert total == way.total == answer.total + way.gained
        for move in way.moves:
            back = step_of(move.fact) * (1 if move.to_value < move.from_value else -1)
            less = moves | {move.fact: move.to_value + back}
            assert not reaches(scheme, changed(facts, less), goal)


@SLOW
@given(schemes(most_items=2), facts_of(2018, 2), goals)
def test_no_smaller_change_of_one_fact_is_overlooked(
    scheme: libplan.Scheme, facts: libplan.Facts, goal: dict[str, object]
) -> None:
    assessment = libplan.assess(scheme, facts)
    if assessment.totals[0] is None:
        return
    goal = of_the_class(goal, facts)
    answer = libplan.reach(assessment, "u0", **goal)
    if answer.reached:
        return
    start = {column.id: column.values[0] for column in facts.columns}
    found = {way.item: way for way in answer.alone}
    for item in scheme.groups[0].items:
        if facts.units[0].rank_class in item.not_for:
            assert item.id not in found
            continue
        steps = [
            abs(value - start[fact]) / step_of(fact)
            for fact in inputs_of(item)
            for value in every_value(scheme, fact)
            if reaches(scheme, changed(facts, {fact: value}), goal)
        ]
        if steps:
            (move,) = found[item.id].moves
            assert abs(move.to_value - move.from_value) / step_of(move.fact) == min(steps)


def worked() -> libplan.Assessment:
    items = [
        libplan.Item("a", "培训", 60, libplan.ShareRule(100), fact="training"),
        libplan.Item("b", "检查", 40, libplan.MarksRule(step=0.5)),
    ]
    scheme = libplan.Scheme(
        "s",
        "考核办法",
        "department",
        [libplan.Group("g", "一、全部", 100, items)],
        [libplan.Grade("优秀", 90), libplan.Grade("不合格", 0)],
        facts=[libplan.FactDefinition("training", "培训率", libplan.SuppliedFact(), unit="%")],
    )
    columns = [
        libplan.FactColumn("training", [85.0, 90.5], ["value"] * 2),
        libplan.FactColumn("b.team", [37.0, 38.0], ["value"] * 2),
    ]
    units = [libplan.Unit("west", "西区"), libplan.Unit("east", "东区")]
    return libplan.assess(scheme, libplan.Facts(2018, units, columns))


def test_both_languages() -> None:
    assessment = worked()
    answer = libplan.reach(assessment, "west", grade="优秀")
    assert [way.words for way in answer.alone] == [
        "培训率由85%变为88.4%，总分由88变为90.04",
        "检查（考核组）由37变为39，总分由88变为90",
    ]
    english = libplan.reach(assessment, "west", grade="优秀", language="en")
    assert english.alone[1].words == "检查 (team) from 37 to 39: total from 88 to 90"
    assert "西区：怎样评为优秀" in libplan.reach_text(answer)
    assert "what it takes for 优秀" in libplan.reach_text(english)
    assert "怎样评为优秀" in answer._repr_html_()
    change = libplan.compare(assessment, assessment, "west")
    assert "之前88分，之后88分，相差0分" in libplan.change_text(change, width=100)
    assert "逐项对比" in change._repr_html_()


def built(*groups: libplan.Group, **parts: object) -> libplan.Scheme:
    grades = [libplan.Grade("优秀", 90.0), libplan.Grade("合格", 0.0)]
    return libplan.Scheme("s", "办法", "town", groups=groups, grades=grades, **parts)  # type: ignore[arg-type]


def figures(**columns: list[float]) -> libplan.Facts:
    count = len(next(iter(columns.values())))
    units = [libplan.Unit(f"u{number}", f"镇{number}") for number in range(1, count + 1)]
    return libplan.Facts(
        2018,
        units,
        [
            libplan.FactColumn(id.replace("__", "/"), values, ["value"] * count)
            for id, values in columns.items()
        ],
    )


def supplied(id: str, title: str, unit: str = "") -> libplan.FactDefinition:
    return libplan.FactDefinition(id, title, libplan.SuppliedFact(), unit=unit)


def test_the_dead_go_with_the_events_they_died_in() -> None:
    rule = libplan.OccurrencesRule([libplan.OccurrenceClass("一般", -8.0, per_death=-4.0)])
    item = libplan.Item("a", "事故", 100, rule, fact="acc")
    accidents = libplan.FactDefinition("acc", "事故", libplan.EventFact("accident"), unit="起")
    scheme = built(libplan.Group("g", "一", 100, items=[item]), facts=[accidents])
    facts = figures(acc__一般=[1.0], acc__一般__deaths=[1.0])
    answer = libplan.reach(libplan.assess(scheme, facts), "u1", grade="优秀")
    (way,) = answer.alone
    moves = {move.fact: move.to_value for move in way.moves}
    again = figures(
        acc__一般=[moves["acc/一般"]], acc__一般__deaths=[moves.get("acc/一般/deaths", 1.0)]
    )
    assert libplan.assess(scheme, again).totals == (way.total,)
    none = libplan.reach(
        libplan.assess(scheme, figures(acc__一般=[2.0], acc__一般__deaths=[3.0])),
        "u1",
        grade="优秀",
    ).alone[0]
    assert (
        none.words == "事故（一般）由2起变为0起；事故（一般死亡人数）由3人变为0人，总分由72变为100"
    )
    change = libplan.compare(
        libplan.assess(scheme, facts),
        libplan.assess(scheme, figures(acc__一般=[2.0], acc__一般__deaths=[3.0])),
        "u1",
    )
    assert "事故（一般死亡人数）由1人变为3人" in change.parts[1].words


def test_fewer_facts_are_tried() -> None:
    """What gives most by itself is spared once the two that help only together are there."""
    loss = libplan.PerUnitRule(0.0, over=-2.0)
    pair = [libplan.Item(id, id, 20, loss, fact=id) for id in ("a", "b")]
    rest = [libplan.Item(id, id, 10, libplan.ShareRule(100.0), fact=id) for id in ("c", "d")]
    scheme = libplan.Scheme(
        "s", "办法", "town", full=40,
        groups=[
            libplan.Group("l", "最低", 20, combine="lowest", items=pair),
            libplan.Group("s", "合计", 20, items=rest),
        ],
        grades=[libplan.Grade("优秀", 35.0), libplan.Grade("合格", 0.0)],
        facts=[supplied(id, id) for id in "abcd"],
    )  # fmt: skip
    facts = figures(a=[5.0], b=[5.0], c=[60.0], d=[60.0])
    answer = libplan.reach(libplan.assess(scheme, facts), "u1", grade="优秀")
    assert answer.together is not None and len(answer.together.moves) == 3


def test_what_voids_a_group_is_named_where_it_stays() -> None:
    gate = libplan.Condition("fact", "sub", "at_most", 0.0)
    item = libplan.Item("a", "合格率", 100, libplan.ShareRule(100.0), fact="x")
    scheme = built(
        libplan.Group("g", "一、甲", 100, items=[item], zero_when=[[gate]]),
        facts=[supplied("x", "合格率", "%"), supplied("sub", "提交报告", "份")],
    )
    answer = libplan.reach(libplan.assess(scheme, figures(x=[85.0], sub=[0.0])), "u1", grade="优秀")
    assert answer.obstacles == (
        "必须先解除“一、甲”的记零条件——提交报告0份，不超过0份",
        "否则其他数据都改到最好也只有0分，还差90分",
    )
    english = libplan.reach(
        libplan.assess(scheme, figures(x=[85.0], sub=[0.0])), "u1", grade="优秀", language="en"
    )
    assert (
        english.obstacles[0]
        == "“一、甲” must not count nothing any more: 提交报告 0份, at most 0份"
    )


def test_what_is_told_stays_in_its_own_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assessment = worked()
    for environment in ("zh", "en"):
        monkeypatch.setenv("LIBPLAN_LANG", environment)
        told = [
            (
                assessment.scorecard("west", language=language),
                libplan.compare(assessment, assessment, "west", language=language),
                libplan.reach(assessment, "west", grade="优秀", language=language),
                libplan.compare(assessment, assessment, "west", language=language).items[0],
            )
            for language in ("zh", "en")
        ]
        for chinese, english in zip(*told, strict=True):
            assert (chinese.language, english.language) == ("zh", "en")
            for words in (str(chinese), chinese._repr_html_()):
                assert any(word in words for word in ("失分", "相差", "怎样评为", "得分"))
            for words in (str(english), english._repr_html_()):
                assert not any(word in words for word in ("失分", "相差", "怎样评为", "得分"))
        card = told[1][0]
        assert libplan.scorecard_text(card) == str(card) + "\n"


OF_CLASS = """
[[fact]]
id = "x"
title = "增速"
unit = "%"
supplied = true
[[fact]]
id = "mean"
title = "平均增速"
unit = "%"
class_of = "x"
take = "mean"
[[fact]]
id = "place"
title = "增速名次"
class_of = "x"
take = "rank"
[[group]]
id = "g"
title = "一"
full = 100
  [[group.item]]
  id = "i"
  title = "增速"
  full = 40
  clause = "按增速与平均增速之比计分"
  fact = "x"
  rule = { share_of = "mean" }
  [[group.item]]
  id = "p"
  title = "名次"
  full = 60
  clause = "第一名得60分，其余得30分"
  fact = "place"
  rule = { bands = [{ from = 0, points = 60 }, { above = 1, points = 30 }] }
"""


def test_what_follows_from_another_class_is_booked_under_the_class(tmp_path: Path) -> None:
    def of(name: str, classes: str, figures: str) -> libplan.Assessment:
        (tmp_path / name).mkdir()
        overlay = bodies(4, list(classes))
        return assess_one(tmp_path / name, scheme(OF_CLASS), overlay=overlay, facts={"x": figures})

    before, after = of("a", "ppqq", "5 8 3 4"), of("b", "qpqq", "5 8 3 4")
    change = libplan.compare(before, after, "u1")
    parts = {part.cause: part.points for part in change.parts if part.points}
    assert set(parts) == {"classes"} and sum(parts.values()) == change.after - change.before != 0
    words = next(part.words for part in change.parts if part.cause == "classes")
    assert words == "由“p”改为“q”；平均增速由6.5%变为4%；增速名次由2变为1"
    both = libplan.compare(before, of("c", "qpqq", "6 8 3 4"), "u1")
    assert {part.cause for part in both.parts if part.points} == {"data", "targets", "classes"}
    assert sum(part.points for part in both.parts) == both.after - both.before


def test_a_target_that_is_missing_is_told_and_not_called_out_of_reach(tmp_path: Path) -> None:
    table = """
[[fact]]
id = "x"
title = "实际数"
supplied = true
[[fact]]
id = "y"
title = "任务数"
supplied = true
[[fact]]
id = "q"
title = "完成率"
unit = "%"
ratio_of = "x"
denominator = "y"
[[group]]
id = "g"
title = "一"
full = 100
  [[group.item]]
  id = "i"
  title = "完成任务"
  full = 60
  clause = "按完成比例计分"
  fact = "x"
  rule = { share_of = "y" }
  [[group.item]]
  id = "j"
  title = "完成率"
  full = 40
  clause = "按完成率计分"
  fact = "q"
  rule = { share_of = 100 }
"""
    text = scheme(table, outcome='missing = "zero"')
    assessment = assess_one(tmp_path, text, facts={"x": "5 5 0", "y": "空 5 0"})
    answer = libplan.reach(assessment, "u1", grade="优秀")
    assert answer.open and answer.obstacles == (
        "任务数没有数据，用到它的项目现在按零分计，补报以后还可能得分",
        "试过的改法中，最好的总分0分，仍然达不到；没有全部试完，不能断定达不到",
    )
    first, second = assessment.scorecard("u1").lines
    assert first.words == "未提供任务数的数据，不得分"
    assert second.words == "未提供任务数的数据，不得分"  # not of the rate, which nobody supplies
    zero = assessment.scorecard("u3").lines[1]
    assert zero.words == "未提供完成率（任务数为0，不能作除数）的数据，不得分"
    # A larger loss is no higher percentage of a loss.
    below = assess_one(tmp_path / "below", text, facts={"x": "-200", "y": "-100"}, towns=1)
    line = below.scorecard("u1").lines[1]
    assert line.words == "未提供完成率（任务数为-100，不能作除数）的数据，不得分"
    assert libplan.reach(assessment, "u2", grade="优秀").reached


def test_the_days_that_a_missing_figure_is_of_are_told(tmp_path: Path) -> None:
    table = """
[window]
first = "11-01"
last = "10-31"
[[fact]]
id = "deaths"
title = "死亡人数"
unit = "人"
indicator = "deaths"
[[group]]
id = "g"
title = "一"
full = 100
  [[group.item]]
  id = "i"
  title = "死亡人数"
  full = 100
  clause = "每死亡1人扣10分"
  fact = "deaths"
  rule = { per = 1, reference = 0, over = -10 }
"""
    assessment = assess_one(tmp_path, scheme(table), observations="deaths,u1,2018,3")
    [line] = assessment.scorecard("u1").lines
    assert line.words == "缺少死亡人数（2017-11-01/2018-10-31）的数据，暂不能计分"


def test_slips_are_told() -> None:
    assessment = worked()
    with pytest.raises(KeyError, match="没有等级“良好”，只有：优秀、不合格"):
        libplan.reach(assessment, "west", grade="良好")
    with pytest.raises(KeyError, match="west"):
        libplan.reach(assessment, "wset", rank=1)
    with pytest.raises(KeyError, match="west"):
        libplan.compare(assessment, assessment, "wset")
    with pytest.raises(ValueError, match="名次应为1以上的整数，写的是0"):
        libplan.reach(assessment, "west", rank=0)
    with pytest.raises(ValueError) as beyond:
        libplan.reach(assessment, "west", rank=3)
    assert str(beyond.value) == "按评分办法“考核办法”一起排名的只有2个单位，没有第3名"
    with pytest.raises(TypeError, match="grade（等级）或 rank"):
        libplan.reach(assessment, "west")


def test_a_rank_is_one_of_the_class() -> None:
    assessment = worked()
    apart = [libplan.Unit("west", "西区", rank_class="山区"), libplan.Unit("east", "东区")]
    assessment = libplan.assess(assessment.scheme, assessment.facts.replace(units=apart))
    assert libplan.reach(assessment, "west", rank=1).reached
    with pytest.raises(ValueError, match="一起排名的只有1个单位，没有第2名"):
        libplan.reach(assessment, "west", rank=2)


def test_slips_are_told_in_the_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LIBPLAN_LANG", "en")
    assessment = worked()
    with pytest.raises(KeyError, match='there is no grade "良好", only: 优秀, 不合格'):
        libplan.reach(assessment, "west", grade="良好")
    with pytest.raises(ValueError, match="^a rank is a whole number from 1 on, not 0$"):
        libplan.reach(assessment, "west", rank=0)
    with pytest.raises(ValueError, match="only 2 units are ranked together, so that there is no"):
        libplan.reach(assessment, "west", rank=3)


def test_two_schemes_in_one_year_are_told_apart_as_before_and_after() -> None:
    after = worked()
    half = after.scheme.replace_item("a", rule=libplan.ShareRule(170))
    before = libplan.assess(half, after.facts)
    text = libplan.change_text(libplan.compare(before, after, "west"), width=100)
    assert text.startswith("西区：2018年前后对比\n")
    assert "之前67分，之后88分，相差21分" in text
    assert "之前：目标170" in text
    english = libplan.compare(before, after, "west", language="en")
    text = libplan.change_text(english, width=100)
    assert text.startswith("西区: 2018, before and after\n")
    assert "67 before, 88 after: 21" in text
    heads = next(line for line in text.splitlines() if line.startswith("Item"))
    assert heads.split()[:3] == ["Item", "Before", "After"]
