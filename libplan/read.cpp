#include "libplan/read.hpp"

#include <algorithm>
#include <cerrno>
#include <map>

#include "libplan/read_csv.hpp"
#include "libplan/read_toml.hpp"
#include "libplan/utf8.hpp"
#include "libplan/words.hpp"

namespace libplan {
namespace {

namespace fs = std::filesystem;

template <class Choice>
Choice choice(const CsvRow& row, const std::string& column, Choice otherwise) {
    for (const Word<Choice>& entry : words_for<Choice>())
        if (row.text(column) == entry.word) return entry.value;
    row.problem(column, "wrong-word", {Phrase::wrong_word, {column, row.text(column), word_list<Choice>()}});
    return otherwise;
}

class FolderReader {
public:
    explicit FolderReader(fs::path folder) : folder_(std::move(folder)) {}

    PlanFolder operator()() {
        if (!fs::is_directory(folder_))
            throw FileError({ENOENT, std::generic_category()}, {Phrase::folder_missing, {folder_.string()}});
        read_plan();
        read_schemes();
        read_figures("figures.csv", figures_, true);
        read_figures("observations.csv", observations_, true);
        read_figures("controls.csv", records_.controls, false);
        read_events();
        read_reports();
        read_marks();
        finish();
        std::vector<Scheme> schemes;
        for (ReadScheme& scheme : schemes_) schemes.emplace_back(std::move(scheme.parts));
        return {Plan(std::move(parts_)), std::move(figures_), std::move(observations_), std::move(schemes),
                std::move(records_)};
    }

private:
    bool exists(const std::string& name) const { return fs::exists(folder_ / name); }

    std::optional<SourceFile> source(const std::string& name) {
        bool readable = false;
        SourceFile file = read_source(folder_, name, problems_, readable);
        remember(file);
        return readable ? std::optional(std::move(file)) : std::nullopt;
    }

    void read_plan() {
        std::string text_file;
        bool parsed = false;
        if (!exists("plan.toml")) {
            problems_.push_back({"missing-file", {"plan.toml", 0, 0}, {Phrase::file_missing, {"plan.toml"}}, {}});
        } else if (const auto file = source("plan.toml")) {
            if (file->text.find_first_not_of(" \t\r\n") == std::string::npos)
                problems_.push_back({"empty-file", {"plan.toml", 1, 1}, {Phrase::file_empty, {"[plan]"}}, {}});
            else
                parsed = read_plan_toml(*file, parts_, text_file, problems_);
        }
        if (exists("identities.toml"))
            if (const auto file = source("identities.toml")) read_identities_toml(*file, parts_, problems_);
        if (exists("overlay.toml")) {
            const auto file = source("overlay.toml");
            parsed = file && read_overlay_toml(*file, parts_, problems_) && parsed;
        }
        ids_are_known_ = parsed;
        bodies_ = ids_of(parts_.bodies);
        if (text_file.empty()) return;
        if (!exists(text_file))
            problems_.push_back({"missing-file", {text_file, 0, 0}, {Phrase::file_missing, {text_file}}, {}});
        else if (const auto file = source(text_file))
            parts_.text = file->lines;
    }

    void read_schemes() {
        if (!fs::is_directory(folder_ / "schemes")) return;
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_ / "schemes"))
            if (entry.path().extension() == ".toml") names.push_back("schemes/" + entry.path().filename().string());
        std::sort(names.begin(), names.end());
        for (const std::string& name : names) {
            const auto file = source(name);
            const std::size_t before = problems_.size();
            SchemeParts parts;
            if (!file || !read_scheme_toml(*file, parts, problems_)) {
                schemes_are_known_ = false;
                continue;
            }
            schemes_.push_back({std::move(parts), problems_.size() == before});
        }
    }

    void known(const CsvRow& row, const std::string& column, const std::string& id,
               const std::vector<std::string>& ids) {
        if (!ids_are_known_ || std::find(ids.begin(), ids.end(), id) != ids.end() || row.tells_full_width(column))
            return;
        const std::string near = nearest(id, ids);
        row.problem(column, "unknown-id",
                    near.empty() ? Message{Phrase::unknown_id, {id}} : Message{Phrase::unknown_id_near, {id, near}});
    }

