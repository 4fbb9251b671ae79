#include "libplan/plan.hpp"

#include "bindings/record.hpp"

namespace libplan::bindings {
namespace {

template <class Record>
constexpr Phrase kind_of = Phrase::kind_indicator;
template <>
constexpr Phrase kind_of<Body> = Phrase::kind_body;
template <>
constexpr Phrase kind_of<Task> = Phrase::kind_task;

/// A KeyError names the nearest id.
template <class Record>
const Record& found(const Record* record, const std::string& id, const std::vector<Record>& all) {
    if (record) return *record;
    std::vector<std::string> ids;
    for (const Record& known : all) ids.push_back(known.id);
    throw py::key_error(text(unknown_id(id, kind_of<Record>, ids), Language::zh));
}

void bind_period(py::module_& module) {
    py::class_<Period>(module, "Period",
                       "A span of whole days: \"2018\", \"2018H1\", \"2018Q3\", \"2018-09\", \"2011/2015\", "
                       "\"2017-12-01/2018-11-30\".")
        .def(py::init([](const std::string& words) {
                 const auto period = parse_period(words);
                 if (!period) throw py::value_error(say(Language::zh, Phrase::bad_period, words));
                 return *period;
             }),
             py::arg("words"))
        .def_property_readonly("first", [](const Period& period) { return period.first; })
        .def_property_readonly("last", [](const Period& period) { return period.last; })
        .def("__str__", [](const Period& period) { return to_string(period); })
        .def("__repr__", [](const Period& period) { return "Period('" + to_string(period) + "')"; })
        .def("__eq__",
             [](const Period& period, const py::object& other) -> py::object {
                 if (!py::isinstance<Period>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
                 return py::bool_(period == other.cast<const Period&>());
             })
        .def("__hash__", [](const Period& period) { return py::hash(py::str(to_string(period))); })
        .def(py::pickle([](const Period& period) { return py::make_tuple(period.first, period.last); },
                        [](const py::tuple& state) {
                            return Period{state[0].cast<Date>(), state[1].cast<Date>()};
                        }));
}

void bind_target_forms(py::module_& module) {
    bind_value<ReducePercent>(module, "ReducePercent", "Down by a percentage of the baseline.",
                              required("percent", &ReducePercent::percent));
    bind_value<RaisePercent>(module, "RaisePercent", "Up by a percentage of the baseline.",
                             required("percent", &RaisePercent::percent));
    bind_value<ReducePoints>(module, "ReducePoints", "Down by percentage points.",
                             required("points", &ReducePoints::points));
    bind_value<RaisePoints>(module, "RaisePoints", "Up by percentage points.",
                            required("points", &RaisePoints::points));
    bind_value<About>(module, "About", "About a level (左右): decidable only with a tolerance either side.",
                      required("level", &About::level), field("tolerance", &About::tolerance));
    bind_value<StepPerYear>(module, "StepPerYear",
                            "A change each year against the year before: at least so much up, or down if negative.",
                            required("step", &StepPerYear::step));
    bind_value<Keeps>(module, "Keeps", "Each year beyond the year before (持续下降, 持续上升).",
                      required("direction", &Keeps::direction));
    bind_value<GrowthPerYear>(module, "GrowthPerYear", "At least so many percent a year on average since the baseline.",
                              required("percent", &GrowthPerYear::percent));
    bind_value<ComparedWith>(
        module, "ComparedWith",
        "Growth since the baseline against another indicator's: faster, or in step (not slower, or "
        "within a tolerance in percentage points).",
        required("indicator", &ComparedWith::indicator), field("faster", &ComparedWith::faster),
        field("tolerance", &ComparedWith::tolerance));
    bind_value<SetLater>(module, "SetLater", "Left to each year's own plan (各年度另行确定).");
    bind_value<RatioOf>(module, "RatioOf", "An indicator made of two others: numerator / denominator × factor.",
                        required("numerator", &RatioOf::numerator), required("denominator", &RatioOf::denominator),
                        field("factor", &RatioOf::factor));
    bind_value<Reach>(module, "Reach", "Reach a level, from the side the indicator's direction says.",
                      required("level", &Reach::level));
    bind_value<AtMost>(module, "AtMost", "At most a limit, or below it if strict.", required("limit", &AtMost::limit),
                       field("strict", &AtMost::strict));
    bind_value<AtLeast>(module, "AtLeast", "At least a limit, or above it if strict.",
                        required("limit", &AtLeast::limit), field("strict", &AtLeast::strict));
    bind_value<Hold>(module, "Hold", "No worse than the baseline (持平).");
    bind_value<Zero>(module, "Zero", "None at all (杜绝).");
    bind_value<Within>(module, "Within", "Within two limits, both included.", required("lower", &Within::lower),
                       required("upper", &Within::upper));
    bind_value<Cumulative>(module, "Cumulative", "A sum over the years of the plan.",
                           required("total", &Cumulative::total));
}

void bind_identities(py::module_& module) {
    bind_value<Sum>(module, "Sum", "A total that its parts add up to.", required("total", &Sum::total),
                    required("parts", &Sum::parts));
    bind_value<Subset>(module, "Subset", "A part that cannot exceed its whole.", required("part", &Subset::part),
                       required("whole", &Subset::whole));
    bind_value<Share>(module, "Share", "A printed percentage of a whole.", required("part", &Share::part),
                      required("whole", &Share::whole), required("percent", &Share::percent),
                      field("percent_text", &Share::percent_text));
    bind_value<Ratio>(module, "Ratio", "result = numerator / denominator × factor.", required("result", &Ratio::result),
                      required("numerator", &Ratio::numerator), required("denominator", &Ratio::denominator),
                      field("factor", &Ratio::factor));
    bind_value<Change>(module, "Change", "A printed change in percent between two years, negative if down.",
                       required("indicator", &Change::indicator), required("from_year", &Change::from),
                       required("to_year", &Change::to), required("percent", &Change::percent));
    bind_value<Trend>(module, "Trend", "A claim about how figures moved between two years.",
                      required("indicator", &Trend::indicator), required("from_year", &Trend::from),
                      required("to_year", &Trend::to), required("claim", &Trend::claim));
    bind_value<Identity>(module, "Identity", "What should hold between printed figures.",
                         required("form", &Identity::form), field("period", &Identity::period),
                         field("clause", &Identity::clause), field("place", &Identity::place));
}

}  // namespace

void bind_plan(py::module_& module) {
    module.def(
        "strength_of", &strength_of, py::arg("clause"),
        "How strongly a clause's words commit: \"eliminate\" (杜绝) down to \"explore\" (探索); None if they do not.");
    bind_period(module);
    bind_value<Clause>(module, "Clause", "A line of the plan's text (from 1) and the words quoted from it.",
                       required("line", &Clause::line), required("text", &Clause::text));
    bind_value<Body>(module, "Body", "A department, town, district, enterprise or zone.", required("id", &Body::id),
                     required("title", &Body::title), field("kind", &Body::kind), field("parent", &Body::parent),
                     field("rank_class", &Body::rank_class), field("illustrative", &Body::illustrative),
                     field("place", &Body::place));
    bind_value<Baseline>(module, "Baseline", "A value that a target is measured from.",
                         required("year", &Baseline::year), required("value", &Baseline::value),
                         field("basis", &Baseline::basis), field("clause", &Baseline::clause),
                         field("illustrative", &Baseline::illustrative), field("place", &Baseline::place));
    bind_target_forms(module);
    bind_value<Target>(module, "Target", "What the plan asks of an indicator for a year, or for every year.",
                       required("year", &Target::year), required("form", &Target::form),
                       field("every_year", &Target::every_year), field("clause", &Target::clause),
                       field("strength", &Target::strength), field("illustrative", &Target::illustrative),
                       field("place", &Target::place));
    bind_value<Indicator>(module, "Indicator", "What is measured, with its baselines and targets.",
                          required("id", &Indicator::id), required("title", &Indicator::title),
                          required("unit", &Indicator::unit), required("direction", &Indicator::direction),
                          field("nature", &Indicator::nature), field("basis", &Indicator::basis),
                          field("adds_up", &Indicator::adds_up), field("count", &Indicator::count),
                          field("ratio", &Indicator::ratio), field("limit", &Indicator::limit),
                          field("baselines", &Indicator::baselines), field("targets", &Indicator::targets),
                          field("responsible", &Indicator::responsible), field("clause", &Indicator::clause),
                          field("illustrative", &Indicator::illustrative), field("place", &Indicator::place));
    bind_value<Task>(module, "Task", "Something the plan obliges someone to do; no deadline: continuing.",
                     required("id", &Task::id), required("title", &Task::title), field("section", &Task::section),
                     field("clause", &Task::clause), field("deadline", &Task::deadline),
                     field("deliverable", &Task::deliverable), field("serves", &Task::serves),
                     field("illustrative", &Task::illustrative), field("place", &Task::place));
    bind_value<Responsibility>(
        module, "Responsibility", "Who carries a task; the first lead leads.", required("task", &Responsibility::task),
        required("lead", &Responsibility::lead), field("support", &Responsibility::support),
        field("territorial", &Responsibility::territorial), field("illustrative", &Responsibility::illustrative),
        field("place", &Responsibility::place));
    bind_identities(module);
    bind_record<Plan, PlanParts>(
        module, "Plan", "A valid plan. Raises InputError with every problem of its parts.",
        required("id", &PlanParts::id), required("title", &PlanParts::title),
        required("first_year", &PlanParts::first_year), required("last_year", &PlanParts::last_year),
        field("baseline_year", &PlanParts::baseline_year), field("area", &PlanParts::area),
        field("path", &PlanParts::path), field("margin", &PlanParts::margin), field("text", &PlanParts::text),
        field("bodies", &PlanParts::bodies), field("indicators", &PlanParts::indicators),
        field("tasks", &PlanParts::tasks), field("responsibilities", &PlanParts::responsibilities),
        field("identities", &PlanParts::identities), field("place", &PlanParts::place))
        .def(
            "indicator",
            [](const Plan& plan, const std::string& id) {
                return found(plan.find_indicator(id), id, plan->indicators);
            },
            py::arg("id"), "The indicator of that id; KeyError names the nearest one.")
        .def(
            "body", [](const Plan& plan, const std::string& id) { return found(plan.find_body(id), id, plan->bodies); },
            py::arg("id"), "The body of that id; KeyError names the nearest one.")
        .def(
            "task", [](const Plan& plan, const std::string& id) { return found(plan.find_task(id), id, plan->tasks); },
            py::arg("id"), "The task of that id; KeyError names the nearest one.");
}

}  // namespace libplan::bindings
