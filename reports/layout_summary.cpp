#include <algorithm>
#include <unordered_map>

#include "libplan/outcome.hpp"
#include "libplan/step_formula.hpp"
#include "libplan/unit_facts.hpp"
#include "libplan/utf8.hpp"
#include "libplan/words.hpp"
#include "reports/progress_page.hpp"
#include "reports/summary.hpp"
#include "reports/write.hpp"

namespace libplan {
namespace {

/// Units by class, in the order in which the plan names these, best first; units with an open total last.
std::vector<std::size_t> ranked_units(const Assessment& assessment) {
    std::vector<std::size_t> units(assessment.facts.units.size());
    std::unordered_map<std::string_view, std::size_t> classes;
    std::vector<std::size_t> class_of;
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i] = i;
        class_of.push_back(classes.try_emplace(assessment.facts.units[i].rank_class, classes.size()).first->second);
    }
    std::stable_sort(units.begin(), units.end(), [&](std::size_t a, std::size_t b) {
        if (class_of[a] != class_of[b]) return class_of[a] < class_of[b];
        const int rank_a = assessment.ranks[a] ? assessment.ranks[a] : 1 << 20;
        const int rank_b = assessment.ranks[b] ? assessment.ranks[b] : 1 << 20;
        return rank_a < rank_b;
    });
    return units;
}

/// The remarks beside units in a ranking, read from the columns of the assessment.
class RankingNotes {
public:
    RankingNotes(const Assessment& assessment, Language language) : assessment_(assessment), language_(language) {
        for (std::size_t unit = 0; unit < assessment.facts.units.size(); ++unit) {
            Class& own = classes_[assessment.facts.units[unit].rank_class];
            const State state = assessment.total_states[unit];
            own.open += state != State::value && state != State::not_applicable;
            if (assessment.ranks[unit] > 0) ++own.units_of_rank[assessment.ranks[unit]];
        }
    }

    std::string of(std::size_t unit) const {
        const int rank = assessment_.ranks[unit];
        const Class& own = classes_.at(assessment_.facts.units[unit].rank_class);
        std::vector<Message> notes;
        if (const Message state = awaited_of(unit); state != Message()) notes.push_back(state);
        if (rank > 0 && own.units_of_rank.at(rank) > 1) notes.emplace_back(Phrase::tied);
        if (rank > 0 && own.open > 0)
            notes.emplace_back(Phrase::note_rank_so_far, std::vector<Message>{std::to_string(own.open)});
        for (Message& decided : decided_otherwise(unit)) notes.push_back(std::move(decided));
        return text(joined(Phrase::semicolon, std::move(notes)), language_);
    }

    /// The same where ranks follow the totals of a ranking's rows.
    std::string formula(std::size_t unit, int first, int last, int row) const {
        const std::string separator = say(language_, Phrase::semicolon);
        const std::string totals = range(first, last, ranking_total), ranks = range(first, last, ranking_rank);
        const std::string own_total = cell_name(row, ranking_total), own_rank = cell_name(row, ranking_rank);
        const std::string same_class =
            "EXACT(" + range(first, last, ranking_class) + "," + cell_name(row, ranking_class) + ")";
        const std::string open = "SUMPRODUCT(" + same_class + "*(1-ISNUMBER(" + totals + "))*(" + totals + "<>" +
                                 quoted(say(language_, phrase_of_unknown(State::not_applicable))) + "))";
        std::string all;
        const auto add = [&](const std::string& test, const std::string& note) {
            const std::string told = quoted(separator) + "&" + note;
            all += (all.empty() ? "" : "&") + (test.empty() ? told : "IF(" + test + "," + told + ",\"\")");
        };
        if (const Message state = awaited_of(unit); state != Message())
            add("NOT(ISNUMBER(" + own_total + "))", quoted(text(state, language_)));
        add("SUMPRODUCT(ISNUMBER(" + own_rank + ")*" + same_class + "*(" + ranks + "=" + own_rank + "))>1",
            quoted(say(language_, Phrase::tied)));
        add("ISNUMBER(" + own_rank + ")*" + open + ">0", phrase_formula(language_, Phrase::note_rank_so_far, {open}));
        for (const Message& decided : decided_otherwise(unit)) add({}, quoted(text(decided, language_)));
        return "MID(" + all + "," + std::to_string(column_of(separator, separator.size())) + ",32767)";
    }

private:
    /// What the unit still waits for; empty: nothing.
    Message awaited_of(std::size_t unit) const {
        const State state = assessment_.total_states[unit];
        return state == State::missing || state == State::not_scored ? Message(phrase_of(state)) : Message();
    }

