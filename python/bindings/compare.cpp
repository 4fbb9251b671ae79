#include "libplan/compare.hpp"

#include "bindings/record.hpp"

namespace libplan::bindings {

void bind_compare(py::module_& module) {
    bind_value<ChangePart>(module, "ChangePart",
                           "How much of a difference comes from one cause; ``words`` tell what changed.",
                           required("cause", &ChangePart::cause,
                                    "\"revised_data\", \"data\", \"targets\", \"rules\", \"classes\" or \"vetoes\"."),
                           required("points", &ChangePart::points, "What it adds to the total, negative off."),
                           field("words", &ChangePart::words, "What changed."));
    bind_value<ItemChange>(module, "ItemChange",
                           "One item on both sides; points are None where it is not in the table or still open.",
                           required("item", &ItemChange::item, "Id of the item."),
                           required("title", &ItemChange::title, "Its name as shown."),
                           field("before", &ItemChange::before, "Points before; None: not in that scheme, or open."),
                           field("after", &ItemChange::after, "Points after; None: not in that scheme, or open."),
                           field("difference", &ItemChange::difference, "Points after less points before."),
                           field("before_words", &ItemChange::before_words, "How they came about."),
                           field("after_words", &ItemChange::after_words, "How they came about."),
                           field("language", &ItemChange::language, "Of these words."));
    bind_value<TotalChange>(
        module, "TotalChange",
        "Where the change of a published total comes from: ``parts`` by cause, ``items`` with ``beyond_items``; each "
        "adds up to ``difference`` exactly. While a side is open there are no parts, and ``open_words`` tell which.",
        required("unit", &TotalChange::unit, "The unit."),
        field("year_before", &TotalChange::year_before, "The earlier year."),
        field("year_after", &TotalChange::year_after, "The later year."),
        field("scheme_before", &TotalChange::scheme_before, "Title of the earlier scheme."),
        field("scheme_after", &TotalChange::scheme_after, "Title of the later scheme."),
        field("before", &TotalChange::before, "The earlier published total."),
        field("after", &TotalChange::after, "The later published total."),
        field("possible_before", &TotalChange::possible_before,
              "Within which the earlier total lies while it is open."),
        field("possible_after", &TotalChange::possible_after, "Within which the later total lies while it is open."),
        field("difference", &TotalChange::difference, "Later less earlier."),
        field("parts", &TotalChange::parts, "By cause; they add up to the difference."),
        field("items", &TotalChange::items, "Item by item."),
        field("beyond_items", &TotalChange::beyond_items,
              "What of the difference lies beyond the items, so that both add up to it."),
        field("open_words", &TotalChange::open_words, "Which sides are open, and within which they lie; empty: none."),
        field("illustrative", &TotalChange::illustrative, "Rests on made-up figures (示例)."),
        field("language", &TotalChange::language, "Of its words."));
    module.def(
        "compare",
        [](const Assessment& before, const Assessment& after, const std::string& unit,
           const std::optional<Facts>& revised, Language language) {
            unit_index(before.facts, unit);
            unit_index(after.facts, unit);
            if (revised) unit_index(*revised, unit);
            return compare(before, after, unit, revised ? &*revised : nullptr, language);
        },
        py::arg("before"), py::arg("after"), py::arg("unit"), py::kw_only(), py::arg("revised") = py::none(),
        py::arg("language") = "zh",
        "Splits the change of one unit's published total exactly.\n\n"
        "By sequential replacement, in this order: revised data (``revised``: the earlier year's facts as known now), "
        "data, targets (facts that others are held against), rules and weights, classes (of the unit, or of others in "
        "its class), vetoes. Another order would split differently; the sum is the same. Of a total that a veto made "
        "nothing while items were open, "
        "what is open counts 0 before the veto. KeyError for a unit that is not on both sides."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> towns = folder.scheme("towns")
>>> facts = libplan.gather(folder.plan, towns, folder.observations, folder.records, year=2018)
>>> stricter = towns.replace_item("t_guidance", rule=libplan.AllOrNothingRule("at_least", 100))
>>> before, after = libplan.assess(towns, facts), libplan.assess(stricter, facts)
>>> change = libplan.compare(before, after, "taihe")
>>> change.before, change.after, change.difference
(Decimal('77.54'), Decimal('72.74'), Decimal('-4.8'))
>>> for part in change.parts:
...     print(part.cause, part.points)
...
revised_data 0
data 0
targets 0
rules -4.8
classes 0
vetoes 0)");
}

}  // namespace libplan::bindings