    /// A year or a day outside the plan; figures of the years before it are history and welcome.
    void within_plan(const CsvRow& row, const std::string& column, int year, bool history) {
        if (!ids_are_known_ || parts_.first_year == 0 || parts_.last_year == 0) return;
        if (year <= parts_.last_year && (history || year >= parts_.first_year)) return;
        row.problem(column, "year",
                    {Phrase::year_outside,
                     {std::to_string(year), std::to_string(parts_.first_year), std::to_string(parts_.last_year)}});
    }

    /// Lines that say the same thing twice; `key` is what makes them the same.
    class Twice {
    public:
        Twice(std::string column, Phrase record) : column_(std::move(column)), record_(record) {}
        void tell(const CsvRow& row, std::string key) {
            const auto [first, added] = lines_.try_emplace(std::move(key), row.line());
            if (!added)
                row.problem(column_, "duplicate-row",
                            {Phrase::duplicate_row, {std::to_string(first->second), record_}});
        }

    private:
        std::string column_;
        Phrase record_;
        std::map<std::string, int> lines_;
    };

    static std::string key_of(const CsvRow& row, const std::vector<std::string>& columns) {
        std::string key;
        for (const std::string& column : columns) key += row.text(column) + '\n';
        return key;
    }

    template <class Record>
    static std::vector<std::string> ids_of(const std::vector<Record>& records) {
        std::vector<std::string> ids;
        for (const Record& record : records) ids.push_back(record.id);
        return ids;
    }

    void known_body(const CsvRow& row, const std::string& column, const std::string& id) {
        known(row, column, id, bodies_);
    }

    void read_figures(const std::string& name, Observations& into, bool history) {
        if (!exists(name)) return;
        CsvTable table;
        read_csv(table, folder_, name, {"indicator", "period", "value"},
                 {"body", "unit", "source", "basis", "as_of", "line", "illustrative"}, problems_);
        remember(table.file);
        const auto indicators = ids_of(parts_.indicators);
        Twice twice("indicator", Phrase::row_figure);
        for (const CsvRow& row : table.rows) {
            Observation observation;
            observation.indicator = row.text("indicator");
            known(row, "indicator", row.text("indicator"), indicators);
            observation.body = row.text("body");
            if (!observation.body.empty()) known_body(row, "body", row.text("body"));
            observation.state = row.value("value", observation.value, &observation.places);
            observation.unit = row.text("unit");
            observation.source = row.text("source");
            observation.basis = row.text("basis");
            if (!row.text("as_of").empty()) observation.as_of = row.date("as_of");
            if (!row.text("line").empty()) observation.text_line = static_cast<int>(row.count("line"));
            observation.illustrative = row.illustrative();
            observation.place = row.place();
            const auto period = parse_period(row.text("period"));
            if (period)
                within_plan(row, "period", period->year(), history);
            else if (!row.tells_full_width("period"))
                row.problem("period", "bad-period", {Phrase::bad_period, {row.text("period")}});
            observation.period = period.value_or(Period{});
            twice.tell(row, key_of(row, {"indicator", "body", "period", "source", "basis", "as_of", "line"}));
            into.add(observation);
        }
    }

    void read_events() {
        if (!exists("events.csv")) return;
        CsvTable table;
        read_csv(table, folder_, "events.csv", {"id", "date", "kind", "class", "bodies"},
                 {"deaths", "injuries", "title", "illustrative"}, problems_);
        remember(table.file);
        std::map<std::string, Place> ids;
        for (const CsvRow& row : table.rows) {
            Event event;
            event.id = row.text("id");
            event.date = day(row);
            event.kind = row.text("kind");
            event.severity = row.text("class");
            event.bodies = split_bodies(row);
            if (!row.text("deaths").empty()) event.deaths = row.count("deaths");
            if (!row.text("injuries").empty()) event.injuries = row.count("injuries");
            event.title = row.text("title");
            event.illustrative = row.illustrative();
            event.place = row.place();
            if (const auto [first, added] = ids.try_emplace(event.id, event.place); !added)
                row.problem("id", "duplicate-id", {Phrase::duplicate_id, {event.id, to_string(first->second)}});
            check_event(row, event);
            records_.events.push_back(std::move(event));
        }
    }

    Date day(const CsvRow& row) {
        const auto date = row.date("date");
        if (date) within_plan(row, "date", static_cast<int>(date->year()), false);
        return date.value_or(Date{});
    }

