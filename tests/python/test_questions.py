# ruff: noqa: E501  (clauses and questions are quoted whole)
"""What a scheme is asked about: each slip planted alone, beside the nearest thing that is right."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import scheme_folder
from scheme_folder import bodies, scheme

import libplan

GRADES = '\n[[grade]]\ntitle = "合格"\nfrom = 6\n\n[[grade]]\ntitle = "不合格"\nfrom = 0\n'
DEATHS = 'events = "accident"\ncount = "deaths"'
RATE = 'indicator = "done"'


def fact(id: str = "x", unit: str = "%", source: str = "supplied = true") -> str:
    return f'[[fact]]\nid = "{id}"\ntitle = "{id}"\nunit = "{unit}"\n{source}\n\n'


def item(
    rule: str,
    clause: str = "按办法计分",
    more: str = "",
    id: str = "i",
    of: str = "x",
    full: float = 10,
) -> str:
    return (
        f'[[group.item]]\nid = "{id}"\ntitle = "{id}"\nfull = {full}\nclause = "{clause}"\n'
        f'fact = "{of}"\nrule = {rule}\n{more}\n\n'
    )


def group(more: str = "", id: str = "g", full: float = 10) -> str:
    return f'[[group]]\nid = "{id}"\ntitle = "{id}"\nfull = {full}\n{more}\n\n'


def one(
    rule: str, clause: str, unit: str = "%", source: str = "supplied = true", more: str = ""
) -> str:
    """A scheme of one item over the fact x."""
    return fact("x", unit, source) + more + group() + item(rule, clause)


SHARE = "{ share_of = 100 }"
BANDS = (
    "{ bands = [{ from = 0, points = 0 }, { from = 80, points = 8 }, { from = 90, points = 10 }] }"
)
WORKED = one(SHARE, "按完成率乘以标准分计分")


def veto(condition: str) -> str:
    return WORKED + fact("z", "起", 'events = "z"') + f'[[veto]]\ntitle = "否决"\n{condition}\n'


def veto_on(classes: str, clause: str) -> str:
    condition = f'fact = "z"\nat_least = 1\nzero = true\nclause = "{clause}"'
    return veto(condition).replace('events = "z"', f'events = "z"\n{classes}')


def accidents(classes: str, more: str = "") -> str:
    source = f'events = "accident"\n{more}'
    return one(f"{{ occurrences = {classes} }}", "按死亡人数分档扣分", "起", source)


def weighted(first: float, second: float) -> str:
    return (
        fact()
        + group('combine = "weighted"')
        + item(SHARE, more=f"weight = {first}")
        + item(SHARE, id="j", more=f"weight = {second}")
    )


def block(kind: str, rule: str, full: float = 5) -> str:
    return (
        WORKED
        + fact("y", "项")
        + group(f'kind = "{kind}"', "block", full)
        + item(rule, id="p", of="y", full=full)
    )


@dataclass(frozen=True)
class Slip:
    """A table with a slip and the nearest sound one; what is asked of the first in each language."""

    slip: str
    sound: str
    zh: str
    en: str
    grades: str = GRADES
    events: str = ""


def questions(folder: libplan.PlanFolder, language: str) -> str:
    return "\n\n".join(
        "\n".join([
            f"{finding.code} {finding.severity} {getattr(finding.title, language)}",
            getattr(finding.printed, language),
            getattr(finding.follows, language),
            getattr(finding.cure, language),
        ])
        for scheme in folder.schemes
        for finding in libplan.check_scheme(scheme, folder.plan, folder.records.events)
    )  # fmt: skip


SLIPS = {
    "printed bands leave a hole": Slip(
        one(BANDS, "80–89得8分，90–100得10分"),
        one(BANDS, "80–90（不含）得8分，90–100得10分"),
        (
            "printed-hole warning i：所印分档有空缺\n"
            "80–89得8分，90–100得10分\n"
            "80–89 与 90–100 之间，89.5 不属于任何一档\n"
            "请向印发单位核实界限归哪一档，并核对规则是否照此写"
        ),
        (
            "printed-hole warning i: the printed bands leave a hole\n"
            "80–89得8分，90–100得10分\n"
            "between 80–89 and 90–100, 89.5 belongs to no band\n"
            "ask its issuer which band the limit belongs to, and check that the rule says so"
        ),
    ),
    "a hole with percent signs, the highest first": Slip(
        one(BANDS, "90%—100%得10分，80%至89%得8分"),
        one(BANDS, "90%—100%得10分，80%至90%（不含）得8分"),
        (
            "printed-hole warning i：所印分档有空缺\n"
            "90%—100%得10分，80%至89%得8分\n"
            "80%至89% 与 90%—100% 之间，89.5 不属于任何一档\n"
            "请向印发单位核实界限归哪一档，并核对规则是否照此写"
        ),
        (
            "printed-hole warning i: the printed bands leave a hole\n"
            "90%—100%得10分，80%至89%得8分\n"
            "between 80%至89% and 90%—100%, 89.5 belongs to no band\n"
            "ask its issuer which band the limit belongs to, and check that the rule says so"
        ),
    ),
    "a hole in front of 以上": Slip(
        one(BANDS, "80%—89%得8分，90%以上得10分"),
        one(BANDS, "80%—90%得8分，90%以上得10分"),
        (
            "printed-hole warning i：所印分档有空缺\n"
            "80%—89%得8分，90%以上得10分\n"
            "80%—89% 与 90%以上 之间，89.5 不属于任何一档\n"
            "请向印发单位核实界限归哪一档，并核对规则是否照此写"
        ),
        (
            "printed-hole warning i: the printed bands leave a hole\n"
            "80%—89%得8分，90%以上得10分\n"
            "between 80%—89% and 90%以上, 89.5 belongs to no band\n"
            "ask its issuer which band the limit belongs to, and check that the rule says so"
        ),
    ),
    "a hole between bands in brackets": Slip(
        one(BANDS, "（80–89%）8分，（90–100%）10分"),
        one(BANDS, "（80–90%，不含）8分，（90–100%）10分"),
        (
            "printed-hole warning i：所印分档有空缺\n"
            "（80–89%）8分，（90–100%）10分\n"
            "80–89 与 90–100 之间，89.5 不属于任何一档\n"
            "请向印发单位核实界限归哪一档，并核对规则是否照此写"
        ),
        (
            "printed-hole warning i: the printed bands leave a hole\n"
            "（80–89%）8分，（90–100%）10分\n"
            "between 80–89 and 90–100, 89.5 belongs to no band\n"
            "ask its issuer which band the limit belongs to, and check that the rule says so"
        ),
    ),
    "printed bands share a limit": Slip(
        one(BANDS, "80–90得8分，90–100得10分"),
        one(BANDS, "80–90得8分，90–100得10分，下限含本数"),
        (
            "printed-overlap note i：所印分档有重叠\n"
            "80–90得8分，90–100得10分\n"
            "90 同属 80–90 与 90–100，条文没有说含不含本数\n"
            "请向印发单位核实界限归哪一档，并核对规则是否照此写"
        ),
        (
            "printed-overlap note i: the printed bands overlap\n"
            "80–90得8分，90–100得10分\n"
            "90 belongs to both 80–90 and 90–100; the clause does not say which\n"
            "ask its issuer which band the limit belongs to, and check that the rule says so"
        ),
    ),
    "printed bands overlap": Slip(
        one(BANDS, "80–92得8分，90–100得10分"),
        one(
            "{ bands = [{ from = 0, points = 10 }, { above = 500, points = 8 }, { above = 1500, points = 0 }] }",
            "0–500万元10分，500–1500万元8分，1500万元以上0分（上限含本数）",
            "万元",
        ),
        (
            "printed-overlap warning i：所印分档有重叠\n"
            "80–92得8分，90–100得10分\n"
            "80–92 与 90–100 有一段同属两档\n"
            "请向印发单位核实界限归哪一档，并核对规则是否照此写"
        ),
        (
            "printed-overlap warning i: the printed bands overlap\n"
            "80–92得8分，90–100得10分\n"
            "80–92 and 90–100 have values in common\n"
            "ask its issuer which band the limit belongs to, and check that the rule says so"
        ),
    ),
    "a misprint as it was published": Slip(
        one(
            '{ per = 1, reference = "c", over = -2, under = 0.5, ceiling = 12 }',
            "每超1人扣2分，少死亡1人扣0.5分",
            "人",
            DEATHS,
            fact("c", "人"),
        ),
        one(
            '{ per = 1, reference = "c", over = -2, under = 0.5, ceiling = 12 }',
            "每超1人扣2分，少死亡1人加0.5分",
            "人",
            DEATHS,
            fact("c", "人"),
        ),
        (
            "misprint warning i：条文的加扣可能印错\n"
            "每超1人扣2分，少死亡1人扣0.5分\n"
            "“少死亡1人扣0.5分”把变好当作扣分，可能是“加”之误；规则写的是 under = 0.5\n"
            "请向印发单位核实；条文照录不改，规则写明所采用的理解"
        ),
        (
            "misprint warning i: adding and taking off may be misprinted in the clause\n"
            "每超1人扣2分，少死亡1人扣0.5分\n"
            '"少死亡1人扣0.5分" takes points off for getting better, perhaps a misprint for adding; the rule says under = 0.5\n'
            "ask its issuer; keep the clause as printed and let the rule say how it is read"
        ),
    ),
    "a misprint that the rule follows": Slip(
        one(
            '{ per = 1, reference = "c", over = -2, under = -0.5 }',
            "每超1人扣2分，少死亡1人扣0.5分",
            "人",
            DEATHS,
            fact("c", "人"),
        ),
        one(
            '{ per = 1, reference = "c", over = -2 }', "每超1人扣2分", "人", DEATHS, fact("c", "人")
        ),
        (
            "misprint warning i：条文的加扣可能印错\n"
            "每超1人扣2分，少死亡1人扣0.5分\n"
            "“少死亡1人扣0.5分”把变好当作扣分，可能是“加”之误；规则写的是 under = -0.5\n"
            "请向印发单位核实；条文照录不改，规则写明所采用的理解"
        ),
        (
            "misprint warning i: adding and taking off may be misprinted in the clause\n"
            "每超1人扣2分，少死亡1人扣0.5分\n"
            '"少死亡1人扣0.5分" takes points off for getting better, perhaps a misprint for adding; the rule says under = -0.5\n'
            "ask its issuer; keep the clause as printed and let the rule say how it is read"
        ),
    ),
    "a looser threshold": Slip(
        one("{ all_or_nothing = true, at_least = 85 }", "不低于90%得满分，否则不得分"),
        one("{ all_or_nothing = true, at_least = 90 }", "不低于90%得满分，否则不得分"),
        (
            "clause-points error i：条文与规则的得分不符\n"
            "不低于90%得满分，否则不得分\n"
            "条文说“不低于90%得满分”，规则在略低于 90 处给 10 分\n"
            "请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实"
        ),
        (
            "clause-points error i: the rule does not give what the clause says\n"
            "不低于90%得满分，否则不得分\n"
            'the clause says "不低于90%得满分", just below 90 the rule gives 10\n'
            "hold clause and rule against the original and correct the slip; if the original says so, ask its issuer"
        ),
    ),
    "a looser limit of a count": Slip(
        one("{ all_or_nothing = true, at_most = 6 }", "不超过5起得满分，超过不得分", "起"),
        one("{ all_or_nothing = true, at_most = 5 }", "不超过5起得满分，超过不得分", "起"),
        (
            "clause-points error i：条文与规则的得分不符\n"
            "不超过5起得满分，超过不得分\n"
            "条文说“不超过5起得满分”，规则在 6 处给 10 分\n"
            "请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实"
        ),
        (
            "clause-points error i: the rule does not give what the clause says\n"
            "不超过5起得满分，超过不得分\n"
            'the clause says "不超过5起得满分", at 6 the rule gives 10\n'
            "hold clause and rule against the original and correct the slip; if the original says so, ask its issuer"
        ),
    ),
    "what 否则 says": Slip(
        one(
            "{ bands = [{ from = 0, points = 2 }, { from = 90, points = 10 }] }",
            "达到90%得满分，否则不得分",
        ),
        one(
            "{ bands = [{ from = 0, points = 0 }, { from = 90, points = 10 }] }",
            "达到90%得满分，否则不得分",
        ),
        (
            "clause-points error i：条文与规则的得分不符\n"
            "达到90%得满分，否则不得分\n"
            "条文说“达到90%得满分，否则不得分”，规则在略低于 90 处给 2 分\n"
            "请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实"
        ),
        (
            "clause-points error i: the rule does not give what the clause says\n"
            "达到90%得满分，否则不得分\n"
            'the clause says "达到90%得满分，否则不得分", just below 90 the rule gives 2\n'
            "hold clause and rule against the original and correct the slip; if the original says so, ask its issuer"
        ),
    ),
    "another reference": Slip(
        one(
            '{ per = 1, reference = 90, under = -1, steps = "proportional" }',
            "达到95%得满分，每低1个百分点扣1分",
        ),
        one(
            '{ per = 1, reference = 95, under = -1, steps = "proportional" }',
            "达到95%得满分，每低1个百分点扣1分",
        ),
        (
            "clause-points error i：条文与规则的得分不符\n"
            "达到95%得满分，每低1个百分点扣1分\n"
            "条文说“达到95%得满分”，规则在 94 处给 10 分\n"
            "请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实"
        ),
        (
            "clause-points error i: the rule does not give what the clause says\n"
            "达到95%得满分，每低1个百分点扣1分\n"
            'the clause says "达到95%得满分", at 94 the rule gives 10\n'
            "hold clause and rule against the original and correct the slip; if the original says so, ask its issuer"
        ),
    ),
    "another reference with 为准": Slip(
        one(
            '{ per = 1, reference = 90, under = -1, steps = "proportional" }',
            "以95%为准，每低1个百分点扣1分",
        ),
        one(
            '{ per = 1, reference = 95, under = -1, steps = "proportional" }',
            "以95%为准，每低1个百分点扣1分",
        ),
        (
            "clause-points error i：条文与规则的参照值不符\n"
            "以95%为准，每低1个百分点扣1分\n"
            "条文说“以95%为准”，规则写的是 reference = 90\n"
            "请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实"
        ),
        (
            "clause-points error i: the rule does not count from where the clause does\n"
            "以95%为准，每低1个百分点扣1分\n"
            'the clause says "counted from 95%", the rule reference = 90\n'
            "hold clause and rule against the original and correct the slip; if the original says so, ask its issuer"
        ),
    ),
    "counts from elsewhere": Slip(
        one("{ per = 1, reference = 2, over = -1 }", "超过3次的，每超1次扣1分", "次"),
        one("{ per = 1, reference = 3, over = -1 }", "超过3次的，每超1次扣1分", "次"),
        (
            "clause-points error i：条文与规则的参照值不符\n"
            "超过3次的，每超1次扣1分\n"
            "条文说“超过3次的”，规则写的是 reference = 2\n"
            "请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实"
        ),
        (
            "clause-points error i: the rule does not count from where the clause does\n"
            "超过3次的，每超1次扣1分\n"
            'the clause says "超过3次的", the rule reference = 2\n'
            "hold clause and rule against the original and correct the slip; if the original says so, ask its issuer"
        ),
    ),
    "a share of less": Slip(
        one("{ share_of = 90 }", "达到100%得满分，未完成的按完成率计分"),
        one("{ share_of = 100 }", "达到100%得满分，未完成的按完成率计分"),
        (
            "clause-points error i：条文与规则的得分不符\n"
            "达到100%得满分，未完成的按完成率计分\n"
            "条文说“达到100%得满分”，规则在 99 处给 10 分\n"
            "请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实"
        ),
        (
            "clause-points error i: the rule does not give what the clause says\n"
            "达到100%得满分，未完成的按完成率计分\n"
            'the clause says "达到100%得满分", at 99 the rule gives 10\n'
            "hold clause and rule against the original and correct the slip; if the original says so, ask its issuer"
        ),
    ),
    "a wider range of deductions": Slip(
        group() + item("{ marks = true, deduct = [0.5, 3] }", "根据实际情况扣0.5—2分"),
        group() + item("{ marks = true, deduct = [0.5, 2] }", "根据实际情况扣0.5—2分"),
        (
            "clause-limit error i：条文与规则的限额不符\n"
            "根据实际情况扣0.5—2分\n"
            "条文说“扣0.5—2分”，规则写的是 deduct = [0.5, 3]\n"
            "请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实"
        ),
        (
            "clause-limit error i: the rule does not keep the limits of the clause\n"
            "根据实际情况扣0.5—2分\n"
            'the clause says "0.5 to 2 points off", the rule deduct = [0.5, 3]\n'
            "hold clause and rule against the original and correct the slip; if the original says so, ask its issuer"
        ),
        grades='\n[[grade]]\ntitle = "合格"\nfrom = 0\n',
    ),
    "a lower ceiling": Slip(
        one(
            "{ per = 1, reference = 10, over = -2, under = 1, ceiling = 12 }",
            "每超1起扣2分，每少1起加1分，最高加5分",
            "起",
        ),
        one(
            "{ per = 1, reference = 10, over = -2, under = 1, ceiling = 15 }",
            "每超1起扣2分，每少1起加1分，最高加5分",
            "起",
        ),
        (
            "clause-limit error i：条文与规则的限额不符\n"
            "每超1起扣2分，每少1起加1分，最高加5分\n"
            "条文说“最多加5分”，规则写的是 ceiling = 12\n"
            "请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实"
        ),
        (
            "clause-limit error i: the rule does not keep the limits of the clause\n"
            "每超1起扣2分，每少1起加1分，最高加5分\n"
            'the clause says "at most 5 points added", the rule ceiling = 12\n'
            "hold clause and rule against the original and correct the slip; if the original says so, ask its issuer"
        ),
    ),
    "parts of a step": Slip(
        one(
            '{ per = 2, reference = 95, under = -1, steps = "proportional" }',
            "每低2%扣1分，不足2%不扣",
        ),
        one(
            '{ per = 2, reference = 95, under = -1, steps = "proportional" }',
            "每低2%扣1分，不足60%不计分",
        ),
        (
            "steps error i：不足一档怎么算，条文与规则不一\n"
            "每低2%扣1分，不足2%不扣\n"
            '条文只计整档，规则按比例计（steps = "proportional"）\n'
            '请核对原文；条文抄得不错则写 steps = "whole"'
        ),
        (
            "steps error i: clause and rule differ on what less than a whole step counts\n"
            "每低2%扣1分，不足2%不扣\n"
            'the clause counts whole steps only, the rule in proportion (steps = "proportional")\n'
            'check the original; if the clause is right write steps = "whole"'
        ),
    ),
    "shares of scorers": Slip(
        group()
        + item("{ marks = true, scorers = { self = 0.3, team = 0.6 } }", "自评占30%，考核组占70%"),
        group()
        + item("{ marks = true, scorers = { self = 0.3, team = 0.7 } }", "自评占30%，考核组占70%"),
        (
            "clause-weight error i：条文与规则的权重不符\n"
            "自评占30%，考核组占70%\n"
            "条文说“考核组占70%”，规则写的是 team = 0.6\n"
            "请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实\n"
            "\n"
            "weights warning i：权重之和不是 1 或 100\n"
            "自评占30%，考核组占70%\n"
            "0.3 + 0.6 合计 0.9，现按占合计的比例折算\n"
            "请核对各个权重，使合计为 1 或 100"
        ),
        (
            "clause-weight error i: the rule does not give the weights of the clause\n"
            "自评占30%，考核组占70%\n"
            'the clause says "考核组占70%", the rule team = 0.6\n'
            "hold clause and rule against the original and correct the slip; if the original says so, ask its issuer\n"
            "\n"
            "weights warning i: the weights do not sum to 1 or 100\n"
            "自评占30%，考核组占70%\n"
            "0.3 + 0.6 sum to 0.9; each counts by its share of the sum\n"
            "check the weights: they should sum to 1 or 100"
        ),
    ),
    "weights of scorers": Slip(
        group()
        + item("{ marks = true, scorers = { self = 30, team = 60 } }", "自评与考核组评分加权合成"),
        group()
        + item("{ marks = true, scorers = { self = 1, team = 1 } }", "自评与考核组评分平均"),
        (
            "weights warning i：权重之和不是 1 或 100\n"
            "自评与考核组评分加权合成\n"
            "30 + 60 合计 90，现按占合计的比例折算\n"
            "请核对各个权重，使合计为 1 或 100"
        ),
        (
            "weights warning i: the weights do not sum to 1 or 100\n"
            "自评与考核组评分加权合成\n"
            "30 + 60 sum to 90; each counts by its share of the sum\n"
            "check the weights: they should sum to 1 or 100"
        ),
    ),
    "weights of parts": Slip(
        weighted(0.4, 0.5),
        weighted(2, 1),
        (
            "weights warning g：权重之和不是 1 或 100\n"
            "权重 0.4 + 0.5\n"
            "权重合计 0.9，现按占合计的比例折算\n"
            "请核对各个权重，使合计为 1 或 100"
        ),
        (
            "weights warning g: the weights do not sum to 1 or 100\n"
            "weights 0.4 + 0.5\n"
            "they sum to 0.9; each counts by its share of the sum\n"
            "check the weights: they should sum to 1 or 100"
        ),
    ),
    "the grade of a veto": Slip(
        veto('fact = "z"\nat_least = 1\ngrade = "合格"\nclause = "等级定为不合格"'),
        veto('fact = "z"\nat_least = 1\ngrade = "不合格"\nclause = "等级定为不合格"'),
        (
            "clause-veto error 一票否决“否决”：条文与规则不符\n"
            "等级定为不合格\n"
            "条文说“定为不合格”，规则写的是 grade = 合格\n"
            "请对照原文核对条文、条件和后果，改正抄错的一处"
        ),
        (
            'clause-veto error veto "否决": the clause contradicts the rule\n'
            "等级定为不合格\n"
            'the clause says "定为不合格", the rule grade = 合格\n'
            "hold clause, condition and effect against the original and correct the slip"
        ),
        grades='\n[[grade]]\ntitle = "优秀"\nfrom = 8\n\n[[grade]]\ntitle = "合格"\nfrom = 6\n\n[[grade]]\ntitle = "不合格"\nfrom = 0\n',
    ),
    "the effect of a veto": Slip(
        veto('fact = "z"\nat_least = 1\none_down = true\nclause = "发生1起的，考核总分记零分"'),
        veto('fact = "z"\nat_least = 1\nzero = true\nclause = "发生1起的，考核总分记零分"'),
        (
            "clause-veto error 一票否决“否决”：条文与规则不符\n"
            "发生1起的，考核总分记零分\n"
            "条文说“记零分”，规则写的是 one_down = true\n"
            "请对照原文核对条文、条件和后果，改正抄错的一处"
        ),
        (
            'clause-veto error veto "否决": the clause contradicts the rule\n'
            "发生1起的，考核总分记零分\n"
            'the clause says "记零分", the rule one_down = true\n'
            "hold clause, condition and effect against the original and correct the slip"
        ),
    ),
    "a veto that lets the graver through": Slip(
        veto_on('class = ["较大"]', "发生较大及以上事故的，总分记零分"),
        veto_on('class = ["较大", "重大", "特别重大"]', "发生较大及以上事故的，总分记零分"),
        (
            "clause-veto error 一票否决“否决”：条文与规则不符\n"
            "发生较大及以上事故的，总分记零分\n"
            "条文说“较大及以上”，规则写的是 class = 较大\n"
            "请对照原文核对条文、条件和后果，改正抄错的一处"
        ),
        (
            'clause-veto error veto "否决": the clause contradicts the rule\n'
            "发生较大及以上事故的，总分记零分\n"
            'the clause says "较大及以上", the rule class = 较大\n'
            "hold clause, condition and effect against the original and correct the slip"
        ),
    ),
    "the limit of a veto": Slip(
        veto('fact = "z"\nat_least = 1\nzero = true\nclause = "发生3起以上的一票否决"'),
        veto('fact = "z"\nat_least = 3\nzero = true\nclause = "发生3起以上的一票否决"'),
        (
            "clause-veto error 一票否决“否决”：条文与规则不符\n"
            "发生3起以上的一票否决\n"
            "条文说“发生3起以上的一票否决”，规则写的是 at_least = 1\n"
            "请对照原文核对条文、条件和后果，改正抄错的一处"
        ),
        (
            'clause-veto error veto "否决": the clause contradicts the rule\n'
            "发生3起以上的一票否决\n"
            'the clause says "发生3起以上的一票否决", the rule at_least = 1\n'
            "hold clause, condition and effect against the original and correct the slip"
        ),
    ),
    "a misspelt class": Slip(
        one(
            "{ per = 1, reference = 0, over = -2 }",
            "每起扣2分",
            "起",
            'events = "accident"\nclass = ["较太"]',
        ),
        one(
            "{ per = 1, reference = 0, over = -2 }",
            "每起扣2分",
            "起",
            'events = "accident"\nclass = ["重大"]',
        ),
        (
            "class-near warning x：事件类别可能写错\n"
            "class = 较太\n"
            "没有一起事件的类别是“较太”，却有“较大”，评分办法里没有写到它\n"
            "请核对 class 和 events.csv；写错了就改为“较大”"
        ),
        (
            "class-near warning x: a class of events may be misspelt\n"
            "class = 较太\n"
            'no event has the class "较太", but some have "较大", which the scheme does not name\n'
            'check class and events.csv; if it is a slip write "较大"'
        ),
        events="a,2018-05-01,accident,较大,u1,3",
    ),
    "conditions that always void a group": Slip(
        fact() + group('zero_when = [{ points_of = "i", at_least = 0 }]') + item(SHARE),
        fact() + group('zero_when = [{ points_of = "i", at_most = 0 }]') + item(SHARE),
        (
            "zero-always warning g：zero_when 总是成立，各单位都记零\n"
            "“i”得分 at_least = 0\n"
            "条件总是成立：“i”得分 at_least = 0\n"
            "请核对条件的界限和方向（at_least、at_most）\n"
            "\n"
            "grade-unreachable warning 等级“合格”：没有单位能够得到\n"
            "合格：from = 6\n"
            "总分在 0 到 0 之间\n"
            "请核对等级的分数线和满分"
        ),
        (
            "zero-always warning g: zero_when always holds, every unit gets nothing\n"
            "points of “i” at_least = 0\n"
            "the condition always holds: points of “i” at_least = 0\n"
            "check the limit and the direction of the condition (at_least, at_most)\n"
            "\n"
            'grade-unreachable warning grade "合格": no unit can have it\n'
            "合格: from = 6\n"
            "totals are 0 to 0\n"
            "check the limit of the grade against the full points"
        ),
    ),
    "conditions that never void a group": Slip(
        fact() + group('zero_when = [{ rate_of = "i", below = 0 }]') + item(SHARE),
        fact() + group('zero_when = [{ rate_of = "i", below = 60 }]') + item(SHARE),
        (
            "zero-never warning g：zero_when 不会成立\n"
            "“i”得分率 below = 0\n"
            "条件不可能成立：“i”得分率 below = 0\n"
            "请核对条件的界限和方向（at_least、at_most）"
        ),
        (
            "zero-never warning g: zero_when never holds\n"
            "rate of “i” below = 0\n"
            "the condition cannot hold: rate of “i” below = 0\n"
            "check the limit and the direction of the condition (at_least, at_most)"
        ),
    ),
    "a share of nothing": Slip(
        one("{ share_of = 0 }", "按比例计分"),
        one("{ share_of = 1 }", "按比例计分"),
        (
            "constant warning i：各单位得分都一样\n"
            "按比例计分\n"
            "无论数字如何，得分不变\n"
            "请核对规则的界限和分值"
        ),
        (
            "constant warning i: every unit gets the same points\n"
            "按比例计分\n"
            "whatever the figures, the points are the same\n"
            "check the limits and points of the rule"
        ),
    ),
    "an item for nobody": Slip(
        fact() + group() + item(SHARE, more='not_for = ["u1", "u2"]'),
        fact() + group() + item(SHARE, more='not_for = ["u1"]'),
        (
            "nobody warning i：没有单位适用\n"
            "按办法计分\n"
            "被考核的单位都被 not_for 或 only_for 排除在外\n"
            "请核对 not_for、only_for 里的单位和类别"
        ),
        (
            "nobody warning i: it is for nobody\n"
            "按办法计分\n"
            "not_for or only_for leave out every unit that is assessed\n"
            "check the units and classes in not_for and only_for"
        ),
    ),
    "bands that rise and fall": Slip(
        one(
            "{ bands = [{ from = 0, points = 0 }, { from = 60, points = 10 }, { from = 90, points = 5 }] }",
            "60%得10分，90%得5分",
            source=RATE,
        ),
        one(
            "{ bands = [{ from = 0, points = 0 }, { from = 60, points = 5 }, { from = 90, points = 10 }] }",
            "60%得5分，90%得10分",
            source=RATE,
        ),
        (
            "rewards-worse warning i：变差反而得分高\n"
            "60%得10分，90%得5分\n"
            "“x”以高为好，到了 90 得分却由 10 降为 5\n"
            "请核对加扣的方向，以及指标的 direction"
        ),
        (
            "rewards-worse warning i: getting worse is rewarded\n"
            "60%得10分，90%得5分\n"
            'higher "x" is better, but at 90 the points fall from 10 to 5\n'
            "check the signs of the rule, and the indicator's direction"
        ),
    ),
    "fewer deaths cost points": Slip(
        one(
            '{ per = 1, reference = "c", over = -2, under = -0.5 }',
            "与控制数比较计分",
            "人",
            DEATHS,
            fact("c", "人"),
        ),
        one(
            '{ per = 1, reference = "c", over = -2 }',
            "与控制数比较计分",
            "人",
            DEATHS,
            fact("c", "人"),
        ),
        (
            "rewards-worse warning i：变差反而得分高\n"
            "与控制数比较计分\n"
            "“x”以低为好，低于 reference 规则却扣分\n"
            "请核对加扣的方向，以及指标的 direction"
        ),
        (
            "rewards-worse warning i: getting worse is rewarded\n"
            "与控制数比较计分\n"
            'lower "x" is better, but the rule takes points off below the reference\n'
            "check the signs of the rule, and the indicator's direction"
        ),
    ),
    "best facts without full marks": Slip(
        one(
            "{ bands = [{ from = 0, points = 0 }, { from = 80, points = 8 }, { from = 90, points = 9 }] }",
            "80%得8分，90%得9分",
        ),
        one(BANDS, "80%得8分，90%得10分"),
        (
            "full-unreachable warning i：得不到满分\n"
            "80%得8分，90%得9分\n"
            "最好也只得 9 分，满分是 10 分\n"
            "请核对最高一档的分值、start、ceiling 和 step，或改正满分 full"
        ),
        (
            "full-unreachable warning i: full points cannot be reached\n"
            "80%得8分，90%得9分\n"
            "the best gives 9, the full points are 10\n"
            "check the points of the best band, start, ceiling and step, or correct the full points"
        ),
    ),
    "a grade between totals": Slip(
        one(
            "{ bands = [{ from = 0, points = 0 }, { from = 60, points = 6 }, { from = 90, points = 10 }] }",
            "60%得6分，90%得10分",
        ),
        one(
            "{ bands = [{ from = 0, points = 0 }, { from = 60, points = 7 }, { from = 90, points = 10 }] }",
            "60%得7分，90%得10分",
        ),
        (
            "grade-unreachable warning 等级“良好”：没有单位能够得到\n"
            "良好：from = 7\n"
            "得分只能到 6 或 10，其间的总分得不到\n"
            "请核对等级的分数线和满分"
        ),
        (
            'grade-unreachable warning grade "良好": no unit can have it\n'
            "良好: from = 7\n"
            "totals are 6 or 10, with nothing between\n"
            "check the limit of the grade against the full points"
        ),
        grades='\n[[grade]]\ntitle = "优秀"\nfrom = 9\n\n[[grade]]\ntitle = "良好"\nfrom = 7\n\n[[grade]]\ntitle = "不合格"\nfrom = 0\n',
    ),
    "an unless that never holds": Slip(
        veto('fact = "z"\nat_least = 1\nzero = true\nunless = [{ fact = "z", below = 0 }]'),
        veto('fact = "z"\nat_least = 1\nzero = true\nunless = [{ fact = "x", equals = 1 }]'),
        (
            "unless-never warning 一票否决“否决”：unless 不会成立\n"
            "z at_least = 1\n"
            "条件不可能成立：z below = 0\n"
            "请核对条件的界限和方向（at_least、at_most）"
        ),
        (
            'unless-never warning veto "否决": unless never holds\n'
            "z at_least = 1\n"
            "the condition cannot hold: z below = 0\n"
            "check the limit and the direction of the condition (at_least, at_most)"
        ),
    ),
    "tie-breaks that contradict each other": Slip(
        WORKED + '[[tie_break]]\nfewer = "x"\n\n[[tie_break]]\nmore = "x"\n',
        WORKED + '[[tie_break]]\nfewer = "x"\n\n[[tie_break]]\nmore = "i"\n',
        (
            "tie-idle warning 并列时的先后“x”：写了两次\n"
            "fewer = x；more = x\n"
            "fewer = x 已分出先后，more = x 不会起作用\n"
            "请核对以多为先还是以少为先，只留一条"
        ),
        (
            'tie-idle warning tie-break "x": it stands twice\n'
            "fewer = x; more = x\n"
            "fewer = x has decided already, more = x decides nothing\n"
            "check whether more or fewer comes first, and keep one"
        ),
    ),
    "ranges of deaths that leave a hole and end": Slip(
        accidents(
            '{ "较大" = { deaths = [3, 5], points = -3 }, "重大" = { deaths = [7, 9], points = -6 } }'
        ),
        accidents(
            '{ "较大" = { deaths = [3, 6], points = -3 }, "重大" = { deaths = [7], points = -6 } }'
        ),
        (
            "deaths-hole warning i：死亡人数的分档有空缺\n"
            "按死亡人数分档扣分\n"
            "死亡 6 人的事故在“较大”与“重大”之间，不属于任何一档，一分不扣\n"
            "请核对这两档的 deaths：后一档应从前一档止处的下一人起\n"
            "\n"
            "deaths-open warning i：死亡人数超过最高一档的没有规定\n"
            "按死亡人数分档扣分\n"
            "死亡 10 人及以上的事故不属于任何一档，一分不扣\n"
            "请核对最高一档；不设上限写 deaths = [7]，更多的另成一档则补上"
        ),
        (
            "deaths-hole warning i: the ranges of deaths leave a hole\n"
            "按死亡人数分档扣分\n"
            'an accident with 6 deaths lies between "较大" and "重大", belongs to neither and costs nothing\n'
            "check deaths of the two: the one should begin with the number after that where the other ends\n"
            "\n"
            "deaths-open warning i: nothing is said of more deaths than the highest range holds\n"
            "按死亡人数分档扣分\n"
            "an accident with 10 deaths or more belongs to no class and costs nothing\n"
            "check the highest range: without an upper limit it is deaths = [7]; add the range for more deaths if there is one"
        ),
    ),
    "a class that the fact leaves out": Slip(
        accidents('{ "一般" = -2, "较大" = -5 }', 'class = ["一般"]'),
        accidents('{ "一般" = -2, "较大" = -5 }', 'class = ["一般", "较大"]'),
        (
            "never-bites warning i：加扣分不起作用\n"
            "按死亡人数分档扣分\n"
            "较大 = -5 不起作用：“x”只计类别 一般\n"
            "请核对事实的 class，或从 occurrences 中去掉这一类"
        ),
        (
            "never-bites warning i: a gain or a loss that cannot happen\n"
            "按死亡人数分档扣分\n"
            '较大 = -5 does nothing: "x" counts only the class 一般\n'
            "check the class of the fact, or leave this class out of occurrences"
        ),
    ),
    "a part without weight": Slip(
        weighted(1, 0),
        weighted(1, 1),
        (
            "weight-zero warning j：权重为 0\n"
            "按办法计分\n"
            "在“g”中不占比重，得分高低都不影响合计\n"
            "请写明 weight；不计分的可去掉"
        ),
        (
            "weight-zero warning j: its weight is 0\n"
            "按办法计分\n"
            'it has no share in "g": whatever it gives, the sum is the same\n'
            "give it a weight, or leave it out if it does not count"
        ),
    ),
    "the commonest sentence of a veto": Slip(
        veto(
            'fact = "z"\nat_least = 2\nzero = true\nclause = "发生一起较大以上事故的，实行一票否决"'
        ),
        veto(
            'fact = "z"\nat_least = 1\nzero = true\nclause = "发生一起较大以上事故的，实行一票否决"'
        ),
        (
            "clause-veto error 一票否决“否决”：条文与规则不符\n"
            "发生一起较大以上事故的，实行一票否决\n"
            "条文说“发生一起较大以上事故的”，规则写的是 at_least = 2\n"
            "请对照原文核对条文、条件和后果，改正抄错的一处"
        ),
        (
            'clause-veto error veto "否决": the clause contradicts the rule\n'
            "发生一起较大以上事故的，实行一票否决\n"
            'the clause says "发生一起较大以上事故的", the rule at_least = 2\n'
            "hold clause, condition and effect against the original and correct the slip"
        ),
    ),
    "a limit that belongs for certain": Slip(
        one("{ all_or_nothing = true, above = 95 }", "完成率大于等于95%得满分"),
        one("{ all_or_nothing = true, at_least = 95 }", "完成率大于等于95%得满分"),
        (
            "clause-points error i：条文与规则的得分不符\n"
            "完成率大于等于95%得满分\n"
            "条文说“完成率大于等于95%得满分”，规则在此处给 0 分\n"
            "请对照原文核对 clause 和 rule，改正抄错的一处；原文如此则向印发单位核实"
        ),
        (
            "clause-points error i: the rule does not give what the clause says\n"
            "完成率大于等于95%得满分\n"
            'the clause says "完成率大于等于95%得满分", there the rule gives 0\n'
            "hold clause and rule against the original and correct the slip; if the original says so, ask its issuer"
        ),
    ),
    "a veto that begins one too early": Slip(
        veto('fact = "z"\nat_least = 3\nzero = true\nclause = "发生事故超过3起的，总分记零分"'),
        veto('fact = "z"\nabove = 3\nzero = true\nclause = "发生事故超过3起的，总分记零分"'),
        (
            "clause-veto error 一票否决“否决”：条文与规则不符\n"
            "发生事故超过3起的，总分记零分\n"
            "条文说“发生事故超过3起的”，规则写的是 at_least = 3\n"
            "请对照原文核对条文、条件和后果，改正抄错的一处"
        ),
        (
            'clause-veto error veto "否决": the clause contradicts the rule\n'
            "发生事故超过3起的，总分记零分\n"
            'the clause says "发生事故超过3起的", the rule at_least = 3\n'
            "hold clause, condition and effect against the original and correct the slip"
        ),
    ),
    "bands that fall between two rises": Slip(
        one(
            "{ bands = [{ from = 0, points = 0 }, { from = 60, points = 8 }, { from = 80, points = 6 }, { from = 90, points = 10 }] }",
            "按办结率分档计分",
        ),
        one(
            "{ bands = [{ from = 0, points = 0 }, { from = 60, points = 6 }, { from = 80, points = 8 }, { from = 90, points = 10 }] }",
            "按办结率分档计分",
        ),
        (
            "rewards-worse warning i：变差反而得分高\n"
            "按办结率分档计分\n"
            "到了 80 得分由 8 变为 6，与前后各档的升降相反，以高为好、以低为好都说不通\n"
            "请核对各档的 points"
        ),
        (
            "rewards-worse warning i: getting worse is rewarded\n"
            "按办结率分档计分\n"
            "at 80 the points go from 8 to 6, against the bands before and after; whichever way is better, one of them is wrong\n"
            "check the points of the bands"
        ),
    ),
    "a penalty that adds": Slip(
        block("penalty", "{ per = 1, reference = 0, over = -1 }"),
        block("penalty", "{ per = 1, reference = 0, over = -1, start = 0, floor = -5 }", 0),
        (
            "penalty-adds warning 扣分组“block”：会给总分加分\n"
            'kind = "penalty"\n'
            "本组得 0 到 5 分，计入总分\n"
            '扣分从 0 起：项目写 full = 0、start = 0 和负的 floor，如 { per = 1, reference = 0, over = -1, start = 0, floor = -5 }；先给分再扣的项目放进 kind = "base" 的组'
        ),
        (
            'penalty-adds warning penalty block "block": it can add to the total\n'
            'kind = "penalty"\n'
            "it gives 0 to 5 points, which are added to the total\n"
            'penalties start at 0: give the items full = 0, start = 0 and a negative floor, like { per = 1, reference = 0, over = -1, start = 0, floor = -5 }; what is given first and then taken off belongs into a group of kind = "base"'
        ),
    ),
    "a bonus that deducts": Slip(
        block("bonus", "{ per = 1, reference = 0, over = -1, start = 0, floor = -5 }", 0),
        block("bonus", "{ per = 1, reference = 0, over = 1, start = 0 }"),
        (
            "bonus-deducts warning 加分组“block”：只会扣分\n"
            'kind = "bonus"\n'
            "本组得 -5 到 0 分，计入总分\n"
            '请核对正负号；扣分的组写 kind = "penalty"'
        ),
        (
            'bonus-deducts warning bonus block "block": it can only take off\n'
            'kind = "bonus"\n'
            "it gives -5 to 0 points, which are added to the total\n"
            'check the signs; a block that takes off is kind = "penalty"'
        ),
    ),
    "a quota whose percentage is a decimal": Slip(
        WORKED + '[[quota]]\ngrade = "合格"\npercent = 0.3\n',
        WORKED + '[[quota]]\ngrade = "合格"\npercent = 50\n',
        (
            "quota-share warning 等级“合格”的限额：可能把百分数写成了小数\n"
            "percent = 0.3\n"
            "现按 0.3% 计算名额\n"
            "是 30% 的请写 30；确实是 0.3% 的不必改"
        ),
        (
            'quota-share warning quota of "合格": a percentage may be written as a decimal\n'
            "percent = 0.3\n"
            "it is taken for 0.3%\n"
            "write 30 for 30%; leave it if 0.3% is meant"
        ),
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_asked_about_and_the_sound_scheme_is_left_alone(
    tmp_path: Path, name: str
) -> None:
    slip = SLIPS[name]

    def read(table: str, folder: str) -> libplan.PlanFolder:
        return scheme_folder.read(
            tmp_path / folder,
            scheme(table, full=10, grades=slip.grades),
            overlay=bodies(2),
            events=slip.events,
        )

    asked = read(slip.slip, "slip")
    assert questions(asked, "zh") == slip.zh
    assert questions(asked, "en") == slip.en
    assert all(
        finding.figures[0].place.line > 0
        for one in asked.schemes
        for finding in libplan.check_scheme(one, asked.plan, asked.records.events)
    )
    assert questions(read(slip.sound, "sound"), "zh") == ""


# Of settings that are named alone, in figures and in words of steps.
SETTINGS = {
    "a cap that is never reached": WORKED.replace("full = 10\n\n\n[[group.item]]", "full = 10\ncap = 30\n\n[[group.item]]"),
    "a limit of losses that is never reached": accidents('{ "一般" = -1 }').replace("{ occ", "{ cap = -30, occ"),
    "deaths that are not counted": accidents('{ "一般" = { points = 2, per_death = 1 } }').replace("{ occ", '{ counts = "highest", start = 0, occ'),
    "gains only": accidents('{ "一般" = 1, "较大" = -3 }').replace("{ occ", '{ counts = "highest", start = 0, occ'),
    "an exception": veto_on("", "发生责任事故的总分记零分，经认定无责任的除外"),
    "steps that nobody tells": one("{ per = 1, reference = 90, under = -1 }", "每低1%扣1分"),
    "a step that is left out": WORKED + '[[quota]]\ngrade = "合格"\ncount = 1\n',
}  # fmt: skip


def asked_of_workbooks(place: Path, language: str) -> dict[str, str]:
    """What workbooks in a language are asked, with what their figures show."""
    tables = {name: (slip.slip, slip.grades, slip.events) for name, slip in SLIPS.items()}
    asked = {}
    for name, (table, grades, events) in (
        tables | {name: (table, GRADES, "") for name, table in SETTINGS.items()}
    ).items():
        whole = scheme(table, full=10, grades=grades)
        if "left out" in name:
            whole = whole.replace("[outcome]\n", '[outcome]\norder = ["grade"]\n')
        folder = scheme_folder.read(
            place / str(len(asked)), whole, overlay=bodies(2), events=events
        )
        book = place / f"{len(asked)}.xlsx"
        libplan.write_workbook(folder, book, language=language)  # type: ignore[arg-type]
        read = libplan.read(book)
        shown = [
            figure.printed
            for finding in libplan.check_scheme(read.schemes[0], read.plan, read.records.events)
            for figure in finding.figures
        ]
        asked[name] = "\n".join([questions(read, language), *shown])
    return asked


def test_questions_to_a_workbook_speak_its_words(tmp_path: Path) -> None:
    """Whoever keeps a scheme in a workbook sees heads and choices there, no keys of a file."""
    asked = asked_of_workbooks(tmp_path, "zh")
    for name, told in asked.items():
        words_told = re.sub("^[a-z-]+ (error|warning|note) ", "", told, flags=re.MULTILINE)
        assert set(re.findall("[a-z_]{3,}", words_told)) <= {"block"}, (
            name,
            told,
        )  # a group's title
    told = "\n".join(asked.values())
    for words in (
        "请核对原文；条文抄得不错则写“不足一档”＝“不计”",
        "规则写的是“与谁比”＝90",
        "规则写的是“降一等”＝是",
        "规则写的是“扣分幅度”＝0.5至3",
        "请核对条件的界限和方向（“不低于”、“不超过”）",
        "请核对“上限”和各项的分值",
        "请核对“扣分上限”和各项的分值",
        "请核对“怎样计起”：“只按最高”只计加分，“就高不就低”只计扣分",
        "请去掉“每死亡1人”，或改为“怎样计起”＝“逐起”",
        "或改正“满分”\n",
        "“先后”缺少“名额”一步",
        "\n“上限”＝30",
        "\n“先后”",
        "“起始分”＝0 和负的下限，如“每超每少”＝1",
        "在“条件”表里加一行“否决除外”来解除",
    ):
        assert words in told, words


def test_questions_to_an_english_workbook_speak_its_words(tmp_path: Path) -> None:
    told = "\n".join(asked_of_workbooks(tmp_path, "en").values())
    for words in (
        'neither the clause nor the rule ("part of a step") says so',
        'say it in the rule: "part of a step" = "proportional" counts in proportion',
        "the rule deduct = 0.5~3",
        'leave out "per death", or write counts = "each"',
        '"loss limit" = -30 does nothing',
        'check "loss limit" and the points of the parts',
    ):
        assert words in told, words


def test_cures_for_a_plan_in_a_workbook_name_no_file(tmp_path: Path) -> None:
    """Where a cure names the file and the sheet beside it, the sheet alone is told."""
    target = libplan.Target(2020, libplan.ReducePercent(10))
    indicator = libplan.Indicator("i", "用水量", "立方米", "down", targets=[target])
    task = libplan.Task("t", "治理河道")
    plan = libplan.Plan("p", "规划", 2016, 2020, indicators=[indicator], tasks=[task])
    libplan.write_workbook(libplan.PlanFolder(plan), tmp_path / "p.xlsx")
    read = libplan.read(tmp_path / "p.xlsx")
    cures = [finding.cure for finding in libplan.check(read.plan, read.figures)]
    assert [(cure.zh, cure.en) for cure in cures] == [
        ("请补充基数（“基数”表）", "supply a baseline (on the sheet of baselines)"),
        (
            "请为每项任务写明分工，至少写明牵头单位（“责任分工”表）",
            "say who carries each task, at least who leads (the sheet of responsibilities)",
        ),
    ]


def line(low: float, points: float, high: float = 90) -> str:
    """Points between two values, 功效系数法."""
    first = f"{{ from = {low}, points = {points} }}"
    return (
        f"{{ bands = [{first}, {{ from = {high}, points = 10 }}], interpolate = true, below = 0 }}"
    )


STEPWISE = (
    "{ bands = [{ from = 0, points = 10 }, { above = 0, points = 5 }, { from = 1, points = 0 }] }"
)
FROM_NOTHING = "{ bands = [{ from = 0, points = 0 }, { from = 50, points = 0 }, { from = 100, points = 10 }], interpolate = true }"
COEFFICIENT = "60+40×（实际值-不允许值）/（满意值-不允许值），满意值90%，不允许值50%"


@pytest.mark.parametrize(
    ("clause", "rule", "follows"),
    [
        (COEFFICIENT, line(50, 6), ""),
        (COEFFICIENT, line(50, 5), "条文说“60+40”，规则写的是 bands = 5"),
        (COEFFICIENT, line(60, 6), "条文说“不允许值50”，规则写的是 bands = 60"),
        (COEFFICIENT, line(50, 6, 95), "条文说“满意值90”，规则写的是 bands = 95"),
        ("得分=完成率×10分", SHARE, ""),
        ("得分=完成率×8分", SHARE, "条文说“完成率×8分”，规则写的是 full = 10"),
        ("按完成率乘以标准分计分，未完成的按比例得分", SHARE, ""),
        ("完成的得10分，未完成的不得分", SHARE, "条文说“未完成的不得分”，规则写的是 没有完成的按完成比例得分（share_of）"),
        ("完成的得10分，未完成的不得分", "{ all_or_nothing = true, at_least = 100 }", ""),
        ("完成的得10分，未完成的按完成比例得分", "{ all_or_nothing = true, at_least = 100 }", "条文说“按完成比例得分”，规则写的是 没有完成的不得分"),
        ("目标值为95%，每低1个百分点扣1分，按比例计", '{ per = 1, reference = 95, under = -1, steps = "proportional" }', ""),
        ("目标值为95%，每低1个百分点扣1分，按比例计", '{ per = 1, reference = 90, under = -1, steps = "proportional" }', "条文说“目标值95%”，规则写的是 reference = 90"),
        ("50%及以下不得分，100%得10分，其间线性计分", FROM_NOTHING, ""),
        ("80%得8分，90%得10分，之间按线性插值法计分", BANDS, "条文说“线性”，规则写的是 各档得固定的分，档与档之间不连成直线（没有 interpolate = true）"),
        ("80%得8分，90%得10分，各档之间非线性", BANDS, ""),
        ("所辖镇全部合格且80%以上优秀的得10分，否则不得分", "{ all_or_nothing = true, at_least = 100 }", ""),
        ("40%及以下不得分，100%得10分，其间线性计分", FROM_NOTHING, "条文说“40%及以下不得分”，规则在 40.4 处给 0 分"),
        ("优秀值90%，系数1.0；良好值80%，系数0.8", "{ bands = [{ from = 0, coefficient = 0 }, { from = 80, coefficient = 0.8 }, { from = 90, coefficient = 1 }] }", ""),
        ("优秀值90%，系数1.0；良好值80%，系数0.8", "{ bands = [{ from = 0, coefficient = 0 }, { from = 80, coefficient = 0.9 }, { from = 90, coefficient = 1 }] }", "条文说“80%，系数0.8”，规则写的是 coefficient = 0.9"),
        # How far short of a target the fact is, or where it is: the words leave that open.
        ("低于目标1个百分点以内的扣5分，低于目标1个百分点以上的不得分", STEPWISE, ""),
        ("低于目标值不足1个百分点的扣5分，其余不得分", STEPWISE, ""),
    ],
)  # fmt: skip
def test_what_a_clause_says_in_numbers(
    tmp_path: Path, clause: str, rule: str, follows: str
) -> None:
    text = scheme(one(rule, clause), full=10, grades=GRADES)
    folder = scheme_folder.read(tmp_path, text, overlay=bodies(2))
    findings = libplan.check_scheme(folder.schemes[0], folder.plan)
    assert [finding.follows.zh for finding in findings] == ([follows] if follows else [])


@pytest.mark.parametrize(
    ("second", "follows"),
    [(7, ""), (8, "条文说“发生2起扣3分”，规则写的是 points = 8")],
)
def test_what_so_many_events_cost_together(tmp_path: Path, second: int, follows: str) -> None:
    bands = f"{{ from = 0, points = 10 }}, {{ from = 1, points = 9 }}, {{ from = 2, points = {second} }}"
    rule = f"{{ bands = [{bands}, {{ from = 3, points = 0 }}] }}"
    clause = "发生1起扣1分，发生2起扣3分，发生3起及以上不得分"
    text = scheme(one(rule, clause, "起", 'events = "accident"'), full=10, grades=GRADES)
    folder = scheme_folder.read(tmp_path, text, overlay=bodies(2))
    findings = libplan.check_scheme(folder.schemes[0], folder.plan)
    assert [finding.follows.zh for finding in findings] == ([follows] if follows else [])


def test_every_code_that_a_scheme_is_asked_under_stands_in_the_guide() -> None:
    root = Path(__file__).parents[2]
    guide = (root / "python/docs/guide/checks.md").read_text("utf-8")
    sources = "".join(path.read_text("utf-8") for path in root.glob("libplan/check_scheme*.cpp"))
    code = r'"([a-z]+(?:-[a-z]+)*)"'
    told = set(
        re.findall(
            rf'\btell\w*\([^;"]*{code},\s*(?:Severity::|severity|Phrase::question_)', sources
        )
    )
    for either in re.findall(rf"tell\(\w+ \? {code} : {code},", sources):
        told.update(either)
    assert {"clause-sign", "steps", "no-matter", "below-zero", "zero-never"} <= told
    assert told - set(re.findall(r"`([a-z-]+)`", guide)) == set()
