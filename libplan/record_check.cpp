#include "libplan/record_check.hpp"

#include <list>

#include "libplan/read_tables.hpp"
#include "libplan/write_csv.hpp"

namespace libplan {
namespace {

/// Records as the rows of a table that is read.
class GridRows : public CellRows {
public:
    explicit GridRows(Grid grid) : grid_(std::move(grid)) {}
    const std::vector<std::string>& heads() const override { return grid_.heads; }
    std::size_t size() const override { return grid_.rows.size(); }
    void read(std::size_t row, std::vector<CsvCell>& cells, std::deque<std::string>&) const override {
        for (const std::string& cell : grid_.rows[row]) cells.push_back({cell, 0, true});
    }

private:
    Grid grid_;
};

/// One figure of each series.
Observations one_of_each(const Observations& figures) {
    Observations some;
    for (const Observations::Series& series : figures.series())
        if (series.first < figures.size()) some.add(figures[series.first]);
    return some;
}

Grid grid_of(const Observations& figures) {
    return figures_grid(figures.size() > most_rows_checked ? one_of_each(figures) : figures);
}

}  // namespace

void check_records(const PlanFolder& folder, const std::set<std::string>& files) {
    std::list<GridRows> grids;
    TableSources sources;
    const auto add = [&](const std::string& file, auto&& grid, bool is_empty) {
        if (is_empty || !files.contains(file)) return;
        sources.emplace(file, TableSource{file.substr(0, file.find('.')), &grids.emplace_back(grid()), {}});
    };
    const Records& records = folder.records;
    add(
        "figures.csv", [&] { return grid_of(folder.figures); }, folder.figures.size() == 0);
    add(
        "observations.csv", [&] { return grid_of(folder.observations); }, folder.observations.size() == 0);
    add(
        "controls.csv", [&] { return grid_of(records.controls); }, records.controls.size() == 0);
    add(
        "events.csv", [&] { return events_grid(records.events); }, records.events.empty());
    add(
        "reports.csv", [&] { return reports_grid(records.reports); }, records.reports.empty());
    add(
        "marks.csv", [&] { return marks_grid(records.marks); }, records.marks.empty());
    add(
        "facts.csv", [&] { return supplied_grid(records.figures); }, records.figures.empty());
    if (!sources.empty()) read_tables(sources, {&folder.plan, folder.schemes, !folder.schemes.empty()});
}

}  // namespace libplan
