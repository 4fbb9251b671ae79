#include "reports/progress_page.hpp"

#include "libplan/fact_period.hpp"

namespace libplan {
namespace {

/// Whether a fact of a unit is taken from this reading: from its own, or the whole area's where it has none.
bool is_taken_from(const Reading& reading, const FactDefinition& fact, const Progress& progress,
                   const std::string& unit) {
    const auto* source = std::get_if<IndicatorFact>(&fact.source);
    if (!source || source->indicator != reading.indicator || fact.last_year || !fact.part.empty()) return false;
    return reading.body == unit ||
           (reading.body.empty() && source->whole_area && !progress.find(source->indicator, unit));
}

class RowInputs {
public:
    explicit RowInputs(const ItemsPage& items) : items_(items), sheet_("'" + items.sheet.name + "'!") {}

    void add(const FactDefinition& fact) {
        const auto inputs = items_.inputs_behind(fact.id);
        if (inputs.empty() || items_.following(fact.id)) return;
        const ItemsPage::InputCell* const input = inputs.front();  // of an indicator there is one
        using Take = IndicatorFact::Take;
        const Take take = std::get<IndicatorFact>(fact.source).take;
        const bool is_changed = items_.changed.contains(input->id);
        const bool is_figure = take == Take::value && row_.actual.cell.empty();
        // The days that count are others than those of the reading: so is the figure.
        if (take == Take::value && !is_calendar_year(items_.scheme->outcome.window)) return;
        if (is_figure) row_.actual = figure_at(*input);
        if (take == Take::target && row_.limit.cell.empty()) row_.limit = figure_at(*input);
        add_test(words_, *input);
        row_.are_words_changed |= is_changed;
        if (is_figure) return;
        add_test(results_, *input);
        row_.are_results_changed |= is_changed;
    }

    std::optional<ProgressInputs> operator()() && {
        if (words_.empty()) return std::nullopt;
        row_.words_changed = words_ + "=0";
        if (!results_.empty()) row_.results_changed = results_ + "=0";
        return std::move(row_);
    }

private:
    InputFigure figure_at(const ItemsPage::InputCell& input) const {
        return {sheet_ + cell_name(input.row, input.column), items_.cell_at(input.row, input.column)};
    }
    void add_test(std::string& tests, const ItemsPage::InputCell& input) const {
        tests += (tests.empty() ? "" : "*") + ItemsPage::stands_as_written(input, sheet_);
    }

    const ItemsPage& items_;
    const std::string sheet_;
    ProgressInputs row_;
    std::string words_, results_;
};

}  // namespace

CardProgress card_progress(const ItemsPage& items, const std::vector<const Reading*>& readings) {
    CardProgress card;
    for (const Reading* reading : readings) {
        RowInputs row(items);
        for (const FactDefinition& fact : items.scheme->facts)
            if (is_taken_from(*reading, fact, items.inputs.progress, items.card.unit.id)) row.add(fact);
        if (auto inputs = std::move(row)()) card.rows.emplace(reading, std::move(*inputs));
    }
    if (items.readers.empty()) return card;
    card.notice = "'" + items.sheet.name + "'!" + cell_name(ItemsPage::notice_row, ItemsPage::changed_column, true);
    if (!items.changed.empty()) card.told = items.changed_words();
    return card;
}

}  // namespace libplan