    /// What does not follow from totals.
    std::vector<Message> decided_otherwise(std::size_t unit) const {
        std::vector<Message> notes;
        for (const std::string& veto : vetoes_of(assessment_, unit, language_)) notes.emplace_back(veto);
        for (const std::string& veto : open_vetoes_of(assessment_, unit))
            notes.emplace_back(Phrase::veto_in_doubt, std::vector<Message>{veto});
        if (const std::string quota = quota_words(assessment_, unit, language_); !quota.empty())
            notes.emplace_back(quota);
        return notes;
    }

    struct Class {
        int open = 0;
        std::unordered_map<int, int> units_of_rank;
    };
    const Assessment& assessment_;
    Language language_;
    std::unordered_map<std::string_view, Class> classes_;
};

/// What decides between equal totals, beside the ranking that it decides.
class TieKeys {
public:
    explicit TieKeys(const Assessment& assessment)
        : assessment_(assessment),
          nodes_(node_numbers(assessment.scheme.parts())),
          keys_(assessment.scheme->outcome.tie_breaks) {}

    std::size_t size() const { return keys_.size(); }

    Cell head(std::size_t key, Language language) const {
        return words(say(language, Phrase::tie_break_of, title_of(keys_[key].of)), Look::header);
    }
    Cell value(std::size_t key, std::size_t unit, Language language) const {
        const auto [own, state] = figure_of(keys_[key].of, unit);
        if (state == State::value) return number(own, Look::muted, decimals_of(own));
        return words(state == State::missing ? std::string() : say(language, phrase_of(state)), Look::muted);
    }

    /// How many of the key's cells stand before that of a row, and among equals those of the next keys. A figure that
    /// is known stands before all that are not; these are equal.
    std::string before(int first, int last, int row, std::size_t key = 0) const {
        const int column = first_column + static_cast<int>(key);
        const std::string all = range(first, last, column);
        const std::string own = cell_name(row, column);
        const std::string known = "ISNUMBER(" + all + ")";
        const std::string is_known = "ISNUMBER(" + own + ")";
        std::string formula =
            known + "*(1-" + is_known + "+" + is_known + "*(" + all + (keys_[key].fewer ? "<" : ">") + own + "))";
        if (key + 1 < keys_.size())
            formula += "+(" + known + "*" + is_known + "*(" + all + "=" + own + ")+(1-" + known + ")*(1-" + is_known +
                       "))*(" + before(first, last, row, key + 1) + ")";
        return formula;
    }

    static constexpr int first_column = ranking_note + 1;

private:
    std::string title_of(const std::string& of) const {
        const auto node = nodes_.find(of);
        if (node == nodes_.end()) {
            const FactDefinition* fact = assessment_.scheme.find_fact(of);
            return fact ? fact->title : of;
        }
        const std::size_t index = node->second.index;
        return node->second.group ? assessment_.scheme.groups()[index]->title
                                  : assessment_.scheme.items()[index]->title;
    }
    /// The points of an item or a group count whatever they are.
    std::pair<double, State> figure_of(const std::string& of, std::size_t unit) const {
        const auto node = nodes_.find(of);
        if (node == nodes_.end()) {
            const FactColumn& fact = *assessment_.facts.find(of);
            return {fact.values[unit], state_of(fact, unit)};
        }
        const std::size_t index = node->second.index;
        const Points points =
            node->second.group ? assessment_.groups[index][unit] : assessment_.items[index].points[unit];
        return {points.value(), State::value};
    }

    const Assessment& assessment_;
    NodeNumbers nodes_;
    const std::vector<TieBreak>& keys_;
};

