#pragma once
// Private: records as rows of cells, in the words of the files they are read from.
#include "libplan/assess.hpp"

namespace libplan {

struct Grid {
    std::vector<std::string> heads;
    std::size_t required = 0;  ///< so many of the first columns are always there
    std::vector<std::vector<std::string>> rows;
};

Grid figures_grid(const Observations& figures);
Grid events_grid(const std::vector<Event>& events);
Grid reports_grid(const std::vector<TaskReport>& reports);
Grid marks_grid(const std::vector<Mark>& marks);
Grid supplied_grid(const std::vector<SuppliedFigure>& figures);

/// A cell as it stands in a CSV file: in quotes where it must.
std::string csv_cell(const std::string& cell);

/// The text of a CSV file, without columns that are empty and need not be there. A cell with a line break is told.
std::string csv_text(const Grid& grid, const std::string& file, std::vector<Problem>& problems);

}  // namespace libplan
