#include "libplan/read.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "libplan/exact.hpp"
#include "libplan/file_failure.hpp"
#include "libplan/mark_check.hpp"
#include "libplan/read_csv.hpp"
#include "libplan/read_tables.hpp"
#include "libplan/read_toml.hpp"
#include "libplan/severity.hpp"
#include "libplan/units.hpp"
#include "libplan/utf8.hpp"
#include "libplan/words.hpp"

namespace libplan {
namespace {

template <class Choice>
Choice choice(const CsvRow& row, const CsvColumn& column, Choice otherwise) {
    const auto words = words_for<Choice>();
    const auto named = [&](std::string_view given) {
        return std::find_if(words.begin(), words.end(), [&](const Word<Choice>& entry) { return entry.word == given; });
    };
    if (const auto entry = named(row.text(column)); entry != words.end()) return entry->value;
    const auto is_word = [&](const std::string& plain) { return named(plain) != words.end(); };
    if (!row.tells_empty(column) && !row.tells_full_width(column, is_word))
        row.problem(column, "wrong-word",
                    {Phrase::wrong_word, {column.name, row.text(column), listed_words<Choice>()}});
    return otherwise;
}

/// The ids of one kind of record, for telling unknown ones.
struct Ids {
    Ids() = default;
    Ids(std::vector<std::string> ids, Phrase named) : all(std::move(ids)), kind(named), known(all.begin(), all.end()) {}
    template <class Record>
    Ids(const std::vector<Record>& records, Phrase named) : Ids(ids_of(records), named) {
        for (const Record& record : records) by_title.emplace(record.title, record.id);
    }

    bool contains(std::string_view id) const { return known.contains(id); }
    /// Whoever writes a title where an id belongs is told the id of that title.
    Message unknown(const std::string& word) const {
        const auto titled = by_title.find(word);
        return titled == by_title.end() ? unknown_id(word, kind, all)
                                        : Message(Phrase::unknown_id_near, {word, kind, titled->second});
    }

    std::vector<std::string> all;
    Phrase kind = Phrase::kind_body;

private:
    template <class Record>
    static std::vector<std::string> ids_of(const std::vector<Record>& records) {
        std::vector<std::string> ids;
        for (const Record& record : records) ids.push_back(record.id);
        return ids;
    }

    std::unordered_set<std::string_view> known;   ///< views of them; moving a vector does not move its words
    std::map<std::string, std::string> by_title;  ///< ids
};

constexpr const char* table_names[] = {"figures.csv", "observations.csv", "controls.csv", "events.csv",
                                       "reports.csv", "marks.csv",        "facts.csv"};

class FolderReader {
public:
    explicit FolderReader(SourceFolder source, const Pulse& pulse = {}) : source_(std::move(source)) {
        if (!pulse) return;
        for (const char* name : table_names) whole_ += size_of(name);
        read_ = [this, &pulse](std::size_t read) { pulse(std::min(before_ + read, whole_), whole_); };
    }

    PlanFolder operator()() {
        if (source_.has_folder(unfinished_merge))
            throw InputError({{"merge-unfinished", {unfinished_merge, 0, 0}, Phrase::merge_unfinished, {}}});
        read_plan();
        read_schemes();
        read_records();
        finish();
        std::vector<Scheme> schemes;
        for (ReadScheme& scheme : schemes_) schemes.emplace_back(std::move(scheme.parts));
        tell_cycles(schemes);
        return {Plan(std::move(parts_)), std::move(figures_), std::move(observations_), std::move(schemes),
                std::move(records_)};
    }

    /// The tables alone, held against what is known.
    TableRecords tables(const TableContext& context) {
        if (context.plan) parts_ = context.plan->parts();
        plan_is_known_ = bodies_are_known_ = carriers_are_known_ = context.plan;
        schemes_are_known_ = context.plan && context.schemes_are_known;
        bodies_ = Ids(parts_.bodies, Phrase::kind_body);
        for (const Scheme& scheme : context.schemes) schemes_.push_back({scheme.parts()});
        read_records();
        leave_out_what_follows();
        tell();
        return {std::move(figures_), std::move(observations_), std::move(records_)};
    }

private:
    /// Tables that `collect` is about to put in place, complete; where it stands, not all of them are.
    static constexpr const char* unfinished_merge = ".libplan-collect";
    void read_records() {
        read_figures("figures.csv", figures_, true);
        read_figures("observations.csv", observations_, true);
        read_figures("controls.csv", records_.controls, false);
        read_events();
        read_reports();
        read_marks();
        read_supplied();
        tell_of_next_table();
    }

    bool exists(const std::string& name) const { return source_.exists(name); }

    /// Rows of a table in memory, else bytes.
    std::size_t size_of(const std::string& name) const {
        std::filesystem::path file = source_.path / name;
        if (source_.tables) {
            const auto given = source_.tables->find(name);
            if (given == source_.tables->end()) return 0;
            if (given->second.rows) return given->second.rows->size();
            file = given->second.file;
        }
        std::error_code error;
        const auto size = std::filesystem::file_size(file, error);
        return error ? 0 : static_cast<std::size_t>(size);
    }

    /// Tables are long, so that whoever watches is told of each, and once the last is read.
    void tell_of_next_table() {
        before_ += std::exchange(at_hand_, 0);
        if (read_) read_(0);
    }

    /// A table, if there is one and it can be read.
    const SourceFile* table_file(const std::string& name) {
        tell_of_next_table();
        const SourceFile* file = exists(name) ? source(name) : nullptr;
        if (file) at_hand_ = file->rows ? file->rows->size() : file->text->size();
        return file;
    }

