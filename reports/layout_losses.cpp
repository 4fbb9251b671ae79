#include <algorithm>
#include <cmath>

#include "libplan/workings.hpp"
#include "reports/cells.hpp"

namespace libplan {
namespace {

constexpr int losses_columns = 6;
constexpr int rate_column = 4;

std::string rank_words(const Scorecard& card, Language language) {
    if (card.rank == 0) return say(language, phrase_of_unknown(card.state));
    const std::string rank = say(language, Phrase::rank_of, std::to_string(card.rank), std::to_string(card.ranked));
    return card.tied ? say(language, Phrase::rank_tied, rank) : rank;
}

class LossesLayout {
public:
    explicit LossesLayout(const Scorecard& card) : card_(card), language_(card.language) {}

    Sheet operator()() {
        sheet_.name = say(language_, Phrase::sheet_card);
        sheet_.widths = {28, 8, 9, 8, 10, 46};
        add_top();
        std::vector<const ScorecardLine*> lost;
        std::vector<const ScorecardLine*> open;
        std::vector<const ScorecardLine*> left_out;
        std::vector<const ScorecardLine*> kept;
        for (const ScorecardLine& line : card_.lines) {
            places_ = std::max({places_, decimals_of(line.points.value()), decimals_of(line.lost.value())});
            if (line.lost.units > 0)
                lost.push_back(&line);
            else if (line.state == State::not_applicable)
                left_out.push_back(&line);
            else
                (line.state == State::value ? kept : open).push_back(&line);
        }
        std::stable_sort(lost.begin(), lost.end(), [](const auto* a, const auto* b) { return a->lost > b->lost; });
        const auto sum_of = [](const std::vector<const ScorecardLine*>& lines) {
            Points sum;
            for (const ScorecardLine* line : lines) sum += line->lost;
            return sum;
        };
        const Points gained = -sum_of(kept);
        sheet_.header_row = static_cast<int>(sheet_.rows.size());
        sheet_.rows.push_back(header_row({Phrase::head_item, Phrase::head_full, Phrase::head_points, Phrase::head_lost,
                                          Phrase::head_rate, Phrase::head_reason},
                                         language_));
        add_part(lost.empty() ? say(language_, Phrase::no_losses)
                 : adds_up()  ? say(language_, Phrase::losses_part, to_string(sum_of(lost)))
                              : say(language_, Phrase::losses_apart),
                 lost, true);
        add_part(say(language_, Phrase::open_part), open, !open.empty());
        add_part(say(language_, Phrase::left_out_part), left_out, !left_out.empty());
        add_part(gained.units > 0 && adds_up() ? say(language_, Phrase::gained_part, to_string(gained))
                                               : say(language_, Phrase::kept_part),
                 kept, !kept.empty());
        add_steps();
        return std::move(sheet_);
    }

private:
    /// Whether the points of the items are those of the total, so that what they lost may be summed.
    bool adds_up() const {
        Points sum;
        for (const ScorecardLine& line : card_.lines) sum += line.points;
        constexpr double rounding = 1e-4;
        const auto is = [&](double total) { return std::abs(sum.value() - total) < rounding; };
        return is(card_.unrounded) || is(card_.scored.value());  // before what applies is rescaled
    }

    void add_top() {
        sheet_.rows.push_back(title_row(
            say(language_, Phrase::card_title, card_.unit.title, std::to_string(card_.year)), losses_columns));
        if (!card_.scheme.empty()) sheet_.rows.push_back({{words(card_.scheme, Look::muted, losses_columns)}});
        if (card_.illustrative) sheet_.rows.push_back(notice_row(true, losses_columns, language_));
        const std::string unknown = say(language_, phrase_of_unknown(card_.state));
        sheet_.rows.push_back({{words(
            say(language_, Phrase::losses_total, card_.state == State::value ? to_string(card_.total) : unknown,
                decimal_text(card_.full), card_.grade.empty() ? unknown : card_.grade, rank_words(card_, language_)),
            Look::subtitle, losses_columns)}});
        if (card_.possible)
            sheet_.rows.push_back({{words(possible_words(*card_.possible), Look::subtitle, losses_columns)}});
        for (const std::string& veto : card_.vetoes)
            sheet_.rows.push_back({{words(say(language_, Phrase::veto_title, veto), Look::bad, losses_columns)}});
        for (const std::string& veto : card_.open_vetoes)
            sheet_.rows.push_back({{words(say(language_, Phrase::veto_in_doubt, veto), Look::bad, losses_columns)}});
    }

    std::string possible_words(const PossibleRange& range) const {
        if (std::isinf(range.highest)) return say(language_, Phrase::total_at_least, told(range.lowest));
        return say(language_, Phrase::total_between, told(range.lowest), told(range.highest));
    }

    void add_steps() {
        if (card_.steps.empty()) return;
        sheet_.rows.push_back({{words(say(language_, Phrase::total_steps), Look::group, losses_columns)}});
        for (const ScorecardStep& step : card_.steps)
            sheet_.rows.push_back(
                {{words(step.points ? say(language_, Phrase::step_value, step.words, told(*step.points)) : step.words,
                        Look::wrapped, losses_columns)}});
    }

    static std::string told(double points) { return decimal_text(round_decimal(points, unrounded_places)); }

    void add_part(const std::string& title, const std::vector<const ScorecardLine*>& lines, bool shown) {
        if (!shown) return;
        sheet_.rows.push_back({{words(title, Look::group, losses_columns)}});
        const int first = static_cast<int>(sheet_.rows.size());
        for (const ScorecardLine* line : lines) add_line(*line);
        const int last = static_cast<int>(sheet_.rows.size()) - 1;
        if (last >= first) sheet_.data_bars.push_back({first, last, rate_column});
    }

    void add_line(const ScorecardLine& line) {
        Row row;
        row.cells = {words(line.item.title, Look::wrapped),
                     number(line.item.full, Look::points, decimals_of(line.item.full))};
        // What the scheme made of a state is a number only where points were lost for it.
        const bool scored = line.state == State::value || line.lost.units > 0;
        if (scored) {
            row.cells.push_back(number(line.points.value(), Look::points, places_));
            row.cells.push_back(number(line.lost.value(), line.lost.units > 0 ? Look::bad : Look::points, places_));
        } else {
            row.cells.push_back(words(say(language_, phrase_of(line.state)), Look::muted));
            row.cells.push_back(words("—", Look::centered));
        }
        row.cells.push_back(scored && line.full.units > 0
                                ? percentage(line.points.value() / line.full.value(), Look::number, 1)
                                : words("—", Look::centered));
        const std::string clause =
            line.item.clause.empty() ? "" : "\n" + say(language_, Phrase::words_clause, line.item.clause);
        row.cells.push_back(words(line.words + clause, Look::wrapped));
        sheet_.rows.push_back(std::move(row));
    }

    const Scorecard& card_;
    Language language_;
    Sheet sheet_;
    int places_ = 0;
};

}  // namespace

Sheet layout_losses(const Scorecard& card) { return LossesLayout(card)(); }

}  // namespace libplan
