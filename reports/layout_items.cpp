#include <algorithm>

#include "libplan/match.hpp"
#include "libplan/rules.hpp"
#include "libplan/tree.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/words.hpp"
#include "reports/items_page.hpp"

namespace libplan {
namespace {

/// One item: its row, and a row for each input where it has several of a kind.
class ItemRows {
public:
    ItemRows(ItemsPage& page, std::size_t index, const GroupContext& context, int number)
        : page_(page),
          index_(index),
          line_(page.card.lines[index]),
          item_(line_.item),
          working_(page.workings.items[index]),
          context_(context),
          number_(number),
          row_(page.next_row()) {
        const auto* marks = std::get_if<MarksRule>(&item_.rule);
        below_ = std::holds_alternative<OccurrencesRule>(item_.rule) || (marks && !marks->scorers.empty());
        is_for_unit_ = context.concerns_unit && concerns(item_, page.card.unit);
        decision_ = item_.id + "." + std::string(word_of(item_.scorer));
        const auto own = inputs_of(item_);
        decided_ = is_for_unit_ && std::find(own.begin(), own.end(), decision_) == own.end() &&
                   (page.state_of_figure(decision_) == State::not_applicable || page.changed.contains(decision_));
        for (std::size_t i = 0; i < own.size(); ++i)
            cells_.push_back(below_ ? cell_name(row_ + 1 + static_cast<int>(i), col_actual)
                                    : cell_name(row_, col_actual + static_cast<int>(i)));
        if (const auto* rule = std::get_if<BandsRule>(&item_.rule); rule && is_for_unit_)
            for (const Band& band : rule->bands) limits_.push_back(page.add_threshold("band", item_.title, band.edge));
    }

    void add() {
        page_.item_rows.push_back(row_);
        page_.add_later();
        if (below_ && is_for_unit_) add_inputs();
        if (decided_) add_below(say(page_.language, Phrase::decided_by, phrase_of(item_.scorer)), decision_);
        add_reader();
        last_ = page_.next_row() - 1;
        page_.sheet.rows[static_cast<std::size_t>(row_)] = main_row();
    }

private:
    // ---- inputs ----

    std::vector<std::string> input_labels() const {
        const auto among = [&](const std::string& what) { return say(page_.language, Phrase::among, what); };
        std::vector<std::string> labels;
        if (const auto* rule = std::get_if<OccurrencesRule>(&item_.rule))
            for (const OccurrenceClass& counted : rule->classes) {
                labels.push_back(among(counted.severity));
                if (rule->adds_up() && counted.per_death != 0)
                    labels.push_back(among(say(page_.language, Phrase::column_deaths, counted.severity)));
            }
        if (const auto* rule = std::get_if<MarksRule>(&item_.rule))
            for (const ScorerWeight& scorer : rule->scorers)
                labels.push_back(
                    among(say(page_.language, Phrase::marked_by, say(page_.language, phrase_of(scorer.scorer)),
                              decimal_text(scorer.weight))));
        return labels;
    }

    void add_inputs() {
        const auto labels = input_labels();
        for (std::size_t i = 0; i < labels.size(); ++i) add_below(labels[i], line_.inputs[i].first);
    }

    /// The item whose marks are read, if they are.
    const Item* marked() const { return std::holds_alternative<MarksRule>(item_.rule) ? &item_ : nullptr; }

    void add_reader() {
        if (!is_for_unit_) return;
        std::vector<std::string> ids;
        for (const auto& input : line_.inputs) ids.push_back(input.first);
        if (decided_) ids.push_back(decision_);
        page_.readers.emplace_back(row_, std::move(ids));
    }

    void add_below(const std::string& label, const std::string& id) {
        Line line(Look::text);
        line[col_item] = words(label, Look::text);
        line[col_actual] = page_.figure(id, page_.next_row(), col_actual, id == decision_ ? &item_ : marked());
        page_.add(std::move(line));
    }

    /// A mark that the rule reads stands in its own cell; others are shown for what they tell.
    Cell mark_cell(Scorer scorer) const {
        Cell cell = words("", Look::centered);
        for (const auto& [by, mark] : line_.marks)
            if (by == scorer) cell = number(mark, Look::number, std::max(1, decimals_of(mark)));
        const std::string id = item_.id + "." + std::string(word_of(scorer));
        for (std::size_t i = 0; i < line_.inputs.size() && is_for_unit_; ++i)
            if (line_.inputs[i].first == id)
                cell.formula = concat("IF(ISNUMBER(", cells_[i], "),", cells_[i], ",\"\")");
        return cell;
    }

