#include "libplan/tree.hpp"
#include "reports/items_page.hpp"

namespace libplan {
namespace {

using Subject = Condition::Subject;

std::string sign_of(Comparison comparison, Language language) {
    static constexpr const char* wide[] = {"≥", "≤", "＞", "＜", "＝"};
    static constexpr const char* narrow[] = {"≥", "≤", ">", "<", "="};
    return (language == Language::zh ? wide : narrow)[static_cast<int>(comparison)];
}

std::string operator_of(Comparison comparison) {
    static constexpr const char* operators[] = {">=", "<=", ">", "<", "="};
    return operators[static_cast<int>(comparison)];
}

std::string subject_of(const ItemsPage& page, const Condition& condition) {
    static constexpr Phrase subjects[] = {Phrase::verbatim,           Phrase::subject_points, Phrase::subject_rate,
                                          Phrase::subject_applicable, Phrase::subject_lowest, Phrase::subject_total};
    if (condition.subject == Subject::total) return page.say(Phrase::subject_total);
    if (condition.subject == Subject::fact) {
        const FactDefinition* fact = page.scheme.find_fact(condition.of);
        return fact ? fact->title : condition.of;
    }
    const NodeNumber node = node_numbers(page.scheme.parts()).at(condition.of);
    return say(page.language, subjects[static_cast<int>(condition.subject)],
               node.group ? page.scheme.groups()[node.index]->title : page.scheme.items()[node.index]->title);
}

/// What a condition compares, as a formula; words stand for what is open or takes no part.
class SubjectFormula {
public:
    SubjectFormula(const ItemsPage& page, const Condition& condition, std::optional<int> own_group_row)
        : page_(page),
          condition_(condition),
          open_(page.literal(Phrase::open)),
          left_out_(page.literal(Phrase::state_not_applicable)) {
        if (condition.subject == Subject::total || condition.subject == Subject::fact) return;
        node_ = node_numbers(page.scheme.parts()).at(condition.of);
        row_ = (node_.group ? page.group_rows : page.item_rows)[node_.index];
        // While a group may still be voided, its conditions ask for it as it stands before.
        if (node_.group && own_group_row && is_being_written()) row_ = *own_group_row;
    }

    std::string operator()() const {
        const std::string applicable = cell_name(row_, col_applicable);
        const std::string open = "IF(" + cell_name(row_, col_open) + ">0," + open_ + ",";
        switch (condition_.subject) {
            case Subject::fact:
                return {};
            case Subject::points:
                return "IF(ISNUMBER(" + applicable + ")," + open + "N(" + cell_name(row_, col_points) + "))," +
                       left_out_ + ")";
            case Subject::applicable:
                return "N(" + applicable + ")";
            case Subject::rate:
                return "IF(N(" + applicable + ")=0," + left_out_ + "," + open + cell_name(row_, col_points) + "/" +
                       applicable + "*100))";
            case Subject::lowest:
                return lowest();
            case Subject::total:
                return cell_name(page_.earned_row, col_points);
        }
        return {};
    }

    /// Whether some item is open that could only lower the lowest: then a condition that fails may yet hold.
    std::string may_fall() const {
        const bool falls = condition_.comparison == Comparison::at_most || condition_.comparison == Comparison::below;
        if (condition_.subject != Subject::lowest || !falls || !has_items()) return {};
        return "SUM(" + of_items(col_open) + ")>0";
    }

private:
    /// A group's own row is filled in last.
    bool is_being_written() const { return page_.sheet.rows[static_cast<std::size_t>(row_)].cells.empty(); }
    std::pair<int, int> items() const { return page_.group_items[node_.index]; }
    bool has_items() const { return items().second >= items().first; }
    std::string of_items(int column) const { return range(items().first, items().second, column); }

    std::string lowest() const {
        if (!has_items()) return left_out_;
        const std::string none = "COUNT(" + of_items(col_points) + ")=0";
        const std::string some_open = "SUM(" + of_items(col_open) + ")>0";
        const std::string least = "MIN(" + of_items(col_points) + ")";
        if (!may_fall().empty())
            return "IF(" + none + ",IF(" + some_open + "," + open_ + "," + left_out_ + ")," + least + ")";
        return "IF(" + some_open + "," + open_ + ",IF(" + none + "," + left_out_ + "," + least + "))";
    }

