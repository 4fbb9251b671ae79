#include "libplan/plan.hpp"

#include "bindings/known.hpp"
#include "bindings/record.hpp"

namespace libplan::bindings {
namespace {

template <class Record>
constexpr Phrase record_kind = Phrase::kind_indicator;
template <>
constexpr Phrase record_kind<Body> = Phrase::kind_body;
template <>
constexpr Phrase record_kind<Task> = Phrase::kind_task;

/// A KeyError names the nearest id.
template <class Record>
const Record& found_record(const Record* record, const std::string& id, const std::vector<Record>& all) {
    if (record) return *record;
    throw none_of(all, id, record_kind<Record>);
}

/// A copy of the plan in which the record of an id has other fields.
template <class Record>
auto replacing_record(std::vector<Record> PlanParts::*records) {
    return [records](const Plan& plan, const std::string& id, const py::kwargs& changes) {
        PlanParts parts = plan.parts();
        parts.place = {};  // its file says something else
        std::vector<Record>& all = parts.*records;
        const auto at = std::find_if(all.begin(), all.end(), [&](const Record& record) { return record.id == id; });
        found_record(at == all.end() ? nullptr : &*at, id, all);
        *at = py::cast(*at).attr("replace")(**changes).template cast<Record>();
        return Plan(std::move(parts));
    };
}

void bind_period(py::module_& module) {
    py::class_<Period> type(module, "Period",
                            "A span of whole days: \"2018\", \"2018H1\", \"2018Q3\", \"2018-09\", \"2011/2015\", "
                            "\"2017-12-01/2018-11-30\"."
                            R"(

>>> quarter = libplan.Period("2018Q3")
>>> str(quarter.first), str(quarter.last)
('2018-07-01', '2018-09-30')
>>> libplan.Period(2018)
Period('2018'))");
    struct Words {
        Period words;
    };
    struct WordsField final : ValueField<Period> {
        using ValueField::ValueField;
        Message type() const override { return Message(Phrase::type_or, {"str", "int"}); }
    };
    construct_by<Words>(type, "Period", {required(std::make_shared<WordsField>("words", &Words::words))},
                        [](const Words& given) { return given.words; });
    type.def_property_readonly(
            "first", [](const Period& period) { return period.first; }, "Its first day.")
        .def_property_readonly(
            "last", [](const Period& period) { return period.last; }, "Its last day.")
        .def("__str__", [](const Period& period) { return to_string(period); })
        .def("__repr__", [](const Period& period) { return "Period('" + to_string(period) + "')"; })
        .def("__hash__", [](const Period& period) { return py::hash(py::str(to_string(period))); });
    compare_by_content(type);
    copy_as_itself(type);
    pickle_by(
        type, "Period", [](const Period& period) { return py::make_tuple(period.first, period.last); },
        [](const py::tuple& parts) {
            return Period{parts[0].cast<Date>(), parts[1].cast<Date>()};
        });
}

void bind_target_forms(py::module_& module) {
    bind_value<ReducePercent>(module, "ReducePercent", "Down by a percentage of the baseline.",
                              required("percent", &ReducePercent::percent, "Percent of the baseline: 11 is 11 %."));
    bind_value<RaisePercent>(module, "RaisePercent", "Up by a percentage of the baseline.",
                             required("percent", &RaisePercent::percent, "Percent of the baseline: 10 is 10 %."));
    bind_value<ReducePoints>(
        module, "ReducePoints", "Down by percentage points.",
        required("points", &ReducePoints::points, "Percentage points, of an indicator in percent."));
    bind_value<RaisePoints>(module, "RaisePoints", "Up by percentage points.",
                            required("points", &RaisePoints::points, "Percentage points, of an indicator in percent."));
    bind_value<About>(
        module, "About", "About a level (左右): decidable only with a tolerance either side.",
        required("level", &About::level, "In the indicator's unit."),
        positional("tolerance", &About::tolerance, "Either side, in the indicator's unit; None: undecidable."));
    bind_value<StepPerYear>(module, "StepPerYear",
                            "A change each year against the year before: at least so much up, or down if negative.",
                            required("step", &StepPerYear::step, "A year, in the indicator's unit; negative is down."));
    bind_value<Keeps>(
        module, "Keeps", "Each year beyond the year before (持续下降, 持续上升).",
        required("direction", &Keeps::direction, "\"down\": each year below the year before; \"up\": above it."));
    bind_value<GrowthPerYear>(module, "GrowthPerYear", "At least so many percent a year on average since the baseline.",
                              required("percent", &GrowthPerYear::percent, "Percent a year: 6.5 is 6.5 %."));
    bind_value<ComparedWith>(
        module, "ComparedWith",
        "Growth since the baseline against another indicator's: faster, or in step (not slower, or "
        "within a tolerance in percentage points).",
        required("indicator", &ComparedWith::indicator, "Id of the other indicator."),
        field("faster", &ComparedWith::faster, "True: growth above the other's (快于); false: in step with it (同步)."),
        field("tolerance", &ComparedWith::tolerance,
              "In step: within so many percentage points of the other's growth; None: not below it."));
    bind_value<SetLater>(module, "SetLater", "Left to each year's own plan (各年度另行确定).");
    bind_value<RatioOf>(
        module, "RatioOf", "An indicator made of two others: numerator / denominator × factor.",
        required("numerator", &RatioOf::numerator, "Id of the indicator above the line."),
        required("denominator", &RatioOf::denominator, "Id of the indicator below the line."),
        positional("factor", &RatioOf::factor,
                   "What the quotient is multiplied by: 10000 for a rate per ten thousand. Rounded half up "
                   "to four decimals."));
    bind_value<Reach>(module, "Reach", "Reach a level, from the side the indicator's direction says.",
                      required("level", &Reach::level, "In the indicator's unit."));
    bind_value<AtMost>(module, "AtMost", "At most a limit, or below it if strict.",
                       required("limit", &AtMost::limit, "In the indicator's unit."),
                       field("strict", &AtMost::strict, "True: below the limit; met exactly is not met (低于)."));
    bind_value<AtLeast>(module, "AtLeast", "At least a limit, or above it if strict.",
                        required("limit", &AtLeast::limit, "In the indicator's unit."),
                        field("strict", &AtLeast::strict, "True: above the limit; met exactly is not met (高于)."));
    bind_value<Hold>(module, "Hold", "No worse than the baseline (持平), in every year.",
                     positional("tolerance", &Hold::tolerance,
                                "How much worse still counts, in the indicator's unit; None: not at all."));
    bind_value<Zero>(module, "Zero", "None at all (杜绝), in every year; it has no degree of completion.");
    bind_value<Within>(module, "Within", "Within two limits, both included.",
                       required("lower", &Within::lower, "The lowest value that meets it, in the indicator's unit."),
                       required("upper", &Within::upper, "The highest value that meets it, in the indicator's unit."));
    bind_value<Cumulative>(
        module, "Cumulative", "A sum over the years of the plan.",
        required("total", &Cumulative::total, "The sum since the plan began, in the indicator's unit."));
}

void bind_identities(py::module_& module) {
    bind_value<Sum>(module, "Sum", "A total that its parts add up to.",
                    required("total", &Sum::total, "Id of the indicator that is the total."),
                    required("parts", &Sum::parts, "Ids of the indicators that add up to it."));
    bind_value<Subset>(module, "Subset", "A part that cannot exceed its whole.",
                       required("part", &Subset::part, "Id of the indicator that is the part."),
                       required("whole", &Subset::whole, "Id of the indicator that is the whole."));
    bind_value<Share>(
        module, "Share", "A printed percentage of a whole.",
        required("part", &Share::part, "Id of the indicator that is the part."),
        required("whole", &Share::whole, "Id of the indicator that is the whole."),
        required("percent", &Share::percent, "As printed: 25.4 is 25.4 %."),
        field("percent_text", &Share::percent_text, "The percentage with its decimals as printed, e.g. \"25.40\"."));
    bind_value<Ratio>(module, "Ratio", "result = numerator / denominator × factor.",
                      required("result", &Ratio::result, "Id of the indicator that is the result."),
                      required("numerator", &Ratio::numerator, "Id of the indicator above the line."),
                      required("denominator", &Ratio::denominator, "Id of the indicator below the line."),
                      positional("factor", &Ratio::factor, "What the quotient is multiplied by."));
    bind_value<Change>(
        module, "Change", "A printed change in percent between two years, negative if down.",
        required("indicator", &Change::indicator, "Id of the indicator."),
        required("from_year", &Change::from, "The year compared with."),
        required("to_year", &Change::to, "The year that changed."),
        required("percent", &Change::percent, "As printed, in percent; negative is down."),
        field("percent_text", &Change::percent_text, "The percentage with its decimals as printed, e.g. \"-11.0\"."));
    bind_value<Trend>(
        module, "Trend", "A claim about how figures moved between two years.",
        required("indicator", &Trend::indicator, "Id of the indicator."),
        required("from_year", &Trend::from, "The first year of the claim."),
        required("to_year", &Trend::to, "The last year of the claim."),
        required("claim", &Trend::claim,
                 "\"rising\", \"falling\", \"zero\", \"not_rising\" or \"not_falling\", from each year to the next."));
    bind_value<Identity>(
        module, "Identity",
        "What should hold between printed figures."
        R"(

>>> libplan.Identity(libplan.Sum("loans", ["adults", "children"]), period=2020)
Identity(form=Sum(total='loans', parts=('adults', 'children')), period=Period('2020')))",
        required("form", &Identity::form, "What should hold: Sum, Subset, Share, Ratio, Change or Trend."),
        positional("period", &Identity::period, "The period it holds for; None: every period that has the figures."),
        field("clause", &Identity::clause, "The plan's words behind it, and their line."),
        field("place", &Identity::place, "Where it stands in the plan folder; takes no part in equality."));
}

}  // namespace