/// Whether units are ranked by the totals that are shown: not where a veto zeroes them afterwards.
bool ranks_what_is_shown(const Scheme& scheme) {
    const auto& order = scheme->outcome.order;
    const auto ranks = std::find(order.begin(), order.end(), Step::rank);
    const bool zeroed_later = std::find(ranks, order.end(), Step::veto) != order.end() &&
                              std::any_of(scheme->vetoes.begin(), scheme->vetoes.end(),
                                          [](const Veto& veto) { return veto.effect == Veto::Effect::zero; });
    return ranks != order.end() && !zeroed_later;
}

/// Whether the grade of a unit follows from the total that is shown: no veto concerns the unit, none looks at totals,
/// and there are no quotas, by which other units would decide.
bool grades_what_is_shown(const Assessment& assessment, std::size_t unit) {
    const auto looks_at_total = [](const Conditions& all) {
        return std::any_of(all.begin(), all.end(),
                           [](const Condition& one) { return one.subject == Condition::Subject::total; });
    };
    const Scheme& scheme = assessment.scheme;
    const auto& order = scheme->outcome.order;
    return !scheme->grades.empty() && std::find(order.begin(), order.end(), Step::grade) != order.end() &&
           scheme->outcome.quotas.empty() && assessment.vetoes[unit] == 0 && assessment.open_vetoes[unit] == 0 &&
           std::none_of(scheme->vetoes.begin(), scheme->vetoes.end(), [&](const Veto& veto) {
               return looks_at_total(veto.when) || std::any_of(veto.unless.begin(), veto.unless.end(), looks_at_total);
           });
}

/// Whether vetoes took the unit points or a grade.
bool is_lowered(const Assessment& assessment, std::size_t unit) {
    if (assessment.vetoes[unit] == 0) return false;
    if (assessment.total_states[unit] != State::value || assessment.grades[unit] < 0) return true;
    return assessment.totals[unit] != assessment.earned[unit] ||
           assessment.grades[unit] > GradeEdges(assessment.scheme.parts()).of(assessment.earned[unit]);
}

/// By the limits that are shown beside the counts of grades.
std::string grade_formula(const Scheme& scheme, std::size_t assessment, const std::string& total,
                          const std::string& unknown) {
    std::vector<FormulaStep> steps;
    for (std::size_t i = scheme->grades.size() - 1; i-- > 0;)
        steps.push_back({total + (scheme->grades[i].edge.above ? ">" : ">=") + grade_limit_name(assessment, i),
                         quoted(scheme->grades[i].title)});
    return "IF(ISNUMBER(" + total + ")," + step_formula(steps, quoted(scheme->grades.back().title)) + "," +
           quoted(unknown) + ")";
}

/// Competition ranking within a class: one more than there are units before this one.
std::string rank_formula(const TieKeys& keys, int first, int last, int row, Language language) {
    const std::string own = cell_name(row, 3);
    const std::string totals = range(first, last, 3);
    std::string counts = "(" + totals + ">" + own + ")";
    if (keys.size() > 0)
        counts = "(" + counts + "+(" + totals + "=" + own + ")*(" + keys.before(first, last, row) + "))";
    // Classes are compared letter by letter: as a criterion ">50万人" would be a comparison and "A类*" a pattern.
    const std::string before = "SUMPRODUCT(EXACT(" + range(first, last, 2) + "," + cell_name(row, 2) + ")*ISNUMBER(" +
                               totals + ")*" + counts + ")";
    return "IF(ISNUMBER(" + own + ")," + before + "+1," + quoted(say(language, Phrase::open)) + ")";
}

/// The rows that units in their order take from the first on, class by class.
RankingPlaces::Places places_of(const Assessment& assessment, const std::vector<std::size_t>& units, int first,
                                Language language) {
    RankingPlaces::Places places;
    places.rows.resize(units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        const int row = first + static_cast<int>(i);
        const std::string& own = assessment.facts.units[units[i]].rank_class;
        places.rows[units[i]] = row;
        if (i == 0 || assessment.facts.units[units[i - 1]].rank_class != own)
            places.classes.push_back({own.empty() ? say(language, Phrase::sum_row) : own, row, row, {}});
        places.classes.back().last_row = row;
        places.classes.back().units.push_back(units[i]);
    }
    return places;
}

