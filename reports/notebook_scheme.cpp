#include <algorithm>
#include <cmath>
#include <map>

#include "libplan/outcome.hpp"
#include "reports/notebook.hpp"
#include "reports/notebook_parts.hpp"

namespace libplan {
namespace {

/// Few enough items to be read without unfolding their groups.
constexpr std::size_t few_items = 40;

std::string list_of(std::vector<std::string> parts, Language language) {
    return text(joined(Phrase::semicolon, std::vector<Message>(parts.begin(), parts.end())), language);
}

class SchemePage {
public:
    SchemePage(const Scheme& scheme, Language language)
        : scheme_(scheme),
          language_(language),
          own_(ledger_rows(scheme.parts(), language)),
          usual_(ledger_rows(SchemeParts{}, language)) {
        for (const FactDefinition& fact : scheme->facts) names_.emplace(fact.id, fact.title);
        for (const Item* item : scheme.items()) names_.emplace(item->id, item->title);
        for (const Group* group : scheme.groups()) names_.emplace(group->id, group->title);
    }

    Pages operator()() {
        with_settings_ = any_settings();
        std::vector<double> widths{26, 8, 42, 46};
        if (with_settings_) widths.push_back(20);
        page_ = titled_page(scheme_->title, std::move(widths), scheme_->illustrative, language_);
        add_line(page_,
                 say(language_, Phrase::scheme_contents, decimal_text(scheme_->full), shown(cell("scheme.units")),
                     std::to_string(scheme_->groups.size()), std::to_string(scheme_.items().size())),
                 Look::subtitle);
        add_line(page_, say(language_, Phrase::settings_legend));
        for (const Group& group : scheme_->groups) add_top_group(group);
        pages_.push_back(std::move(page_));
        add_settings();
        add_grades();
        add_vetoes();
        add_facts();
        return std::move(pages_);
    }

private:
    // ---- the table ----

    void add_top_group(const Group& group) {
        libplan::add_part(page_,
                          say(language_, Phrase::scheme_group, group.title, decimal_text(group.full),
                              std::to_string(count_items(group))),
                          scheme_.items().size() <= few_items);
        std::vector<Phrase> heads{Phrase::head_item, Phrase::head_full, Phrase::head_clause, Phrase::head_rule};
        if (with_settings_) heads.push_back(Phrase::head_settings);
        add_heads(page_, heads, language_);
        add_group_settings(group);
        add_content(group);
    }

    void add_content(const Group& group) {
        for (const Item& item : group.items) add_item(item);
        for (const Group& inner : group.groups) {
            add_line(page_,
                     say(language_, Phrase::scheme_group, inner.title, decimal_text(inner.full),
                         std::to_string(count_items(inner))),
                     Look::label);
            add_group_settings(inner);
            add_content(inner);
        }
    }

    static std::size_t count_items(const Group& group) {
        std::size_t count = group.items.size();
        for (const Group& inner : group.groups) count += count_items(inner);
        return count;
    }

    /// What is set of a group otherwise than usual: 合并：取最高；上限：10
    void add_group_settings(const Group& group) {
        const LedgerRows& rows = rows_of(own_, LedgerSheetName::groups);
        std::vector<std::string> all;
        const std::string given = given_words(rows, group_++, {"id", "title", "full"}, language_);
        if (!given.empty()) all.push_back(given);
        for (const Conditions& together : group.zero_when)
            all.push_back(say(language_, Phrase::setting_of, say(language_, Phrase::step_void), words_of(together)));
        if (!all.empty()) add_line(page_, list_of(std::move(all), language_), Look::changed);
    }