    /// A file, which is kept for showing its lines with a caret; nothing if it cannot be read.
    const SourceFile* source(const std::string& name) {
        bool readable = false;
        const SourceFile& file = files_[name] = read_source(source_, name, problems_, readable);
        return readable ? &file : nullptr;
    }

    void read_plan() {
        std::string text_file;
        if (exists("plan.toml")) {
            const auto* file = source("plan.toml");
            plan_is_known_ = file && read_plan_toml(*file, parts_, text_file, problems_);
        } else {
            problems_.push_back({"missing-file", {"plan.toml", 0, 0}, {Phrase::file_missing, {"plan.toml"}}, {}});
        }
        if (exists("identities.toml"))
            if (const auto* file = source("identities.toml")) read_identities_toml(*file, parts_, problems_);
        if (exists("overlay.toml")) {
            const auto* file = source("overlay.toml");
            const std::size_t before = problems_.size();
            bodies_are_known_ = file && read_overlay_toml(*file, parts_, problems_);
            carriers_are_known_ = bodies_are_known_ && whole_since(before);
        }
        plan_is_known_ = plan_is_known_ && whole(parts_.indicators) && whole(parts_.tasks);
        bodies_are_known_ = bodies_are_known_ && whole(parts_.bodies);
        bodies_ = Ids(parts_.bodies, Phrase::kind_body);
        if (text_file.empty()) return;
        if (!exists(text_file))
            problems_.push_back({"missing-file", parts_.place, {Phrase::text_missing, {text_file}}, {}});
        else if (const auto* file = source(text_file))
            parts_.text.assign(file->lines.begin(), file->lines.end());
    }

    template <class Record>
    static bool whole(const std::vector<Record>& records) {
        return std::none_of(records.begin(), records.end(), [](const Record& record) { return record.id.empty(); });
    }

    void read_schemes() {
        for (const std::string& name : source_.schemes()) {
            const auto* file = source(name);
            const std::size_t before = problems_.size();
            SchemeParts parts;
            const bool parsed = file && read_scheme_toml(*file, parts, problems_);
            const bool whole = parsed && whole_since(before);
            schemes_are_known_ = schemes_are_known_ && whole;
            if (parsed) schemes_.push_back({std::move(parts), whole});
        }
    }

    bool whole_since(std::size_t before) const {
        return std::none_of(problems_.begin() + static_cast<std::ptrdiff_t>(before), problems_.end(), hides_something);
    }

    /// Slips that are repaired and keys that mean nothing leave the rest of their record whole.
    static bool hides_something(const Problem& problem) {
        return problem.code != "full-width" && problem.message.phrase != Phrase::unknown_key;
    }

    void known(const CsvRow& row, const CsvColumn& column, std::string_view id, const Ids& ids, std::size_t at = 0) {
        const auto is_id = [&](const std::string& plain) { return ids.contains(plain); };
        if (ids.contains(id) || row.tells_empty(column) || row.tells_full_width(column, is_id)) return;
        row.problem(column, "unknown-id", ids.unknown(std::string(id)), at);
    }

    /// A year or a day outside the plan; figures of the years before it are history and welcome.
    void within_plan(const CsvRow& row, const CsvColumn& column, int year, bool history) {
        if (parts_.first_year == 0 || parts_.last_year < parts_.first_year) return;  // told there
        if (year <= parts_.last_year && (history || year >= parts_.first_year)) return;
        row.problem(column, "year",
                    {Phrase::year_outside,
                     {std::to_string(year), std::to_string(parts_.first_year), std::to_string(parts_.last_year)}});
    }

    /// Lines that say the same thing twice; the key columns are what makes them the same. A table that is never more
    /// than half full finds a line's twin with one look.
    class Twice {
    public:
        Twice(const CsvTable& table, const std::vector<std::string_view>& key, Phrase cure)
            : cure_(cure), seen_(std::bit_ceil(2 * table.lines_left() + 1)) {
            for (const std::string_view name : key) key_.push_back(table.column(name));
        }
        void tell(const CsvRow& row) {
            const std::size_t begin = words_.size();
            for (const CsvColumn& column : key_) (words_ += row.text(column)) += '\n';
            const std::string_view own = std::string_view(words_).substr(begin);
            const std::size_t hash = std::hash<std::string_view>()(own);
            const auto mark = static_cast<std::uint32_t>(hash >> 32);
            std::size_t at = hash & (seen_.size() - 1);
            while (seen_[at].line != 0 &&
                   !(seen_[at].mark == mark && words_.compare(seen_[at].begin, own.size(), own) == 0))
                at = (at + 1) & (seen_.size() - 1);
            if (seen_[at].line == 0)
                seen_[at] = {row.line(), mark, begin};
            else
                row.problem(key_[0], "duplicate-row", {cure_, {std::to_string(seen_[at].line)}});
        }

    private:
        struct Seen {
            int line = 0;
            std::uint32_t mark = 0;  ///< half of the hash
            std::size_t begin = 0;   ///< in words_
        };

        std::vector<CsvColumn> key_;
        Phrase cure_;
        std::string words_;  ///< of all keys; each cell ends with a line end, so no key begins another
        std::vector<Seen> seen_;
    };

    void known_body(const CsvRow& row, const CsvColumn& column, std::string_view id, std::size_t at = 0) {
        known(row, column, id, bodies_, at);
    }