    const ItemsPage& page_;
    const Condition& condition_;
    NodeNumber node_;
    std::string open_, left_out_;
    int row_ = 0;
};

/// What is asked for, where it is no fact: the engine's figure, or why there is none.
Cell subject_cell(const ItemsPage& page, const ConditionWorking& working, std::string formula) {
    Cell cell = working.value
                    ? number(*working.value, Look::number, std::max(2, decimals_of(*working.value)))
                    : words(page.say(working.value_state == State::not_applicable ? Phrase::state_not_applicable
                                                                                  : Phrase::open),
                            Look::centered);
    cell.formula = std::move(formula);
    return cell;
}

std::string outcome_formula(const ItemsPage& page, const Condition& condition, const std::string& value,
                            const std::string& limit, const std::string& may_fall) {
    const bool limit_varies = std::holds_alternative<std::string>(condition.limit);
    const std::string yes = page.literal(Phrase::yes);
    const std::string no = page.literal(Phrase::no);
    const std::string open = page.literal(Phrase::open);
    const std::string scaled = condition.times == 1 ? limit : limit + "*" + decimal_text(condition.times);
    const std::string holds =
        "ROUND(" + value + ",10)" + operator_of(condition.comparison) + "ROUND(" + scaled + ",10)";
    const std::string numbers =
        limit_varies ? "AND(ISNUMBER(" + value + "),ISNUMBER(" + limit + "))" : "ISNUMBER(" + value + ")";
    // What does not apply does not hold, whatever it is held against.
    std::string decided = page.is_not_applicable_cell(value);
    if (limit_varies) decided += "," + page.is_not_applicable_cell(limit);
    if (page.scheme->outcome.missing == WhenMissing::zero) {  // then what is missing does not hold either
        std::string pending = condition.subject == Subject::fact ? page.is_pending(value) : value + "=" + open;
        if (limit_varies) pending += "," + page.is_pending(limit);
        decided += ",NOT(OR(" + pending + "))";
    }
    const std::string fails = may_fall.empty() ? no : "IF(" + may_fall + "," + open + "," + no + ")";
    return "IF(" + numbers + ",IF(" + holds + "," + yes + "," + fails + "),IF(OR(" + decided + ")," + no + "," + open +
           "))";
}

}  // namespace

std::string condition_label(const ItemsPage& page, const Condition& condition) {
    const std::string subject = subject_of(page, condition);
    const std::string sign = sign_of(condition.comparison, page.language);
    if (condition.times == 1) return say(page.language, Phrase::compared_with, subject, sign);
    return say(page.language, Phrase::compared_with_times, subject, sign, decimal_text(condition.times));
}

void set_condition(ItemsPage& page, Line& line, int row, const Condition& condition, const ConditionWorking& working,
                   std::optional<int> own_group_row) {
    const SubjectFormula subject(page, condition, own_group_row);
    line[col_actual] = condition.subject == Subject::fact ? page.figure(condition.of, row, col_actual)
                                                          : subject_cell(page, working, subject());
    std::string limit = cell_name(row, col_reference);
    std::vector<std::string> read;
    if (condition.subject == Condition::Subject::fact) read.push_back(condition.of);
    if (const auto* id = std::get_if<std::string>(&condition.limit)) read.push_back(*id);
    if (!read.empty()) page.readers.emplace_back(row, std::move(read));
    if (const auto* id = std::get_if<std::string>(&condition.limit))
        line[col_reference] = page.figure(*id, row, col_reference);
    else
        line[col_reference] =
            page.limit_cell("condition", std::get<double>(condition.limit), row, col_reference, limit);
    line[col_points] = page.verdict(
        working.holds, outcome_formula(page, condition, cell_name(row, col_actual), limit, subject.may_fall()));
}

std::string add_conditions(ItemsPage& page, const Conditions& conditions, const ConditionsWorking& working,
                           Phrase label, std::optional<int> own_group_row) {
    const int first = page.next_row();
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        Line line(say(page.language, label, condition_label(page, conditions[i])), Look::wrapped, Look::text);
        set_condition(page, line, page.next_row(), conditions[i], working.conditions[i], own_group_row);
        page.add(std::move(line));
    }
    const int last = page.next_row() - 1;
    if (conditions.size() == 1) return cell_name(first, col_points);
    const std::string all = range(first, last, col_points);
    const auto any = [&](Phrase phrase) { return "COUNTIF(" + all + "," + page.literal(phrase) + ")>0"; };
    Line line(page.say(Phrase::all_conditions), Look::text, Look::text);
    line[col_points] = page.verdict(working.hold, "IF(" + any(Phrase::no) + "," + page.literal(Phrase::no) + ",IF(" +
                                                      any(Phrase::open) + "," + page.literal(Phrase::open) + "," +
                                                      page.literal(Phrase::yes) + "))");
    return cell_name(page.add(std::move(line)), col_points);
}

}  // namespace libplan
