#include "libplan/reach.hpp"

#include "bindings/record.hpp"
#include "bindings/watching.hpp"

namespace libplan::bindings {
namespace {

void refuse_unknown_grade(const Scheme& scheme, const std::string& title) {
    std::vector<Message> titles;
    for (const Grade& grade : scheme->grades) {
        if (grade.title == title) return;
        titles.emplace_back(grade.title);
    }
    throw py::key_error(
        text({Phrase::unknown_grade, {title, joined(Phrase::listed, std::move(titles))}}, spoken_language()));
}

Attainment reach_goal(const Assessment& assessment, const std::string& unit, const std::optional<std::string>& grade,
                      const std::optional<int>& rank, Language language) {
    if (grade.has_value() == rank.has_value()) throw py::type_error(spoken(Phrase::reach_goal));
    const std::size_t index = unit_index(assessment.facts, unit);
    if (grade) refuse_unknown_grade(assessment.scheme, *grade);
    const Goal goal = grade ? Goal(*grade) : Goal(*rank);
    const Released released;
    return reach(assessment, index, goal, language);
}

}  // namespace

void bind_reach(py::module_& module) {
    bind_value<FactMove>(module, "FactMove", "A fact that has to change.",
                         required("fact", &FactMove::fact, "Id of the fact."),
                         required("title", &FactMove::title, "Its name as shown."),
                         required("from_value", &FactMove::from, "What it is; None: missing, and to be supplied."),
                         required("to_value", &FactMove::to, "What it would have to be."));
    bind_value<Way>(
        module, "Way",
        "Changes of facts that reach a goal, confirmed by scoring them; ``item`` is empty where those of "
        "several items change.",
        field("item", &Way::item, "Id of the item, empty for several together."),
        field("title", &Way::title, "Its name as shown."), field("moves", &Way::moves, "The facts that change."),
        field("total", &Way::total, "The total it leads to."), field("gained", &Way::gained, "Points gained by it."),
        field("words", &Way::words, "The same in words."));
    bind_value<ItemRoom>(
        module, "ItemRoom", "Where an item still has points to give: lost, or not decided yet.",
        required("item", &ItemRoom::item, "Id of the item."), required("title", &ItemRoom::title, "Its name as shown."),
        field("points", &ItemRoom::points, "Points got."), field("full", &ItemRoom::full, "Full points."),
        field("lost", &ItemRoom::lost, "Points lost."), field("open", &ItemRoom::open, "Points not decided yet."));
    bind_value<Attainment>(
        module, "Attainment",
        "What it would take to reach a grade or a rank: the total needed, each item that gets there ``alone``, else "
        "several ``together``, else the ``obstacles``. ``notes`` say what the answer rests on besides.",
        required("unit", &Attainment::unit, "The unit."), field("year", &Attainment::year, "The year."),
        field("scheme", &Attainment::scheme, "Title of the scheme."),
        field("grade", &Attainment::grade, "The grade asked for; empty: a rank was."),
        field("rank", &Attainment::rank, "The rank asked for; None: a grade was."),
        field("reached", &Attainment::reached, "True: it is reached already."),
        field("state", &Attainment::state,
              "Of the total: \"value\", \"missing\" or \"not_scored\" (open), or \"not_applicable\"."),
        field("open", &Attainment::open, "True: it cannot be told yet, for what the obstacles name."),
        field("total", &Attainment::total, "The published total; None unless it is a value."),
        field("needed", &Attainment::needed,
              "The lowest total that can get there while no veto applies, tie-breaks won; None: no total."),
        field("items", &Attainment::items, "Every item with its points, lost and open, in the order of the table."),
        field("alone", &Attainment::alone, "The smallest change of each single item that gets there."),
        field("together", &Attainment::together, "Several changes that get there together, if none does alone."),
        field("obstacles", &Attainment::obstacles, "Why nothing does, or why it cannot be told yet."),
        field("notes", &Attainment::notes,
              "Tie-breaks that matter, units still open that are not counted, figures that were tried down to 0 only, "
              "and changes that may not be the smallest."),
        field("illustrative", &Attainment::illustrative, "Rests on made-up figures (示例)."),
        field("language", &Attainment::language, "Of its words."));
    module.def(
        "reach", &reach_goal, py::arg("assessment"), py::arg("unit"), py::kw_only(), py::arg("grade") = py::none(),
        py::arg("rank") = py::none(), py::arg("language") = "zh",
        "What it would take a unit to reach a grade (or a better one) or a rank within its class, all else staying.\n\n"
        "The facts of items move in steps of their printed precision, marks in their step; references and targets "
        "stay, and what is missing and counts for nothing can be supplied. A figure falls below zero only where a "
        "limit that it is held against, or the figure of some unit, does. For each item alone: the fewest steps of "
        "one of its facts; past 4096 steps of a fact that serves several items or meets conditions on points, "
        "``notes`` "
        "say that fewer may do. Else several, greedily: the facts that give most first, then each put back as far as "
        "the "
        "goal allows; where conditions stand in the way of that, combinations are tried. Every answer has been "
        "scored, and that nothing does is said only where it follows. KeyError for an unknown unit or grade, "
        "ValueError for a rank that there cannot be, TypeError unless one of the two is given."
        R"(

>>> results = libplan.assess_year(libplan.read("examples/qingxin"), year=2018)
>>> answer = libplan.reach(results.assessment("towns"), "taihe", grade="良好")
>>> answer.reached, answer.needed
(False, Decimal('80'))
>>> for way in answer.alone[:2]:
...     print(way.title, way.words)
...
牵头任务完成 牵头任务完成率由40.91%变为65.45%，总分由77.54变为80)");
}

}  // namespace libplan::bindings
