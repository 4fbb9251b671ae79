#pragma once
// Private: TOML tables into plain structs. Only read_toml.cpp sees the parser.
#include "libplan/scheme.hpp"
#include "libplan/source_file.hpp"

namespace libplan {

void read_plan_toml(const SourceFile& file, PlanParts& parts, std::string& text_file, std::vector<Problem>& problems);
void read_identities_toml(const SourceFile& file, PlanParts& parts, std::vector<Problem>& problems);
void read_overlay_toml(const SourceFile& file, PlanParts& parts, std::vector<Problem>& problems);
void read_scheme_toml(const SourceFile& file, SchemeParts& parts, std::vector<Problem>& problems);

}  // namespace libplan
