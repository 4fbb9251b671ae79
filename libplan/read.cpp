#include "libplan/read.hpp"

#include <algorithm>
#include <cerrno>

#include "libplan/read_csv.hpp"
#include "libplan/read_toml.hpp"
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
        read_figures("figures.csv", figures_);
        read_figures("observations.csv", observations_);
        read_figures("controls.csv", records_.controls);
        read_events();
        read_reports();
        read_marks();
        finish();
        std::vector<Scheme> schemes;
        for (SchemeParts& parts : schemes_) schemes.emplace_back(std::move(parts));
        return {Plan(std::move(parts_)), std::move(figures_), std::move(observations_), std::move(schemes),
                std::move(records_)};
    }

private:
    bool exists(const std::string& name) const { return fs::exists(folder_ / name); }

    std::optional<SourceFile> source(const std::string& name) {
        bool readable = false;
        SourceFile file = read_source(folder_, name, problems_, readable);
        return readable ? std::optional(std::move(file)) : std::nullopt;
    }

    void read_plan() {
        std::string text_file;
        if (!exists("plan.toml")) {
            problems_.push_back({"missing-file", {"plan.toml", 0, 0}, {Phrase::file_missing, {"plan.toml"}}, {}});
        } else if (const auto file = source("plan.toml")) {
            if (file->text.find_first_not_of(" \t\r\n") == std::string::npos)
                problems_.push_back({"empty-file", {"plan.toml", 1, 1}, {Phrase::file_empty, {"[plan]"}}, {}});
            else
                read_plan_toml(*file, parts_, text_file, problems_);
        }
        const bool whole = problems_.empty();
        if (exists("identities.toml"))
            if (const auto file = source("identities.toml")) read_identities_toml(*file, parts_, problems_);
        if (exists("overlay.toml"))
            if (const auto file = source("overlay.toml")) read_overlay_toml(*file, parts_, problems_);
        plan_is_known_ = whole;
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
            if (!file) continue;
            const std::size_t before = problems_.size();
            SchemeParts parts;
            read_scheme_toml(*file, parts, problems_);
            // A file that could not be read whole would only be blamed for what was skipped.
            if (problems_.size() == before) schemes_.push_back(std::move(parts));
        }
    }

    void known(const CsvRow& row, const std::string& column, const std::string& id,
               const std::vector<std::string>& ids) {
        if (!plan_is_known_ || std::find(ids.begin(), ids.end(), id) != ids.end()) return;
        const std::string near = nearest(id, ids);
        row.problem(column, "unknown-id",
                    near.empty() ? Message{Phrase::unknown_id, {id}} : Message{Phrase::unknown_id_near, {id, near}});
    }

    template <class Record>
    static std::vector<std::string> ids_of(const std::vector<Record>& records) {
        std::vector<std::string> ids;
        for (const Record& record : records) ids.push_back(record.id);
        return ids;
    }

    void known_body(const CsvRow& row, const std::string& column, const std::string& id) {
        known(row, column, id, ids_of(parts_.bodies));
    }

    void read_figures(const std::string& name, Observations& into) {
        if (!exists(name)) return;
        CsvTable table;
        read_csv(table, folder_, name, {"indicator", "period", "value"},
                 {"body", "unit", "source", "basis", "as_of", "line", "illustrative"}, problems_);
        const auto indicators = ids_of(parts_.indicators);
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
            if (!row.text("line").empty()) observation.text_line = static_cast<int>(row.number("line").value_or(0));
            observation.illustrative = row.illustrative();
            observation.place = row.place();
            const auto period = parse_period(row.text("period"));
            if (!period) row.problem("period", "bad-period", {Phrase::bad_period, {row.text("period")}});
            observation.period = period.value_or(Period{});
            into.add(observation);
        }
    }

    void read_events() {
        if (!exists("events.csv")) return;
        CsvTable table;
        read_csv(table, folder_, "events.csv", {"id", "date", "kind", "class", "bodies"},
                 {"deaths", "injuries", "title", "illustrative"}, problems_);
        for (const CsvRow& row : table.rows) {
            Event event;
            event.id = row.text("id");
            event.date = row.date("date").value_or(Date{});
            event.kind = row.text("kind");
            event.severity = row.text("class");
            event.bodies = split_bodies(row);
            if (!row.text("deaths").empty()) event.deaths = row.number("deaths").value_or(0);
            if (!row.text("injuries").empty()) event.injuries = row.number("injuries").value_or(0);
            event.title = row.text("title");
            event.illustrative = row.illustrative();
            event.place = row.place();
            records_.events.push_back(std::move(event));
        }
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
        const auto tasks = ids_of(parts_.tasks);
        for (const CsvRow& row : table.rows) {
            TaskReport report;
            report.task = row.text("task");
            known(row, "task", report.task, tasks);
            report.body = row.text("body");
            known_body(row, "body", report.body);
            report.date = row.date("date").value_or(Date{});
            report.status = choice(row, "status", TaskStatus::not_started);
            if (!row.text("percent").empty()) report.percent = row.number("percent").value_or(0);
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
        read_csv(table, folder_, "marks.csv", {"item", "body", "scorer", "value"}, {"note", "illustrative"}, problems_);
        std::vector<std::string> items;
        for (const SchemeParts& scheme : schemes_)
            for (const Group& group : scheme.groups)
                for (const Item& item : group.items) items.push_back(item.id);
        for (const CsvRow& row : table.rows) {
            Mark mark;
            mark.item = row.text("item");
            if (!items.empty()) known(row, "item", mark.item, items);
            mark.body = row.text("body");
            known_body(row, "body", mark.body);
            mark.scorer = choice(row, "scorer", Scorer::team);
            mark.state = row.value("value", mark.value);
            mark.note = row.text("note");
            mark.illustrative = row.illustrative();
            mark.place = row.place();
            check_mark(row, mark);
            records_.marks.push_back(std::move(mark));
        }
    }

    void check_mark(const CsvRow& row, const Mark& mark) {
        for (const SchemeParts& scheme : schemes_)
            for (const Group& group : scheme.groups)
                for (const Item& item : group.items)
                    if (item.id == mark.item && mark.state == State::value &&
                        (mark.value > item.full || mark.value < 0))
                        row.problem(
                            "value", "mark-range",
                            {Phrase::mark_above_full, {item.title, decimal_text(item.full), row.text("value")}});
    }

    /// Problems of meaning, all files together; records that could not be read would only cause echoes.
    void finish() {
        std::optional<Plan> plan;
        if (plan_is_known_) {
            auto found = problems_of(parts_);
            problems_.insert(problems_.end(), found.begin(), found.end());
            if (found.empty()) plan.emplace(parts_);
        }
        for (const SchemeParts& scheme : schemes_) {
            auto found = problems_of(scheme, plan ? &*plan : nullptr);
            problems_.insert(problems_.end(), found.begin(), found.end());
        }
        if (problems_.empty()) return;
        std::stable_sort(problems_.begin(), problems_.end(), [](const Problem& a, const Problem& b) {
            return std::tie(a.place.file, a.place.line, a.place.column) <
                   std::tie(b.place.file, b.place.line, b.place.column);
        });
        throw InputError(std::move(problems_));
    }

    fs::path folder_;
    std::vector<Problem> problems_;
    PlanParts parts_;
    bool plan_is_known_ = false;
    std::vector<SchemeParts> schemes_;
    Observations figures_, observations_;
    Records records_;
};

}  // namespace

PlanFolder read_folder(const std::filesystem::path& folder) { return FolderReader(folder)(); }

}  // namespace libplan