    void read_figures(const std::string& name, Observations& into, bool history) {
        const SourceFile* file = table_file(name);
        if (!file) return;
        CsvTable table(*file, {"indicator", "period", "value"},
                       {"body", "unit", "source", "basis", "as_of", "line", "provisional", "illustrative"}, problems_,
                       read_);
        const auto indicator = table.column("indicator"), body = table.column("body"), period = table.column("period"),
                   value = table.column("value"), unit = table.column("unit"), origin = table.column("source"),
                   basis = table.column("basis"), as_of = table.column("as_of"), text_line = table.column("line"),
                   provisional = table.column("provisional"), illustrative = table.column("illustrative");
        const Ids indicators(parts_.indicators, Phrase::kind_indicator);
        std::unordered_map<std::string_view, const Indicator*> by_id;
        for (const Indicator& one : parts_.indicators) by_id.try_emplace(one.id, &one);
        const bool printed = &into == &figures_;  // `check` asks about the units of what the plan prints
        std::vector<std::string_view> key{"indicator", "body", "period", "source", "basis", "as_of"};
        if (printed) key.emplace_back("line");  // the plan may print a figure on two lines; of others only one counts
        Twice twice(table, key, Phrase::duplicate_figure);
        const Indicator* own = nullptr;
        while (const auto row = table.next()) {
            Observations::Row figure;
            figure.indicator = row->text(indicator);
            known(*row, indicator, figure.indicator, indicators);
            figure.body = row->text(body);
            if (!figure.body.empty()) known_body(*row, body, figure.body);
            figure.state = row->value(value, figure.value, &figure.places);
            figure.unit = row->text(unit);
            if (!own || own->id != figure.indicator) {  // neighbouring rows mostly say the same
                const auto known_one = by_id.find(figure.indicator);
                own = known_one == by_id.end() ? nullptr : known_one->second;
            }
            if (own) check_count(*row, value, *own, figure);
            if (own && !printed) check_unit(*row, unit, *own, figure);
            figure.source = row->text(origin);
            figure.basis = row->text(basis);
            if (!row->text(as_of).empty()) figure.as_of = row->date(as_of);
            if (!row->text(text_line).empty()) figure.text_line = static_cast<int>(row->count(text_line));
            figure.provisional = row->flag(provisional, "初步");
            figure.illustrative = row->flag(illustrative, "示例");
            figure.file = file->name;
            figure.line = row->line();
            figure.period = period_of(*row, period, history);
            twice.tell(*row);
            into.add(figure);
        }
    }

    Period period_of(const CsvRow& row, const CsvColumn& column, bool history) {
        const auto period = row.period(column);
        if (period) within_plan(row, column, period->year(), history);
        return period.value_or(Period{});
    }

    static void check_unit(const CsvRow& row, const CsvColumn& column, const Indicator& indicator,
                           const Observations::Row& figure) {
        if (figure.unit != indicator.unit && !conversion(figure.unit, indicator.unit))
            row.problem(column, "wrong-unit",
                        {Phrase::wrong_unit, {"unit", std::string(figure.unit), indicator.title, indicator.unit}});
    }

    /// Whole things are counted in whole numbers, unless in a larger unit (1.2万人).
    static void check_count(const CsvRow& row, const CsvColumn& column, const Indicator& indicator,
                            const Observations::Row& figure) {
        if (!indicator.count || indicator.adds_up == Accumulation::mean) return;
        const auto factor = conversion(figure.unit, indicator.unit);
        if (!factor || figure.state != State::value) return;
        const bool own = figure.unit.empty() || figure.unit == indicator.unit;
        const bool whole = own ? figure.value == std::floor(figure.value)
                               : denominator(Rational(decimal_reading(figure.value) * *factor)) == 1;
        if (figure.value < 0 || !whole)
            row.problem(column, "bad-count", {Phrase::count_needed, {"value", row.text(column)}});
    }

    void read_events() {
        const SourceFile* file = table_file("events.csv");
        if (!file) return;
        CsvTable table(*file, {"id", "date", "kind", "class", "bodies"},
                       {"deaths", "injuries", "fault", "counts_in", "matter", "title", "illustrative"}, problems_,
                       read_);
        const auto id = table.column("id"), date = table.column("date"), kind = table.column("kind"),
                   severity = table.column("class"), bodies = table.column("bodies"), deaths = table.column("deaths"),
                   injuries = table.column("injuries"), fault = table.column("fault"),
                   counts_in = table.column("counts_in"), matter = table.column("matter"),
                   title = table.column("title"), illustrative = table.column("illustrative");
        std::map<std::string, Place> ids;
        while (const auto row = table.next()) {
            Event event;
            event.id = row->text(id);
            event.kind = row->text(kind);
            event.severity = row->text(severity);
            event.bodies = split(*row, bodies);
            for (std::size_t i = 0, at = 0; i < event.bodies.size(); at += event.bodies[i++].size() + 1)
                known_body(*row, bodies, event.bodies[i], at);
            for (auto body = event.bodies.begin(); body != event.bodies.end(); ++body)
                if (std::find(event.bodies.begin(), body, *body) != body)
                    row->problem(bodies, "body-twice", {Phrase::body_twice, {*body}});
            if (!row->text(fault).empty()) event.faults = split(*row, fault);
            if (!event.faults.empty() && event.faults.size() != event.bodies.size())
                row->problem(
                    fault, "fault-count",
                    {Phrase::fault_count, {std::to_string(event.faults.size()), std::to_string(event.bodies.size())}});
            check_faults(*row, fault, event);
            if (!row->text(counts_in).empty()) {
                event.counts_in = static_cast<int>(row->count(counts_in));
                within_plan(*row, counts_in, event.counts_in, false);
            }
            event.date = event_day(*row, date, event);
            if (!row->text(deaths).empty()) event.deaths = row->count(deaths);
            if (!row->text(injuries).empty()) event.injuries = row->count(injuries);
            event.matter = row->text(matter);
            if (is_padded(event.matter)) row->problem(matter, "blanks", {Phrase::matter_padded, {event.matter}});
            event.title = row->text(title);
            event.illustrative = row->flag(illustrative, "示例");
            event.place = row->place();
            const auto [first, added] = ids.try_emplace(event.id, event.place);
            if (!row->tells_empty(id) && !added)
                row->problem(id, "duplicate-id", {Phrase::duplicate_id, {event.id, to_string(first->second)}});
            check_event(*row, kind, severity, event);
            records_.events.push_back(std::move(event));
        }
    }