    /// An event that no scheme counts, or whose class a rule does not price, would silently cost nothing.
    void check_event(const CsvRow& row, const Event& event) {
        if (schemes_.empty() || !schemes_are_known_) return;
        std::vector<std::string> kinds;
        for (const ReadScheme& scheme : schemes_)
            for (const FactDefinition& fact : scheme.parts.facts)
                if (const auto* counted = std::get_if<EventFact>(&fact.source)) kinds.push_back(counted->kind);
        if (std::find(kinds.begin(), kinds.end(), event.kind) == kinds.end()) {
            const std::string near = nearest(event.kind, kinds);
            row.problem("kind", "unknown-event",
                        near.empty() ? Message{Phrase::unknown_event, {event.kind}}
                                     : Message{Phrase::unknown_event_near, {event.kind, near}});
        }
        for (const ReadScheme& scheme : schemes_)
            for (const Group& group : scheme.parts.groups)
                for (const Item& item : group.items)
                    if (counts(scheme.parts, item, event) && !check_class(row, item, event)) return;
    }

    static bool counts(const SchemeParts& scheme, const Item& item, const Event& event) {
        const auto fact = std::find_if(scheme.facts.begin(), scheme.facts.end(),
                                       [&](const FactDefinition& f) { return f.id == item.fact; });
        const auto* counted = fact == scheme.facts.end() ? nullptr : std::get_if<EventFact>(&fact->source);
        return counted && counted->kind == event.kind && std::holds_alternative<OccurrencesRule>(item.rule);
    }

    static bool check_class(const CsvRow& row, const Item& item, const Event& event) {
        std::string classes;
        for (const OccurrenceClass& known : std::get<OccurrencesRule>(item.rule).classes) {
            if (known.severity == event.severity) return true;
            classes += (classes.empty() ? "" : "、") + known.severity;
        }
        row.problem("class", "event-class", {Phrase::unknown_event_class, {item.title, event.severity, classes}});
        return false;
    }

    std::vector<std::string> split_bodies(const CsvRow& row) {
        std::vector<std::string> bodies;
        const std::string& all = row.text("bodies");
        for (std::size_t at = 0; at <= all.size();) {
            const auto end = std::min(all.find(';', at), all.size());
            bodies.push_back(all.substr(at, end - at));
            known_body(row, "bodies", bodies.back());
            at = end + 1;
        }
        return bodies;
    }

    void read_reports() {
        if (!exists("reports.csv")) return;
        CsvTable table;
        read_csv(table, folder_, "reports.csv", {"task", "body", "date", "status"},
                 {"percent", "evidence", "note", "illustrative"}, problems_);
        remember(table.file);
        Twice twice("task", Phrase::row_report);
        const auto tasks = ids_of(parts_.tasks);
        for (const CsvRow& row : table.rows) {
            TaskReport report;
            report.task = row.text("task");
            known(row, "task", report.task, tasks);
            report.body = row.text("body");
            known_body(row, "body", report.body);
            report.date = day(row);
            report.status = choice(row, "status", TaskStatus::not_started);
            if (!row.text("percent").empty()) report.percent = row.number("percent").value_or(0);
            if (report.percent < 0 || report.percent > 100)
                row.problem("percent", "percent", {Phrase::percent_range, {row.text("percent")}});
            twice.tell(row, key_of(row, {"task", "body", "date"}));
            report.evidence = row.text("evidence");
            report.note = row.text("note");
            report.illustrative = row.illustrative();
            report.place = row.place();
            records_.reports.push_back(std::move(report));
        }
    }

    void read_marks() {
        if (!exists("marks.csv")) return;
        CsvTable table;
        read_csv(table, folder_, "marks.csv", {"item", "body", "year", "scorer", "value"}, {"note", "illustrative"},
                 problems_);
        remember(table.file);
        std::vector<std::string> items;
        for (const ReadScheme& scheme : schemes_)
            for (const Group& group : scheme.parts.groups)
                for (const Item& item : group.items) items.push_back(item.id);
        Twice twice("item", Phrase::row_mark);
        for (const CsvRow& row : table.rows) {
            Mark mark;
            mark.item = row.text("item");
            if (!items.empty() && schemes_are_known_) known(row, "item", mark.item, items);
            mark.body = row.text("body");
            known_body(row, "body", mark.body);
            const auto period = parse_period(row.text("year"));
            if (period && period->is_year())
                within_plan(row, "year", mark.year = period->year(), false);
            else if (!row.tells_full_width("year"))
                row.problem("year", "bad-year", {Phrase::mark_year, {row.text("year")}});
            mark.scorer = choice(row, "scorer", Scorer::team);
            mark.state = row.value("value", mark.value);
            mark.note = row.text("note");
            mark.illustrative = row.illustrative();
            mark.place = row.place();
            check_mark(row, mark);
            twice.tell(row, key_of(row, {"item", "body", "year", "scorer"}));
            records_.marks.push_back(std::move(mark));
        }
    }

