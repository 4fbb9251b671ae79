#include <algorithm>
#include <cmath>

#include "libplan/veto_words.hpp"
#include "reports/progress_page.hpp"

namespace libplan {
namespace {

/// The unit's own series first; a unit without any is shown the whole area's.
std::vector<const Reading*> readings_of(const ReportInputs& inputs, const std::string& unit) {
    std::vector<const Reading*> own;
    std::vector<const Reading*> area;
    for (const Reading& reading : inputs.progress.readings) {
        const auto& responsible = inputs.plan.find_indicator(reading.indicator)->responsible;
        const bool is_responsible = std::find(responsible.begin(), responsible.end(), unit) != responsible.end();
        if (reading.body == unit || (reading.body.empty() && is_responsible)) own.push_back(&reading);
        if (reading.body.empty()) area.push_back(&reading);
    }
    const bool has_path = std::any_of(own.begin(), own.end(), [](const Reading* r) { return r->required && r->value; });
    if (!has_path) own.insert(own.end(), area.begin(), area.end());
    return own;
}

/// Why the total is open: the items that lack their points, and within which it lies all the same.
std::string open_words(const ItemsPage& items) {
    const Scorecard& card = items.card;
    if (!card.possible) return {};
    const auto listed = [&](State state, Phrase phrase) {
        std::vector<Message> titles;
        for (std::size_t i = 0; i < card.lines.size(); ++i)
            if (items.workings.items[i].open && card.lines[i].state == state)
                titles.emplace_back(card.lines[i].item.title);
        const std::string count = std::to_string(titles.size());
        return titles.empty() ? Message() : Message{phrase, {count, joined(Phrase::listed, std::move(titles))}};
    };
    std::vector<Message> parts;
    for (Message part :
         {listed(State::missing, Phrase::open_missing), listed(State::not_scored, Phrase::open_not_scored)})
        if (part != Message()) parts.push_back(std::move(part));
    if (parts.empty()) parts.emplace_back(Phrase::open_conditions);
    const auto told = [](double total) { return Message(decimal_text(round_decimal(total, told_places))); };
    const auto [lowest, highest] = *card.possible;
    if (std::isinf(highest))
        parts.emplace_back(Phrase::total_at_least, std::vector<Message>{told(lowest)});
    else
        parts.emplace_back(Phrase::total_between, std::vector<Message>{told(lowest), told(highest)});
    return text(joined(Phrase::semicolon, std::move(parts)), items.language);
}

}  // namespace

std::vector<Sheet> layout_scorecard(const ReportInputs& inputs, const Assessment& assessment, std::size_t unit,
                                    const std::set<std::string>& changed) {
    const Language language = inputs.language;
    const Workings steps = workings(assessment, unit);
    const Scorecard card = scorecard(assessment, unit, steps, language);
    ItemsPage items(inputs, assessment, card, steps, changed);
    add_groups(items);
    add_totals(items);
    items.leave_out_if_empty(col_department);
    items.hide(items.sum_row, col_open_words, words(open_words(items), Look::plain));
    items.add_other_figures();
    add_input_cells(items);
    std::vector<Sheet> sheets{layout_front_page(items)};
    Sheet notes = layout_card_notes(items);
    const auto readings = readings_of(inputs, card.unit.id);
    const CardProgress of_card = card_progress(items, readings);
    Sheet progress = progress_sheet(inputs, readings, &of_card);
    sheets.push_back(std::move(items.sheet));
    Sheet paths = paths_sheet(inputs, readings, progress);
    sheets.push_back(std::move(progress));
    if (!paths.rows.empty()) sheets.push_back(std::move(paths));
    if (inputs.tasks) sheets.push_back(layout_tasks(inputs.plan, *inputs.tasks, card.unit.id, language));
    sheets.push_back(std::move(notes));
    if (!items.class_sheet.rows.empty()) sheets.push_back(std::move(items.class_sheet));
    for (Sheet& sheet : sheets) sheet.locked = true;
    return sheets;
}

}  // namespace libplan