    /// With a blank before or behind it a word is another one.
    static bool is_padded(std::string_view word) {
        const auto blank = [](std::string_view text) {
            return text == " " || text == "\t" || text == "\u3000" || text == "\u00A0";
        };
        for (std::size_t size = 1; size <= std::min<std::size_t>(3, word.size()); ++size)
            if (blank(word.substr(0, size)) || blank(word.substr(word.size() - size))) return true;
        return false;
    }

    /// A concealed case may lie before the plan, and a window begin or end outside its calendar years.
    Date event_day(const CsvRow& row, const CsvColumn& column, const Event& event) {
        const auto date = row.date(column);
        if (!date) return {};
        const int year = static_cast<int>(date->year());
        const bool pulled = std::any_of(schemes_.begin(), schemes_.end(), [&](const ReadScheme& scheme) {
            const Window& window = scheme.parts.outcome.window;
            const bool early = year + 1 == parts_.first_year && window.first > window.last;
            const bool late = year - 1 == parts_.last_year && window.carry_until < window.last;
            return early || late;
        });
        if (!pulled && schemes_are_known_) within_plan(row, column, year, event.counts_in != 0);
        return *date;
    }

    Date day(const CsvRow& row, const CsvColumn& column) {
        const auto date = row.date(column);
        if (date) within_plan(row, column, static_cast<int>(date->year()), false);
        return date.value_or(Date{});
    }

    /// An event that no scheme counts, or whose class a rule does not price, would silently cost nothing.
    void check_event(const CsvRow& row, const CsvColumn& kind, const CsvColumn& severity, const Event& event) {
        if (row.tells_empty(kind) || schemes_.empty() || !schemes_are_known_) return;
        std::vector<std::string> kinds;
        for (const ReadScheme& scheme : schemes_)
            for (const FactDefinition& fact : scheme.parts.facts)
                if (const auto* counted = std::get_if<EventFact>(&fact.source)) kinds.push_back(counted->kind);
        const auto is_kind = [&](const std::string& word) {
            return std::find(kinds.begin(), kinds.end(), word) != kinds.end();
        };
        if (!is_kind(event.kind) && !row.tells_full_width(kind, is_kind)) {
            const std::string near = nearest(event.kind, kinds);
            row.problem(kind, "unknown-event",
                        near.empty() ? Message{Phrase::unknown_event, {event.kind}}
                                     : Message{Phrase::unknown_event_near, {event.kind, near}});
        }
        for (const ReadScheme& scheme : schemes_)
            for (const Item* item : items_of(scheme.parts))
                if (counts(scheme.parts, *item, event) && !check_class(row, severity, *item, event)) return;
    }

    /// Whether an item prices events like this one. A fact may leave a class out, but not one that nobody knows.
    bool counts(const SchemeParts& scheme, const Item& item, const Event& event) const {
        const auto fact = std::find_if(scheme.facts.begin(), scheme.facts.end(),
                                       [&](const FactDefinition& f) { return f.id == item.fact; });
        const auto* counted = fact == scheme.facts.end() ? nullptr : std::get_if<EventFact>(&fact->source);
        return counted && counted->kind == event.kind && std::holds_alternative<OccurrencesRule>(item.rule) &&
               (counts_class(*counted, event.kind, event.severity) || !is_known_class(event));
    }

    /// A usual grade of severity, or a class that a scheme names for such events.
    bool is_known_class(const Event& event) const {
        const auto names = [&](const ReadScheme& scheme) {
            return std::any_of(scheme.parts.facts.begin(), scheme.parts.facts.end(), [&](const FactDefinition& fact) {
                const auto* counted = std::get_if<EventFact>(&fact.source);
                return counted && counted->kind == event.kind &&
                       (contains(counted->severities, event.severity) || prices(scheme.parts, fact, event.severity));
            });
        };
        return severity_rank(event.severity) || std::any_of(schemes_.begin(), schemes_.end(), names);
    }

    static bool contains(const std::vector<std::string>& all, const std::string& one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    }

    /// Whether an item over the fact gives the class its points.
    static bool prices(const SchemeParts& scheme, const FactDefinition& fact, const std::string& severity) {
        const auto items = items_of(scheme);
        return std::any_of(items.begin(), items.end(), [&](const Item* item) {
            const auto* rule = std::get_if<OccurrencesRule>(&item->rule);
            return rule && item->fact == fact.id &&
                   std::any_of(rule->classes.begin(), rule->classes.end(),
                               [&](const OccurrenceClass& counted) { return counted.severity == severity; });
        });
    }

