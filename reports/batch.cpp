#include "reports/batch.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "libplan/threads.hpp"
#include "reports/painting.hpp"

namespace libplan {
namespace {

/// As many painters as processors may be used at once; whoever paints takes one and brings it back.
class Painters {
public:
    explicit Painters(std::size_t count) : all_(count) {
        for (WorkbookPainter& painter : all_) free_.push_back(&painter);
    }

    template <class Work>
    void with_one(const Work& work) {
        struct Taken {
            explicit Taken(Painters& from) : painters(from), painter(from.take()) {}
            ~Taken() { painters.bring(painter); }
            Painters& painters;
            WorkbookPainter* painter;
        } const taken(*this);
        work(*taken.painter);
    }

private:
    WorkbookPainter* take() {
        std::unique_lock lock(mutex_);
        brought_.wait(lock, [&] { return !free_.empty(); });
        WorkbookPainter* painter = free_.back();
        free_.pop_back();
        return painter;
    }
    void bring(WorkbookPainter* painter) {
        {
            const std::lock_guard lock(mutex_);
            free_.push_back(painter);
        }
        brought_.notify_one();
    }

    std::vector<WorkbookPainter> all_;
    std::vector<WorkbookPainter*> free_;
    std::mutex mutex_;
    std::condition_variable brought_;
};

class Batch {
public:
    Batch(const std::vector<BatchFile>& files, const WorkbookOptions& options, std::size_t threads)
        : files_(files), options_(options), painters_(threads), writers_(std::min(files.size(), threads * waiting)) {}

    void run(const std::function<void(std::size_t, std::size_t)>& progress) {
        std::vector<std::thread> threads;
        const struct Joining {
            ~Joining() {
                batch.stopped_ = true;
                for (std::thread& thread : all) thread.join();
            }
            Batch& batch;
            std::vector<std::thread>& all;
        } joining{*this, threads};
        for (std::size_t i = 0; i < writers_; ++i) threads.emplace_back([this] { write_files(); });
        wait(progress);
    }

    /// Tells what failed, in the order of the files.
    void tell() const {
        if (failures_.empty()) return;
        if (files_.size() == 1) std::rethrow_exception(failures_.begin()->second);
        std::vector<Problem> problems;
        Message list;
        std::error_code first;
        bool bad_input = false;
        std::size_t told = 0;
        for (const auto& [index, failure] : failures_) {
            const std::string name = files_[index].file.filename().string();
            try {
                std::rethrow_exception(failure);
            } catch (const InputError& error) {
                bad_input = true;
                problems.insert(problems.end(), error.problems().begin(), error.problems().end());
            } catch (const FileError& error) {
                if (!first) first = error.code();
                problems.push_back({"cannot-write", {name}, error.message(), {}});
                const Phrase why = error.message().phrase == Phrase::cannot_write_full ? Phrase::batch_disk_full
                                                                                       : Phrase::batch_cannot;
                if (told++ < most_told) list = {Phrase::sequence, {list, {}, {Phrase::batch_failure, {name, why}}}};
            }
        }
        if (bad_input) throw InputError(std::move(problems));
        if (told > most_told)
            list = {Phrase::sequence, {list, {}, {Phrase::batch_more, {std::to_string(told - most_told)}}}};
        const std::string all = std::to_string(files_.size());
        if (failures_.size() == files_.size())
            throw FileError(first, {Phrase::batch_all_failed, {all, std::move(list)}});
        throw FileError(first, {Phrase::batch_failed, {all, std::to_string(failures_.size()), std::move(list)}});
    }

private:
    static constexpr std::size_t waiting = 8;  // for the disk, beside each that paints: it syncs many files at once
    static constexpr std::size_t most_told = 10;

    void write_files() {
        for (std::size_t i = next_++; i < files_.size() && !stopped_; i = next_++) {
            std::exception_ptr failure;
            try {
                write(files_[i]);
            } catch (...) {
                failure = std::current_exception();
            }
            {
                const std::lock_guard lock(mutex_);
                ++done_;
                if (failure) failures_.emplace(i, std::move(failure));
            }
            changed_.notify_one();
        }
    }

    void write(const BatchFile& file) {
        Aside aside(file.file);
        painters_.with_one([&](WorkbookPainter& painter) { painter.paint(aside, file.sheets(), options_); });
        aside.publish();
    }

    void wait(const std::function<void(std::size_t, std::size_t)>& progress) {
        std::size_t told = 0;
        while (told < files_.size()) {
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, std::chrono::milliseconds(100), [&] { return done_ > told; });
            const std::size_t done = done_;
            lock.unlock();
            if (!progress)
                told = done;
            else if (done == told)
                progress(told, files_.size());
            else
                while (told < done) progress(++told, files_.size());
        }
    }

    const std::vector<BatchFile>& files_;
    const WorkbookOptions& options_;
    Painters painters_;
    const std::size_t writers_;
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> stopped_{false};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t done_ = 0;
    std::map<std::size_t, std::exception_ptr> failures_;
};

}  // namespace

void write_batch(const std::vector<BatchFile>& files, const WorkbookOptions& options, int threads,
                 const std::function<void(std::size_t, std::size_t)>& progress) {
    Batch batch(files, options, thread_count(threads));
    batch.run(progress);
    batch.tell();
}

}  // namespace libplan
