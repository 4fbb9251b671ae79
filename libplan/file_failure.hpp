#pragma once
// Private: why a file cannot be written or read, in words.
#include <filesystem>

namespace libplan {

/// Why a file cannot be written, and the cure.
[[noreturn]] void fail_to_write(const std::filesystem::path& file, int error);

/// Why a file, or a folder of files, cannot be read, and the cure: of one that is not there, the nearest name beside
/// it.
[[noreturn]] void fail_to_read(const std::filesystem::path& file, int error);

/// Why a plan folder cannot be one, with what may have been meant.
[[noreturn]] void fail_to_open_folder(const std::filesystem::path& folder);

}  // namespace libplan