    static bool check_class(const CsvRow& row, const CsvColumn& column, const Item& item, const Event& event) {
        std::vector<Message> classes;
        for (const OccurrenceClass& known : std::get<OccurrencesRule>(item.rule).classes) {
            if (known.deaths_from || known.severity == event.severity) return true;
            classes.emplace_back(known.severity);
        }
        if (!row.tells_empty(column))
            row.problem(column, "event-class",
                        {Phrase::unknown_event_class,
                         {item.title, event.severity, joined(Phrase::listed, std::move(classes))}});
        return false;
    }

    std::vector<std::string> split(const CsvRow& row, const CsvColumn& column) {
        std::vector<std::string> words;
        const std::string_view all = row.text(column);
        for (const std::string_view wrong : {"；", "、", "，", ",", " "})
            if (const auto at = all.find(wrong); at != std::string::npos)
                return row.problem(column, "separator", {Phrase::bodies_separator, {wrong}}, at), words;
        for (std::size_t at = 0; at <= all.size();) {
            const auto end = std::min(all.find(';', at), all.size());
            words.emplace_back(all.substr(at, end - at));
            at = end + 1;
        }
        return words;
    }

    /// A finding of fault that a scheme does not weigh would silently count whole.
    void check_faults(const CsvRow& row, const CsvColumn& column, const Event& event) {
        if (!schemes_are_known_) return;
        for (const ReadScheme& scheme : schemes_)
            for (const FactDefinition& fact : scheme.parts.facts) {
                const auto* counted = std::get_if<EventFact>(&fact.source);
                if (!counted || counted->kind != event.kind || counted->faults.empty()) continue;
                for (const std::string& finding : event.faults)
                    if (!finding.empty() && !weighs(*counted, finding))
                        return unknown_fault(row, column, *counted, finding);
            }
    }

    static bool weighs(const EventFact& counted, const std::string& finding) {
        return std::any_of(counted.faults.begin(), counted.faults.end(),
                           [&](const FaultWeight& fault) { return fault.finding == finding; });
    }

    static void unknown_fault(const CsvRow& row, const CsvColumn& column, const EventFact& counted,
                              const std::string& finding) {
        std::vector<Message> known;
        for (const FaultWeight& fault : counted.faults) known.emplace_back(fault.finding);
        row.problem(column, "unknown-fault",
                    {Phrase::unknown_fault, {finding, joined(Phrase::listed, std::move(known))}});
    }

    void read_supplied() {
        const SourceFile* file = table_file("facts.csv");
        if (!file) return;
        CsvTable table(*file, {"fact", "body", "year", "value"}, {"source", "illustrative"}, problems_, read_);
        const auto fact = table.column("fact"), body = table.column("body"), year = table.column("year"),
                   value = table.column("value"), origin = table.column("source"),
                   illustrative = table.column("illustrative");
        std::vector<std::string> all;
        for (const ReadScheme& scheme : schemes_)
            for (const FactDefinition& defined : scheme.parts.facts)
                if (std::holds_alternative<SuppliedFact>(defined.source)) all.push_back(defined.id);
        const Ids facts(std::move(all), Phrase::kind_fact);
        Twice twice(table, {"fact", "body", "year"}, Phrase::duplicate_fact);
        while (const auto row = table.next()) {
            SuppliedFigure figure;
            figure.fact = row->text(fact);
            if (schemes_are_known_) known(*row, fact, figure.fact, facts);
            figure.body = row->text(body);
            known_body(*row, body, figure.body);
            figure.year = year_in(*row, year);
            figure.state = row->value(value, figure.value);
            figure.source = row->text(origin);
            figure.illustrative = row->flag(illustrative, "示例");
            figure.place = row->place();
            twice.tell(*row);
            records_.figures.push_back(std::move(figure));
        }
    }

    /// The one year a mark or a figure is for, or 0 and a problem.
    int year_in(const CsvRow& row, const CsvColumn& column) {
        const auto period = parse_period(row.text(column));
        if (period && period->is_year()) {
            within_plan(row, column, period->year(), false);
            return period->year();
        }
        const auto is_year = [](const std::string& plain) {
            const auto meant = parse_period(plain);
            return meant && meant->is_year();
        };
        if (!row.tells_empty(column) && !row.tells_full_width(column, is_year))
            row.problem(column, "bad-year", {Phrase::mark_year, {row.text(column)}});
        return 0;
    }

    void read_reports() {
        const SourceFile* file = table_file("reports.csv");
        if (!file) return;
        CsvTable table(*file, {"task", "body", "date", "status"}, {"percent", "evidence", "note", "illustrative"},
                       problems_, read_);
        const auto task = table.column("task"), body = table.column("body"), date = table.column("date"),
                   status = table.column("status"), percent = table.column("percent"),
                   evidence = table.column("evidence"), note = table.column("note"),
                   illustrative = table.column("illustrative");
        Twice twice(table, {"task", "body", "date"}, Phrase::duplicate_report);
        const Ids tasks(parts_.tasks, Phrase::kind_task);
        while (const auto row = table.next()) {
            TaskReport report;
            report.task = row->text(task);
            known(*row, task, report.task, tasks);
            report.body = row->text(body);
            known_body(*row, body, report.body);
            report.date = day(*row, date);
            report.status = choice(*row, status, TaskStatus::not_started);
            if (!row->text(percent).empty()) report.percent = row->number(percent).value_or(0);
            if (report.percent < 0 || report.percent > 100)
                row->problem(percent, "percent", {Phrase::percent_range, {row->text(percent)}});
            check_percent(*row, status, percent, report);
            check_carried(*row, body, report);
            twice.tell(*row);
            report.evidence = row->text(evidence);
            report.note = row->text(note);
            report.illustrative = row->flag(illustrative, "示例");
            report.place = row->place();
            records_.reports.push_back(std::move(report));
        }
    }

