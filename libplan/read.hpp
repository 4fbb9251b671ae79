#pragma once
#include <filesystem>
#include <map>

#include "libplan/assess.hpp"
#include "libplan/pulse.hpp"

namespace libplan {

/// How the files of a folder are encoded. GBK, which Excel saves by default, is read only when asked for.
enum class Encoding { utf8, gbk };

/// Everything a plan folder holds.
struct PlanFolder {
    Plan plan;
    Observations figures;       ///< as the plan prints them
    Observations observations;  ///< later figures
    std::vector<Scheme> schemes;
    Records records;
    bool operator==(const PlanFolder&) const = default;
};

/// Reads a plan folder. Throws InputError with all problems of all files, FileError if files cannot be opened. Asked
/// for GBK, a file that is UTF-8 all the same is read as such. `pulse` is told of bytes of the files.
PlanFolder read_folder(const std::filesystem::path& folder, Encoding encoding = Encoding::utf8,
                       const Pulse& pulse = {});

/// The files of a plan folder in memory: UTF-8 text by name ("plan.toml", "schemes/towns.toml").
using FolderTexts = std::map<std::string, std::string>;

/// Reads them as if they lay in a folder.
PlanFolder read_texts(const FolderTexts& texts);

}  // namespace libplan