    void add_item(const Item& item) {
        const LedgerRows& rows = rows_of(own_, LedgerSheetName::items);
        const std::size_t at = item_++;
        if (page_.rows.size() > most_shown) {
            ++page_.left_out;
            return;
        }
        Row row{{words(item.title, Look::wrapped), number(item.full, Look::points, decimals_of(item.full)),
                 words(item.clause, Look::wrapped), words(rule_words(rows, at, item), Look::wrapped)}};
        if (!item.fact.empty())
            row.cells.back().set(
                {.comment = say(language_, Phrase::setting_of,
                                title_of(rows.sheet->columns[place_of(rows, "fact")], language_), name_of(item.fact))});
        if (with_settings_) {
            const std::string settings = settings_words(rows, at);
            row.cells.push_back(words(settings, settings.empty() ? Look::wrapped : Look::changed));
        }
        page_.rows.push_back(std::move(row));
    }

    /// What some columns of a record say; what names a key stands with its value: "每超每少 1；每超得分：-2".
    template <class Wanted>
    std::vector<std::string> told(const LedgerRows& rows, std::size_t at, Wanted wanted) const {
        std::vector<std::string> all;
        const auto columns = rows.sheet->columns;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const LedgerColumn& column = columns[i];
            const std::string given = shown(rows.rows[at][i]);
            if (given.empty() || column.kind == LedgerKind::link || !wanted(i)) continue;
            const std::string name = named(column, given);
            if (column.kind == LedgerKind::which)
                all.push_back(name);
            else if (column.kind == LedgerKind::of_which && !all.empty())
                all.back() = say(language_, Phrase::rule_number, all.back(), name);
            else
                all.push_back(say(language_, Phrase::setting_of, title_of(column, language_), name));
        }
        return all;
    }

    /// The place of a column; those of an item's rule stand behind its fact.
    static std::size_t place_of(const LedgerRows& rows, std::string_view key) {
        const auto columns = rows.sheet->columns;
        const auto found =
            std::find_if(columns.begin(), columns.end(), [&](const LedgerColumn& column) { return column.key == key; });
        return static_cast<std::size_t>(found - columns.begin());
    }

    /// What is set of an item besides its rule.
    std::string settings_words(const LedgerRows& rows, std::size_t at) const {
        const std::size_t fact = place_of(rows, "fact");
        return list_of(told(rows, at,
                            [&](std::size_t i) {
                                const std::string_view key = rows.sheet->columns[i].key;
                                return i < fact && key != "id" && key != "title" && key != "full" && key != "clause";
                            }),
                       language_);
    }

    bool any_settings() const {
        const LedgerRows& rows = rows_of(own_, LedgerSheetName::items);
        for (std::size_t at = 0; at < rows.rows.size(); ++at)
            if (!settings_words(rows, at).empty()) return true;
        return false;
    }

    std::string rule_words(const LedgerRows& rows, std::size_t at, const Item& item) const {
        const std::size_t fact = place_of(rows, "fact");
        std::vector<std::string> all = told(rows, at, [&](std::size_t i) { return i > fact; });
        if (const auto* bands = std::get_if<BandsRule>(&item.rule))
            for (const Band& band : bands->bands)
                all.push_back(
                    say(language_, Phrase::setting_of, edge_words(band.edge),
                        decimal_text(band.points) + (bands->coefficients ? "×" + decimal_text(item.full) : "")));
        if (const auto* occurrences = std::get_if<OccurrencesRule>(&item.rule))
            for (const OccurrenceClass& counted : occurrences->classes) all.push_back(class_words(counted));
        if (const auto* marks = std::get_if<MarksRule>(&item.rule))
            for (const ScorerWeight& scorer : marks->scorers)
                all.push_back(
                    say(language_, Phrase::rule_number, phrase_of(scorer.scorer), decimal_text(scorer.weight)));
        return list_of(std::move(all), language_);
    }

