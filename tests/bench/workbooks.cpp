// Where the time of a scorecard goes: libplan_bench_workbooks FOLDER YEAR OUT, in processor time per scorecard.
// tests/bench/workbooks.py --plan FOLDER makes the folder; build with
// cmake --preset release && cmake --build --preset release --target libplan_bench_workbooks
#include <ctime>
#include <iomanip>
#include <iostream>

#include "libplan/read.hpp"
#include "reports/painting.hpp"
#include "reports/write.hpp"

int main(int argc, char** argv) try {
    if (argc != 4) return 2;
    const libplan::PlanFolder folder = libplan::read_folder(argv[1]);
    const libplan::YearResults results = libplan::assess_year(folder, std::stoi(argv[2]));
    const libplan::ReportInputs inputs{folder.plan,          folder.observations,   results.progress,
                                       results.findings,     libplan::Language::zh, &results.tasks,
                                       &results.side_by_side};
    const libplan::Assessment& assessment = results.assessments.at(0);
    const std::size_t units = assessment.facts.units.size();

    const auto timed = [&](const char* what, const auto& work) {
        const std::clock_t start = std::clock();
        for (std::size_t unit = 0; unit < units; ++unit) work(unit);
        const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        std::cout << std::fixed << std::setprecision(2) << seconds * 1000 / static_cast<double>(units) << " ms " << what
                  << '\n';
    };
    std::vector<std::vector<libplan::Sheet>> sheets(units);
    timed("layout", [&](std::size_t unit) { sheets[unit] = libplan::layout_scorecard(inputs, assessment, unit); });
    libplan::WorkbookPainter painter;
    for (const libplan::Packing packing : {libplan::Packing::own, libplan::Packing::library}) {
        libplan::WorkbookOptions options;
        options.packing = packing;
        const bool own = packing == libplan::Packing::own;
        const std::filesystem::path out = std::filesystem::path(argv[3]) / (own ? "own" : "library");
        std::filesystem::create_directories(out);
        timed(own ? "writing" : "writing by libxlsxwriter alone", [&](std::size_t unit) {
            libplan::Aside file(out / (std::to_string(unit) + ".xlsx"));
            painter.paint(file, sheets[unit], options);
            file.publish();
        });
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
}