    /// The number of the rule that the fact is held against, if there is one.
    const double* literal() const {
        const Reference* reference =
            std::visit(Match{
                           [](const PerUnitRule& rule) -> const Reference* { return &rule.reference; },
                           [](const ShareRule& rule) -> const Reference* { return &rule.target; },
                           [](const AllOrNothingRule& rule) -> const Reference* { return &rule.limit; },
                           [](const auto&) -> const Reference* { return nullptr; },
                       },
                       item_.rule);
        return reference ? std::get_if<double>(reference) : nullptr;
    }
    bool has_literal() const { return literal() != nullptr; }

    Cell reference_cell() const {
        if (const double* value = literal()) return number(*value, Look::number, decimals_of(*value));
        if (is_for_unit_ && !below_ && cells_.size() > 1)
            return page_.figure(line_.inputs[1].first, row_, col_reference);
        return words("", Look::centered);
    }

    /// The rule in words, and what those whose marks count noted beside them.
    std::string reason() const {
        std::vector<Message> parts{line_.words};
        for (const auto& [scorer, note] : page_.notes_of(item_.id))
            if (!note.empty() && counts(scorer))
                parts.emplace_back(Phrase::scorer_note, std::vector<Message>{phrase_of(scorer), note});
        return text(joined(Phrase::semicolon, std::move(parts)), page_.language);
    }

    /// Whoever is not asked for marks that count may remark what he likes, but the unit itself only where it marks.
    bool counts(Scorer scorer) const {
        if (scorer != Scorer::self || item_.scorer == scorer) return true;
        const auto* rule = std::get_if<MarksRule>(&item_.rule);
        return rule && std::any_of(rule->scorers.begin(), rule->scorers.end(),
                                   [&](const ScorerWeight& each) { return each.scorer == scorer; });
    }

    // ---- points ----

    const Outcome& outcome() const { return page_.scheme->outcome; }

    /// What stands in place of points where the item does not apply.
    std::string if_left_out() const {
        const NotApplicable instead = not_applicable_of(item_, context_.kind, outcome());
        if (instead.rescale) return page_.literal(Phrase::state_not_applicable);
        const std::string share = concat(cell_name(row_, col_full), "*", decimal_text(instead.share));
        const bool rounds = outcome().rounded_at == RoundedAt::item && !page_.rounds_apart();
        return rounds ? rounding_formula(share, outcome()) : share;
    }

    /// What stands in place of points where an input is no number: what is still to be scored before what is missing.
    std::string if_no_number() const {
        std::string pending;
        for (const std::string& cell : cells_) pending += (pending.empty() ? "" : ",") + page_.is_pending(cell);
        const std::string missing =
            missing_of(item_, outcome()) == WhenMissing::zero ? "0" : page_.literal(Phrase::state_missing);
        return concat("IF(", cells_.size() == 1 ? pending : concat("OR(", pending, ")"), ",",
                      page_.literal(Phrase::state_not_scored), ",", missing, ")");
    }

    std::string points_formula() const {
        if (!is_for_unit_) return if_left_out();
        std::vector<std::string> read = cells_;
        if (has_literal()) read.push_back(cell_name(row_, col_reference));
        Outcome outcome_of = outcome();
        if (page_.rounds_apart()) outcome_of.rounded_at = RoundedAt::total;
        std::string formula = formula_of(item_, read, cell_name(row_, col_full), outcome_of, limits_);
        if (!cells_.empty()) formula = concat("IF(", are_numbers(), ",", formula, ",", if_no_number(), ")");
        const std::string inputs = concat(cell_name(row_, col_actual), ":", cell_name(last_, col_reference));
        return concat("IF(", page_.is_not_applicable(inputs), ",", if_left_out(), ",", formula, ")");
    }

    std::string are_numbers() const {
        if (cells_.size() == 1) return concat("ISNUMBER(", cells_.front(), ")");
        std::string all;
        for (const std::string& cell : cells_) all += (all.empty() ? "" : ",") + cell;
        return "COUNT(" + all + ")=" + std::to_string(cells_.size());
    }

    Cell points_cell() const {
        static constexpr Phrase states[] = {Phrase::verbatim, Phrase::state_missing, Phrase::state_not_applicable,
                                            Phrase::state_not_scored};
        const bool has_number = line_.state == State::value || (!working_.open && working_.applies);
        Cell cell =
            page_.or_words(has_number, working_.points, page_.say(states[static_cast<int>(line_.state)]), Look::points);
        cell.formula = points_formula();
        if (page_.rounds_apart()) {
            const std::string unrounded = cell_name(row_, col_unrounded);
            cell.formula =
                concat("IF(ISNUMBER(", unrounded, "),", rounding_formula(unrounded, outcome()), ",", unrounded, ")");
        }
        return cell;
    }

