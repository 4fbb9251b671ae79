#include "reports/collect.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "libplan/file_failure.hpp"
#include "libplan/threads.hpp"
#include "libplan/utf8.hpp"
#include "reports/form_reader.hpp"

namespace libplan {
namespace {

namespace fs = std::filesystem;

/// Does something for each of a number of things, on several threads. The calling thread only waits and tells how many
/// are done; if telling throws, the others stop.
class WorkerBatch {
public:
    using Done = std::function<void(std::size_t, std::size_t)>;

    WorkerBatch(std::size_t count, int threads, std::function<void(std::size_t)> action)
        : count_(count), action_(std::move(action)) {
        const std::size_t wanted = std::min(thread_count(threads), count);
        for (std::size_t i = 0; i < wanted; ++i) workers_.emplace_back([this] { work(); });
    }
    ~WorkerBatch() {
        is_stopped_ = true;
        for (std::thread& worker : workers_) worker.join();
    }
    WorkerBatch(const WorkerBatch&) = delete;
    WorkerBatch& operator=(const WorkerBatch&) = delete;

    void wait(const Done& done) {
        std::unique_lock lock(mutex_);
        while (done_ < count_) {
            changed_.wait_for(lock, std::chrono::milliseconds(50));
            const std::size_t now = done_;
            lock.unlock();
            if (done) done(now, count_);
            lock.lock();
        }
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    void work() {
        for (std::size_t i = next_++; i < count_ && !is_stopped_; i = next_++) {
            std::exception_ptr failure;
            try {
                action_(i);
            } catch (...) {
                failure = std::current_exception();
            }
            const std::lock_guard lock(mutex_);
            if (failure && i < failed_) failed_ = i, failure_ = failure;
            if (++done_ == count_) changed_.notify_all();
        }
    }

    const std::size_t count_;
    std::function<void(std::size_t)> action_;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<bool> is_stopped_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t done_ = 0, failed_ = static_cast<std::size_t>(-1);
    std::exception_ptr failure_;  ///< of the first that failed, in their order
    std::vector<std::thread> workers_;
};

template <class Record>
void append(std::vector<Record>& all, std::vector<Record>& own) {
    std::move(own.begin(), own.end(), std::back_inserter(all));
}

bool is_own_trace(const std::string& name) {  // of a program that has a workbook open
    return name.starts_with("~$") || name.starts_with(".");
}

/// What programs put beside a workbook that they have open: Excel and WPS, LibreOffice.
std::vector<std::string> names_of_traces(const std::string& name) { return {"~$" + name, ".~lock." + name + "#"}; }

void note_if_open(const fs::path& file, std::vector<Notice>& notices) {
    std::error_code error;
    for (const std::string& trace : names_of_traces(file.filename().string()))
        if (fs::exists(file.parent_path() / trace, error))
            return notices.push_back({"open-elsewhere", {file.string(), 0, 0, {}}, {Phrase::filled_open, {trace}}});
}

/// The trace itself, taken for the workbook.
void refuse_trace(const fs::path& file) {
    const std::string name = file.filename().string();
    if (!name.starts_with("~$")) return;
    throw InputError({{"no-form", {file.string(), 0, 0, {}}, {Phrase::filled_lock, {name.substr(2)}}, {}}});
}

/// Other formats are refused by name, not passed over.
bool names_workbook(const fs::path& file) {
    const std::string ending = small_letters(file.extension().string());
    return (ending == ".xlsx" || ending == ".xlsm" || ending == ".xls" || ending == ".et" || ending == ".xlsb" ||
            ending == ".ods") &&
           !is_own_trace(file.filename().string());
}

// ---- several forms of one unit ----

std::string key_of(const SuppliedFigure& figure) { return "figure|" + figure.fact + "|" + std::to_string(figure.year); }
std::string key_of(const Observation& figure) {
    return "observation|" + figure.indicator + "|" + to_string(figure.period);
}
std::string key_of(const TaskReport& report) { return "report|" + report.task + "|" + to_string(report.date); }

template <class Figure>
Message words_for_record(const Figure& figure) {
    if (figure.state == State::value) return decimal_text(figure.value);
    return figure.state == State::not_applicable ? Phrase::state_not_applicable : Phrase::state_not_scored;
}
Message words_for_record(const TaskReport& report) {
    return {Phrase::collect_report, {phrase_of(report.status), decimal_text(report.percent)}};
}

/// Takes forms one after another and tells where two of the same unit do not go together.
class Together {
public:
    void take(ReadForm& form) {
        if (!form.said.forms.empty()) tell_twice(form);
        append(problems_, form.problems);
        append(all_.forms, form.said.forms);
        append(all_.marks, form.said.marks);
        take_once(all_.figures, form.said.figures, form.asked);
        take_once(all_.observations, form.said.observations, form.asked);
        take_once(all_.reports, form.said.reports, form.asked);
        append(all_.evidence, form.said.evidence);
        for (std::size_t i = 0; i < form.said.missing.size(); ++i)
            missing_.emplace_back(unit_of(form.asked) + form.missing_rows[i], std::move(form.said.missing[i]));
        append(all_.notices, form.said.notices);
    }