    std::string class_words(const OccurrenceClass& counted) const {
        const LedgerSheet& sheet = ledger_sheet(LedgerSheetName::occurrences);
        const auto label = [&](std::string_view key) {
            const auto found = std::find_if(sheet.columns.begin(), sheet.columns.end(),
                                            [&](const LedgerColumn& column) { return column.key == key; });
            return std::string(title_of(*found, language_));
        };
        std::string name = counted.severity;
        if (counted.deaths_from) {
            std::string range = decimal_text(*counted.deaths_from);
            range += counted.deaths_to ? std::string(range_sign(language_)) + decimal_text(*counted.deaths_to) : "+";
            name =
                say(language_, Phrase::with_detail, name, say(language_, Phrase::rule_number, label("deaths"), range));
        }
        std::string points = decimal_text(counted.points);
        if (counted.per_death != 0)
            points = say(language_, Phrase::with_detail, points,
                         say(language_, Phrase::rule_number, label("per_death"), decimal_text(counted.per_death)));
        return say(language_, Phrase::setting_of, name, points);
    }

    static std::string edge_words(const Edge& edge) { return (edge.above ? "＞" : "≥") + decimal_text(edge.from); }

    /// An id by the name of what it stands for.
    std::string named(const LedgerColumn& column, const std::string& given) const {
        const bool of_id =
            column.key == "fact" || column.kind == LedgerKind::reference || column.kind == LedgerKind::of_which;
        const auto found = of_id ? names_.find(given) : names_.end();
        return found == names_.end() ? given : found->second;
    }

    std::string name_of(const std::string& id) const {
        const auto found = names_.find(id);
        return found == names_.end() ? id : found->second;
    }

    // ---- conditions ----

    std::string words_of(const Condition& condition) const {
        static constexpr const char* signs[] = {"≥", "≤", "＞", "＜", "＝"};
        static constexpr Phrase subjects[] = {Phrase::verbatim,       Phrase::subject_points,
                                              Phrase::subject_rate,   Phrase::subject_applicable,
                                              Phrase::subject_lowest, Phrase::subject_total};
        const std::string subject =
            condition.subject == Condition::Subject::fact
                ? name_of(condition.of)
                : say(language_, subjects[static_cast<int>(condition.subject)], name_of(condition.of));
        const auto* id = std::get_if<std::string>(&condition.limit);
        std::string limit = id ? name_of(*id) : decimal_text(std::get<double>(condition.limit));
        if (condition.times != 1) limit = decimal_text(condition.times) + "×" + limit;
        return subject + signs[static_cast<int>(condition.comparison)] + limit;
    }

    std::string words_of(const Conditions& together) const {
        std::vector<std::string> all;
        for (const Condition& condition : together) all.push_back(words_of(condition));
        return text(joined(Phrase::comma, std::vector<Message>(all.begin(), all.end())), language_);
    }

    // ---- from points to grades ----

    const LedgerCell& cell(std::string_view key) const {
        const LedgerRows& rows = rows_of(own_, LedgerSheetName::schemes);
        for (std::size_t i = 0; i < rows.sheet->columns.size(); ++i)
            if (rows.sheet->columns[i].key == key) return rows.rows[0][i];
        return rows.rows[0][0];
    }

    /// Every setting of the scheme; what differs from the default is marked, with the default beside it.
    void add_settings() {
        const LedgerRows& own = rows_of(own_, LedgerSheetName::schemes);
        const LedgerRows& usual = rows_of(usual_, LedgerSheetName::schemes);
        Sheet& page = new_part(say(language_, Phrase::settings_title), {26, 60, 30});
        add_heads(page, {Phrase::head_setting, Phrase::head_chosen, Phrase::head_usual}, language_);
        for (std::size_t i = 0; i < own.sheet->columns.size(); ++i) {
            const LedgerColumn& column = own.sheet->columns[i];
            const std::string given = shown(own.rows[0][i]);
            const std::string otherwise = shown(usual.rows[0][i]);
            const bool head = column.key == "scheme.id" || column.key == "scheme.title" ||
                              column.key == "scheme.units" || column.key == "scheme.illustrative";
            if (head || (given.empty() && otherwise.empty())) continue;
            page.rows.push_back({{words(std::string(title_of(column, language_)), Look::wrapped),
                                  words(given, given == otherwise ? Look::wrapped : Look::changed),
                                  words(otherwise.empty() ? "—" : otherwise, Look::aside)}});
        }
        for (const LedgerSheetName name : {LedgerSheetName::quotas, LedgerSheetName::tie_breaks}) {
            const LedgerRows& rows = rows_of(own_, name);
            for (std::size_t row = 0; row < rows.rows.size(); ++row)
                page.rows.push_back({{words(std::string(rows.sheet->title(language_)), Look::wrapped),
                                      words(record_words(rows, row), Look::changed), words("—", Look::aside)}});
        }
    }