/// `files`: the names of the units' scorecards, in a workbook.
RankingPlaces::Places add_ranking(Sheet& sheet, const Assessment& assessment, std::size_t index, Language language,
                                  const std::vector<std::string>* files) {
    const bool in_workbook = files != nullptr;
    const bool illustrative = assessment.facts.illustrative;
    const TieKeys keys(assessment);
    const int columns = TieKeys::first_column + (in_workbook ? static_cast<int>(keys.size()) : 0);
    const RankingNotes notes(assessment, language);
    sheet.rows.push_back(
        {{words(say(language, Phrase::ranking_title, assessment.scheme->title, std::to_string(assessment.facts.year)),
                Look::subtitle, columns)},
         26});
    sheet.rows.push_back(notice_row(illustrative, columns, language));
    Row heads = header_row({Phrase::head_rank, Phrase::head_unit, Phrase::head_class, Phrase::head_total,
                            Phrase::head_grade, Phrase::head_mark},
                           language);
    for (std::size_t key = 0; in_workbook && key < keys.size(); ++key) heads.cells.push_back(keys.head(key, language));
    if (heads.cells.size() > 6) heads.height = 48;
    sheet.rows.push_back(std::move(heads));
    const int first = static_cast<int>(sheet.rows.size());
    const auto units = ranked_units(assessment);
    const int last = first + static_cast<int>(units.size()) - 1;
    for (const std::size_t unit : units) {
        const int row = static_cast<int>(sheet.rows.size());
        Cell rank = rank_cell(assessment, unit, Look::centered, language);
        if (in_workbook && ranks_what_is_shown(assessment.scheme))
            rank.formula = rank_formula(keys, first, last, row, language);
        Cell title = words(marked(assessment.facts.units[unit].title, illustrative, language), Look::wrapped);
        if (in_workbook) title.set({.link = "external:" + (*files)[unit]});
        const std::string& unit_class = assessment.facts.units[unit].rank_class;
        Cell grade =
            words(grade_title(assessment, unit, language), is_lowered(assessment, unit) ? Look::bad : Look::centered);
        if (in_workbook && grades_what_is_shown(assessment, unit))
            grade.formula = grade_formula(assessment.scheme, index, cell_name(row, ranking_total),
                                          say(language, phrase_of_unknown(assessment.total_states[unit])));
        Cell note = words(notes.of(unit), Look::wrapped);
        if (!rank.formula.empty()) note.formula = notes.formula(unit, first, last, row);
        sheet.rows.push_back(
            {{rank, title, words(unit_class.empty() ? "—" : unit_class, Look::centered),
              total_cell(assessment, unit, Look::points, language), std::move(grade), std::move(note)}});
        for (std::size_t key = 0; in_workbook && key < keys.size(); ++key)
            sheet.rows.back().cells.push_back(keys.value(key, unit, language));
    }
    return places_of(assessment, units, first, language);
}

/// As wide as the longest name, within limits: not every spreadsheet breaks the words of a link into lines.
double width_of_names(const std::vector<const Assessment*>& assessments, Language language) {
    const double least = language == Language::zh ? 32 : 36;  // 〔示例〕 is longer in English
    constexpr double most = 50, margin = 3;
    int longest = 0;
    for (const Assessment* assessment : assessments)
        for (const Unit& unit : assessment->facts.units)
            longest = std::max(longest, printed_width(marked(unit.title, assessment->facts.illustrative, language)));
    return std::clamp(longest + margin, least, most);
}

Sheet ranking_sheet(const std::vector<const Assessment*>& assessments, Language language, RankingPlaces& places,
                    const std::vector<std::vector<std::string>>& files = {}) {
    const bool in_workbook = !files.empty();
    Sheet sheet;
    places.sheet = sheet.name = say(language, Phrase::sheet_ranking);
    sheet.widths = {6, width_of_names(assessments, language), 10, 9, 9, 40};
    for (const Assessment* assessment : assessments)
        while (in_workbook && sheet.widths.size() < 6 + assessment->scheme->outcome.tie_breaks.size())
            sheet.widths.push_back(12);
    for (std::size_t i = 0; i < assessments.size(); ++i) {
        if (!sheet.rows.empty()) sheet.rows.push_back({});
        places.assessments.push_back(
            add_ranking(sheet, *assessments[i], i, language, in_workbook ? &files[i] : nullptr));
    }
    constexpr int title_and_notice = 2;
    if (in_workbook && assessments.size() == 1) sheet.header_row = title_and_notice;
    return sheet;
}

