"""Model, measure, assess and report government plans.

Four verbs: ``read`` a plan folder, ``measure`` where its indicators stand, ``assess`` facts into
points and grades, write reports. ``check`` finds contradictions between printed figures,
``check_scheme`` questions a scoring scheme, ``side_by_side`` judges progress in every way,
``track`` tells where the tasks stand as of a date, and ``assess_year`` does everything between
reading and writing in one go.

Values are immutable: they compare by content (the place they were read from takes no part), hash,
copy and pickle, and ``replace(field=...)`` gives a changed copy.
"""

from . import plots as plots  # gives the classes plot() and echarts()
from ._core import (
    About,
    AllOrNothingRule,
    Assessment,
    AtLeast,
    AtMost,
    Attainment,
    Band,
    BandsRule,
    Baseline,
    BelowFact,
    Body,
    BodyLoad,
    Bracket,
    BracketFact,
    Change,
    ChangePart,
    ClassFact,
    Clause,
    Collected,
    ComparedWith,
    Condition,
    ControlFact,
    ControlReading,
    CourseYear,
    Cumulative,
    Departure,
    Edge,
    Event,
    EventFact,
    Evidence,
    FactColumn,
    FactDefinition,
    FactMove,
    Facts,
    FaultWeight,
    Figure,
    FilledForm,
    Finding,
    Findings,
    Grade,
    Group,
    GrowthPerYear,
    Hold,
    Identity,
    Indicator,
    IndicatorFact,
    Indicators,
    InputError,
    Interval,
    Item,
    ItemChange,
    ItemRoom,
    JointJudgement,
    JointPace,
    Judgement,
    Keeps,
    Mark,
    MarksRule,
    Message,
    NotApplicable,
    Notice,
    Notices,
    Observation,
    Observations,
    OccurrenceClass,
    OccurrencesRule,
    Outcome,
    Pace,
    Period,
    PerUnitRule,
    Place,
    Plan,
    PlanFolder,
    PossibleRange,
    Problem,
    Problems,
    Progress,
    ProgressColumns,
    Quota,
    RaisePercent,
    RaisePoints,
    Ratio,
    RatioFact,
    RatioOf,
    Reach,
    Reading,
    Reconciliation,
    Records,
    ReducePercent,
    ReducePoints,
    ReportNumbers,
    Responsibility,
    Scheme,
    SchemeFact,
    Scorecard,
    ScorecardLine,
    ScorecardStep,
    ScorerWeight,
    Scores,
    Series,
    SetLater,
    Share,
    ShareRule,
    SideBySide,
    StepPerYear,
    Subset,
    Sum,
    SuppliedFact,
    SuppliedFigure,
    Table,
    Target,
    Task,
    TaskBoard,
    TaskFact,
    TaskPart,
    TaskReport,
    Tasks,
    TieBreak,
    TotalChange,
    TrackedTask,
    Trend,
    TrendFact,
    Unit,
    Veto,
    Way,
    Window,
    Within,
    YearResults,
    Zero,
    __version__,
    against_controls,
    assess,
    assess_many,
    assess_year,
    change_text,
    check,
    check_scheme,
    compare,
    extent_of,
    findings_table,
    findings_text,
    gather,
    joint_pace_of,
    measure,
    measure_columns,
    observations,
    pace_of,
    packs_workbooks,
    plan_text,
    points_of,
    reach,
    reach_text,
    read,
    read_workbooks,
    reconcile,
    records,
    required_value,
    results_text,
    round_decimal,
    scorecard_text,
    shares_of_100,
    side_by_side,
    side_by_side_text,
    strength_of,
    tasks_text,
    track,
    twelve_months_within,
    value_of,
    words_of,
    write_detail,
    write_folder,
    write_plan,
    write_reports,
    write_scheme,
    write_scorecards,
    write_template,
    write_templates,
    write_workbook,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .folders import Supply, convert, init, roll
    from .forms import Collection, Replacement, collect
    from .tables import assess_frame, measure_frame
else:
    from . import _core

    class _Compiled:
        """What a function stands for: it tells `inspect` what that takes once it is asked."""

        def __init__(self, function):
            self._function = function

        @property
        def __signature__(self):
            from .calls import signature

            return signature(self._function)

    class _Annotations(dict):
        """What a function takes and gives, read from its signature once somebody asks for it."""

        def __init__(self, function):
            super().__init__()
            self._function = function

        def _read(self):
            function, self._function = self._function, None
            if function is None:
                return
            from .calls import signature

            takes = signature(function)
            for name, parameter in takes.parameters.items():
                if parameter.annotation is not parameter.empty:
                    self[name] = parameter.annotation
            if takes.return_annotation is not takes.empty:
                self["return"] = takes.return_annotation

    def _reading_first(method):
        def asked(self, *args):
            self._read()
            return method(self, *args)

        return asked

    for _name in (
        *("__iter__", "__len__", "__getitem__", "__contains__", "__eq__", "__repr__", "__or__"),
        *("copy", "get", "items", "keys", "values"),
    ):
        setattr(_Annotations, _name, _reading_first(getattr(dict, _name)))

    def _function(compiled, owner=None):
        """A compiled function as one of Python, which tells what is wrong with a call."""
        takes_sequences = "Sequence[" in compiled.__doc__.partition("\n")[0]

        def function(*args, **kwargs):
            if takes_sequences and _holds_a_set(args, kwargs):
                from .calls import wrong

                if words := wrong(compiled, args, kwargs):
                    raise TypeError(words)
            try:
                return compiled(*args, **kwargs)
            except (TypeError, ValueError) as error:
                from .calls import refusal

                is_of_the_call = isinstance(error, ValueError) or _is_refused(error)
                refused = refusal(compiled, args, kwargs, error) if is_of_the_call else None
                if refused is None:
                    raise
            raise refused

        function.__name__ = name = compiled.__name__
        function.__qualname__ = f"{owner.__name__}.{name}" if owner else name
        function.__doc__ = compiled.__doc__
        function.__wrapped__ = _Compiled(compiled)
        function.__annotations__ = _Annotations(compiled)
        return function

    def _holds_a_set(args, kwargs):
        """A set has no order; a compiled function would take it in any."""
        return any(isinstance(each, set | frozenset) for each in (*args, *kwargs.values()))

    def _is_refused(error):
        """Whether a call was refused as such; not an error of what it calls in turn."""
        within = error.__traceback__.tb_next
        return "incompatible function arguments" in str(error) and within is None

    def _reduced(self, protocol):
        """The first protocols of pickle make objects without what is inside them."""
        return object.__reduce_ex__(self, max(protocol, 2))

    def _no_attribute(self, name):
        """Called for an attribute that a value does not have."""
        kind = type(self).__name__
        if name.startswith("_"):  # protocols ask for these, and nobody mistypes them
            raise AttributeError(f"'{kind}' object has no attribute '{name}'", name=name, obj=self)
        from .calls import no_attribute

        # without the object, so that Python adds no suggestion of its own
        raise AttributeError(no_attribute(kind, name, dir(self)), name=name)

    class _Signature:
        """What the constructor of a record takes, for whoever asks with `inspect`."""

        def __get__(self, record, owner):
            from .calls import constructor

            return constructor(owner)

    for _name, _value in list(globals().items()):
        if type(_value).__name__ == "builtin_function_or_method":
            globals()[_name] = _function(_value)
    for _owner in vars(_core).values():
        if not isinstance(_owner, type):
            continue
        if _owner.__module__ == _core.__name__ and not issubclass(_owner, BaseException):
            _owner.__getattr__ = _no_attribute
        if hasattr(_owner, "_takes"):
            _owner.__signature__ = _Signature()
        if "__getstate__" in vars(_owner):
            _owner.__reduce_ex__ = _reduced
        for _name, _value in list(vars(_owner).items()):
            if type(_value).__name__ == "instancemethod" and not _name.startswith("_"):
                setattr(_owner, _name, _function(getattr(_owner, _name), _owner))

    def __getattr__(name):
        """Folders are written rarely; what that needs is imported when it is asked for."""
        if name in ("Supply", "convert", "init", "roll"):
            from . import folders

            return getattr(folders, name)
        if name in ("Collection", "Replacement", "collect"):
            from . import forms

            return getattr(forms, name)
        if name in ("assess_frame", "measure_frame"):
            from . import tables

            return getattr(tables, name)
        from .calls import no_attribute

        raise AttributeError(no_attribute("libplan", name, __all__), name=name)

    def __dir__():
        """What is imported when it is asked for is there all the same."""
        return sorted({*globals(), *__all__})


__all__ = [
    "CourseYear",
    "Findings",
    "Indicators",
    "Notices",
    "Problems",
    "Tasks",
    "Attainment",
    "ChangePart",
    "FactMove",
    "ItemChange",
    "ItemRoom",
    "TotalChange",
    "Way",
    "change_text",
    "compare",
    "reach",
    "reach_text",
    "assess_many",
    "Window",
    "TrendFact",
    "TieBreak",
    "SuppliedFigure",
    "SuppliedFact",
    "Scores",
    "ScorerWeight",
    "SchemeFact",
    "Quota",
    "PossibleRange",
    "NotApplicable",
    "FaultWeight",
    "Edge",
    "Condition",
    "ClassFact",
    "BracketFact",
    "RatioFact",
    "Bracket",
    "BelowFact",
    "__version__",
    "About",
    "against_controls",
    "AllOrNothingRule",
    "assess",
    "assess_year",
    "Assessment",
    "AtLeast",
    "AtMost",
    "Band",
    "BandsRule",
    "Baseline",
    "Body",
    "BodyLoad",
    "Change",
    "check",
    "check_scheme",
    "Clause",
    "ComparedWith",
    "ControlFact",
    "ControlReading",
    "convert",
    "Cumulative",
    "Event",
    "EventFact",
    "FactColumn",
    "FactDefinition",
    "Facts",
    "Figure",
    "Finding",
    "extent_of",
    "findings_text",
    "gather",
    "Grade",
    "Group",
    "GrowthPerYear",
    "Hold",
    "Identity",
    "Indicator",
    "IndicatorFact",
    "init",
    "InputError",
    "Interval",
    "Item",
    "joint_pace_of",
    "JointJudgement",
    "JointPace",
    "Judgement",
    "Keeps",
    "Mark",
    "MarksRule",
    "measure",
    "measure_columns",
    "Message",
    "Observation",
    "Observations",
    "OccurrenceClass",
    "OccurrencesRule",
    "Outcome",
    "Pace",
    "pace_of",
    "packs_workbooks",
    "Period",
    "PerUnitRule",
    "Place",
    "Plan",
    "PlanFolder",
    "points_of",
    "Problem",
    "Progress",
    "ProgressColumns",
    "RaisePercent",
    "RaisePoints",
    "Ratio",
    "RatioOf",
    "Reach",
    "read",
    "Reading",
    "Records",
    "ReducePercent",
    "ReducePoints",
    "ReportNumbers",
    "required_value",
    "Responsibility",
    "results_text",
    "roll",
    "round_decimal",
    "Scheme",
    "Scorecard",
    "ScorecardLine",
    "ScorecardStep",
    "Series",
    "SetLater",
    "Share",
    "ShareRule",
    "shares_of_100",
    "side_by_side",
    "side_by_side_text",
    "SideBySide",
    "StepPerYear",
    "strength_of",
    "Subset",
    "Sum",
    "Supply",
    "Target",
    "Task",
    "TaskBoard",
    "TaskFact",
    "TaskPart",
    "TaskReport",
    "tasks_text",
    "track",
    "TrackedTask",
    "Trend",
    "twelve_months_within",
    "Unit",
    "value_of",
    "Veto",
    "Within",
    "words_of",
    "write_detail",
    "write_folder",
    "write_plan",
    "write_reports",
    "write_scheme",
    "write_scorecards",
    "write_workbook",
    "YearResults",
    "Zero",
    "plan_text",
    "scorecard_text",
    "collect",
    "Collected",
    "Collection",
    "Departure",
    "Evidence",
    "FilledForm",
    "Notice",
    "read_workbooks",
    "reconcile",
    "Reconciliation",
    "Replacement",
    "write_template",
    "write_templates",
    "assess_frame",
    "findings_table",
    "measure_frame",
    "observations",
    "records",
    "Table",
]
