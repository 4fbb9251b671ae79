#include "libplan/body_titles.hpp"
#include "libplan/check_parts.hpp"

namespace libplan::checking {
namespace {

Figure figure_of(const Plan& plan, const TaskReport& report) {
    const Task* task = plan.find_task(report.task);
    return {
        {Phrase::report_of, {task ? task->title : report.task, body_title(plan, report.body), to_string(report.date)}},
        decimal_text(report.percent) + "%",
        0,
        report.place};
}

}  // namespace

/// All together: whoever writes one as a share writes them all so.
void check_reports(const Plan& plan, std::span<const TaskReport> reports, std::vector<Finding>& findings) {
    Finding finding{"report-share", Severity::warning, {}, {}, {}, {}, {}};
    std::vector<Message> printed;
    std::string first, hundredfold;
    for (const TaskReport& report : reports) {
        if (report.percent <= 0 || report.percent >= 1) continue;
        if (first.empty()) {
            first = decimal_text(report.percent);
            hundredfold = decimal_text(round_decimal(report.percent * 100, 9));
        }
        finding.figures.push_back(figure_of(plan, report));
        finding.illustrative |= report.illustrative;
        printed.push_back({Phrase::figure_printed, {finding.figures.back().title, finding.figures.back().printed}});
    }
    if (finding.figures.empty()) return;
    finding.title = {Phrase::finding_report_share, {std::to_string(finding.figures.size())}};
    finding.printed = joined(Phrase::semicolon, std::move(printed));
    finding.follows = {Phrase::follows_report_share, {first}};
    finding.cure = {Phrase::cure_percent_share, {first, hundredfold}};
    findings.push_back(std::move(finding));
}

}  // namespace libplan::checking
