#include "libplan/file_failure.hpp"

#include <algorithm>
#include <cerrno>
#include <string>
#include <vector>

#include "libplan/problem.hpp"

namespace libplan {
namespace {

Phrase phrase_of_error(int error) {
    switch (error) {
        case EISDIR:
            return Phrase::cannot_write_folder;
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return Phrase::cannot_write_full;
        case EWOULDBLOCK:
            return Phrase::cannot_write_busy;
        default:
            return Phrase::cannot_write;
    }
}

/// The first part of a path that is a file although more follows, or the whole path; or nothing.
std::filesystem::path file_on_the_way(const std::filesystem::path& path) {
    std::filesystem::path part;
    std::error_code error;
    for (const auto& name : path) {
        part /= name;
        if (std::filesystem::is_regular_file(part, error)) return part;
    }
    return {};
}

bool is_workbook(const std::filesystem::path& path) { return path.extension() == ".xlsx"; }

/// What lies beside a path and has nearly its name; of files a plan may be kept in only workbooks.
std::string nearest_beside(const std::filesystem::path& path, bool holds_plan) {
    const auto parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    std::vector<std::string> beside;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(parent, error), end; !error && entry != end; entry.increment(error))
        if (!holds_plan || entry->is_directory(error) || is_workbook(entry->path()))
            beside.push_back(entry->path().filename().string());
    std::erase(beside, path.filename().string());  // a link that leads nowhere
    std::sort(beside.begin(), beside.end());
    const auto named = std::filesystem::path(path).replace_extension(".xlsx").filename().string();
    const bool is_other_kind = holds_plan && std::find(beside.begin(), beside.end(), named) != beside.end();
    const std::string meant = is_other_kind ? named : nearest(path.filename().string(), beside);
    return meant.empty() ? meant : (path.parent_path() / meant).string();
}

[[noreturn]] void fail_as_missing(const std::filesystem::path& path, Phrase plain, Phrase near, bool holds_plan) {
    const std::error_code missing(ENOENT, std::generic_category());
    const std::string meant = nearest_beside(path, holds_plan);
    if (meant.empty()) throw FileError(missing, {plain, {path.empty() ? "\"\"" : path.string()}});
    throw FileError(missing, {near, {path.string(), meant}});
}

}  // namespace

void fail_to_write(const std::filesystem::path& file, int error) {
    if (error == ENOTDIR || error == EEXIST)
        if (const auto blocking = file_on_the_way(file); !blocking.empty())
            throw FileError({error, std::generic_category()}, {Phrase::cannot_write_file, {blocking.string()}});
    throw FileError({error, std::generic_category()}, {phrase_of_error(error), {file.string()}});
}

void fail_to_read(const std::filesystem::path& file, int error) {
    if (error == ENOENT || error == ENOTDIR)
        fail_as_missing(file, Phrase::file_not_found, Phrase::file_not_found_near, false);
    throw FileError({error, std::generic_category()}, {Phrase::file_unreadable, {file.string()}});
}

void fail_to_open_folder(const std::filesystem::path& folder) {
    std::error_code error;
    if (std::filesystem::exists(folder, error))
        throw FileError({ENOTDIR, std::generic_category()}, {Phrase::folder_is_file, {folder.string()}});
    fail_as_missing(folder, Phrase::folder_missing, Phrase::folder_missing_near, true);
}

}  // namespace libplan
