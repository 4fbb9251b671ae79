#pragma once
#include <filesystem>
#include <functional>
#include <optional>
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

/// A form that was read: whose it is, how much it asks for, and how much of that is filled in.
struct FilledForm {
    std::string file, plan, body;
    std::string title;  ///< of the body
    int year = 0;
    std::string scheme;           ///< the only one it asks for, if it was made so
    std::vector<Scorer> scorers;  ///< the only ones whose marks it asks for, likewise
    int asked = 0, filled = 0;
    bool operator==(const FilledForm&) const = default;
};

/// What forms say that were filled in, in the order of the files and of their rows; without reports on tasks that stand
/// as they were sent out.
struct Collected {
    std::vector<FilledForm> forms;
    std::vector<Mark> marks;
    std::vector<SuppliedFigure> figures;
    std::vector<Observation> observations;
    std::vector<TaskReport> reports;
    std::vector<Evidence> evidence;
    std::vector<Notice> missing;  ///< what is not filled in yet
    std::vector<Notice> notices;  ///< rows that were moved, sheets that were renamed …
    bool operator==(const Collected&) const = default;
};

/// The workbooks in a folder by name, without those that a program has open; a file is itself.
std::vector<std::filesystem::path> workbooks_in(const std::filesystem::path& place);

/// What of a place should be known beside what is read: workbooks that a program has open, other kinds of files, and
/// workbooks in the folders below.
std::vector<Notice> passed_over(const std::filesystem::path& place);

struct CollectOptions {
    const PlanFolder* folder = nullptr;  ///< what the plan asks now; none: forms are read by what they say themselves
    std::optional<int> year{};           ///< the only one that is expected
    int threads = 0;                     ///< 0: as many as there are processors
    /// Called again and again from the calling thread; it may throw to stop.
    std::function<void(std::size_t done, std::size_t total)> progress{};
};

/// Reads forms that libplan wrote and units filled in, several at a time. Throws InputError with all faults of all
/// forms, one that cannot be opened among them; FileError if it is the only one. Rows are found by what they are, not
/// by where they stand; what was edited since the form was sent out is refused, and, with a plan, what the plan asks
/// otherwise now. Forms of one unit for several scorers or schemes are taken together; where two ask for the same marks
/// one is too many, and what both say of a figure or a task must agree.
Collected read_workbooks(std::span<const std::filesystem::path> files, const CollectOptions& options = {});

}  // namespace libplan
