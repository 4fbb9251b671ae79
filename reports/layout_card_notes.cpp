#include <algorithm>

#include "libplan/match.hpp"
#include "libplan/outcome.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/words.hpp"
#include "reports/items_page.hpp"

namespace libplan {
namespace {

constexpr int notes_columns = 3;

Phrase phrase_of(const FactSource& source) {
    return std::visit(Match{
                          [](const IndicatorFact&) { return Phrase::source_indicator; },
                          [](const ControlFact&) { return Phrase::source_control; },
                          [](const EventFact&) { return Phrase::source_events; },
                          [](const TaskFact&) { return Phrase::source_tasks; },
                          [](const SuppliedFact&) { return Phrase::source_supplied; },
                          [](const TrendFact&) { return Phrase::source_trend; },
                          [](const SchemeFact&) { return Phrase::source_scheme; },
                          [](const BelowFact&) { return Phrase::source_below; },
                          [](const ClassFact&) { return Phrase::source_class; },
                          [](const BracketFact&) { return Phrase::source_bracket; },
                          [](const RatioFact&) { return Phrase::source_ratio; },
                      },
                      source);
}

/// What may be changed in a scorecard's workbook, how it came about, and what does not follow.
class CardNotes {
public:
    explicit CardNotes(const ItemsPage& items)
        : items_(items), scheme_(items.scheme), outcome_(items.scheme->outcome), language_(items.language) {}

    Sheet operator()() {
        sheet_.name = say(Phrase::sheet_notes);
        sheet_.widths = {language_ == Language::en ? 24.0 : 18.0, 78, 12};
        sheet_.rows.push_back(title_row(sheet_.name, notes_columns));
        sheet_.rows.push_back(notice_row(items_.assessment.facts.illustrative, notes_columns, language_));
        add(Phrase::note_inputs_head, say(Phrase::note_inputs));
        add_rules();
        add_rounding();
        add(Phrase::note_decimals_head, inputs_of_many_decimals());
        add(Phrase::note_grades_head, grades());
        add_vetoes();
        add_sources();
        add(Phrase::sheet_progress, say(Phrase::note_progress_live));
        add(Phrase::head_status,
            libplan::say(language_, Phrase::note_status, decimal_text(items_.inputs.plan->margin)));
        add(Phrase::note_names_head, say(Phrase::note_names));
        if (!items_.class_sheet.rows.empty()) add(Phrase::source_class, say(Phrase::note_class));
        add(Phrase::note_fixed_head, say(Phrase::note_fixed));
        add(Phrase::verbatim, figures_of_others());
        if (items_.assessment.facts.illustrative) add(Phrase::note_illustrative_head, say(Phrase::note_illustrative));
        add(Phrase::note_version_head,
            libplan::say(language_, Phrase::note_version, items_.inputs.plan->title, scheme_->title, scheme_->id,
                         std::to_string(items_.assessment.facts.year), LIBPLAN_VERSION));
        add_thresholds();
        return std::move(sheet_);
    }

private:
    std::string say(Phrase phrase) const { return libplan::say(language_, phrase); }

    void add(Phrase head, std::string note) {
        if (note.empty()) return;
        sheet_.rows.push_back({{words(head == Phrase::verbatim ? std::string() : say(head), Look::label),
                                words(std::move(note), Look::wrapped, notes_columns - 1)}});
    }

    std::string listed(Phrase separator, std::vector<Message> parts) const {
        return text(joined(separator, std::move(parts)), language_);
    }

    std::string steps() const {
        std::vector<Message> named;
        for (const Step step : outcome_.order) named.emplace_back(phrase_of_step(step));
        return listed(Phrase::listed, std::move(named));
    }

    static Phrase phrase_of_step(Step step) {
        static constexpr Phrase phrases[] = {
            Phrase::step_rescale_name, Phrase::step_convert_name, Phrase::step_bonus_name, Phrase::step_penalty_name,
            Phrase::step_cap_name,     Phrase::step_veto_name,    Phrase::step_grade_name, Phrase::step_demote_name,
            Phrase::step_quota_name,   Phrase::step_rank_name};
        return phrases[static_cast<int>(step)];
    }

    void add_rules() {
        std::string rules = libplan::say(language_, Phrase::note_rules, steps());
        const auto& groups = items_.scheme->groups;
        const bool has_bonus = std::any_of(groups.begin(), groups.end(),
                                           [](const Group& group) { return group.kind == GroupKind::bonus; });
        if (has_bonus) rules = libplan::say(language_, Phrase::note_bonus, rules);
        add(Phrase::note_rules_head, rules);
    }

