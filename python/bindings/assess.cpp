#include "libplan/assess.hpp"

#include <pybind11/numpy.h>

#include <memory>
#include <unordered_map>

#include "bindings/given.hpp"
#include "bindings/given_columns.hpp"
#include "bindings/known.hpp"
#include "bindings/scores.hpp"
#include "bindings/watching.hpp"

namespace libplan::bindings {

std::size_t unit_index(const Facts& facts, const std::string& id) {
    for (std::size_t unit = 0; unit < facts.units.size(); ++unit)
        if (facts.units[unit].id == id) return unit;
    throw none_of(facts.units, id, Phrase::kind_body);
}

namespace {

/// A field whose records may also be given as the table of a file.
template <class Record>
struct TabularField final : ValueField<std::vector<Record>> {
    TabularField(const char* name, std::vector<Record> Records::*member, const char* file, const char* documentation)
        : ValueField<std::vector<Record>>(name, member, documentation), member(member), file(file) {}
    void set(void* records, const py::handle& given) const override {
        static_cast<Records*>(records)->*member = records_of(given, member, file);
    }
    std::vector<Record> Records::*member;
    const char* file;
};
template <class Record>
FieldPointer tabular(const char* name, std::vector<Record> Records::*member, const char* file,
                     const char* documentation) {
    return std::make_shared<TabularField<Record>>(name, member, file, documentation);
}
struct ControlsField final : ValueField<Observations> {
    using ValueField::ValueField;
    void set(void* records, const py::handle& given) const override {
        of(records) = *Figures({py::reinterpret_borrow<py::object>(given)}, nullptr, "controls.csv");
    }
};

/// A total that is open or does not apply is none, not what there is of it so far.
struct TotalField final : ValueField<Points> {
    TotalField()
        : ValueField("total", &Scorecard::total, "The published total; None while it is open or nothing applies.") {}
    py::object get(const void* card) const override {
        return static_cast<const Scorecard*>(card)->state == State::value ? ValueField::get(card) : py::none();
    }
    void set(void* card, const py::handle& given) const override {
        if (!given.is_none()) ValueField::set(card, given);
    }
};

void bind_records(py::module_& module) {
    bind_value<Event>(
        module, "Event",
        "Something that happened and counts against bodies."
        R"(

>>> libplan.Event("e1", "2018-06-01", "accident", severity="一般", bodies=["taihe"], deaths=1)
Event(id='e1', date=datetime.date(2018, 6, 1), kind='accident', severity='一般', bodies=('taihe',), deaths=1.0))",
        required("id", &Event::id, "Its id, by which other records name it."),
        required("date", &Event::date, "The day it happened."),
        required("kind", &Event::kind, "What happened, as schemes name it."),
        field("severity", &Event::severity, "Its class."),
        field("bodies", &Event::bodies, "Ids of the bodies it counts against."),
        field("faults", &Event::faults, "The finding of fault of each body; none: not found yet."),
        field("counts_in", &Event::counts_in, "The year it counts in, if not that of its date; 0: that of its date."),
        field("matter", &Event::matter,
              "What it is about. Of the events of one matter a rule may count only the one worth most; \"\": of its "
              "own."),
        field("deaths", &Event::deaths, "People killed."), field("injuries", &Event::injuries, "People injured."),
        field("title", &Event::title, "Its name as shown."),
        field("illustrative", &Event::illustrative, "Made up (示例), and marked so wherever it is shown."),
        field("place", &Event::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<TaskReport>(
        module, "TaskReport", "How a task stood on a day, as a body reported it; percent 0 to 100.",
        required("task", &TaskReport::task, "Id of the task."), required("body", &TaskReport::body, "Id of the body."),
        required("date", &TaskReport::date, "The day it tells of."),
        field("status", &TaskReport::status, "\"not_started\", \"in_progress\" or \"done\"."),
        field("percent", &TaskReport::percent, "Done so far, 0 to 100."),
        field("evidence", &TaskReport::evidence, "What shows it."), field("note", &TaskReport::note, "Remarks."),
        field("illustrative", &TaskReport::illustrative, "Made up (示例), and marked so wherever it is shown."),
        field("place", &TaskReport::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<Mark>(
        module, "Mark",
        "A scorer's mark for one item of one body."
        R"(

>>> libplan.Mark("t_drill", "taihe", 2018, "team", 1.5).state
'value')",
        required("item", &Mark::item, "Id of the item."), required("body", &Mark::body, "Id of the body."),
        required("year", &Mark::year, "The year it is of."), required("scorer", &Mark::scorer, "Who gave it."),
        stated_value<Mark>("Points; None unless the state is \"value\". A value that is given makes it \"value\"."),
        field("state", &Mark::state, "\"value\", \"missing\", \"not_applicable\" (不涉及) or \"not_scored\" (未评)."),
        field("note", &Mark::note, "Remarks."),
        field("illustrative", &Mark::illustrative, "Made up (示例), and marked so wherever it is shown."),
        field("place", &Mark::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<SuppliedFigure>(
        module, "SuppliedFigure", "A figure supplied for a fact of one body and year.",
        required("fact", &SuppliedFigure::fact, "Id of the fact."),
        required("body", &SuppliedFigure::body, "Id of the body."),
        required("year", &SuppliedFigure::year, "The year it is of."),
        stated_value<SuppliedFigure>(
            "In the fact's unit; None unless the state is \"value\". A value that is given makes it \"value\"."),
        field("state", &SuppliedFigure::state,
              "\"value\", \"missing\", \"not_applicable\" (不涉及) or \"not_scored\" (未评)."),
        field("source", &SuppliedFigure::source, "Where it comes from."),
        field("illustrative", &SuppliedFigure::illustrative, "Made up (示例), and marked so wherever it is shown."),
        field("place", &SuppliedFigure::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<Records>(
        module, "Records",
        "What an assessment is gathered from besides measured indicators; each as records, or as a table "
        "with the columns of its file."
        R"(

>>> records = libplan.Records(marks=[libplan.Mark("t_drill", "taihe", 2018, "team", 1.5)])
>>> len(records.marks)
1)",
        std::make_shared<ControlsField>("controls", &Records::controls, "Yearly control figures."),
        tabular("events", &Records::events, "events.csv", "What is counted."),
        tabular("reports", &Records::reports, "reports.csv", "How tasks stand."),
        tabular("marks", &Records::marks, "marks.csv", "Scorers' marks."),
        tabular("figures", &Records::figures, "facts.csv", "Figures supplied for facts."));
}

void bind_facts(py::module_& module) {
    bind_value<Unit>(module, "Unit", "An assessed unit; units of different classes are ranked apart.",
                     required("id", &Unit::id, "Its id, by which other records name it."),
                     required("title", &Unit::title, "Its name as shown."),
                     field("rank_class", &Unit::rank_class, "Units of different classes are ranked apart."));
    bind_value<FactColumn>(
        module, "FactColumn", "A fact of every unit: numbers beside states.",
        required("id", &FactColumn::id, "Its id, by which other records name it."),
        required("values", &FactColumn::values, "One for each unit; without meaning unless the state is \"value\"."),
        required("states", &FactColumn::states, "One for each unit."));
    bind_value<Facts>(
        module, "Facts",
        "What is known of every unit of a scheme, in columns."
        R"(

>>> facts = libplan.Facts(
...     2018,
...     [libplan.Unit("east", "东镇"), libplan.Unit("west", "西镇")],
...     [libplan.FactColumn("loans", [33.1, 0], ["value", "missing"])],
... )
>>> facts.columns[0].states
('value', 'missing'))",
        required("year", &Facts::year, "The year it is of."), required("units", &Facts::units, "The assessed units."),
        required("columns", &Facts::columns, "One for each fact."),
        field("illustrative", &Facts::illustrative, "Made up (示例), and marked so wherever it is shown."));
}

void bind_scorecard(py::module_& module) {
    bind_value<ScorecardLine>(
        module, "ScorecardLine", "One item of a scorecard; ``words`` tell how the points came about.",
        field("item", &ScorecardLine::item, "The item."),
        field("state", &ScorecardLine::state,
              "\"value\", \"missing\", \"not_applicable\" (不涉及) or \"not_scored\" (未评)."),
        field("points", &ScorecardLine::points, "Points got."), field("full", &ScorecardLine::full, "Full points."),
        field("lost", &ScorecardLine::lost,
              "Points missing to the full points, in bonus and penalty blocks to none; below zero they are gained. "
              "Nothing is lost of what is still open."),
        field("inputs", &ScorecardLine::inputs, "Fact id and value, in the order the rule reads them."),
        field("input_states", &ScorecardLine::input_states, "Their states."),
        field("marks", &ScorecardLine::marks, "Each scorer's mark."),
        field("words", &ScorecardLine::words, "The rule applied, with its figures."));
    bind_value<PossibleRange>(
        module, "PossibleRange",
        "The lowest and highest total still possible: reached where the open items are scored apart from each other. "
        "Where one missing figure feeds several items, it is a bound that is never too narrow.",
        field("lowest", &PossibleRange::lowest, "The lowest total still possible."),
        field("highest", &PossibleRange::highest, "The highest; infinite where a bonus has no ceiling."));
    bind_value<ScorecardStep>(
        module, "ScorecardStep", "A step from the points of the items to the total and the grade.",
        field("words", &ScorecardStep::words, "What is done, or the grade that follows."),
        field("points", &ScorecardStep::points,
              "What stands after it; None where it gives a grade, or points are open or do not apply."));
    bind_value<Scorecard>(
        module, "Scorecard",
        "One unit's story: every item, the total, the grade and the rank."
        R"(

>>> results = libplan.assess_year(libplan.read("examples/qingxin"), year=2018)
>>> card = results.assessment("towns").scorecard("taihe")
>>> card.total, card.grade, card.rank
(Decimal('77.54'), '合格', 5)
>>> worst = max(card.lines, key=lambda line: line.lost)
>>> print(worst.item.title, worst.lost)
牵头任务完成 5.91)",
        field("unit", &Scorecard::unit, "The unit."), field("index", &Scorecard::index, "Its number among the units."),
        field("lines", &Scorecard::lines, "One for each item."),
        field("steps", &Scorecard::steps,
              "How the total and the grade come about from the items, in order; what changes nothing is left out."),
        std::make_shared<TotalField>(), field("scored", &Scorecard::scored, "Points got in the base groups."),
        field("applicable", &Scorecard::applicable, "Full marks of what applies."),
        field("unrounded", &Scorecard::unrounded, "The total before rounding."),
        field("state", &Scorecard::state,
              "Of the total: \"value\"; \"missing\" or \"not_scored\" while it is open, the latter as long as "
              "something is not yet scored; \"not_applicable\" if nothing of the scheme applies to the unit."),
        field("possible", &Scorecard::possible, "Of the total, while it is open."),
        field("grade", &Scorecard::grade, "After vetoes; empty while open."),
        field("grade_without_veto", &Scorecard::grade_without_veto, "By the total alone."),
        field("vetoes", &Scorecard::vetoes, "In words."),
        field("open_vetoes", &Scorecard::open_vetoes,
              "Titles of the vetoes of which it is not known whether they apply; the grade is open unless they "
              "could not change it."),
        field("rank", &Scorecard::rank, "Within its class; 0 while open."),
        field("ranked", &Scorecard::ranked, "How many units of its class are ranked."),
        field("tied", &Scorecard::tied, "True: another unit has the same rank (并列)."),
        field("scheme", &Scorecard::scheme, "Title of the scheme."),
        field("year", &Scorecard::year, "The year it is of."),
        field("full", &Scorecard::full, "Full points of the published total."),
        field("illustrative", &Scorecard::illustrative, "Made up (示例), and marked so wherever it is shown."),
        field("language", &Scorecard::language, "Of its words."));
}

// ---- columns in, columns out ----

/// A column given from outside, and what keeps it alive.
template <class Value>
std::span<const Value> buffer_column(const py::buffer_info& info, const std::string& id) {
    const bool fits = info.ndim == 1 && info.itemsize == sizeof(Value) && info.strides[0] == sizeof(Value);
    if (!fits || (std::is_same_v<Value, double> && info.format != py::format_descriptor<double>::format()))
        throw py::type_error(spoken(Phrase::column_type, id, std::is_same_v<Value, double> ? "float64" : "uint8"));
    return {static_cast<const Value*>(info.ptr), static_cast<std::size_t>(info.shape[0])};
}

/// Classes as numbers, in the order of their first unit.
struct Classes {
    std::vector<std::uint32_t> codes;
    std::vector<std::string> names;
    explicit Classes(const std::vector<std::string>& classes) {
        std::unordered_map<std::string_view, std::uint32_t> numbers;
        codes.reserve(classes.size());
        for (const std::string& name : classes) {
            const auto [entry, added] = numbers.try_emplace(name, static_cast<std::uint32_t>(names.size()));
            if (added) names.push_back(name);
            codes.push_back(entry->second);
        }
    }
};

using SharedScores = std::shared_ptr<GradedScores>;

SharedScores assess_columns(const Scheme& scheme, const py::dict& columns, const py::dict& states,
                            const std::vector<std::string>& classes, const std::vector<std::string>& units, int threads,
                            std::size_t block, bool keep_items) {
    FactsView view;
    std::vector<py::buffer_info> held;
    std::vector<std::string> ids;
    held.reserve(columns.size() + states.size());
    ids.reserve(columns.size());
    for (const auto& [key, column] : columns) {
        ids.push_back(key.cast<std::string>());
        held.push_back(py::reinterpret_borrow<py::buffer>(column).request());
        view.columns.push_back({ids.back(), buffer_column<double>(held.back(), ids.back()), {}});
        if (!states.contains(key)) continue;
        held.push_back(py::reinterpret_borrow<py::buffer>(states[key]).request());
        view.columns.back().states = buffer_column<State>(held.back(), ids.back());
    }
    const Classes coded(classes);
    view.size = !view.columns.empty() ? view.columns.front().values.size() : std::max(units.size(), classes.size());
    for (const auto& [key, column] : states)
        if (!columns.contains(key)) throw py::value_error(spoken(Phrase::states_of_no_column, key.cast<std::string>()));
    if (!classes.empty() && classes.size() != view.size)
        throw py::value_error(
            spoken(Phrase::classes_length, std::to_string(classes.size()), std::to_string(view.size)));
    view.classes = coded.codes;
    view.class_names.assign(coded.names.begin(), coded.names.end());
    if (!units.empty() && units.size() != view.size)
        throw py::value_error(spoken(Phrase::units_length, std::to_string(units.size()), std::to_string(view.size)));
    std::vector<Unit> own_units;
    own_units.reserve(units.size());
    for (std::size_t unit = 0; unit < units.size(); ++unit)
        own_units.push_back({units[unit], units[unit], classes.empty() ? std::string() : classes[unit]});
    view.units = own_units;
    const Released released;
    const std::vector<FactColumn> derived = derived_facts(scheme, view);
    for (const FactColumn& column : derived) view.columns.push_back({column.id, column.values, column.states});
    return std::make_shared<GradedScores>(score(scheme, view, {threads, block, keep_items}), scheme);
}

/// A row of numbers that are no float64, or of which some are masked: these are copied, as those of a table.
bool holds_other_numbers(const py::handle& column) {
    if (!py::isinstance<py::array>(column)) return false;
    if (is_masked(column)) return true;
    const auto array = py::reinterpret_borrow<py::array>(column);
    const bool is_number = std::string_view("iuf").find(array.dtype().kind()) != std::string_view::npos;
    return array.ndim() == 1 && is_number && !py::isinstance<py::array_t<double>>(array);
}

bool holds_arrays(const py::object& columns) {
    if (!py::isinstance<py::dict>(columns)) return false;
    for (const auto& [id, column] : columns.cast<py::dict>())
        if (!py::isinstance<py::buffer>(column) || holds_other_numbers(column)) return false;
    return true;
}

/// Arrays are taken as they are, tables made into arrays first.
SharedScores assess_many(const Scheme& scheme, const py::object& columns, const py::dict& states,
                         const std::vector<std::string>& classes, const std::vector<std::string>& units, int threads,
                         std::size_t block, bool keep_items) {
    if (holds_arrays(columns))
        return assess_columns(scheme, columns, states, classes, units, threads, block, keep_items);
    const GivenFacts facts = facts_in(columns, scheme);
    facts.states.attr("update")(states);
    return assess_columns(scheme, facts.columns, facts.states, classes.empty() ? facts.classes : classes,
                          units.empty() ? facts.units : units, threads, block, keep_items);
}

/// A read-only NumPy view; it keeps the scores alive.
template <class Value, class Column>
py::object view_of(const SharedScores& scores, const Column& column) {
    static_assert(sizeof(Value) == sizeof(typename Column::value_type));
    auto* owner = new SharedScores(scores);
    const py::capsule alive(owner, [](void* held) { delete static_cast<SharedScores*>(held); });
    py::array_t<Value> array(static_cast<py::ssize_t>(column.size()), reinterpret_cast<const Value*>(column.data()),
                             alive);
    array.attr("flags").attr("writeable") = false;
    return std::move(array);
}

const Scores::ItemColumn& item_column(const SharedScores& scores, py::ssize_t item) {
    const std::size_t count = scores->items.size();
    if (item >= 0 && static_cast<std::size_t>(item) < count) return scores->items[static_cast<std::size_t>(item)];
    throw py::index_error(count == 0 ? spoken(Phrase::scores_no_items, std::to_string(item))
                                     : spoken(Phrase::scores_no_item, std::to_string(item), std::to_string(count)));
}

template <class Value, class Member>
auto column_getter(Member Scores::*member) {
    return [member](const SharedScores& scores) { return view_of<Value>(scores, (*scores).*member); };
}

void bind_scores(py::module_& module) {
    py::class_<GradedScores, SharedScores> type(
        module, "Scores",
        "Columns of points: one entry for each unit, in whole millionths of a point. The arrays are read-only views.");
    refuse_to_construct(type, "Scores", "assess_many(scheme, facts)");
    type.def("__repr__",
             [](const GradedScores& scores) {
                 return "<Scores: " + std::to_string(scores.totals.size()) + " units, " +
                        std::to_string(scores.items.size()) + " items>";
             })
        .def_property_readonly("totals", column_getter<std::int64_t>(&Scores::totals),
                               "Published totals in millionths; meaningful where ``total_states`` is 0.")
        .def_property_readonly("earned", column_getter<std::int64_t>(&Scores::earned), "Totals before vetoes.")
        .def_property_readonly("unrounded", column_getter<double>(&Scores::unrounded),
                               "Totals in points before rounding.")
        .def_property_readonly("scored", column_getter<std::int64_t>(&Scores::scored),
                               "Points got in the base groups, in millionths.")
        .def_property_readonly("applicable", column_getter<std::int64_t>(&Scores::applicable),
                               "Full marks of what applies, in millionths.")
        .def_property_readonly(
            "total_states", column_getter<std::uint8_t>(&Scores::total_states),
            "Of each total: 0 a value, 1 open because something is missing, 2 not applicable (nothing "
            "of the scheme applies to the unit), 3 open because something is not yet scored, which is "
            "told before what is missing.")
        .def_property_readonly("grades", column_getter<std::int32_t>(&Scores::grades),
                               "Index into the scheme's grades, -1 while open.")
        .def_property_readonly("vetoes", column_getter<std::uint64_t>(&Scores::vetoes),
                               "A bit for each veto that applies.")
        .def_property_readonly("open_vetoes", column_getter<std::uint64_t>(&Scores::open_vetoes),
                               "A bit for each veto of which it is not known whether it applies.")
        .def_property_readonly("ranks", column_getter<std::int32_t>(&Scores::ranks),
                               "Competition rank within the class, 0 while open.")
        .def(
            "points",
            [](const SharedScores& scores, py::ssize_t item) {
                return view_of<std::int64_t>(scores, item_column(scores, item).points);
            },
            py::arg("item"),
            "Points of an item, by its number in the scheme's table, in millionths; IndexError beyond its end.")
        .def(
            "states",
            [](const SharedScores& scores, py::ssize_t item) {
                return view_of<std::uint8_t>(scores, item_column(scores, item).states);
            },
            py::arg("item"),
            "States of an item: 0 value, 1 missing, 2 not applicable, 3 not yet scored; empty if all are values.")
        .def("__len__", [](const GradedScores& scores) { return scores.totals.size(); })
        .def("__eq__", [](const GradedScores& self, const py::object& other) -> py::object {
            if (!py::isinstance<GradedScores>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
            return py::bool_(self == other.cast<const GradedScores&>());
        });
    module.def(
        "assess_many", &assess_many, py::arg("scheme"), py::arg("columns"), py::kw_only(),
        py::arg("states") = py::dict(), py::arg("classes") = std::vector<std::string>{},
        py::arg("units") = std::vector<std::string>{}, py::arg("threads") = 1, py::arg("block") = 2048,
        py::arg("keep_items") = true,
        "Scores columns of facts without copying them.\n\n"
        "``columns`` maps the ids that the rules read (``Item`` marks: \"item.team\"; occurrences: "
        "\"fact/class\") to contiguous float64 arrays of one length, NaN where a fact is missing; or is a table of any "
        "kind with these columns, a row "
        "for each unit, in which cells may also say 不涉及 or 未评, and \"unit\", \"title\" and \"rank_class\" tell "
        "the "
        "units (a column of float64 without nulls is not copied; other columns that the scheme does not know may stand "
        "beside them). ``states`` may "
        "give uint8 arrays beside them (0 value, 1 missing, 2 not applicable, 3 not yet scored). ``classes`` "
        "names the class of each unit, and ``units`` its id, which is asked for where the scheme names units by id. "
        "Facts that the scheme makes of others of the same units (\"class_of\", "
        "\"bracket_of\", \"ratio_of\") are computed from the columns, as ``gather`` does; InputError if such a column "
        "is given as well, since two figures could contradict each other. Neither ``threads`` (0: one per processor) "
        "nor ``block`` changes "
        "a digit. ValueError if a column lacks, is too short or holds an infinite value, or ``threads`` is below 0."
        R"(

>>> import numpy as np
>>> scheme = libplan.Scheme(
...     "s", "办法", "town",
...     [libplan.Group("g", "一", 100, [
...         libplan.Item("i", "外借", 100, libplan.ShareRule(40), fact="loans")
...     ])],
...     [libplan.Grade("优秀", 90), libplan.Grade("合格", 0)],
...     facts=[libplan.FactDefinition("loans", "外借", libplan.SuppliedFact())],
... )
>>> scores = libplan.assess_many(scheme, {"loans": np.array([40.0, 33.1, np.nan])})
>>> scores.totals / 1_000_000
array([100.  ,  82.75,   0.  ])
>>> scores.total_states
array([0, 0, 1], dtype=uint8)
>>> [scheme.grades[code].title if code >= 0 else "未定" for code in scores.grades]
['优秀', '合格', '未定'])");
}

}  // namespace

void bind_assess(py::module_& module) {
    bind_records(module);
    bind_facts(module);
    bind_scorecard(module);
    py::class_<Assessment> type(module, "Assessment",
                                "Exact points of every unit, in columns."
                                R"(

>>> towns = libplan.assess_year(libplan.read("examples/qingxin"), year=2018).assessment("towns")
>>> towns
<Assessment towns 2018: 8>
>>> for unit, total, grade in list(zip(towns.units, towns.totals, towns.grades))[:3]:
...     print(unit.title, total, grade)
...
太和镇 77.54 合格
太平镇 81.96 良好
山塘镇 72.84 合格)");
    refuse_to_construct(type, "Assessment", "assess(scheme, facts)");
    type.def_property_readonly(
            "scheme", [](const Assessment& assessment) { return assessment.scheme; }, "The scheme it was scored by.")
        .def_property_readonly(
            "facts", [](const Assessment& assessment) { return assessment.facts; }, "The facts that were scored.")
        .def_property_readonly(
            "units", [](const Assessment& assessment) { return to_python(assessment.facts.units); },
            "The assessed units.")
        .def_property_readonly(
            "totals",
            [](const Assessment& assessment) {
                py::list totals;
                for (std::size_t unit = 0; unit < assessment.totals.size(); ++unit)
                    totals.append(assessment.total_states[unit] == State::value ? py::cast(assessment.totals[unit])
                                                                                : py::none());
                return py::tuple(totals);
            },
            "Total of each unit as Decimal, None while open.")
        .def_property_readonly(
            "grades",
            [](const Assessment& assessment) {
                py::list grades;
                for (const int grade : assessment.grades)
                    grades.append(grade < 0
                                      ? py::none()
                                      : py::cast(assessment.scheme->grades[static_cast<std::size_t>(grade)].title));
                return py::tuple(grades);
            },
            "Grade of each unit after vetoes, None while open.")
        .def_property_readonly(
            "ranks",
            [](const Assessment& assessment) {
                py::list ranks;
                for (const int rank : assessment.ranks) ranks.append(rank ? py::cast(rank) : py::none());
                return py::tuple(ranks);
            },
            "Competition rank (1, 2, 2, 4) of each unit within its class, None while open.")
        .def(
            "scorecard",
            [](const Assessment& assessment, const std::string& unit, Language language) {
                return scorecard(assessment, unit_index(assessment.facts, unit), language);
            },
            py::arg("unit"), py::kw_only(), py::arg("language") = "zh",
            "The scorecard of a unit by its id; KeyError names the nearest one.")
        .def("__repr__",
             [](const Assessment& self) {
                 return "<Assessment " + self.scheme->id + " " + std::to_string(self.facts.year) + ": " +
                        std::to_string(self.facts.units.size()) + ">";
             })
        .def("__hash__", [](const Assessment& self) { return py::hash(py::make_tuple(self.scheme, self.facts)); });
    compare_by_content(type);
    copy_as_itself(type);
    // An assessment follows from its scheme and its facts.
    pickle_by(
        type, "Assessment", [](const Assessment& self) { return py::make_tuple(self.scheme, self.facts); },
        [](const py::tuple& parts) { return assess(parts[0].cast<Scheme>(), parts[1].cast<Facts>()); });

    using Release = py::call_guard<Released>;
    module.def(
        "gather",
        [](const Plan& plan, const Scheme& scheme, const GivenFigures& observations, const Records& records, int year,
           const std::vector<Assessment>& earlier) {
            require_year(plan, year);
            const Figures figures(observations, &plan);
            const Released released;
            return gather({plan, *figures, records, year, earlier}, scheme);
        },
        py::arg("plan"), py::arg("scheme"), py::arg("observations"), py::arg("records"), py::kw_only(), py::arg("year"),
        py::arg("earlier") = std::vector<Assessment>{},
        "The facts of a year for all bodies that the scheme assesses.\n\n"
        "``earlier`` are assessments of other schemes, whose totals and grades facts may read; ValueError if one that "
        "is read is not among them, InputError for a year outside the plan."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> facts = libplan.gather(
...     folder.plan, folder.scheme("towns"), folder.observations, folder.records, year=2018
... )
>>> facts.columns[0].id, facts.columns[0].values[:3]
('deaths', (3.0, 1.0, 8.0)))");
    module.def(
        "assess",
        [](const Scheme& scheme, const Facts& facts, int threads) {
            return assess(scheme, facts, {.threads = threads});
        },
        py::arg("scheme"), py::arg("facts"), py::kw_only(), py::arg("threads") = 1, Release(),
        "Scores every unit; the same digits for any number of threads (0: one per processor).\n\n"
        "ValueError if the facts lack a column that the scheme reads or ``threads`` is below 0, InputError if a fact "
        "is missing that the scheme "
        "refuses to miss."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> towns = folder.scheme("towns")
>>> facts = libplan.gather(folder.plan, towns, folder.observations, folder.records, year=2018)
>>> libplan.assess(towns, facts).totals[:2]
(Decimal('77.54'), Decimal('81.96')))");
    bind_scores(module);
}

}  // namespace libplan::bindings
