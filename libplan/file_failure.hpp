#pragma once
// Private: why a file cannot be written, in words.
#include <filesystem>

namespace libplan {

/// Why a file cannot be written, and the cure.
[[noreturn]] void fail_to_write(const std::filesystem::path& file, int error);

}  // namespace libplan
