#pragma once
// Private: plain structs into the tables of the files they are read from; what a reader takes anyway is left out.
#include "libplan/scheme.hpp"
#include "libplan/toml_tree.hpp"

namespace libplan {

/// plan.toml: all indicators with all their baselines and targets, and the tasks; `text_file` is named if the plan has
/// a text.
TomlTable plan_table(const PlanParts& parts, const std::string& text_file);
TomlTable identities_table(const PlanParts& parts);
/// overlay.toml: bodies and responsibilities.
TomlTable overlay_table(const PlanParts& parts);
TomlTable scheme_table(const SchemeParts& parts);
/// A rule as its line in a scheme's file has it, empty where it takes several lines.
std::string rule_text(const Rule& rule);

}  // namespace libplan