/// Rows that end early are drawn to the edge of the page, where the lines of the others end.
Sheet with_whole_rows(Sheet sheet) {
    for (Row& row : sheet.rows) {
        std::size_t columns = 0;
        for (const Cell& cell : row.cells) columns += static_cast<std::size_t>(cell.span);
        for (; columns > 0 && columns < sheet.widths.size(); ++columns) row.cells.push_back(words("", Look::wrapped));
    }
    return sheet;
}

/// What the workbook is, in hidden cells beside the title of its first sheet, for whoever reads it back.
void add_identity(Sheet& sheet, const ReportInputs& inputs) {
    std::vector<Cell>& cells = sheet.rows.front().cells;
    sheet.printed_columns = static_cast<int>(sheet.widths.size());
    for (auto column = static_cast<std::size_t>(cells.front().span); column < sheet.widths.size(); ++column)
        cells.push_back(words("", Look::plain));
    for (const std::string& part : {std::string(summary_mark), inputs.plan->id, std::to_string(inputs.progress.year),
                                    std::string(word_of(inputs.language))}) {
        sheet.hidden_columns.push_back(static_cast<int>(sheet.widths.size()));
        sheet.widths.push_back(12);
        cells.push_back(words(part, Look::plain));
    }
}

/// Of the whole area's readings, which stand between those of bodies.
std::function<std::string(const std::string&)> status_counts(const Sheet& table,
                                                             const std::vector<const Reading*>& readings) {
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < readings.size(); ++i)
        if (readings[i]->body.empty()) cells.push_back(ProgressPlace{table, i}.cell(progress_status));
    constexpr std::size_t most = 200;  // a formula has at most 8,192 characters
    if (cells.size() > most) return {};
    return [cells](const std::string& title) {
        std::string sum = "0";
        for (const std::string& cell : cells) sum += "+(" + cell + "=" + title + ")";
        return sum;
    };
}

std::function<std::string(std::size_t, const std::string&)> grade_counts(const RankingPlaces& ranking) {
    return [ranking](std::size_t assessment, const std::string& title) {
        const std::vector<int>& rows = ranking.assessments[assessment].rows;
        const auto [first, last] = std::minmax_element(rows.begin(), rows.end());
        return "COUNTIF('" + ranking.sheet + "'!" + range(*first, *last, ranking_grade) + "," + title + ")";
    };
}

}  // namespace

std::string grade_limit_name(std::size_t assessment, std::size_t grade) {
    return "grade_" + std::to_string(assessment + 1) + "_" + std::to_string(grade + 1);
}

std::string RankingPlaces::cell(std::size_t assessment, std::size_t unit, RankingColumn column) const {
    return "'" + sheet + "'!" + cell_name(assessments[assessment].rows[unit], column);
}

Cell total_cell(const Assessment& assessment, std::size_t unit, Look look, Language language) {
    const State state = assessment.total_states[unit];
    if (state != State::value)
        return words(say(language, phrase_of_unknown(state)), look == Look::points ? Look::centered : look);
    return number(assessment.totals[unit].value(), look, assessment.scheme->outcome.places);
}

Cell rank_cell(const Assessment& assessment, std::size_t unit, Look look, Language language) {
    return assessment.ranks[unit] ? number(assessment.ranks[unit], look, 0)
                                  : words(say(language, phrase_of_unknown(assessment.total_states[unit])), look);
}

std::string grade_title(const Assessment& assessment, std::size_t unit, Language language) {
    const int grade = assessment.grades[unit];
    return grade < 0 ? say(language, phrase_of_unknown(assessment.total_states[unit]))
                     : assessment.scheme->grades[static_cast<std::size_t>(grade)].title;
}