    static void check_percent(const CsvRow& row, const CsvColumn& status, const CsvColumn& column,
                              const TaskReport& report) {
        const std::string_view percent = row.text(column);
        const bool told = row.text(status) != word_of(report.status);  // an unknown status
        if (told || percent.empty() || report.percent < 0 || report.percent > 100) return;
        if (report.status == TaskStatus::not_started && report.percent != 0)
            row.problem(column, "percent", {Phrase::percent_not_started, {percent}});
        if (report.status == TaskStatus::done && report.percent != 100)
            row.problem(column, "percent", {Phrase::percent_done, {percent}});
    }

    /// Where it is laid down who carries a task, a report of anyone else would be passed over.
    void check_carried(const CsvRow& row, const CsvColumn& column, const TaskReport& report) {
        const auto found = std::find_if(parts_.responsibilities.begin(), parts_.responsibilities.end(),
                                        [&](const Responsibility& r) { return r.task == report.task; });
        const auto is_known = [&](const std::string& body) { return bodies_.contains(body); };
        if (found == parts_.responsibilities.end() || !carriers_are_known_ || !is_known(report.body)) return;
        for (const auto* bodies : {&found->lead, &found->support, &found->territorial})
            for (const std::string& body : *bodies)
                if (body == report.body || !is_known(body)) return;  // a misspelt one may be meant
        row.problem(column, "not-carried", {Phrase::report_not_carried, {report.body, report.task}});
    }

    void read_marks() {
        const SourceFile* file = table_file("marks.csv");
        if (!file) return;
        CsvTable table(*file, {"item", "body", "year", "scorer", "value"}, {"note", "illustrative"}, problems_, read_);
        const auto item = table.column("item"), body = table.column("body"), year = table.column("year"),
                   scorer = table.column("scorer"), value = table.column("value"), note = table.column("note"),
                   illustrative = table.column("illustrative");
        const Marked marked = what_is_marked();
        std::vector<std::string> all;
        for (const auto& [id, scored] : marked.items) all.emplace_back(id);
        const Ids items(std::move(all), Phrase::kind_item);
        Twice twice(table, {"item", "body", "year", "scorer"}, Phrase::duplicate_mark);
        while (const auto row = table.next()) {
            Mark mark;
            mark.item = row->text(item);
            if (schemes_are_known_) known(*row, item, mark.item, items);
            mark.body = row->text(body);
            known_body(*row, body, mark.body);
            check_assessed(*row, body, mark, marked);
            mark.year = year_in(*row, year);
            mark.scorer = choice(*row, scorer, Scorer::team);
            mark.state = row->value(value, mark.value);
            mark.note = row->text(note);
            mark.illustrative = row->flag(illustrative, "示例");
            mark.place = row->place();
            check_mark(*row, value, mark, marked);
            twice.tell(*row);
            records_.marks.push_back(std::move(mark));
        }
    }

    /// What marks are held against, by ids: there may be a mark for every unit of a nation.
    struct Marked {
        struct Scored {
            const Item* item;
            const SchemeParts* scheme;
        };
        std::multimap<std::string_view, Scored> items;  ///< in the order of the schemes
        std::unordered_map<std::string_view, const Body*> bodies;
        std::set<const SchemeParts*> of_nobody;  ///< which is told by itself
    };
    Marked what_is_marked() const {
        Marked marked;
        for (const Body& body : parts_.bodies) marked.bodies.try_emplace(body.id, &body);
        for (const ReadScheme& scheme : schemes_) {
            const SchemeParts& parts = scheme.parts;
            for (const Item* item : items_of(parts)) marked.items.emplace(item->id, Marked::Scored{item, &parts});
            if (std::none_of(parts_.bodies.begin(), parts_.bodies.end(),
                             [&](const Body& body) { return assesses(parts, body); }))
                marked.of_nobody.insert(&parts);
        }
        return marked;
    }

    /// A mark for a body that no scheme of the item assesses would silently count for nothing.
    void check_assessed(const CsvRow& row, const CsvColumn& column, const Mark& mark, const Marked& marked) const {
        const auto body = marked.bodies.find(mark.body);
        if (!schemes_are_known_ || !carriers_are_known_ || body == marked.bodies.end()) return;
        const auto [first, end] = marked.items.equal_range(mark.item);
        const bool counts = std::any_of(first, end, [&](const auto& entry) {
            const SchemeParts* scheme = entry.second.scheme;
            return assesses(*scheme, *body->second) || marked.of_nobody.contains(scheme);
        });
        if (first != end && !counts)
            row.problem(column, "not-assessed", {Phrase::mark_not_assessed, {mark.body, first->second.scheme->title}});
    }

    void check_mark(const CsvRow& row, const CsvColumn& value, const Mark& mark, const Marked& marked) const {
        if (!schemes_are_known_ || mark.state != State::value) return;
        const auto [first, end] = marked.items.equal_range(mark.item);
        for (auto scored = first; scored != end; ++scored) check_mark(row, value, mark, *scored->second.item);
    }

    static void check_mark(const CsvRow& row, const CsvColumn& column, const Mark& mark, const Item& item) {
        // Whoever else marks such an item only remarks on it, as a unit does in its self-assessment.
        if (!std::holds_alternative<MarksRule>(item.rule) && mark.scorer == item.scorer)
            return row.problem(column, "mark-idle", {Phrase::mark_idle, {item.title}});
        if (auto fault = fault_of_mark(item, mark.value, row.text(column)))
            row.problem(column, std::move(fault->code), std::move(fault->message));
    }