    Collected result() {
        if (!problems_.empty()) throw InputError(std::move(problems_));
        for (auto& [row, notice] : missing_)  // what one form leaves empty another may have filled in
            if (!filled_.contains(row)) all_.missing.push_back(std::move(notice));
        return std::move(all_);
    }

private:
    using Kind = FillRow::Kind;

    /// What no two forms of a unit may ask for: marks; where there are none figures, and without these tasks.
    static std::vector<const FillRow*> own_rows(const FillIn& form) {
        std::vector<const FillRow*> marks, figures, tasks;
        for (const auto* section : {&form.rows, &form.tasks})
            for (const FillRow& row : *section)
                if (row.kind != Kind::group)
                    (row.kind == Kind::mark ? marks : row.kind == Kind::report ? tasks : figures).push_back(&row);
        return !marks.empty() ? marks : !figures.empty() ? figures : tasks;
    }

    void tell_twice(const ReadForm& form) {
        const std::string& file = form.said.forms.front().file;
        for (const FillRow* row : own_rows(form.asked)) {
            const auto [first, added] = asked_.try_emplace(unit_of(form.asked) + row->key(), file);
            if (added) continue;
            problems_.push_back(
                {"unit-twice",
                 {file, 0, 0, {}},
                 {Phrase::filled_unit_twice,
                  {form.asked.unit_title, first->second, row->title, row->kind == Kind::mark ? row->by : row->takes}},
                 {}});
            return;
        }
    }

    static std::string unit_of(const FillIn& form) { return form.plan + "\n" + form.unit + "\n"; }

    template <class Record>
    void take_once(std::vector<Record>& all, std::vector<Record>& own, const FillIn& form) {
        for (Record& record : own) {
            filled_.insert(unit_of(form) + row_of(record, form));
            const auto [first, added] =
                said_.try_emplace(unit_of(form) + key_of(record), Said{words_for_record(record), record.place});
            if (added)
                all.push_back(std::move(record));
            else if (!(first->second.words == words_for_record(record)))
                problems_.push_back({"forms-differ",
                                     record.place,
                                     {Phrase::filled_two_forms,
                                      {title_in(form, record), words_for_record(record), to_string(first->second.place),
                                       first->second.words}},
                                     {}});
        }
    }

    template <class Record>
    static std::string title_in(const FillIn& form, const Record& record) {
        std::string id;
        if constexpr (requires { record.fact; })
            id = record.fact;
        else if constexpr (requires { record.indicator; })
            id = record.indicator;
        else
            id = record.task;
        for (const auto* section : {&form.rows, &form.tasks})
            for (const FillRow& row : *section)
                if (row.id == id && row.kind != Kind::group && row.kind != Kind::mark) return row.title;
        return id;
    }

