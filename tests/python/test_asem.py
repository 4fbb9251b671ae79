# ruff: noqa: E501  (clauses, figures and errors are quoted whole)
"""The Sustainable Connectivity index (COINr's worked example) as a scheme: interpolated bands, nested weighted groups.

51 countries, 49 indicators, 8 pillars, 2 sub-indexes: tests/data/asem/PROVENANCE.txt.
"""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import libplan

DATA = Path(__file__).parent.parent / "data" / "asem"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def treated() -> list[dict[str, str]]:
    return rows("expected_Treated.csv")


@pytest.fixture(scope="module")
def scheme(treated: list[dict[str, str]]) -> libplan.Scheme:
    """From the least to the greatest figure, 0 to 100 by direction; the mean of each level by its weights."""
    meta = [row for row in rows("ASEM_iMeta.csv") if row["Type"] in ("Indicator", "Aggregate")]

    def item(row: dict[str, str]) -> libplan.Item:
        figures = sorted(float(unit[row["iCode"]]) for unit in treated)
        ends = (0.0, 100.0) if row["Direction"] == "1" else (100.0, 0.0)
        bands = [
            libplan.Band(limit, points)
            for limit, points in zip((figures[0], figures[-1]), ends, strict=True)
        ]
        return libplan.Item(
            row["iCode"],
            row["iName"],
            100.0,
            libplan.BandsRule(bands, interpolate=True, below=ends[0]),
            fact=row["iCode"],
            weight=float(row["Weight"]),
        )

    def group(row: dict[str, str]) -> libplan.Group:
        parts = [part for part in meta if part["Parent"] == row["iCode"]]
        return libplan.Group(
            row["iCode"],
            row["iName"],
            100.0,
            items=[item(part) for part in parts if part["Type"] == "Indicator"],
            groups=[group(part) for part in parts if part["Type"] == "Aggregate"],
            combine="weighted",
            weight=float(row["Weight"]),
        )

    return libplan.Scheme(
        "asem",
        "Sustainable Connectivity",
        "district",
        [group(row) for row in meta if row["Parent"] == "NA"],
        [libplan.Grade("全部", 0.0)],
        facts=[
            libplan.FactDefinition(row["iCode"], row["iName"], libplan.SuppliedFact())
            for row in meta
            if row["Type"] == "Indicator"
        ],
        outcome=libplan.Outcome(rounded_at="total"),
    )


@pytest.fixture(scope="module")
def scores(scheme: libplan.Scheme, treated: list[dict[str, str]]) -> libplan.Scores:
    columns = {
        fact.id: np.array([float(unit[fact.id]) for unit in treated]) for fact in scheme.facts
    }
    return libplan.assess_many(scheme, columns)


def test_the_index_is_reproduced_before_rounding(
    scheme: libplan.Scheme, scores: libplan.Scores
) -> None:
    expected = [float(row["Index"]) for row in rows("expected_Aggregated.csv")]
    assert len(expected) == 51 and len(scheme.facts) == 49
    assert np.abs(scores.unrounded - expected).max() < 1e-9


def test_the_published_ranks_and_totals(
    scores: libplan.Scores, treated: list[dict[str, str]]
) -> None:
    published = {row["uCode"]: row for row in rows("expected_results_scores.csv")}
    for unit, row in enumerate(treated):
        own = published[row["uCode"]]
        assert scores.ranks[unit] == int(own["Rank"])
        assert Decimal(int(scores.totals[unit])).scaleb(-6) == round(Decimal(own["Index"]), 2)


def test_every_indicator_is_normalised(scheme: libplan.Scheme, scores: libplan.Scores) -> None:
    expected = rows("expected_Normalised.csv")
    numbers = {}

    def number(group: libplan.Group) -> None:
        for item in group.items:
            numbers[item.id] = len(numbers)
        for inner in group.groups:
            number(inner)

    for group in scheme.groups:
        number(group)
    for id, at in numbers.items():
        points = scores.points(at)
        for unit, row in enumerate(expected):
            # Points of items are kept to the millionth.
            assert abs(Fraction(int(points[unit]), 10**6) - Fraction(row[id])) <= Fraction(1, 10**6)
