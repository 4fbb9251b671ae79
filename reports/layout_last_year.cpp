#include <algorithm>
#include <cmath>

#include "reports/summary.hpp"

namespace libplan {
namespace {

constexpr int last_year_columns = 9;
constexpr std::size_t most_items = 3;  ///< told of what changed

std::optional<std::size_t> unit_named(const Assessment& assessment, const std::string& id) {
    for (std::size_t unit = 0; unit < assessment.facts.units.size(); ++unit)
        if (assessment.facts.units[unit].id == id) return unit;
    return std::nullopt;
}

class LastYear {
public:
    LastYear(const RankingPlaces& ranking, Language language) : ranking_(ranking), language_(language) {
        sheet_.name = say(language, Phrase::sheet_last_year);
        sheet_.landscape = true;
        sheet_.widths = {26, 14, 14, 10, 12, 12, 12, 12, 10, 46};
    }

    void add(const Assessment& now, const Assessment& then, std::size_t index) {
        const bool is_known =
            std::find(then.total_states.begin(), then.total_states.end(), State::value) != then.total_states.end();
        if (!sheet_.rows.empty()) sheet_.rows.push_back({});
        const std::string year = std::to_string(now.facts.year);
        const std::string year_before = std::to_string(then.facts.year);
        sheet_.rows.push_back({{words(say(language_, Phrase::last_year_title, now.scheme->title, year, year_before),
                                      Look::subtitle, last_year_columns + 1)},
                               26});
        sheet_.rows.push_back(
            notice_row(now.facts.illustrative || then.facts.illustrative, last_year_columns + 1, language_));
        if (!is_known) {
            sheet_.rows.push_back(
                {{words(say(language_, Phrase::last_year_open, year_before), Look::wrapped, last_year_columns + 1)}});
            return;
        }
        Row heads;
        heads.height = 36;
        for (const Message& head : std::vector<Message>{{Phrase::head_unit},
                                                        {Phrase::head_total_of, {year_before}},
                                                        {Phrase::head_total_of, {year}},
                                                        {Phrase::head_total_change},
                                                        {Phrase::head_grade_of, {year_before}},
                                                        {Phrase::head_grade_of, {year}},
                                                        {Phrase::head_rank_of, {year_before}},
                                                        {Phrase::head_rank_of, {year}},
                                                        {Phrase::head_places_gained},
                                                        {Phrase::head_largest_change}})
            heads.cells.push_back(words(text(head, language_), Look::header));
        if (sheet_.header_row < 0) sheet_.header_row = static_cast<int>(sheet_.rows.size());
        sheet_.rows.push_back(std::move(heads));
        for (const RankingPlaces::Class& of : ranking_.assessments[index].classes)
            for (const std::size_t unit : of.units) add_unit(now, then, index, unit);
    }

    Sheet sheet() {
        if (!sheet_.rows.empty())
            sheet_.rows.push_back(
                {{words(say(language_, Phrase::last_year_note), Look::wrapped, last_year_columns + 1)}});
        return std::move(sheet_);
    }

private:
    void add_unit(const Assessment& now, const Assessment& then, std::size_t index, std::size_t unit) {
        const int row = static_cast<int>(sheet_.rows.size());
        const auto before = unit_named(then, now.facts.units[unit].id);
        const Cell none = words("—", Look::centered);
        const auto from_ranking = [&](Cell cell, RankingColumn column) {
            cell.formula = ranking_.cell(index, unit, column);
            return cell;
        };
        const auto known = [](const Cell& cell) { return std::get_if<double>(&cell.value); };
        const Cell total_then = before ? total_cell(then, *before, Look::points, language_) : none;
        const Cell total_now = from_ranking(total_cell(now, unit, Look::points, language_), ranking_total);
        const Cell rank_then = before ? rank_cell(then, *before, Look::centered, language_) : none;
        const Cell rank_now = from_ranking(rank_cell(now, unit, Look::centered, language_), ranking_rank);
        const int places = now.scheme->outcome.places;
        const auto difference = [&](const Cell& first, int first_column, const Cell& second, int second_column,
                                    int decimals) {
            const bool both = known(first) && known(second);
            Cell cell =
                both ? number(round_decimal(*known(first) - *known(second), decimals), Look::points, decimals) : none;
            const std::string a = cell_name(row, first_column);
            const std::string b = cell_name(row, second_column);
            cell.formula = "IF(AND(ISNUMBER(" + a + "),ISNUMBER(" + b + ")),ROUND(" + a + "-" + b + "," +
                           std::to_string(decimals) + "),\"—\")";
            return cell;
        };
        sheet_.rows.push_back(
            {{words(now.facts.units[unit].title, Look::wrapped), total_then, total_now,
              difference(total_now, 2, total_then, 1, places),
              before ? words(grade_title(then, *before, language_), Look::centered) : none,
              from_ranking(words(grade_title(now, unit, language_), Look::centered), ranking_grade), rank_then,
              rank_now, difference(rank_then, 6, rank_now, 7, 0),
              words(known(total_then) && known(total_now) ? largest_changes(now, unit, then, *before) : std::string(),
                    Look::wrapped)}});
    }

    /// The items that gained or lost most, with what they did.
    std::string largest_changes(const Assessment& now, std::size_t unit, const Assessment& then,
                                std::size_t before) const {
        struct Change {
            const Item* item;
            Points by;
        };
        std::vector<Change> changes;
        const auto& items = now.scheme.items();
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (now.items[i].state(unit) != State::value || then.items[i].state(before) != State::value) continue;
            const Points by = now.items[i].points[unit] - then.items[i].points[before];
            if (by.units != 0) changes.push_back({items[i], by});
        }
        std::stable_sort(changes.begin(), changes.end(),
                         [](const Change& a, const Change& b) { return std::abs(a.by.units) > std::abs(b.by.units); });
        if (changes.size() > most_items) changes.resize(most_items);
        std::vector<Message> told;
        for (const Change& change : changes)
            told.emplace_back(Phrase::item_change, std::vector<Message>{change.item->title, signed_points(change.by)});
        return text(joined(Phrase::semicolon, std::move(told)), language_);
    }

    /// With a minus sign, behind which no line ends, unlike a hyphen.
    static std::string signed_points(Points points) {
        return points.units > 0 ? "+" + to_string(points) : "−" + to_string(-points);
    }

    const RankingPlaces& ranking_;
    Language language_;
    Sheet sheet_;
};

}  // namespace

Sheet layout_last_year(const std::vector<Assessment>& assessments, const std::vector<Assessment>& last_year,
                       const RankingPlaces& ranking, Language language) {
    LastYear sheet(ranking, language);
    for (std::size_t i = 0; i < std::min(assessments.size(), last_year.size()); ++i)
        sheet.add(assessments[i], last_year[i], i);
    return sheet.sheet();
}

}  // namespace libplan
