#pragma once
// Private: TOML tables into plain structs. Only read_toml.cpp sees the parser.
#include "libplan/scheme.hpp"
#include "libplan/source_file.hpp"

namespace libplan {

// Each returns whether the file could be parsed and its tables found; if so, only single records of it may be wrong.

bool read_plan_toml(const SourceFile& file, PlanParts& parts, std::string& text_file, std::vector<Problem>& problems);
bool read_identities_toml(const SourceFile& file, PlanParts& parts, std::vector<Problem>& problems);
bool read_overlay_toml(const SourceFile& file, PlanParts& parts, std::vector<Problem>& problems);
bool read_scheme_toml(const SourceFile& file, SchemeParts& parts, std::vector<Problem>& problems);

}  // namespace libplan