Sheet layout_vetoes(const std::vector<Assessment>& assessments, Language language) {
    constexpr int columns = 7;
    Sheet sheet;
    sheet.name = say(language, Phrase::sheet_vetoes);
    sheet.landscape = true;
    sheet.widths = {28, 30, 40, 22, 12, 36, 24};
    for (const Assessment& assessment : assessments) {
        if (assessment.scheme->vetoes.empty()) continue;
        if (sheet.rows.empty()) {
            sheet.rows.push_back(
                title_row(say(language, Phrase::vetoes_title, std::to_string(assessment.facts.year)), columns));
            sheet.rows.push_back(notice_row(assessment.facts.illustrative, columns, language));
            sheet.header_row = static_cast<int>(sheet.rows.size());
            sheet.rows.push_back(
                header_row({Phrase::head_scheme, Phrase::head_veto_case, Phrase::head_veto_clause, Phrase::head_effect,
                            Phrase::head_vetoed, Phrase::head_vetoed_units, Phrase::head_doubtful_units},
                           language));
        }
        for (std::size_t i = 0; i < assessment.scheme->vetoes.size(); ++i) {
            const Veto& veto = assessment.scheme->vetoes[i];
            const auto units_with = [&](const Column<std::uint64_t>& bits) {
                std::vector<Message> titles;
                for (std::size_t unit = 0; unit < assessment.facts.units.size(); ++unit)
                    if ((bits[unit] >> i & 1) != 0) titles.emplace_back(assessment.facts.units[unit].title);
                return titles;
            };
            const auto listed = [&](std::vector<Message> titles) {
                return words(titles.empty() ? "—" : text(joined(Phrase::listed, std::move(titles)), language),
                             Look::wrapped);
            };
            std::vector<Message> hit = units_with(assessment.vetoes);
            const auto count = static_cast<double>(hit.size());
            sheet.rows.push_back({{words(assessment.scheme->title, Look::wrapped), words(veto.title, Look::wrapped),
                                   words(veto.clause, Look::wrapped),
                                   words(text(effect_of(assessment.scheme.parts(), veto), language), Look::centered),
                                   number(count, count > 0 ? Look::bad : Look::number, 0), listed(std::move(hit)),
                                   listed(units_with(assessment.open_vetoes))}});
        }
    }
    return sheet;
}

Sheet layout_ranking(const Assessment& assessment, Language language) {
    RankingPlaces places;
    return ranking_sheet({&assessment}, language, places);
}

std::vector<Sheet> layout_summary(const ReportInputs& inputs, const std::vector<Assessment>& assessments) {
    std::vector<const Assessment*> all;
    for (const Assessment& assessment : assessments) all.push_back(&assessment);
    RankingPlaces ranking;
    std::vector<Sheet> sheets;
    const auto add = [&](Sheet sheet) {
        if (!sheet.rows.empty()) sheets.push_back(std::move(sheet));
    };
    add(ranking_sheet(all, inputs.language, ranking, scorecard_file_names(assessments)));
    for (std::size_t i = 0; i < assessments.size(); ++i)
        add(layout_matrix(assessments[i], i, ranking, inputs.language));
    add(layout_distribution(assessments, ranking, inputs.numbers, inputs.language));
    add(layout_vetoes(assessments, inputs.language));
    if (inputs.last_year) add(layout_last_year(assessments, *inputs.last_year, ranking, inputs.language));
    std::vector<const Reading*> readings;
    for (const Reading& reading : inputs.progress.readings) readings.push_back(&reading);
    const Sheet progress = progress_sheet(inputs, readings);
    sheets.push_back(progress);
    const CountedIn counted{status_counts(progress, readings), grade_counts(ranking), grade_limit_name};
    add(paths_sheet(inputs, readings, progress));
    if (inputs.side_by_side)
        for (Sheet& sheet : layout_side_by_side(inputs, progress)) sheets.push_back(std::move(sheet));
    sheets.push_back(layout_shares(inputs.progress, assessments, inputs.language, inputs.numbers, counted));
    if (inputs.tasks) {
        sheets.push_back(layout_tasks(inputs.plan, *inputs.tasks, "", inputs.language));
        sheets.push_back(layout_load(inputs.plan, *inputs.tasks, inputs.language));
    }
    sheets.push_back(layout_findings(inputs.findings, inputs.language));
    sheets.push_back(with_whole_rows(layout_plan(inputs.plan, inputs.language)));
    sheets.push_back(layout_notes(inputs.plan, inputs.language, inputs.numbers));
    add_identity(sheets.front(), inputs);
    return sheets;
}

}  // namespace libplan
