#pragma once
#include "libplan/read.hpp"

namespace libplan {

/// The files that read_texts reads as an equal plan folder, as a person would write them: plan.toml, overlay.toml,
/// identities.toml, plan.txt, figures.csv … and schemes/*.toml; none that would hold nothing. Throws InputError, with
/// the file and the record, for what no file can hold, such as a line break in a table.
FolderTexts texts_of(const PlanFolder& folder);

/// The first file in which two plan folders differ; nothing if they are equal.
std::string_view difference(const PlanFolder& given, const PlanFolder& held);

/// One scheme as the text of its file.
std::string text_of(const Scheme& scheme);

/// Writes a plan folder: aside, then moved to where it belongs, so that it is there as a whole or not at all. Throws
/// FileError if there is something already (an empty folder is welcome), or for what the system refuses.
void write_folder(const PlanFolder& folder, const std::filesystem::path& to);

/// Writes or replaces the file of one scheme.
void write_scheme(const Scheme& scheme, const std::filesystem::path& file);

}  // namespace libplan