    /// Problems of meaning, all files together. Where a record could not be read, what only follows from that is left
    /// out.
    void finish() {
        for (Problem& problem : problems_of(parts_)) problems_.push_back(std::move(problem));
        for (const ReadScheme& scheme : schemes_)
            for (Problem& problem : problems_of(scheme.parts, &parts_))
                if (scheme.whole || problem.code == "unknown-id" || problem.code == "duplicate-id")
                    problems_.push_back(std::move(problem));
        if (schemes_are_known_) tell_between_schemes();
        leave_out_what_follows();
        tell();
    }

    void leave_out_what_follows() {
        std::erase_if(problems_, [this](const Problem& problem) { return only_follows(problem); });
    }

    void tell_between_schemes() {
        std::vector<const SchemeParts*> schemes;
        for (const ReadScheme& scheme : schemes_) schemes.push_back(&scheme.parts);
        for (Problem& problem : problems_between(schemes)) problems_.push_back(std::move(problem));
    }

    void tell_cycles(const std::vector<Scheme>& schemes) {
        try {
            assessment_order(schemes);
        } catch (const InputError& error) {
            problems_ = error.problems();
            tell();
        }
    }

    void tell() {
        if (problems_.empty()) return;
        for (Problem& problem : problems_) show_line(problem);
        std::stable_sort(problems_.begin(), problems_.end(), [](const Problem& a, const Problem& b) {
            return std::tie(a.place.file, a.place.line, a.place.column) <
                   std::tie(b.place.file, b.place.line, b.place.column);
        });
        throw InputError(std::move(problems_));
    }

    /// Records that could not be read cannot be told as unknown where they are named.
    bool only_follows(const Problem& problem) const {
        if (problem.code == "no-units") return !bodies_are_known_;
        if (problem.code == "empty-id") return true;  // told when it was read
        if (problem.code != "unknown-id") return false;
        const Phrase kind = problem.message.arguments.at(1).phrase;
        const bool of_a_scheme = kind == Phrase::kind_item || kind == Phrase::kind_fact || kind == Phrase::kind_scheme;
        return !(kind == Phrase::kind_body ? bodies_are_known_ : of_a_scheme || plan_is_known_);
    }

    /// The key whose value is wrong, for problems that are not about one word.
    static std::string key_of(const Problem& problem) {
        if (problem.code == "number") return text(problem.message.arguments.at(1), Language::zh);
        static constexpr std::pair<std::string_view, std::string_view> keys[] = {{"years", "first_year"},
                                                                                 {"year", "year"},
                                                                                 {"clause-line", "line"},
                                                                                 {"clause-text", "text"},
                                                                                 {"parent-cycle", "parent"},
                                                                                 {"duplicate-responsibility", "task"},
                                                                                 {"no-units", "units"},
                                                                                 {"scheme-cycle", "id"},
                                                                                 {"points-sum", "full"},
                                                                                 {"decimals", "full"},
                                                                                 {"bands", "bands"},
                                                                                 {"bands-hole", "from"},
                                                                                 {"bands-overlap", "from"},
                                                                                 {"bands-points", "points"},
                                                                                 {"per", "per"},
                                                                                 {"cap", "cap"},
                                                                                 {"grades-order", "from"},
                                                                                 {"grades-hole", "from"}};
        for (const auto& [code, key] : keys)
            if (problem.code == code) return std::string(key);
        return {};
    }

    /// The offending words of a problem of meaning, as they stand in the file.
    static std::string words_of(const Problem& problem) {
        const auto& arguments = problem.message.arguments;
        const bool names_a_word = problem.code.starts_with("unknown-") || problem.code == "duplicate-id" ||
                                  problem.code == "duplicate-body" || problem.code == "clause-text" ||
                                  problem.code == "missing-file";
        if (names_a_word) return '"' + text(arguments.at(0), Language::zh) + '"';
        if (problem.code == "year" || problem.code == "clause-line") return text(arguments.at(0), Language::zh);
        if (problem.code.starts_with("bands-")) return text(arguments.at(1), Language::zh);
        return {};
    }

    /// Where `key = words` stands in a line from a byte on (without a key: the words), or npos.
    static std::size_t value_in(std::string_view line, std::size_t from, std::string_view key, std::string_view words) {
        if (key.empty()) return words.empty() ? std::string_view::npos : line.find(words, from);
        const auto in_key = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
        for (auto at = line.find(key, from); at != std::string_view::npos; at = line.find(key, at + 1)) {
            const auto equals = line.find_first_not_of(" \t", at + key.size());
            if ((at > 0 && in_key(line[at - 1])) || equals == std::string_view::npos || line[equals] != '=') continue;
            const auto value = std::min(line.find_first_not_of(" \t", equals + 1), line.size());
            const auto end = value + words.size();
            const bool ends = words.empty() || end >= line.size() || !(in_key(line[end]) || line[end] == '.');
            if (line.substr(value).starts_with(words) && ends) return value;
        }
        return std::string_view::npos;
    }