    void check_mark(const CsvRow& row, const Mark& mark) {
        for (const ReadScheme& scheme : schemes_)
            for (const Group& group : scheme.parts.groups)
                for (const Item& item : group.items)
                    if (item.id == mark.item && mark.state == State::value &&
                        (mark.value > item.full || mark.value < 0))
                        row.problem("value", "mark-range",
                                    {Phrase::mark_range, {item.title, decimal_text(item.full), row.text("value")}});
    }

    /// Problems of meaning, all files together. Where a record could not be read, what only follows from that is left
    /// out.
    void finish() {
        std::optional<Plan> plan;
        if (ids_are_known_) {
            auto found = problems_of(parts_);
            problems_.insert(problems_.end(), found.begin(), found.end());
            if (found.empty()) plan.emplace(parts_);
        }
        for (const ReadScheme& scheme : schemes_)
            for (Problem& problem : problems_of(scheme.parts, plan ? &*plan : nullptr))
                if (scheme.whole || problem.code != "points-sum") problems_.push_back(std::move(problem));
        if (problems_.empty()) return;
        for (Problem& problem : problems_) show_line(problem);
        std::stable_sort(problems_.begin(), problems_.end(), [](const Problem& a, const Problem& b) {
            return std::tie(a.place.file, a.place.line, a.place.column) <
                   std::tie(b.place.file, b.place.line, b.place.column);
        });
        throw InputError(std::move(problems_));
    }

    /// A problem of meaning knows its record; here the offending word inside the record is found, and its line shown.
    void show_line(Problem& problem) const {
        const auto file = lines_.find(problem.place.file);
        if (!problem.source_line.empty() || file == lines_.end() || problem.place.line < 1) return;
        const std::vector<std::string>& lines = file->second;
        const auto first = static_cast<std::size_t>(problem.place.line - 1);
        if (first >= lines.size()) return;
        const bool names_a_word = problem.code.starts_with("unknown-") || problem.code == "duplicate-id" ||
                                  problem.code == "clause-text" || problem.code == "year";
        std::string word;
        if (names_a_word && !problem.message.arguments.empty())
            word = text(problem.message.arguments.front(), Language::zh);
        if (!word.empty() && problem.code != "year") word = '"' + word + '"';
        for (std::size_t at = first; !word.empty() && at < lines.size(); ++at) {
            if (at > first && lines[at].find_first_not_of(" \t") != std::string::npos &&
                lines[at][lines[at].find_first_not_of(" \t")] == '[')
                break;
            const auto found = lines[at].find(word, at == first ? byte_of(lines[at], problem.place.column) : 0);
            if (found == std::string::npos) continue;
            problem.place.line = static_cast<int>(at + 1);
            problem.place.column = character_at(lines[at], found);
            break;
        }
        problem.source_line = lines[static_cast<std::size_t>(problem.place.line - 1)];
    }

    static std::size_t byte_of(std::string_view line, int column) {
        std::size_t at = 0;
        for (int i = 1; i < column && at < line.size() && next_character(line, at); ++i) {
        }
        return at;
    }

    static int character_at(std::string_view line, std::size_t byte) {
        int column = 1;
        for (std::size_t at = 0; at < byte && next_character(line, at); ++column) {
        }
        return column;
    }

    void remember(const SourceFile& file) { lines_[file.name] = file.lines; }

    struct ReadScheme {
        SchemeParts parts;
        bool whole = true;  ///< nothing in the file had to be skipped
    };

    fs::path folder_;
    std::vector<Problem> problems_;
    PlanParts parts_;
    bool ids_are_known_ = false;  ///< of indicators, tasks and bodies: their files could be parsed
    bool schemes_are_known_ = true;
    std::vector<std::string> bodies_;  ///< their ids
    std::vector<ReadScheme> schemes_;
    std::map<std::string, std::vector<std::string>> lines_;  ///< of the files read, for showing them with a caret
    Observations figures_, observations_;
    Records records_;
};

}  // namespace

PlanFolder read_folder(const std::filesystem::path& folder) { return FolderReader(folder)(); }

}  // namespace libplan