    /// The points before they are rounded, or the same words.
    Cell unrounded_cell(const Cell& points) const {
        Cell cell = points;
        if (std::holds_alternative<double>(cell.value))
            cell.value = unrounded_points(page_.assessment, index_, page_.card.index);
        cell.formula = points_formula();
        cell.look = Look::aside;
        cell.places = 4;
        return cell;
    }

    Row main_row() const {
        Line line(Look::text);
        const std::string points = cell_name(row_, col_points);
        line[col_number] = words(std::to_string(number_), Look::centered);
        line[col_item] = words(item_.title, Look::wrapped);
        line[col_clause] = words(item_.clause, Look::wrapped);
        line[col_full] = number(item_.full, Look::points, page_.places_of_full);
        if (context_.kind == GroupKind::bonus) line[col_full].set({.format = format_of_bonus});
        if (is_for_unit_ && !below_ && !cells_.empty())
            line[col_actual] = page_.figure(line_.inputs[0].first, row_, col_actual, marked());
        line[col_reference] = reference_cell();
        line[col_self] = mark_cell(Scorer::self);
        line[col_department] = mark_cell(Scorer::department);
        page_.set_part(line, working_, Look::points);
        line[col_points] = points_cell();
        if (page_.rounds_apart()) line[col_unrounded] = unrounded_cell(line[col_points]);
        const std::string is_left_out = concat(points, "=", page_.literal(Phrase::state_not_applicable));
        line[col_applicable].formula = concat("IF(", is_left_out, ",\"—\",", cell_name(row_, col_full), ")");
        line[col_open].formula = concat("IF(OR(ISNUMBER(", points, "),", is_left_out, "),0,1)");
        set_loss(line);
        line[col_reason] = words(is_for_unit_ ? reason() : page_.say(Phrase::not_for_unit), Look::wrapped);
        set_combined(line, row_, working_, context_.group.combine, item_.weight);
        return std::move(line.row());
    }

    /// What may be gained is not lost.
    void set_loss(Line& line) const {
        if (context_.kind == GroupKind::bonus) return;
        const std::string points = cell_name(row_, col_points);
        const bool counts = std::holds_alternative<double>(line[col_points].value);
        const double lost = counts ? round_decimal(item_.full - working_.points, 10) : 0;
        line[col_lost] = page_.or_words(counts, lost, "", Look::points);
        line[col_lost].formula = concat("IF(ISNUMBER(", points, "),", cell_name(row_, col_full), "-", points, ",\"\")");
        const bool is_loss = counts && lost > 0;
        line[col_loss_order] = is_loss ? number(lost - (row_ + 1) / 1e9, Look::aside, 2) : words("", Look::aside);
        const std::string cell = cell_name(row_, col_lost);
        line[col_loss_order].formula = concat("IF(ROUND(N(", cell, "),10)>0,", cell, "-ROW()/10^9,\"\")");
    }

    ItemsPage& page_;
    std::size_t index_;
    const ScorecardLine& line_;
    const Item& item_;
    const PartWorking& working_;
    const GroupContext& context_;
    int number_, row_, last_ = 0;
    bool below_ = false;       ///< the inputs stand in rows of their own
    bool is_for_unit_ = true;  ///< else nothing is filled in
    bool decided_ = false;     ///< the deciding scorer says that it does not apply
    std::string decision_;
    std::vector<std::string> cells_;
    std::vector<std::string> limits_;  ///< names of the cells where bands begin
};

}  // namespace

void add_item(ItemsPage& page, const GroupContext& context, int number) {
    ItemRows(page, page.item_rows.size(), context, number).add();
}

void set_combined(Line& line, int row, const PartWorking& part, Combine combine, double weight) {
    if (combine == Combine::sum) return;
    const bool has_rate = part.applies && part.full != 0;
    const std::string applicable = cell_name(row, col_applicable);
    const std::string points = "N(" + cell_name(row, col_points) + ")";
    const bool is_loss = combine == Combine::largest_loss;
    const double value = !has_rate ? 0 : is_loss ? part.full - part.points : part.points / part.full;
    line[col_part] = has_rate ? number(value, Look::aside, 4) : words("—", Look::aside);
    line[col_part].formula =
        "IF(N(" + applicable + ")=0,\"—\"," + (is_loss ? applicable + "-" + points : points + "/" + applicable) + ")";
    if (combine == Combine::weighted) line[col_weight] = number(weight, Look::aside, decimals_of(weight));
}

}  // namespace libplan