    std::string record_words(const LedgerRows& rows, std::size_t row) const {
        return list_of(told(rows, row, [](std::size_t) { return true; }), language_);
    }

    void add_grades() {
        if (scheme_->grades.empty()) return;
        Sheet& page = new_part(counted_title(LedgerSheetName::grades, scheme_->grades.size()), {26, 20});
        for (std::size_t i = 0; i < scheme_->grades.size(); ++i) {
            const Grade& grade = scheme_->grades[i];
            page.rows.push_back({{words(grade.title, Look::wrapped), words(edge_words(grade.edge), Look::text)}});
        }
    }

    void add_vetoes() {
        if (scheme_->vetoes.empty()) return;
        Sheet& page = new_part(counted_title(LedgerSheetName::vetoes, scheme_->vetoes.size()), {26, 40, 24, 40});
        add_heads(page, {Phrase::head_veto_case, Phrase::head_setting, Phrase::head_effect, Phrase::head_veto_clause},
                  language_);
        page.rows.back().cells[1] = head(LedgerSheetName::conditions);
        for (const Veto& veto : scheme_->vetoes) {
            std::vector<std::string> all{words_of(veto.when)};
            for (const Conditions& except : veto.unless)
                all.push_back(say(language_, Phrase::unless_condition, words_of(except)));
            page.rows.push_back(
                {{words(veto.title, Look::wrapped), words(list_of(std::move(all), language_), Look::wrapped),
                  words(text(effect_of(scheme_.parts(), veto), language_), Look::wrapped),
                  words(veto.clause, Look::wrapped)}});
        }
    }

    void add_facts() {
        if (scheme_->facts.empty()) return;
        const LedgerRows& rows = rows_of(own_, LedgerSheetName::facts);
        const auto of_source = [&](std::size_t column) { return column > place_of(rows, "unit"); };
        Sheet& page = new_part(counted_title(LedgerSheetName::facts, scheme_->facts.size()), {34, 12, 60});
        add_heads(page, {Phrase::head_item, Phrase::head_measure, Phrase::head_source}, language_);
        page.rows.back().cells.front() = head(LedgerSheetName::facts);
        for (std::size_t i = 0; i < scheme_->facts.size(); ++i) {
            if (page.rows.size() > most_shown) {
                ++page.left_out;
                continue;
            }
            page.rows.push_back(
                {{words(scheme_->facts[i].title, Look::wrapped), words(scheme_->facts[i].unit, Look::text),
                  words(list_of(told(rows, i, of_source), language_), Look::wrapped)}});
        }
    }

    Cell head(LedgerSheetName name) const {
        return words(std::string(ledger_sheet(name).title(language_)), Look::header);
    }

    std::string counted_title(LedgerSheetName name, std::size_t count) const {
        return say(language_, Phrase::part_counted, std::string(ledger_sheet(name).title(language_)),
                   std::to_string(count));
    }

    Sheet& new_part(std::string title, std::vector<double> widths) {
        Sheet page;
        page.widths = std::move(widths);
        libplan::add_part(page, std::move(title));
        pages_.push_back(std::move(page));
        return pages_.back();
    }

    const Scheme& scheme_;
    Language language_;
    std::vector<LedgerRows> own_, usual_;
    std::map<std::string, std::string> names_;
    Sheet page_;
    Pages pages_;
    std::size_t item_ = 0, group_ = 0;
    bool with_settings_ = false;  ///< of some item
};

}  // namespace

Pages pages_of(const Scheme& scheme, Language language) { return SchemePage(scheme, language)(); }

}  // namespace libplan
