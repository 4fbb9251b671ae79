#pragma once
// Private: tables of records, read by the reader of plan folders.
#include "libplan/read.hpp"
#include "libplan/source_file.hpp"

namespace libplan {

/// What tables are held against. Without a plan ids and years are taken as they are.
struct TableContext {
    const Plan* plan = nullptr;
    std::span<const Scheme> schemes{};
    bool schemes_are_known = false;  ///< all of them: other items, facts and kinds of events are told
};

/// The records of some tables.
struct TableRecords {
    Observations figures, observations;
    Records records;
};

/// Throws InputError with all problems of all tables, FileError for files that cannot be opened. `pulse` is told of
/// bytes of files and rows of tables in memory.
TableRecords read_tables(const TableSources& tables, const TableContext& context, Encoding encoding = Encoding::utf8,
                         const Pulse& pulse = {});

}  // namespace libplan