    /// The key of the row in which a record stands.
    template <class Record>
    static std::string row_of(const Record& record, const FillIn&) {
        return key_of(record);
    }
    static std::string row_of(const TaskReport& report, const FillIn& form) {
        return "report|" + report.task + "|" + std::to_string(form.year);
    }

    struct Said {
        Message words;
        Place place;
    };
    Collected all_;
    std::vector<Problem> problems_;
    std::map<std::string, std::string> asked_;  ///< the file that asks first
    std::map<std::string, Said> said_;
    std::vector<std::pair<std::string, Notice>> missing_;  ///< with the row
    std::set<std::string> filled_;                         ///< rows
};

}  // namespace

std::vector<fs::path> workbooks_in(const fs::path& place) {
    std::error_code error;
    if (!fs::is_directory(place, error)) return refuse_trace(place), std::vector{place};
    std::vector<fs::path> files;
    std::error_code no_folder;  // of a link that leads nowhere, say, which is told when it is read
    for (fs::directory_iterator entry(place, error), end; !error && entry != end; entry.increment(error))
        if (names_workbook(entry->path()) && !entry->is_directory(no_folder)) files.push_back(entry->path());
    if (error) fail_to_read(place, error.value());
    if (files.empty()) throw FileError({ENOENT, std::generic_category()}, {Phrase::collect_none, {place.string()}});
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<Notice> passed_over(const fs::path& place) {
    std::map<std::string, int> folders;
    std::vector<std::string> others;
    std::error_code error;
    std::vector<Notice> notices;
    for (const fs::path& file : workbooks_in(place)) note_if_open(file, notices);
    if (!fs::is_directory(place, error)) return notices;
    constexpr auto skip = fs::directory_options::skip_permission_denied;
    constexpr int deepest = 3;  // a whole home folder may lie below
    for (fs::recursive_directory_iterator entry(place, skip, error), end; !error && entry != end;
         entry.increment(error)) {
        const fs::path& path = entry->path();
        if (names_workbook(path) && entry->is_directory(error)) {
            notices.push_back({"folder", {path.string(), 0, 0, {}}, Phrase::filled_folder});
        } else if (entry.depth() > 0) {
            if (names_workbook(path)) ++folders[path.parent_path().string()];
        } else if (const std::string name = path.filename().string();
                   !names_workbook(path) && !is_own_trace(name) && entry->is_regular_file(error)) {
            others.push_back(name);
        }
        if (entry.depth() >= deepest) entry.disable_recursion_pending();
    }
    if (!others.empty())
        notices.push_back(
            {"other-files",
             {place.string(), 0, 0, {}},
             {Phrase::filled_other, {std::to_string(others.size()), *std::min_element(others.begin(), others.end())}}});
    for (const auto& [folder, count] : folders)
        notices.push_back({"subfolder", {folder, 0, 0, {}}, {Phrase::filled_subfolder, {std::to_string(count)}}});
    return notices;
}

Collected read_workbooks(std::span<const fs::path> files, const CollectOptions& options) {
    const std::optional<FillInSource> source =
        options.folder ? std::optional<FillInSource>(*options.folder) : std::nullopt;
    std::vector<ReadForm> forms(files.size());
    const auto read_one = [&](std::size_t i) {
        try {
            forms[i] = read_form(read_workbook(files[i]), source ? &*source : nullptr, options.year);
        } catch (const InputError& error) {
            forms[i].problems = error.problems();
        } catch (const FileError& error) {
            if (files.size() == 1) throw;
            forms[i].problems = {{"file", {files[i].string(), 0, 0, {}}, error.message(), {}}};
        }
    };
    WorkerBatch(files.size(), options.threads, read_one).wait(options.progress);

    Together together;
    for (ReadForm& form : forms) together.take(form);
    return together.result();
}

}  // namespace libplan
