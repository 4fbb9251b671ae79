#include "reports/write.hpp"

#include <algorithm>

#include "reports/aside.hpp"
#include "reports/batch.hpp"
#include "reports/plan_workbook.hpp"
#include "reports/results_check.hpp"
#include "reports/summary.hpp"

namespace libplan {

namespace {

/// Assesses every scheme in the year of the progress, in the order of the schemes.
std::vector<Assessment> assess_schemes(const PlanFolder& folder, const Progress& progress) {
    const auto compares = [](const Scheme& scheme) {
        return std::any_of(scheme->facts.begin(), scheme->facts.end(),
                           [](const FactDefinition& f) { return f.last_year; });
    };
    const bool any_compares = std::any_of(folder.schemes.begin(), folder.schemes.end(), compares);
    const Progress last_year = any_compares ? measure(folder.plan, folder.observations, progress.year - 1) : Progress{};
    std::vector<Assessment> done;
    std::vector<std::size_t> places(folder.schemes.size());
    for (const std::size_t i : assessment_order(folder.schemes)) {
        const Gathering from{folder.plan, folder.observations, folder.records, progress.year,
                             done,        &progress,           &last_year};
        places[i] = done.size();
        done.push_back(assess(folder.schemes[i], gather(from, folder.schemes[i])));
    }
    std::vector<Assessment> assessments;
    for (const std::size_t place : places) assessments.push_back(std::move(done[place]));
    return assessments;
}

}  // namespace

std::vector<Assessment> assess_last_year(const PlanFolder& folder, int year) {
    if (year <= folder.plan->first_year) return {};
    try {
        return assess_schemes(folder, measure(folder.plan, folder.observations, year - 1));
    } catch (const InputError&) {
        return {};
    }
}

YearResults assess_year(const PlanFolder& folder, int year) {
    require_year(folder.plan, year);
    YearResults results{in_sheet_words(check(folder.plan, folder.figures, folder.observations, folder.records.controls,
                                             folder.records.reports)),
                        measure(folder.plan, folder.observations, year),
                        {},
                        track(folder.plan, folder.records.reports, year_period(year).last),
                        side_by_side(folder.plan, folder.observations, folder.records.controls, year)};
    for (const Scheme& scheme : folder.schemes)
        for (Finding& finding : in_sheet_words(check(scheme, folder.plan, folder.records.events))) {
            finding.scheme = scheme->id;
            results.findings.push_back(std::move(finding));
        }
    results.assessments = assess_schemes(folder, results.progress);
    return results;
}

namespace {

/// The files of a year, each with what gives its sheets.
class Reports {
public:
    Reports(const PlanFolder& folder, const YearResults& results, std::filesystem::path out,
            const WriteOptions& options)
        : folder_(folder),
          results_(results),
          out_(std::move(out)),
          options_(options),
          notes_(notes_of(folder.records.marks, results.progress.year)),
          inputs_{folder.plan,    folder.observations,   results.progress, results.findings, options.language,
                  &results.tasks, &results.side_by_side, options.numbers,  nullptr,          &notes_},
          names_(scorecard_file_names(results.assessments)) {
        require_results_of(folder, results);
    }

    void add_scorecards(std::size_t assessment) {
        for (std::size_t unit = 0; unit < names_[assessment].size(); ++unit)
            files_.push_back({out_ / names_[assessment][unit], [this, assessment, unit] {
                                  return layout_scorecard(inputs_, results_.assessments[assessment], unit);
                              }});
    }

    void add_summary() {
        const std::string year = std::to_string(results_.progress.year);
        last_year_ = assess_last_year(folder_, results_.progress.year);
        inputs_.last_year = &last_year_;
        files_.push_back({out_ / say(options_.language, Phrase::summary_file, year),
                          [this] { return layout_summary(inputs_, results_.assessments); }});
    }

    std::vector<std::filesystem::path> write() {
        make_folder(out_);
        // The year that is reported dates the files, so that equal input gives equal bytes.
        const WorkbookOptions options{folder_.plan->title, folder_.plan->area, year_period(results_.progress.year).last,
                                      options_.packing, options_.language};
        write_batch(files_, options, options_.threads, options_.progress);
        std::vector<std::filesystem::path> written;
        for (const BatchFile& file : files_) written.push_back(file.file);
        return written;
    }

private:
    const PlanFolder& folder_;
    const YearResults& results_;
    const std::filesystem::path out_;
    const WriteOptions& options_;
    std::vector<Assessment> last_year_;
    const MarkNotes notes_;
    ReportInputs inputs_;
    const std::vector<std::vector<std::string>> names_;
    std::vector<BatchFile> files_;
};

}  // namespace

std::vector<std::filesystem::path> write_scorecards(const PlanFolder& folder, const YearResults& results,
                                                    const std::filesystem::path& out, std::string_view scheme,
                                                    const WriteOptions& options) {
    Reports reports(folder, results, out, options);
    bool found = scheme.empty();
    for (std::size_t i = 0; i < results.assessments.size(); ++i) {
        if (!scheme.empty() && results.assessments[i].scheme->id != scheme) continue;
        found = true;
        reports.add_scorecards(i);
    }
    if (!found) throw std::out_of_range(std::string(scheme));
    return reports.write();
}

std::vector<std::filesystem::path> write_reports(const PlanFolder& folder, const YearResults& results,
                                                 const std::filesystem::path& out, const WriteOptions& options) {
    Reports reports(folder, results, out, options);
    for (std::size_t i = 0; i < results.assessments.size(); ++i) reports.add_scorecards(i);
    reports.add_summary();
    return reports.write();
}

}  // namespace libplan