    /// A problem of meaning knows its record; here the offending word inside the record is found, and its line shown.
    void show_line(Problem& problem) const {
        const auto file = files_.find(problem.place.file);
        if (!problem.source_line.empty() || file == files_.end() || problem.place.line < 1) return;
        const auto& lines = file->second.lines;
        const auto first = static_cast<std::size_t>(problem.place.line - 1);
        if (first >= lines.size()) return;
        const std::string words = words_of(problem);
        for (std::size_t at = first; at < lines.size(); ++at) {
            const auto start = lines[at].find_first_not_of(" \t");
            if (at > first && start != std::string::npos && lines[at][start] == '[') break;  // the next record
            const auto found =
                value_in(lines[at], at == first ? byte_of(lines[at], problem.place.column) : 0, key_of(problem), words);
            if (found == std::string::npos) continue;
            problem.place.line = static_cast<int>(at + 1);
            problem.place.column = column_of(lines[at], found);
            break;
        }
        problem.source_line = lines[static_cast<std::size_t>(problem.place.line - 1)];
    }

    struct ReadScheme {
        SchemeParts parts;
        bool whole = true;  ///< nothing in the file had to be skipped
    };

    SourceFolder source_;
    std::vector<Problem> problems_;
    PlanParts parts_;
    bool plan_is_known_ = false;      ///< all indicators and tasks could be read
    bool bodies_are_known_ = true;    ///< all bodies could be read
    bool carriers_are_known_ = true;  ///< everything else in overlay.toml too
    bool schemes_are_known_ = true;
    Ids bodies_;
    std::vector<ReadScheme> schemes_;
    std::map<std::string, SourceFile> files_;
    Observations figures_, observations_;
    Records records_;
    std::size_t whole_ = 0, before_ = 0, at_hand_ = 0;  ///< of the tables: bytes of files, rows of those in memory
    CsvTable::Read read_;
};

}  // namespace

namespace {

/// Whether a folder has any of what only plan folders have.
bool holds_a_plan(const std::filesystem::path& folder) {
    constexpr std::array<const char*, 4> own = {"plan.toml", "overlay.toml", "identities.toml", "schemes"};
    return std::any_of(own.begin(), own.end(), [&](const char* name) {
        std::error_code error;
        return std::filesystem::status(folder / name, error).type() != std::filesystem::file_type::not_found;
    });
}

/// The missing file that a file stands for: the same name in capital letters, with a slip of one letter (of two in a
/// long one), or of another kind. Others have names of their own.
std::string meant_by_file(const std::string& name, const std::vector<std::string>& missing) {
    const std::string small = small_letters(name), stem = small.substr(0, small.find('.'));
    const std::string ending = small.substr(std::min(stem.size(), small.size()));
    constexpr std::size_t long_name = 8;
    for (const std::string& known : missing) {
        const auto dot = known.find('.');
        const std::string own_stem = known.substr(0, dot), own_ending = dot == known.npos ? "" : known.substr(dot);
        if (stem == own_stem) {
            const bool is_table = own_ending == ".csv" && (ending == ".xlsx" || ending == ".xls" || ending == ".et" ||
                                                           ending == ".tsv" || ending == ".txt");
            if (ending == own_ending || ending == own_ending + ".txt" || is_table) return known;
        }
        if (ending == own_ending && slips_between(stem, own_stem) <= (own_stem.size() < long_name ? 1U : 2U))
            return known;
    }
    return {};
}

/// What would be left out unsaid, so that the scores would be others.
void refuse_near_names(const std::filesystem::path& folder) {
    std::vector<std::string> files{"plan.toml", "overlay.toml", "identities.toml"}, folders{"schemes"};
    files.insert(files.end(), std::begin(table_names), std::end(table_names));
    std::set<std::string> others, other_folders;
    std::vector<Problem> problems;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        const bool is_folder = entry->is_directory(error);
        if (std::erase(is_folder ? folders : files, name) == 0 && !name.starts_with('.'))
            (is_folder ? other_folders : others).insert(name);
    }
    const auto tell = [&](const std::string& name, const std::string& meant) {
        if (!meant.empty()) problems.push_back({"near-name", {name, 0, 0}, {Phrase::near_name, {name, meant}}, {}});
    };
    for (const std::string& name : others) tell(name, meant_by_file(name, files));
    for (const std::string& name : other_folders) tell(name, meant_by_file(name, folders));
    for (std::filesystem::directory_iterator entry(folder / "schemes", error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string(), small = small_letters(name);
        const std::size_t at = small.find(".toml");
        if (at == small.npos || name.starts_with('.') || name.ends_with(".toml")) continue;
        if (small.ends_with(".toml") || small.ends_with(".toml.txt"))
            tell("schemes/" + name, "schemes/" + name.substr(0, at) + ".toml");
    }
    std::sort(problems.begin(), problems.end(),
              [](const Problem& a, const Problem& b) { return a.place.file < b.place.file; });
    if (!problems.empty()) throw InputError(std::move(problems));
}

}  // namespace

PlanFolder read_folder(const std::filesystem::path& folder, Encoding encoding, const Pulse& pulse) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) fail_to_open_folder(folder);
    const std::filesystem::directory_iterator opened(folder, error);
    if (error == std::errc::permission_denied) throw FileError(error, {Phrase::folder_closed, {folder.string()}});
    if (!holds_a_plan(folder))
        throw FileError({ENOENT, std::generic_category()}, {Phrase::folder_no_plan, {folder.string()}});
    refuse_near_names(folder);
    return FolderReader({folder, encoding}, pulse)();
}

TableRecords read_tables(const TableSources& tables, const TableContext& context, Encoding encoding,
                         const Pulse& pulse) {
    return FolderReader({{}, encoding, nullptr, &tables}, pulse).tables(context);
}

PlanFolder read_texts(const FolderTexts& texts) { return FolderReader({{}, Encoding::utf8, &texts})(); }

}  // namespace libplan
