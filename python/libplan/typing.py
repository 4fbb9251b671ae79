"""Names for annotations: the words that choices take, and the forms of targets, rules and facts."""

from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from typing import Any, Literal, Protocol

from ._core import (
    About,
    AllOrNothingRule,
    AtLeast,
    AtMost,
    BandsRule,
    BelowFact,
    BracketFact,
    Change,
    ClassFact,
    ComparedWith,
    ControlFact,
    Cumulative,
    EventFact,
    GrowthPerYear,
    Hold,
    IndicatorFact,
    Keeps,
    MarksRule,
    OccurrencesRule,
    PerUnitRule,
    RaisePercent,
    RaisePoints,
    Ratio,
    RatioFact,
    Reach,
    ReducePercent,
    ReducePoints,
    SchemeFact,
    SetLater,
    Share,
    ShareRule,
    StepPerYear,
    Subset,
    Sum,
    SuppliedFact,
    TaskFact,
    Trend,
    TrendFact,
    Within,
    Zero,
)

Watcher = Callable[[int, int], object] | bool | None
"""``progress=`` of long work: called with how much of how much is done; True for a bar of rich in
a terminal or of tqdm in a notebook; False or None for nothing."""

Language = Literal["zh", "en"]
Encoding = Literal["utf-8", "gbk"]
Direction = Literal["down", "up"]
Nature = Literal["binding", "anticipatory"]
Accumulation = Literal["sum", "last", "mean"]
AcrossBodies = Literal["sum", "mean", "none"]
PathForm = Literal["linear", "geometric"]
BodyKind = Literal["department", "town", "district", "enterprise", "zone"]
Claim = Literal["rising", "falling", "zero", "not_rising", "not_falling"]
Severity = Literal["error", "warning", "note"]
ReasonCode = Literal[
    "no_observation",
    "not_applicable",
    "not_scored",
    "not_shared_out",
    "set_later",
    "no_tolerance",
    "no_last_year",
    "zero_base",
    "negative_base",
    "rival_baselines",
    "no_baseline",
    "no_other",
    "rival_bases",
    "rival_sources",
    "rival_totals",
    "other_unit",
    "missed",
    "early",
    "pace",
    "met",
    "met_pace",
    "not_due",
    "no_path",
    "before_plan",
]
Status = Literal["achieved_early", "ahead", "on_track", "behind", "unknown"]
Extent = Literal["all", "mostly", "gradually", "promote"]
Strength = Literal["eliminate", "curb_firmly", "curb", "prevent", "reduce", "strive", "explore"]
PaceClass = Literal["achieved", "on_track", "accelerate", "limited", "deterioration", "undefined"]
ControlStanding = Literal[
    "within_pace", "over_pace", "behind_pace", "reached", "over", "under", "unknown"
]
Disagreement = Literal["paths", "growth", "verdict"]
Cause = Literal["revised_data", "data", "targets", "rules", "classes", "vetoes"]
State = Literal["value", "missing", "not_applicable", "not_scored"]
IndicatorTake = Literal["value", "completion", "ratio_to_target", "met", "target"]
EventCount = Literal["events", "deaths", "injuries"]
TaskTake = Literal["done_percent", "overdue", "due"]
BelowTake = Literal["percent", "count", "mean", "lowest"]
ClassTake = Literal["highest", "lowest", "mean", "rank", "position"]
Scorer = Literal["self", "department", "team", "judges", "peers", "review"]
Steps = Literal["proportional", "whole", "begun"]
Comparison = Literal["at_least", "at_most", "above", "below", "equals"]
ConditionSubject = Literal["fact", "points_of", "rate_of", "applicable_of", "lowest_of", "total"]
OccurrenceCounts = Literal["each", "matters", "highest", "worst"]
Combine = Literal["sum", "weighted", "mean", "highest", "lowest", "largest_loss"]
GroupKind = Literal["base", "bonus", "penalty"]
VetoEffect = Literal["grade", "zero", "bar_top", "one_down"]
RoundedAt = Literal["item", "group", "total"]
Step = Literal[
    "rescale",
    "convert",
    "bonus",
    "penalty",
    "cap",
    "veto",
    "grade",
    "demote",
    "quota",
    "rank",
]
Packing = Literal["own", "library"]
Rounding = Literal["half_up", "half_even", "truncate", "up"]
WhenMissing = Literal["open", "zero", "refuse"]
SupplyKind = Literal["observation", "fact", "control", "mark", "report"]
TaskStatus = Literal["not_started", "in_progress", "done"]
Standing = Literal["overdue", "at_risk", "not_started", "in_progress", "continuing", "done"]
Role = Literal["first_lead", "joint_lead", "support", "territorial"]

TargetForm = (
    ReducePercent
    | RaisePercent
    | ReducePoints
    | RaisePoints
    | Reach
    | AtMost
    | AtLeast
    | Hold
    | Zero
    | Within
    | About
    | Cumulative
    | StepPerYear
    | Keeps
    | GrowthPerYear
    | ComparedWith
    | SetLater
)
IdentityForm = Sum | Subset | Share | Ratio | Change | Trend
FactSource = (
    IndicatorFact
    | ControlFact
    | EventFact
    | TaskFact
    | SuppliedFact
    | TrendFact
    | SchemeFact
    | BelowFact
    | ClassFact
    | BracketFact
    | RatioFact
)
Rule = MarksRule | AllOrNothingRule | ShareRule | PerUnitRule | BandsRule | OccurrencesRule


class ArrowStream(Protocol):
    """What gives its rows by the Arrow PyCapsule interface: frames, tables, relations."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...


class ArrowArray(Protocol):
    """A single batch by the same interface."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> Any: ...


class Frame(Protocol):
    """A data frame of an older library."""

    def __dataframe__(self, nan_as_null: bool = False, allow_copy: bool = True) -> Any: ...


Tabular = ArrowStream | ArrowArray | Frame | Mapping[str, Any] | Sequence[Any] | str | PathLike[str]
"""A table: a frame, a dict of columns, a list of records, or the path of a file."""
