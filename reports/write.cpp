#include "reports/write.hpp"

#include <algorithm>

#include "reports/workbook.hpp"

namespace libplan {

YearResults assess_year(const PlanFolder& folder, int year) {
    if (year < folder.plan->first_year || year > folder.plan->last_year)
        throw InputError(
            {{"year",
              {},
              {Phrase::year_outside,
               {std::to_string(year), std::to_string(folder.plan->first_year), std::to_string(folder.plan->last_year)}},
              {}}});
    YearResults results{check(folder.plan, folder.figures, folder.observations, folder.records.controls),
                        measure(folder.plan, folder.observations, year),
                        {},
                        track(folder.plan, folder.records.reports, year_period(year).last),
                        side_by_side(folder.plan, folder.observations, folder.records.controls, year)};
    for (const Scheme& scheme : folder.schemes)
        for (Finding& finding : check(scheme, folder.plan)) results.findings.push_back(std::move(finding));
    const auto compares = [](const Scheme& scheme) {
        return std::any_of(scheme->facts.begin(), scheme->facts.end(),
                           [](const FactDefinition& f) { return f.last_year; });
    };
    const bool any_compares = std::any_of(folder.schemes.begin(), folder.schemes.end(), compares);
    const Progress last_year = any_compares ? measure(folder.plan, folder.observations, year - 1) : Progress{};
    std::vector<Assessment> done;
    std::vector<std::size_t> places(folder.schemes.size());
    for (const std::size_t i : assessment_order(folder.schemes)) {
        const Gathering from{folder.plan, folder.observations, folder.records, year,
                             done,        &results.progress,   &last_year};
        places[i] = done.size();
        done.push_back(assess(folder.schemes[i], gather(from, folder.schemes[i])));
    }
    for (const std::size_t place : places) results.assessments.push_back(std::move(done[place]));
    return results;
}

std::string safe_file_name(std::string name) {
    for (char& c : name)
        if (static_cast<unsigned char>(c) < 0x20 || std::string_view("<>:\"/\\|?*").find(c) != std::string_view::npos)
            c = '_';
    return name;
}

std::string scorecard_file_name(const Assessment& assessment, std::size_t unit) {
    const Unit& own = assessment.facts.units[unit];
    return safe_file_name(assessment.scheme->id + "-" + own.id + "-" + own.title + ".xlsx");
}

std::vector<std::filesystem::path> write_reports(const PlanFolder& folder, const YearResults& results,
                                                 const std::filesystem::path& out, Language language,
                                                 const ReportNumbers& numbers,
                                                 const std::function<void(std::size_t, std::size_t)>& done) {
    std::error_code error;
    std::filesystem::create_directories(out, error);
    if (error) throw FileError(error, {Phrase::cannot_write, {out.string()}});
    const ReportInputs inputs{folder.plan, folder.observations, results.progress,      results.findings,
                              language,    &results.tasks,      &results.side_by_side, numbers};
    // The year that is reported dates the files, so that equal input gives equal bytes.
    const WorkbookOptions options{folder.plan->title, folder.plan->area, year_period(results.progress.year).last};
    std::size_t total = 1;
    for (const Assessment& assessment : results.assessments) total += assessment.facts.units.size();
    std::vector<std::filesystem::path> files;
    const auto write = [&](const std::string& name, const std::vector<Sheet>& sheets) {
        files.push_back(out / name);
        write_workbook(files.back(), sheets, options);
        if (done) done(files.size(), total);
    };
    for (const Assessment& assessment : results.assessments)
        for (std::size_t unit = 0; unit < assessment.facts.units.size(); ++unit)
            write(scorecard_file_name(assessment, unit), layout_scorecard(inputs, assessment, unit));
    write(say(language, Phrase::summary_file, std::to_string(results.progress.year)),
          layout_summary(inputs, results.assessments));
    return files;
}

}  // namespace libplan
