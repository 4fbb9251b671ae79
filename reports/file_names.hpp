#pragma once
// Private: names of files that every system takes.
#include <set>

#include "reports/write.hpp"

namespace libplan {

/// A name that Windows, macOS and Linux take, and a link can lead to: what they do not is replaced by "_", what is too
/// long is cut between characters.
std::string safe_file_name(std::string_view stem, std::string_view extension);

/// Safe names of which no two are the same, upper and lower case taken for one.
class FileNames {
public:
    std::string operator()(std::string_view stem, std::string_view extension = ".xlsx");

private:
    std::set<std::string> taken_;
};

}  // namespace libplan