    void add_rounding() {
        static constexpr Phrase missing[] = {Phrase::note_missing_open, Phrase::note_missing_zero,
                                             Phrase::note_missing_refuse};
        static constexpr Phrase rounded[] = {Phrase::rounded_at_item, Phrase::rounded_at_group,
                                             Phrase::rounded_at_total};
        add(Phrase::note_missing_head, say(missing[static_cast<int>(outcome_.missing)]));
        add(Phrase::note_scores_head,
            libplan::say(language_, Phrase::note_card_rounding, libplan::phrase_of(outcome_.rounding),
                         std::to_string(outcome_.places), say(rounded[static_cast<int>(outcome_.rounded_at)])));
        add(Phrase::note_rounding_head, words_of(items_.inputs.numbers, language_));
    }

    /// Inputs so fine that points which follow from them may come closer to where rounding turns than formulas see.
    std::string inputs_of_many_decimals() const {
        constexpr std::size_t most_decimals = 8;  // two less than formulas keep
        std::vector<Message> told;
        for (const ItemsPage::InputCell& input : items_.input_cells) {
            const FactColumn* column = items_.assessment.facts.find(input.id);
            if (!column || items_.state_of_figure(input.id) != State::value) continue;
            const std::string value = decimal_text(column->values[items_.card.index]);
            const std::size_t point = value.find('.');
            if (point == std::string::npos || value.size() - point - 1 <= most_decimals) continue;
            told.emplace_back(Phrase::note_decimals_of,
                              std::vector<Message>{column_title(scheme_, input.id, language_), value});
        }
        return told.empty()
                   ? std::string()
                   : libplan::say(language_, Phrase::note_decimals, joined(Phrase::semicolon, std::move(told)));
    }

    std::string grades() const {
        std::vector<Message> parts;
        for (const Grade& grade : scheme_->grades) {
            const bool lowest = &grade == &scheme_->grades.back() && scheme_->grades.size() > 1;
            const Phrase phrase = lowest             ? Phrase::note_grade_rest
                                  : grade.edge.above ? Phrase::note_grade_above
                                                     : Phrase::note_grade_from;
            parts.emplace_back(phrase, std::vector<Message>{grade.title, decimal_text(grade.edge.from)});
        }
        return listed(Phrase::semicolon, std::move(parts));
    }

    void add_vetoes() {
        Phrase head = Phrase::note_vetoes_head;
        for (const Veto& veto : scheme_->vetoes) {
            const Message effect = effect_of(scheme_.parts(), veto);
            add(head, text(veto.clause.empty() ? Message{Phrase::note_veto_plain, {veto.title, effect}}
                                               : Message{Phrase::note_veto, {veto.title, effect, veto.clause}},
                           language_));
            head = Phrase::verbatim;
        }
    }

    /// The facts by where they come from, in the order in which each source first appears.
    void add_sources() {
        std::vector<std::pair<Phrase, std::vector<Message>>> sources;
        const auto note = [&](Phrase source, const std::string& title) {
            auto found = std::find_if(sources.begin(), sources.end(), [&](const auto& s) { return s.first == source; });
            if (found == sources.end()) found = sources.insert(found, {source, {}});
            found->second.emplace_back(title);
        };
        for (const FactDefinition& fact : scheme_->facts) note(phrase_of(fact.source), fact.title);
        for (const Item* item : scheme_.items())
            if (std::holds_alternative<MarksRule>(item->rule)) note(Phrase::source_marks, item->title);
        Phrase head = Phrase::note_sources_head;
        for (auto& [source, titles] : sources) {
            add(head,
                libplan::say(language_, Phrase::note_source, say(source), listed(Phrase::listed, std::move(titles))));
            head = Phrase::verbatim;
        }
    }

    std::string figures_of_others() const {
        std::vector<Message> titles;
        for (const FactDefinition& fact : scheme_->facts)
            if (items_.is_of_others(fact)) titles.emplace_back(fact.title);
        if (titles.empty()) return {};
        return libplan::say(language_, Phrase::note_external, listed(Phrase::listed, std::move(titles)));
    }

    void add_thresholds() {
        if (items_.thresholds.empty()) return;
        sheet_.rows.push_back({});
        sheet_.rows.push_back({{words(say(Phrase::thresholds_title), Look::subtitle, notes_columns)}, 26});
        sheet_.rows.push_back(
            header_row({Phrase::head_threshold_name, Phrase::head_threshold_of, Phrase::head_threshold}, language_));
        for (const ItemsPage::Threshold& own : items_.thresholds) {
            const int row = static_cast<int>(sheet_.rows.size());
            const Phrase phrase = own.edge.above ? Phrase::threshold_above : Phrase::threshold_from;
            sheet_.rows.push_back(
                {{words(own.name, Look::centered), words(libplan::say(language_, phrase, own.of), Look::wrapped),
                  number(own.edge.from, Look::number, decimals_of(own.edge.from))}});
            sheet_.names.emplace_back(own.name, "='" + sheet_.name + "'!" + cell_name(row, notes_columns - 1, true));
        }
    }

    const ItemsPage& items_;
    const Scheme& scheme_;
    const Outcome& outcome_;
    Language language_;
    Sheet sheet_;
};

}  // namespace

Sheet layout_card_notes(const ItemsPage& items) { return CardNotes(items)(); }

}  // namespace libplan
