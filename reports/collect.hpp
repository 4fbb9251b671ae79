#pragma once
#include <filesystem>
#include <functional>
#include <span>

#include "libplan/read.hpp"

namespace libplan {

/// What a unit gives as evidence beside a mark, a figure or a task.
struct Evidence {
    std::string of;  ///< the id of the item, fact or task
    std::string body;
    int year = 0;
    std::string file, link, remark;
    Place place;
    bool operator==(const Evidence&) const = default;
};

/// Something to know of a form that is read all the same.
struct Notice {
    std::string code;
    Place place;
    Message message;
    bool operator==(const Notice&) const = default;
};

/// A form that was read: how much it asks for, and how much of that is filled in.
struct FilledForm {
    std::string file, body;
    int asked = 0, filled = 0;
    bool operator==(const FilledForm&) const = default;
};

/// What forms say that were filled in, in the order of the files and of their rows.
struct Collected {
    std::vector<FilledForm> forms;
    std::vector<Mark> marks;
    std::vector<SuppliedFigure> figures;
    std::vector<TaskReport> reports;
    std::vector<Evidence> evidence;
    std::vector<Notice> missing;  ///< what is not filled in yet
    std::vector<Notice> notices;  ///< rows that were moved, sheets that were renamed …
    bool operator==(const Collected&) const = default;
};

/// The workbooks in a folder by name, without those that a program has open; a file is itself.
std::vector<std::filesystem::path> workbooks_in(const std::filesystem::path& place);

/// Reads forms of a year that libplan wrote and units filled in, several at a time (threads = 0: as many as there are
/// processors). Throws InputError with all faults of all forms, FileError for a file that cannot be opened. Rows are
/// found by what they are, not by where they stand; a form whose words or whose scheme have changed since it was sent
/// out is refused. `done(i, n)` is called again and again from the calling thread, and may throw to stop.
Collected read_workbooks(std::span<const std::filesystem::path> files, const PlanFolder& folder, int year,
                         unsigned threads = 0, const std::function<void(std::size_t, std::size_t)>& done = {});

}  // namespace libplan
