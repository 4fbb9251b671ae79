#include "reports/collect.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "reports/form_reader.hpp"

namespace libplan {
namespace {

namespace fs = std::filesystem;

/// Does something for each of a number of things, on several threads. The calling thread only waits and tells how many
/// are done; if telling throws, the others stop.
class Batch {
public:
    using Done = std::function<void(std::size_t, std::size_t)>;

    Batch(std::size_t count, unsigned threads, std::function<void(std::size_t)> action)
        : count_(count), action_(std::move(action)) {
        const unsigned wanted = threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
        for (std::size_t i = 0; i < std::min<std::size_t>(wanted, count); ++i)
            workers_.emplace_back([this] { work(); });
    }
    ~Batch() {
        is_stopped_ = true;
        for (std::thread& worker : workers_) worker.join();
    }
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

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

void append(Collected& all, Collected& own) {
    append(all.forms, own.forms);
    append(all.marks, own.marks);
    append(all.figures, own.figures);
    append(all.reports, own.reports);
    append(all.evidence, own.evidence);
    append(all.missing, own.missing);
    append(all.notices, own.notices);
}

}  // namespace

std::vector<fs::path> workbooks_in(const fs::path& place) {
    std::error_code error;
    if (!fs::is_directory(place, error)) return {place};
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(place, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        const bool is_own_trace = name.starts_with("~$") || name.starts_with(".");  // of a program that has it open
        std::string ending = entry->path().extension().string();
        std::transform(ending.begin(), ending.end(), ending.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        const bool is_workbook = ending == ".xlsx" || ending == ".xlsm" || ending == ".xls" || ending == ".et" ||
                                 ending == ".xlsb" || ending == ".ods";  // which are refused by name, not passed over
        if (is_workbook && !is_own_trace) files.push_back(entry->path());
    }
    if (error) throw FileError(error, {Phrase::file_unreadable, {place.string()}});
    if (files.empty()) throw FileError({ENOENT, std::generic_category()}, {Phrase::collect_none, {place.string()}});
    std::sort(files.begin(), files.end());
    return files;
}

Collected read_workbooks(std::span<const fs::path> files, const PlanFolder& folder, int year, unsigned threads,
                         const std::function<void(std::size_t, std::size_t)>& done) {
    const FillInSource source(folder);
    std::vector<ReadForm> forms(files.size());
    const auto read_one = [&](std::size_t i) {
        try {
            forms[i] = read_form(read_workbook(files[i]), source, year);
        } catch (const InputError& error) {
            forms[i].problems = error.problems();
        }
    };
    Batch(files.size(), threads, read_one).wait(done);

    Collected all;
    std::vector<Problem> problems;
    std::map<std::string, std::string> by_unit;
    for (ReadForm& form : forms) {
        append(problems, form.problems);
        for (const FilledForm& own : form.said.forms)
            if (const auto [first, added] = by_unit.try_emplace(own.body, own.file); !added)
                problems.push_back(
                    {"unit-twice",
                     {own.file, 0, 0, {}},
                     {Phrase::filled_unit_twice, {folder.plan.find_body(own.body)->title, first->second}},
                     {}});
        append(all, form.said);
    }
    if (!problems.empty()) throw InputError(std::move(problems));
    return all;
}

}  // namespace libplan
