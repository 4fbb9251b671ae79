#include <algorithm>
#include <cmath>

#include "reports/cells.hpp"

namespace libplan {
namespace {

constexpr int shares_columns = 3;
constexpr int limit_column = 3;

struct Count {
    std::string title;
    int count = 0;
};

/// The shares of some counts, each rounded by itself or together to 100.
std::vector<double> shares_of(const std::vector<Count>& counts, int total, const ReportNumbers& numbers) {
    require_places(numbers);
    std::vector<double> parts;
    for (const Count& each : counts) parts.push_back(each.count);
    std::vector<double> shares;
    if (numbers.shares_of_100)
        for (const double share : shares_of_100(parts, numbers.places))
            shares.push_back(round_decimal(share / 100, numbers.places + 2));
    else
        for (const double part : parts) shares.push_back(rounded_share(part / total, numbers));
    return shares;
}

/// The row of heads of the table.
std::size_t add_shares(Sheet& sheet, std::string title, Phrase head, const std::vector<Count>& counts,
                       Language language, const ReportNumbers& numbers,
                       const std::function<std::string(const std::string&)>& counted) {
    int total = 0;
    for (const Count& each : counts) total += each.count;
    const std::size_t heads = sheet.rows.size() + (sheet.rows.empty() ? 1 : 2);
    if (total == 0) return heads;
    if (!sheet.rows.empty()) sheet.rows.push_back({});
    sheet.rows.push_back({{words(std::move(title), Look::subtitle, shares_columns)}, 26});
    sheet.rows.push_back(header_row({head, Phrase::head_count, Phrase::head_share}, language));
    const int first = static_cast<int>(sheet.rows.size());
    const int last = first + static_cast<int>(counts.size()) - 1;
    const std::vector<double> shares = shares_of(counts, total, numbers);
    double sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const int row = static_cast<int>(sheet.rows.size());
        const std::string quotient = cell_name(row, 1) + "/" + cell_name(last + 1, 1);
        Cell share = numbers.shares_of_100
                         ? percentage(shares[i], Look::number, numbers.places)
                         : percentage(counts[i].count / static_cast<double>(total), numbers, quotient);
        Cell count = number(counts[i].count, Look::number, 0);
        if (counted) count.formula = counted(cell_name(row, 0));
        sheet.rows.push_back({{words(counts[i].title, Look::text), std::move(count), std::move(share)}});
        sum = round_decimal(sum + shares[i], numbers.places + 2);
    }
    sheet.rows.push_back({{words(say(language, Phrase::sum_row), Look::total),
                           number(total, Look::total_points, 0, "SUM(" + range(first, last, 1) + ")"),
                           percentage(sum, Look::total_points, numbers.places, "SUM(" + range(first, last, 2) + ")")}});
    return heads;
}

/// The lowest points of each grade but the last, beside how many there are of it.
void add_limits(Sheet& sheet, std::size_t heads, const std::vector<Grade>& grades,
                const std::function<std::string(std::size_t)>& name, Language language) {
    sheet.rows[heads].cells.push_back(words(say(language, Phrase::head_limit), Look::header));
    for (std::size_t grade = 0; grade + 1 < grades.size(); ++grade) {
        const std::size_t row = heads + 1 + grade;
        const Edge& edge = grades[grade].edge;
        Cell limit = number(edge.from, Look::number, decimals_of(edge.from));
        limit.set({.format = std::string(edge.above ? "\"＞\"" : "\"≥\"") + "General"});
        sheet.rows[row].cells.push_back(std::move(limit));
        sheet.names.emplace_back(name(grade),
                                 "='" + sheet.name + "'!" + cell_name(static_cast<int>(row), limit_column, true));
    }
    // The last grade, what is open and the sum have none.
    for (std::size_t row = heads + std::max<std::size_t>(grades.size(), 1); row < sheet.rows.size(); ++row)
        sheet.rows[row].cells.push_back(words("", row + 1 == sheet.rows.size() ? Look::total : Look::text));
}

std::vector<Count> statuses_of(const Progress& progress, Language language) {
    std::vector<Count> counts;
    for (const Status status :
         {Status::achieved_early, Status::ahead, Status::on_track, Status::behind, Status::unknown}) {
        const auto count = std::count_if(progress.readings.begin(), progress.readings.end(), [&](const Reading& each) {
            return each.body.empty() && each.status == status;
        });
        counts.push_back({say(language, phrase_of(status)), static_cast<int>(count)});
    }
    return counts;
}

std::vector<Count> grades_of(const Assessment& assessment, Language language) {
    std::vector<Count> counts;
    for (std::size_t grade = 0; grade < assessment.scheme->grades.size(); ++grade)
        counts.push_back({assessment.scheme->grades[grade].title,
                          static_cast<int>(std::count(assessment.grades.begin(), assessment.grades.end(),
                                                      static_cast<int>(grade)))});
    const auto open = std::count(assessment.grades.begin(), assessment.grades.end(), -1);
    if (open > 0) counts.push_back({say(language, Phrase::open), static_cast<int>(open)});
    return counts;
}

}  // namespace

