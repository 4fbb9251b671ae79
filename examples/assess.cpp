// The whole job from C++: assess FOLDER YEAR OUT
#include <iostream>

#include "libplan/read.hpp"
#include "reports/text.hpp"
#include "reports/write.hpp"

int main(int argc, char** argv) try {
    if (argc != 4) return 2;
    const libplan::PlanFolder folder = libplan::read_folder(argv[1]);
    const libplan::YearResults results = libplan::assess_year(folder, std::stoi(argv[2]));
    for (const libplan::Assessment& assessment : results.assessments)
        std::cout << libplan::paint_text(libplan::layout_ranking(assessment, libplan::Language::zh)) << '\n';
    std::cout << libplan::write_reports(folder, results, argv[3]).size() << '\n';
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
}
