#pragma once
#include <filesystem>

#include "libplan/assess.hpp"

namespace libplan {

/// Everything a plan folder holds.
struct PlanFolder {
    Plan plan;
    Observations figures;       ///< as the plan prints them
    Observations observations;  ///< later figures
    std::vector<Scheme> schemes;
    Records records;
};

/// Reads a plan folder. Throws InputError with all problems of all files, FileError if files cannot be opened.
PlanFolder read_folder(const std::filesystem::path& folder);

}  // namespace libplan