void bind_plan(py::module_& module) {
    module.def(
        "strength_of", &strength_of, py::arg("clause"),
        "How strongly a clause's words commit: \"eliminate\" (杜绝) down to \"explore\" (探索); None if they do not."
        R"(

>>> libplan.strength_of("坚决遏制重特大火灾")
'curb_firmly')");
    module.def("extent_of", &extent_of, py::arg("clause"),
               "How much of something a clause wants done: \"all\" (全部) down to \"promote\" (推动); None if it does "
               "not say."
               R"(

>>> libplan.extent_of("基本实现有效控制")
'mostly')");
    bind_period(module);
    bind_value<Clause>(module, "Clause", "A line of the plan's text (from 1) and the words quoted from it.",
                       required("line", &Clause::line, "Line of the plan's text, counted from 1; 0: no line."),
                       required("text", &Clause::text, "The words quoted from that line."));
    bind_value<Body>(
        module, "Body",
        "A department, town, district, enterprise or zone."
        R"(

>>> libplan.Body("east", "东镇", "town")
Body(id='east', title='东镇', kind='town'))",
        required("id", &Body::id, "Its id, by which other records name it."),
        required("title", &Body::title, "Its name as shown."),
        positional("kind", &Body::kind, "\"department\", \"town\", \"district\", \"enterprise\" or \"zone\"."),
        field("parent", &Body::parent,
              "Id of the body it belongs to, into which its figures roll up; empty: the whole area."),
        field("rank_class", &Body::rank_class, "Units of different classes are ranked apart; empty: one class."),
        field("illustrative", &Body::illustrative, "Made up (示例), and marked so wherever it is shown."),
        field("place", &Body::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<Baseline>(
        module, "Baseline",
        "A value that a target is measured from."
        R"(

>>> libplan.Baseline(2020, 31.5, clause="2020年外借31.5万册")
Baseline(year=2020, value=31.5, clause=Clause(line=0, text='2020年外借31.5万册')))",
        required("year", &Baseline::year, "The year of the value."),
        required("value", &Baseline::value, "In the indicator's unit."),
        field("basis", &Baseline::basis,
              "What the value covers; chooses among rival baselines by the indicator's basis."),
        field("clause", &Baseline::clause, "The plan's words behind it, and their line."),
        field("illustrative", &Baseline::illustrative, "Made up (示例), and marked so wherever it is shown."),
        field("place", &Baseline::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_target_forms(module);
    bind_value<Target>(
        module, "Target",
        "What the plan asks of an indicator for a year, or for every year."
        R"(

>>> target = libplan.Target(2025, libplan.RaisePercent(10), clause="外借量提高10%")
>>> target.replace(year=2024)
Target(year=2024, form=RaisePercent(percent=10.0), clause=Clause(line=0, text='外借量提高10%')))",
        required("year", &Target::year, "The year it is due."),
        required("form", &Target::form, "What is asked; it resolves to an interval of admissible values."),
        field("every_year", &Target::every_year, "True: holds in each year of the plan on its own."),
        field("clause", &Target::clause, "The plan's words behind it, and their line."),
        field("strength", &Target::strength,
              "How strongly the plan commits, \"eliminate\" (杜绝) to \"explore\" (探索); None: see "
              "``strength_of(clause.text)``."),
        field("extent", &Target::extent,
              "How much of it is wanted, \"all\" (全部) to \"promote\" (推动); None: the clause does not say."),
        field("illustrative", &Target::illustrative, "Made up (示例), and marked so wherever it is shown."),
        field("place", &Target::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<Indicator>(
        module, "Indicator",
        "What is measured, with its baselines and targets."
        R"(

>>> loans = libplan.Indicator("loans", "图书外借", "万册", "up", targets=[libplan.Reach(35)])
>>> loans.replace(adds_up="sum").adds_up
'sum')",
        required("id", &Indicator::id, "Its id, by which other records name it."),
        required("title", &Indicator::title, "Its name as shown."),
        required("unit", &Indicator::unit, "The unit of its values, e.g. \"人\", \"%\"."),
        required("direction", &Indicator::direction, "Which way is better: \"down\" or \"up\"."),
        field("nature", &Indicator::nature,
              "\"binding\" (约束性) or \"anticipatory\" (预期性); None: the plan does not say."),
        field("basis", &Indicator::basis, "What its figures cover (口径); chooses among rival baselines."),
        field("adds_up", &Indicator::adds_up, "How its figures add up over periods: \"sum\", \"last\" or \"mean\"."),
        field("over_bodies", &Indicator::over_bodies,
              "How it adds up over the bodies below an area: \"sum\", \"mean\" or \"none\"; None: as over periods, a "
              "last figure not at all."),
        field("count", &Indicator::count,
              "True: counts whole things, so that limits from percentages are floored or ceiled."),
        field("ratio", &Indicator::ratio, "The two indicators it is the quotient of; None: it is reported on its own."),
        field("limit", &Indicator::limit, "A natural limit, e.g. 100 of a percentage; None: none."),
        field("baselines", &Indicator::baselines, "None, one or several rival ones."),
        field("targets", &Indicator::targets, "In the order of their years."),
        field("responsible", &Indicator::responsible, "Ids of the bodies that answer for it."),
        field("clause", &Indicator::clause, "The plan's words behind it, and their line."),
        field("illustrative", &Indicator::illustrative, "Made up (示例), and marked so wherever it is shown."),
        field("place", &Indicator::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<Task>(
        module, "Task",
        "Something the plan obliges someone to do; no deadline: continuing."
        R"(

>>> task = libplan.Task("hall", "建成新馆", deadline="2023-12-31")
>>> task.deadline
datetime.date(2023, 12, 31))",
        required("id", &Task::id, "Its id, by which other records name it."),
        required("title", &Task::title, "What is to be done."),
        field("section", &Task::section, "Heading of the plan's section it stands in."),
        field("clause", &Task::clause, "The plan's words behind it, and their line."),
        field("deadline", &Task::deadline, "The day by which it must be done; None: continuing (持续推进)."),
        field("deliverable", &Task::deliverable, "What is to be delivered."),
        field("serves", &Task::serves, "Ids of the indicators it serves."),
        field("strength", &Task::strength,
              "How strongly the plan commits, \"eliminate\" (杜绝) to \"explore\" (探索); None: it does not say."),
        field("extent", &Task::extent,
              "How much of it is wanted, \"all\" (全部) to \"promote\" (推动); None: the clause does not say."),
        field("illustrative", &Task::illustrative, "Made up (示例), and marked so wherever it is shown."),
        field("place", &Task::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<Responsibility>(
        module, "Responsibility",
        "Who carries a task; the first lead leads."
        R"(

>>> libplan.Responsibility("hall", ["culture"], support=["finance"])
Responsibility(task='hall', lead=('culture',), support=('finance',)))",
        required("task", &Responsibility::task, "Id of the task."),
        required("lead", &Responsibility::lead, "Ids of the leads (牵头); the first leads."),
        field("support", &Responsibility::support, "Ids of the supporting bodies (配合)."),
        field("territorial", &Responsibility::territorial, "Ids of the bodies where it is carried out (属地)."),
        field("illustrative", &Responsibility::illustrative, "Made up (示例), and marked so wherever it is shown."),
        field("place", &Responsibility::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_identities(module);
    bind_record<Plan, PlanParts>(
        module, "Plan",
        "A valid plan. Raises InputError with every problem of its parts."
        R"(

>>> plan = libplan.Plan(
...     "reading", "阅读规划", 2021, 2025,
...     bodies=[libplan.Body("east", "东镇", "town")],
...     indicators=[
...         libplan.Indicator(
...             "loans", "图书外借", "万册", "up",
...             baselines=[libplan.Baseline(2020, 31.5)],
...             targets=[libplan.RaisePercent(10)],
...         )
...     ],
... )
>>> plan.baseline_year, plan.indicator("loans").targets[0].year
(2020, 2025)
>>> plan.replace_indicator("loans", unit="册").indicator("loans").unit
'册')",
        required("id", &PlanParts::id, "Its id."), required("title", &PlanParts::title, "Its name as shown."),
        required("first_year", &PlanParts::first_year, "The first year of the plan."),
        required("last_year", &PlanParts::last_year,
                 "The last year of the plan, in which targets without a year are due."),
        field("baseline_year", &PlanParts::baseline_year, "The year targets are measured from."),
        field("area", &PlanParts::area, "The area it is for, as shown."),
        field("path", &PlanParts::path,
              "How indicators should move from the baseline through the milestones: \"linear\" or \"geometric\"."),
        field("margin", &PlanParts::margin,
              "Percentage points of the way, either side of the path, that still count as on track."),
        field("text", &PlanParts::text,
              "The lines of the plan's own text, in which clauses are found; empty: not given."),
        field("bodies", &PlanParts::bodies, "The bodies that carry it out."),
        field("indicators", &PlanParts::indicators, "What it measures, with baselines and targets."),
        field("tasks", &PlanParts::tasks, "What it obliges someone to do."),
        field("responsibilities", &PlanParts::responsibilities, "Who carries which task."),
        field("identities", &PlanParts::identities, "What should hold between the figures it prints."),
        field("place", &PlanParts::place, "Where it stands in the plan folder; takes no part in equality."))
        .def(
            "indicator",
            [](const Plan& plan, const std::string& id) {
                return found_record(plan.find_indicator(id), id, plan->indicators);
            },
            py::arg("id"), "The indicator of that id; KeyError names the nearest one.")
        .def(
            "body",
            [](const Plan& plan, const std::string& id) { return found_record(plan.find_body(id), id, plan->bodies); },
            py::arg("id"), "The body of that id; KeyError names the nearest one.")
        .def(
            "task",
            [](const Plan& plan, const std::string& id) { return found_record(plan.find_task(id), id, plan->tasks); },
            py::arg("id"), "The task of that id; KeyError names the nearest one.")
        .def(
            "replace_indicator", replacing_record(&PlanParts::indicators), py::arg("which"), py::pos_only(),
            "A copy in which the indicator of that id has some fields changed, by keyword; KeyError names the nearest.")
        .def("replace_body", replacing_record(&PlanParts::bodies), py::arg("which"), py::pos_only(),
             "A copy in which the body of that id has some fields changed, by keyword; KeyError names the nearest.")
        .def("replace_task", replacing_record(&PlanParts::tasks), py::arg("which"), py::pos_only(),
             "A copy in which the task of that id has some fields changed, by keyword; KeyError names the nearest.");
}

}  // namespace libplan::bindings