std::string words_of(const ReportNumbers& numbers, Language language) {
    return say(language, Phrase::numbers_note, std::to_string(numbers.places), phrase_of(numbers.rounding),
               numbers.shares_of_100 ? Phrase::shares_together : Phrase::shares_apart);
}

Sheet layout_shares(const Progress& progress, const std::vector<Assessment>& assessments, Language language,
                    const ReportNumbers& numbers, const CountedIn& counted) {
    Sheet sheet;
    sheet.name = say(language, Phrase::sheet_shares);
    sheet.widths = {30, 10, 12};
    if (counted.limit_name) sheet.widths.push_back(12);
    bool illustrative = std::any_of(progress.readings.begin(), progress.readings.end(),
                                    [](const Reading& reading) { return reading.illustrative; });
    for (const Assessment& assessment : assessments) illustrative |= assessment.facts.illustrative;
    const int columns = static_cast<int>(sheet.widths.size());
    sheet.rows.push_back(title_row(say(language, Phrase::shares_title, std::to_string(progress.year)), columns));
    if (illustrative) sheet.rows.push_back(notice_row(true, columns, language));
    add_shares(sheet, say(language, Phrase::shares_of_statuses), Phrase::head_status, statuses_of(progress, language),
               language, numbers, counted.statuses);
    for (std::size_t i = 0; i < assessments.size(); ++i) {
        std::function<std::string(const std::string&)> grades;
        if (counted.grades) grades = [&](const std::string& title) { return counted.grades(i, title); };
        const std::size_t heads = add_shares(sheet, assessments[i].scheme->title, Phrase::head_grade,
                                             grades_of(assessments[i], language), language, numbers, grades);
        if (counted.limit_name && heads < sheet.rows.size())
            add_limits(
                sheet, heads, assessments[i].scheme->grades,
                [&](std::size_t grade) { return counted.limit_name(i, grade); }, language);
    }
    sheet.rows.push_back({{words(words_of(numbers, language), Look::wrapped, columns)}});
    return sheet;
}

Sheet layout_notes(const Plan& plan, Language language, const ReportNumbers& numbers) {
    static constexpr std::pair<Phrase, Phrase> notes[] = {
        {Phrase::note_summary_head, Phrase::note_summary},  {Phrase::note_scores_head, Phrase::note_scores},
        {Phrase::head_completion, Phrase::note_completion}, {Phrase::head_to_target, Phrase::note_to_target},
        {Phrase::head_status, Phrase::note_status},         {Phrase::note_paths_head, Phrase::note_paths},
        {Phrase::note_cagr_head, Phrase::note_cagr},        {Phrase::note_no_target_head, Phrase::note_no_target},
        {Phrase::note_joint_head, Phrase::note_joint},      {Phrase::head_disagreement, Phrase::note_disagreement},
        {Phrase::note_level_head, Phrase::note_level},      {Phrase::sheet_controls, Phrase::note_controls}};
    Sheet sheet;
    sheet.name = say(language, Phrase::sheet_notes);
    sheet.widths = {18, 90};
    sheet.rows.push_back(title_row(say(language, Phrase::sheet_notes), 2));
    const auto add = [&](Phrase head, std::string note) {
        sheet.rows.push_back({{words(say(language, head), Look::label), words(std::move(note), Look::wrapped)}});
    };
    add(Phrase::note_rounding_head, words_of(numbers, language));
    for (const auto& [head, note] : notes)
        add(head, say(language, note, decimal_text(plan->margin),
                      plan->path == Path::linear ? Phrase::head_on_linear : Phrase::head_on_geometric));
    return sheet;
}

}  // namespace libplan
